"""What signing in needs stands in the vault's database, on both databases the same."""

from __future__ import annotations

from domain.store.accounts import Accounts
from tests.harness.home import Home


def test_a_session_begins_stands_and_ends(home: Home) -> None:
    accounts = Accounts(home.house.vault.rows)
    token = accounts.begin_session(home.person("bram"))

    standing = accounts.session(token)

    assert standing and standing.person == home.person("bram")
    accounts.end_session(standing.token)
    assert accounts.session(token) is None


def test_a_second_calendar_address_ends_the_first(home: Home) -> None:
    accounts = Accounts(home.house.vault.rows)
    first = accounts.make_feed(home.person("bram"))

    second = accounts.make_feed(home.person("bram"))

    assert accounts.person_of_feed(first) is None
    assert accounts.person_of_feed(second) == home.person("bram")


def test_what_somebody_saw_moves_on(home: Home) -> None:
    accounts = Accounts(home.house.vault.rows)
    accounts.look(home.person("bram"), "trail", 3)

    accounts.look(home.person("bram"), "trail", 9)

    assert accounts.looked(home.person("bram"), "trail") == 9
    assert accounts.looked(home.person("anna"), "trail") is None


def test_two_processes_may_begin_at_once(home: Home) -> None:
    Accounts(home.house.vault.rows)

    again = Accounts(home.house.vault.rows)

    assert not again.has_feed(home.person("bram"))
