"""Tries are counted and invitations used up by all connections together, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from typing import Any

from domain.store.accounts import THROTTLED, Accounts
from tests.harness.home import Home


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Make the calls at the same time, each on a connection of its own and under the test's clock."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return [done.result() for done in [pool.submit(copy_context().run, call) for call in calls]]


def test_no_try_is_missed_when_many_come_at_once(home: Home) -> None:
    accounts = Accounts(home.house.vault.rows)

    counts = at_once(*(lambda: accounts.tries("name:bram", 5) for _ in range(12)))

    assert sorted(counts) == list(range(1, 13))


def test_blocked_tries_do_not_make_it_last_longer(home: Home) -> None:
    accounts = Accounts(home.house.vault.rows)
    for _ in range(5):
        accounts.tries("name:bram", 5)

    home.clock.advance(timedelta(seconds=THROTTLED - 60))
    blocked = accounts.tries("name:bram", 5)
    home.clock.advance(timedelta(seconds=61))
    later = accounts.tries("name:bram", 5)

    assert (blocked, later) == (6, 1)


def test_of_two_who_accept_one_invitation_one_succeeds(home: Home) -> None:
    accounts, bram = Accounts(home.house.vault.rows), home.person("bram")
    token = accounts.invite(bram, "key of the address")

    outcomes = at_once(lambda: accounts.accept(token, "one hash"), lambda: accounts.accept(token, "another"))

    assert sorted(outcomes, key=str) == sorted([bram, None], key=str)
    kept = accounts.account("key of the address")
    assert kept and kept[0] == bram


def test_what_was_typed_is_kept_half_an_hour(home: Home) -> None:
    accounts = Accounts(home.house.vault.rows)
    accounts.keep_stash("token", "box")

    soon = accounts.stash("token")
    home.clock.advance(timedelta(minutes=31))

    assert (soon, accounts.stash("token"), accounts.stash("another")) == ("box", None, None)


def test_of_who_is_forgotten_nothing_is_left(home: Home) -> None:
    accounts, bram = Accounts(home.house.vault.rows), home.person("bram")
    token, feed = accounts.begin_session(bram), accounts.make_feed(bram)
    accounts.keep_password(bram, "key of the address", "hash")
    accounts.look(bram, "roster", 9)

    accounts.forget(bram)

    assert accounts.session(token) is None and accounts.person_of_feed(feed) is None
    assert accounts.account("key of the address") is None and accounts.looked(bram, "roster") is None
