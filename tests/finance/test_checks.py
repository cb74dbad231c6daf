"""The eighteen checks of the method, each as one sentence on real data through the services."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
import pyxaf

from domain.finance.cash import refusals as cash
from domain.finance.claims import refusals as claims
from domain.finance.ledger import Line, Proposal, refusals
from domain.kernel import OPERATOR, Acting, act_as, id_of
from domain.mandates import refusals as mandates
from domain.policies import Hire
from projections.finance_balances import card, changes
from projections.finance_budget_page import figures
from projections.finance_claims import claim_of, claims_like
from projections.finance_findings import meanwhile
from projections.finance_reports import made_again, reports
from projections.finance_residents import check_residents, kept
from tests.commands.conftest import drive
from tests.finance.bank.banked import Banked, day
from tests.finance.statements.made import camt, mt940, paid
from tests.finance.test_histories import summed, told
from tests.harness.budgets import Planned, evenly
from tests.harness.claimed import Till
from tests.harness.mandated import give_mandate
from tests.harness.money import Purse
from tests.web.conftest import address, app, client  # noqa: F401  the same clients as the pages


@pytest.fixture
def till(purse: Purse) -> Till:
    """Claims, with money in the cash box."""
    found = Till(purse)
    found.fill_cash()
    return found


@pytest.fixture
def lived(purse: Purse) -> Purse:
    """A January that closed, a bill that came late, one taken back, and a February that goes on."""
    purse.post("2026-01-10", Line("1010", 500_000), Line("8000", -500_000))
    purse.pay("2026-01-14", "4310", 8_640)
    twice = purse.pay("2026-01-20", "4350", 1_995)
    purse.post("2026-01-25", Line("1020", 90_000), Line("8100", -90_000), fund="household")
    purse.close("2026-01")
    purse.pay("2026-01-21", "4310", 31_218)
    purse.reverse(twice)
    purse.pay("2026-02-03", "1000", 5_000)
    purse.pay("2026-02-09", "4350", 4_995, out_of="1000")
    return purse


def facts(purse: Purse, topic: str = "finance.") -> Iterator[dict[str, Any]]:
    """Facts as their bytes in the log say."""
    for recorded in purse.home.house.workspace.facts(0, 100_000):
        if recorded.topic.startswith(topic):
            yield json.loads(recorded.state) | {"topic": recorded.topic, "position": recorded.position}


def floats(value: object) -> bool:
    """Whether there is a float anywhere in it."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, float) or any(floats(one) for one in inner)


def test_check_01_every_entry_sums_to_zero_cents_and_there_are_no_floats(lived: Purse) -> None:
    for lines, refusal in (
        ((Line("4310", 100), Line("1010", -99)), refusals.EntryUnbalanced),
        ((Line("4310", 1.0), Line("1010", -1.0)), refusals.EntryUnreadable),  # type: ignore[arg-type]
    ):
        with pytest.raises(refusal):
            lived.propose("2026-02-10", *lines)

    posted = list(facts(lived, "finance.EntryPosted"))
    assert len(posted) == 8
    assert not any(sum(cents for _, cents, _ in fact["lines"]) for fact in posted)
    assert not any(floats(fact) for fact in facts(lived))


def test_check_02_a_correction_is_an_exact_linked_reversal_with_a_reason_once(purse: Purse) -> None:
    wrong = purse.post("2026-01-20", Line("4310", 8_640), Line("4350", 60), Line("1010", -8_700))
    before = list(facts(purse, "finance.EntryPosted"))
    with pytest.raises(refusals.TextMissing):
        purse.reverse(wrong, text=" ")

    reversal = purse.reverse(wrong, text="Verkeerde rekening.")

    assert list(facts(purse, "finance.EntryPosted"))[:1] == before
    assert purse.entry(wrong).reversal == reversal
    assert [(account, -cents) for account, cents, _ in purse.entry(reversal).lines] == [
        (account, cents) for account, cents, _ in purse.entry(wrong).lines
    ]
    assert not any(purse.balances().values())
    with pytest.raises(refusals.EntryIsReversed):
        purse.reverse(wrong)


def test_check_03_a_closed_period_refuses_and_a_late_entry_keeps_its_value_date_and_is_listed(purse: Purse) -> None:
    purse.close("2026-01")
    with pytest.raises(refusals.PeriodIsClosed):
        purse.post("2026-01-20", Line("4310", 100), Line("1010", -100), period="2026-01")

    entry = purse.pay("2026-01-20", "4310", 31_218)
    in_time = purse.pay("2026-02-20", "4310", 100)

    assert (purse.entry(entry).value_date, purse.entry(entry).period) == ("2026-01-20", "2026-02")
    with purse.home.house.now() as views:
        late = dict(views.execute("SELECT entry, late FROM finance_entry").fetchall())
    assert late == {entry: 1, in_time: 0}


def test_check_04_reopening_takes_two_people_a_reason_and_an_expiry_and_lists_what_was_posted(purse: Purse) -> None:
    purse.close("2026-01")
    known, service, moment = purse.position(), purse.ledger, purse.home.clock.moment
    until = (moment + timedelta(days=2)).strftime("%Y-%m-%dT%H:%MZ")
    with purse.home.by(purse.bram):
        for wrong in ({"until": until, "why": " "}, {"until": "2027-01-01T10:00Z", "why": "Factuur"}):
            with pytest.raises((refusals.TextMissing, refusals.ReopeningTime)):
                service.ask_reopening(purse.team, "2026-01", **wrong)
        service.ask_reopening(purse.team, "2026-01", until=until, why="Er kwam nog een factuur.")
        with pytest.raises(refusals.OwnReopening):
            service.reopen_period(purse.team, "2026-01", content=purse.asked("2026-01"))
    purse.agree("2026-01")

    posted = purse.post("2026-01-20", Line("4310", 900), Line("1010", -900), period="2026-01")
    purse.home.clock.advance(timedelta(days=2, minutes=1))
    with pytest.raises(refusals.PeriodIsClosed):
        purse.post("2026-01-20", Line("4310", 1), Line("1010", -1), period="2026-01")

    with purse.home.house.now() as views:
        assert {change.entry for change in changes(views, purse.team, known, "2026-01-31")} == {posted}
        assert [entry.entry for entry in meanwhile(views, purse.team)["2026-01"]] == [posted]


def test_check_05_the_report_of_a_close_is_the_same_bytes_later(purse: Purse) -> None:
    entry = purse.pay("2026-01-15", "4310", 4_000)
    with purse.home.by(purse.bram):
        purse.home.house.reports.close_period(purse.team, "2026-01")
    with purse.home.house.now() as views:
        (report,) = reports(views, purse.team)
    first = made_again(purse.home.house.at, report)

    purse.pay("2026-01-09", "4310", 777)
    purse.reverse(entry)

    assert made_again(purse.home.house.at, report) == first
    assert sha256(first).hexdigest() == report.sha256
    assert b"4000" in first and b"777" not in first


def test_check_06_asking_approving_and_paying_are_three_acts_and_who_asks_does_no_other(till: Till) -> None:
    purse, proposal, claim = (
        till.purse,
        till.purse.propose("2026-02-01", Line("4310", 9), Line("1010", -9)),
        till.make(),
    )
    content = purse.home.house.workspace.get(Proposal, proposal).content  # type: ignore[union-attr]
    for person, behalf in ((purse.bram, None), (purse.fenna, purse.bram), (purse.bram, purse.fenna)):
        with act_as(Acting(person, "", on_behalf_of=behalf)), pytest.raises(refusals.OwnProposal):
            purse.ledger.approve_entry(proposal, content=content)
    with pytest.raises(claims.OwnClaim):
        till.approve(claim, by=till.emre, mandate=give_mandate(till.home, "all", for_role="member"))

    till.approve(claim)
    with pytest.raises(claims.ClaimDecided):
        till.approve(claim)
    till.pay(claim)

    acts = [(fact["topic"][8:], fact["by"]) for fact in facts(purse, "finance.Claim")]
    assert acts == [("ClaimMade", till.emre), ("ClaimApproved", till.fenna), ("ClaimPaid", till.bram)]
    assert len({fact["command"] for fact in facts(purse, "finance.Claim")}) == 3


def test_check_07_what_is_approved_is_a_content_and_a_change_voids_it(till: Till) -> None:
    purse, proposal = till.purse, till.purse.propose("2026-02-01", Line("4310", 900), Line("1010", -900))
    seen = purse.home.house.workspace.get(Proposal, proposal).content  # type: ignore[union-attr]
    with purse.home.by(purse.bram):
        purse.ledger.change_proposal(
            proposal,
            fund="team",
            value_date="2026-02-01",
            lines=(Line("4310", 9_000), Line("1010", -9_000)),
            text="Gas",
        )
    with purse.home.by(purse.fenna), pytest.raises(refusals.ContentChanged):
        purse.ledger.approve_entry(proposal, content=seen)

    claim = till.make(2_450)
    till.approve(claim)
    till.change(claim, 3_000)

    assert till.claim(claim).state == "made" and purse.balances().get("4350", 0) == 0
    with pytest.raises(claims.ClaimNotApproved):
        till.pay(claim)


def test_check_08_a_mandate_is_judged_at_the_act_and_halves_count_together(till: Till) -> None:
    till.approve(till.make(6_000, supplier="Hema"))
    with pytest.raises(mandates.SplitPurchase):
        till.approve(till.make(4_001, supplier="hema "))
    with pytest.raises(mandates.AboveTheMandate):
        till.approve(till.make(10_001, supplier="Gamma"))
    with pytest.raises(mandates.OutsideTheMandate):
        till.approve(
            till.make(supplier="Jumbo"), mandate=give_mandate(till.home, "house", to=till.fenna, funds=("household",))
        )
    asked_in_time = till.make(supplier="Blokker")
    with till.home.by(till.home.person("anna")):
        till.home.house.mandates.end_mandate(till.mandate, why="Fenna stopt ermee.")

    with pytest.raises(mandates.MandateIsOver):
        till.approve(asked_in_time)

    assert till.purse.balances()["4350"] == 6_000


def test_check_09_statements_close_without_gaps_and_the_same_day_never_doubles(purse: Purse) -> None:
    banked = Banked(purse)
    purse.home.clock.advance(timedelta(days=9))
    first = day(2, paid(-1_250), paid(-1_250), opening=10_000)
    second, far = day(3, paid(900), opening=7_500), day(4, paid(-1), opening=9_999)

    banked.take(camt(first))
    assert banked.take(camt(first)) is None
    assert banked.take(mt940(first)) is None
    banked.take(mt940(second))
    with pytest.raises(Exception, match="99,99"):
        banked.take(camt(far))

    assert [cents for _, cents, _ in banked.lines()] == [-1_250, -1_250, 900]
    assert purse.balances()["1010"] == 8_400


def test_check_10_every_line_ends_matched_split_or_explained_and_suspense_is_nothing_at_close(purse: Purse) -> None:
    banked = Banked(purse)
    file = camt(day(10, paid(-1_250), paid(-800), paid(-500), opening=10_000, month="2026-02"))
    banked.take(file)
    purse.close("2026-01")
    assert purse.balances()["1090"] == 2_550

    banked.match(banked.line(file, 0), "4350")
    with purse.home.by(purse.bram):
        banked.service.split_line(banked.line(file, 1), parts=(Line("4350", -300), Line("4310", -500)))
    with pytest.raises(refusals.SuspenseLeft):
        purse.close("2026-02")
    with purse.home.by(purse.bram):
        banked.service.explain_line(banked.line(file, 2), why="Verjaardag", account="4350")
    purse.close("2026-02")

    assert sorted(state for _, _, state in banked.lines()) == ["explained", "matched", "split"]
    assert purse.balances()["1090"] == 0


def test_check_11_cash_is_never_below_nothing_on_a_later_day_and_its_maximum_is_watched(
    purse: Purse,
    client: Any,  # noqa: F811
) -> None:
    purse.pay("2026-02-01", "1000", 5_000)
    purse.pay("2026-02-20", "4350", 4_000, out_of="1000")

    with pytest.raises(refusals.CashBelowNothing):
        purse.pay("2026-02-10", "4350", 1_001, out_of="1000")
    purse.pay("2026-02-10", "4350", 1_000, out_of="1000")
    with purse.home.by(purse.bram):
        purse.home.house.cash.set_cash_limits(purse.team, "1000", most=2_000, most_spent=500)
    purse.pay("2026-02-25", "1000", 2_500)

    assert purse.balances()["1000"] == 2_500
    page = client(purse.fenna).get(f"/teams/{purse.team}/money/cash?account=1000").text
    assert "meer in de kas dan is afgesproken" in page


def test_check_12_a_receipt_or_a_reason_and_the_same_bill_twice_is_flagged(till: Till) -> None:
    with pytest.raises(claims.ReceiptMissing):
        till.make(missing=" ")
    with till.home.by(till.purse.bram), pytest.raises(cash.ReceiptOrReason):
        till.home.house.cash.spend_cash(
            till.purse.team, "1000", spending=id_of("x"), cents=9, day="2026-02-01", expense="4350", text="Brood"
        )
    first = till.make(2_450, number="2026-0117", missing="", receipt=till.photo(till.emre))
    again = till.make(2_450, number=" 2026-0117", supplier="HEMA", by=till.fenna)
    other = till.make(2_451, number="2026-0117")

    with till.home.house.now() as views:
        like = {
            claim: [found.claim for found in claims_like(views, claim_of(views, claim))]  # type: ignore[arg-type]
            for claim in (first, again, other)
        }

    assert like == {first: [again], again: [first], other: []}


def test_check_13_a_commitment_falls_exactly_as_it_is_invoiced(purse: Purse) -> None:
    plan = Planned(purse)
    order = plan.order("4350", 30_000)
    left = []

    for cents in (12_345, 655, 17_000):
        plan.invoice(order, cents)
        left.append((plan.ordered(order).left, purse.balances()["4350"]))

    assert left == [(17_655, 12_345), (17_000, 13_000), (0, 30_000)]


def test_check_14_budget_versions_are_never_overwritten_and_some_teams_have_none(purse: Purse) -> None:
    purse.pay("2026-01-10", "4310", 2_500)
    nothing, plan = purse.position(), Planned(purse)
    plan.adopt({"4310": evenly(50_000)})
    first = purse.position()
    plan.adopt({"4310": evenly(60_000)}, why="Gas is duurder")

    budgeted = []
    purse.home.house.engine.catch_up()
    for known in (nothing, first, purse.position()):
        with purse.home.house.at(known) as views:
            (line,) = figures(views, purse.team, 2026, "2026-12-31", (), "2026-03-01")["team"]
            budgeted.append((line.budgeted, line.posted))

    assert budgeted == [(0, 2_500), (600_000, 2_500), (720_000, 2_500)]
    with purse.home.house.now() as views:
        versions = views.execute("SELECT version, kind FROM finance_budget_version ORDER BY version").fetchall()
    assert [tuple(row) for row in versions] == [(1, "adopt"), (2, "amend")]
    said = [fact["topic"] for fact in facts(purse, "finance.Budget")]
    assert said.count("finance.BudgetAdopted") == 1 and said.count("finance.BudgetAmended") == 1


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


def test_check_17_known_then_plus_what_changed_is_known_now_and_the_page_prints_it(lived: Purse, client: Any) -> None:  # noqa: F811
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


def test_check_18_residents_accounts_are_their_bank_account_and_every_look_is_logged(
    purse: Purse,
    client: Any,  # noqa: F811
) -> None:
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
