"""The books as a journal: hledger, which knows nothing of us, finds the same on every account."""

from __future__ import annotations

import subprocess
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from projections.finance_balances import trial_balance
from tests.commands.conftest import drive
from tests.finance.hledgers import hledger_balances
from tests.harness.home import moved_in
from tests.harness.money import Purse
from web.finance_journal import Beancount, JournalAccount, prefixes


@pytest.fixture
def told(purse, tmp_path):
    """The journal of De Lindehof, as a file."""

    def write(*options, style="hledger"):
        file = tmp_path / f"books.{style}"
        data = purse.home.house.workspace.data
        said = drive("finance", "journal", "--format", style, "--out", file, "--data", data, *options)
        assert said.code == 0, said.err
        return file

    return write


def test_hledger_finds_the_same_on_every_account(purse, told, hledger_path):
    purse.post("2026-01-02", Line("1010", 100_000), Line("8000", -100_000))
    twice = purse.pay("2026-01-20", "4310", 8_640)
    purse.close("2026-01")
    purse.pay("2026-01-21", "4350", 1)
    purse.reverse(twice)

    found = hledger_balances(hledger_path, told())

    assert found == purse.balances()
    assert found["1010"] == 99_999


def test_hledger_agrees_on_any_value_date_and_as_known_then(purse, told, hledger_path):
    purse.post("2026-01-02", Line("1010", 100_000), Line("8000", -100_000))
    known = purse.position()
    purse.pay("2026-01-20", "4310", 8_640)

    now = hledger_balances(hledger_path, told(), "--end", "2026-01-20")
    then = hledger_balances(hledger_path, told("--known", known))

    assert {code: cents for code, cents in now.items() if cents} == purse.balances("2026-01-19")
    assert then == purse.balances(known=known)


def test_hledger_refuses_a_file_in_which_a_cent_was_changed(purse, told, hledger_path):
    purse.post("2026-01-02", Line("1010", 100_000), Line("8000", -100_000))
    file = told()
    bent = file.read_text().replace("1010  1000.00", "1010  1000.01").replace("8000  -1000.00", "8000  -1000.01")
    file.write_text(bent)

    checked = subprocess.run([hledger_path, "-f", file, "balance"], capture_output=True, text=True)

    assert checked.returncode != 0
    assert "balance assertion" in checked.stderr


NASTY = '; betaald) * = 3 EUR  | "x" \\ @ {€} : tag:waarde, (12)'


@pytest.mark.parametrize("style", ["hledger", "ledger"])
def test_no_text_or_name_can_break_the_file(purse, told, hledger_path, style):
    with purse.home.by(purse.cato):
        purse.ledger.change_account("4310", name="Gas; licht: (x)  y = 3")
    purse.post("2026-01-02", Line("4310", 5), Line("1010", -5), text=NASTY)

    file = told("--open", style=style)

    assert hledger_balances(hledger_path, file) == {"1010": -5, "4310": 5}
    assert "memo: , betaald) * = 3 EUR" in file.read_text()


def test_names_and_texts_stay_out_unless_they_are_opened(purse, told):
    purse.post("2026-01-02", Line("4310", 5), Line("1010", -5), text="Taart van Rosa")

    assert "Rosa" not in told().read_text() and "Energie" not in told().read_text()
    assert "Taart van Rosa" in told("--open").read_text() and "4310 Energie" in told("--open").read_text()


def test_beancount_has_its_own_roots_and_balances_of_the_next_day(purse, told):
    purse.post("2026-01-02", Line("1010", 100_000), Line("8000", -100_000), text='Zij zei "ja"')

    text = told("--open", style="beancount").read_text()

    assert '2026-01-02 * "memo" "Zij zei \\"ja\\""' in text
    assert "  Assets:Team:1010  1000.00 EUR" in text
    assert "2026-01-03 balance Income:Team:8000  -1000.00 EUR" in text


def test_books_that_did_not_change_give_the_same_file_later(purse, told):
    purse.post("2026-01-02", Line("1010", 100_000), Line("8000", -100_000))
    purse.close("2026-01")
    known = purse.position()
    first = told("--known", known).read_bytes()
    purse.home.clock.advance(timedelta(days=3))
    purse.pay("2026-01-20", "4310", 8_640)

    assert told("--known", known).read_bytes() == first
    assert told().read_bytes() != first


def test_each_team_has_its_own_accounts(purse, told, hledger_path):
    purse.pay("2026-01-20", "4310", 8_640)
    anker = purse.home.second_team()
    with purse.home.by(purse.home.person("anna")):
        purse.home.house.teams.give_role(anker, person=purse.home.person("yara"), role="finance", since="2026-01-01")
    with purse.home.by(purse.home.person("yara")):
        purse.ledger.begin_books(anker, first="2026-01")

    text = told().read_text()

    assert "account De Lindehof:team:expense:4310  ; type:X" in text
    assert hledger_balances(hledger_path, told()) == {"1010": -8_640, "4310": 8_640}


def test_names_that_beancount_cannot_tell_apart_have_their_ids(purse):
    account = JournalAccount("4310", "team", "expense", None)
    teams = {"a" * 32: "De Lindehof", "b" * 32: "De Lindehof!", "c" * 32: "Het Anker", "d" * 32: "ΑΒΓ", "e" * 32: "Ж"}

    told = {team: Beancount().account_name(prefix, account) for team, prefix in prefixes(teams).items()}

    assert len(set(told.values())) == len(teams)
    assert told["c" * 32] == "Expenses:T-Het-Anker:Team:4310"


_EXPENSES = ("4310", "4350")


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(1, 28), st.sampled_from(["01", "02"]), st.sampled_from(_EXPENSES),
            st.integers(1, 10**9), st.sampled_from(["pay", "pay", "reverse", "close"]),
        ),
        min_size=1,
        max_size=8,
    )
)  # fmt: skip
def test_random_books_are_the_same_to_hledger(tmp_path_factory, hledger_path, acts):
    folder = tmp_path_factory.mktemp("books")
    with moved_in(folder / "data") as home:
        home.clock.moment = home.clock.moment.replace(month=3, day=1)
        purse = Purse(home)
        posted = [purse.pay("2026-01-01", "4310", 1)]
        for day, month, account, cents, what in acts:
            if what == "pay":
                posted.append(purse.pay(f"2026-{month}-{day:02d}", account, cents))
            elif what == "reverse" and posted:
                purse.reverse(posted.pop())
            elif not purse.ledger.is_closed(home.team, "2026-01"):
                purse.close("2026-01")
        middle = purse.position() // 2 + acts[0][0]
        for known in (purse.position(), middle):
            file = folder / f"{known}.journal"
            assert drive("finance", "journal", "--out", file, "--data", folder / "data", "--known", known).code == 0
            with home.house.at(known) as views:
                ours = {one.account: one.cents for one in trial_balance(views, home.team)}

            assert hledger_balances(hledger_path, file) == ours
