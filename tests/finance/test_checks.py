"""The eighteen checks of the method, each as one sentence on real data: entries, periods, and who may do what (1 to 8).

The others are in `test_checks_places.py` (9 to 14) and `test_checks_replay.py` (15 to 18).
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest

from domain.finance.claims import refusals as claims
from domain.finance.ledger import Line, Proposal, refusals
from domain.kernel import Acting, act_as
from domain.mandates import refusals as mandates
from projections.finance_balances import changes
from projections.finance_findings import meanwhile
from projections.finance_reports import made_again, reports
from tests.harness.claimed import Till
from tests.harness.mandated import give_mandate
from tests.harness.money import Purse, facts


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
