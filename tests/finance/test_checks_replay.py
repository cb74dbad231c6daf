"""Checks 15 to 18 of the method: whatever tells of the books says the same, and residents' money is theirs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
import pyxaf

from domain.finance.ledger import Line, refusals
from domain.kernel import OPERATOR, id_of
from domain.policies import Hire
from projections.finance_balances import card, changes
from projections.finance_residents import check_residents, kept
from tests.commands.conftest import drive
from tests.finance.test_histories import summed, told
from tests.harness.money import Purse, facts


def test_check_15_trial_balance_cards_and_audit_file_say_the_same(lived: Purse, tmp_path: Path) -> None:
    file = tmp_path / "books.xaf"
    data = lived.home.house.workspace.data
    assert drive("finance", "audit-file", "--year", 2026, "--out", file, "--data", data).code == 0

    trial = lived.balances("2026-12-31")
    with lived.home.house.now() as views:
        cards = {one: sum(line.cents for line in card(views, lived.team, one, last="2026-12-31")) for one in trial}
    audit: Counter[str] = Counter()
    with pyxaf.open(file) as found:
        for transaction in found.transactions():
            for line in transaction.lines:
                assert line.account_id and line.signed_amount is not None
                audit[line.account_id] += int(line.signed_amount * 100)

    assert trial == cards == dict(audit)
    assert trial["4310"] == 39_858


def test_check_16_a_cold_replay_is_the_projection_for_any_day_and_position(lived: Purse) -> None:
    cold, last, chance = told(lived), lived.position(), Random(16)
    days = ["2026-01-09", "2026-01-14", "2026-01-31", "2026-02-03", "2026-02-28"]

    lived.home.house.engine.catch_up()
    pairs = [(chance.choice(days), chance.randint(min(cold)[0], last)) for _ in range(25)]

    assert all(lived.balances(on, known=known) == summed(cold, on, known) for on, known in pairs)
    assert len({tuple(summed(cold, *pair).items()) for pair in pairs}) > 4


def test_check_17_known_then_plus_what_changed_is_known_now_and_the_page_prints_it(lived: Purse, client: Any) -> None:
    known = next(fact["position"] for fact in facts(lived, "finance.PeriodClosed"))
    before, after = lived.balances("2026-01-31", known=known), lived.balances("2026-01-31")
    with lived.home.house.now() as views:
        found = changes(views, lived.team, known, "2026-01-31")

    for change in found:
        before[change.account] = before.get(change.account, 0) + change.cents

    assert before == after and len({change.entry for change in found}) == 2
    page = client(lived.cato).get(f"/teams/{lived.team}/money/balance?on=2026-01-31&from={known}").text
    words = " ".join(page.replace("\u00a0", " ").split())
    assert "106,35" in words and "292,23" in words and "398,58" in words
    assert "Klopt op de cent" in words


def test_check_18_residents_accounts_are_their_bank_account_and_every_look_is_logged(purse: Purse, client: Any) -> None:
    home, rosa, ties = purse.home, purse.home.person("rosa"), purse.home.person("ties")
    with home.by(OPERATOR):
        home.house.staffing.hire_person(purse.team, hire=Hire(ties, "Ties", place="resident", since="2026-01-01"))
    came = [
        purse.post("2026-02-01", Line("1030", cents), Line("1700", -cents, person), fund="residents")
        for person, cents in ((rosa, 10_000), (ties, 4_000))
    ]
    with home.by(purse.bram):
        home.house.residents.ask_withdrawal(
            purse.team, rosa, withdrawal=id_of("jas"), account="1030", cents=2_500, text="Jas"
        )
    for signer in (purse.fenna, home.person("emre")):
        with home.by(signer):
            home.house.residents.sign_withdrawal(id_of("jas"))
    with pytest.raises(refusals.ResidentBelowNothing):
        purse.reverse(came[0])

    with home.house.now() as views:
        owed = {one.person: one.cents for one in kept(views, purse.team)}
        check = check_residents(views, purse.team)
    assert owed == {rosa: 7_500, ties: 4_000}
    assert (check.owed, check.bank, check.difference) == (11_500, 11_500, 0) == (sum(owed.values()), check.bank, 0)

    assert home.house.access.looks() == []
    browser = client(purse.cato)
    for _ in range(2):
        assert "100,00" in browser.get(f"/teams/{purse.team}/trail").text
    looks = Counter((look.person, look.subject) for look in home.house.access.looks())
    assert looks == {(purse.cato, rosa): 2, (purse.cato, ties): 2}

    purse.post("2026-02-05", Line("1030", 500), Line("1093", -500), fund="residents")
    with home.house.now() as views:
        found = check_residents(views, purse.team)
    assert (found.owed, found.bank, found.difference) == (11_500, 12_000, 500)
