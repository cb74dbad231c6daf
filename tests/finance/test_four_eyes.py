"""Check 6 as a law: two acts that belong to two people are never of one, whoever acts on behalf of whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finance.budget import refusals as budget
from domain.finance.budget.budget import Budget
from domain.finance.budget.commitment import Commitment
from domain.finance.cash import refusals as cash
from domain.finance.cash.box import CashBox
from domain.finance.claims import refusals as claims
from domain.finance.claims.claim import Claim
from domain.finance.claims.claimed import Claimed
from domain.finance.claims.payment_return import PaymentReturn
from domain.finance.ledger import Period, Proposal
from domain.finance.ledger import refusals as ledger
from domain.finance.residents import refusals as residents
from domain.finance.residents.withdrawal import Withdrawal
from domain.kernel import Acting, Id, Sealed, Spending, act_as, fixed_clock, id_of, who_does
from domain.mandates import refusals as mandates
from domain.mandates.mandate import Mandate

TEAM, ONE = id_of("team"), id_of("one")
SAID = Sealed(TEAM, "AA==")
PEOPLE = [id_of("person", name) for name in ("anna", "bram", "fenna", "emre")]
Step = Callable[[Any], Any]


def waiting() -> Proposal:
    """An entry that was proposed."""
    return Proposal.proposed(ONE, **_entry("2026-02-10"))


def _entry(day: str) -> dict[str, Any]:
    return {
        "team": TEAM, "fund": "team", "value_date": day, "period": None, "kind": "memo",
        "lines": [["4310", 5, None], ["1010", -5, None]], "text": SAID, "document": None, "reverses": None,
    }  # fmt: skip


def changed(found: Proposal) -> None:
    """It becomes another one."""
    found.change(**{name: value for name, value in _entry("2026-02-11").items() if name != "team"})


def closed() -> Period:
    """A period that is closed, of which reopening was asked."""
    found = Period.begun(TEAM, "2026-01")
    found.close()
    found.ask_reopening("2026-03-05T10:00Z", SAID)
    return found


def counted() -> CashBox:
    """A cash box that was counted."""
    found: CashBox = CashBox.begin(id=ONE, team=TEAM, account="1000")
    found.count_cash(ONE, day="2026-02-28", pieces={100: 5}, text=None)
    return found


def asked() -> Withdrawal:
    """Money that was asked for a resident."""
    return Withdrawal.asked(ONE, team=TEAM, person=id_of("rosa"), account="1030", cents=5, text=SAID)


def budgeted() -> Budget:
    """A budget that was proposed."""
    found = Budget.begun(TEAM, "team", 2026)
    found.propose(ONE, {"4310": [5] * 12}, decision=SAID, why=SAID)
    return found


def ordered() -> Commitment:
    """Something that was ordered."""
    return Commitment.entered(
        ONE, team=TEAM, fund="team", account="4310", cents=50, supplier=SAID, text=SAID, expected="2026-03-01"
    )


CLAIMED = Claimed("team", "4310", 5, "2026-02-10", SAID, ONE, None, ONE, SAID, None, SAID, "cash", SAID)


def claimed() -> Claim:
    """Something that was claimed."""
    return Claim.made(ONE, TEAM, CLAIMED)


def approved() -> Claim:
    """Something that was claimed, and approved by somebody else."""
    found = claimed()
    with act_as(Acting(id_of("somebody else"), "member")):
        found.approve(found.content, mandate=ONE, entry=ONE)
    return found


def returned() -> PaymentReturn:
    """A payment that the bank did not carry out, as somebody says."""
    found: PaymentReturn = PaymentReturn.begin(id=ONE, team=TEAM, claim=ONE, batch=1, why=SAID, line=None)
    return found


def invoiced(order: Commitment) -> None:
    """An invoice of it is taken."""
    order.consume(ONE, 5, mandate=ONE, seller=ONE)


def given_mandate() -> Mandate:
    """A mandate for whoever keeps the books."""
    found: Mandate = Mandate.begin(
        id=ONE, team=TEAM, funds=["team"], accounts=[], per_act=50, per_period=50, per="month", together=30,
        person=None, for_role="finance", first="2026-01-01", last="2026-12-31", decision=SAID,
    )  # fmt: skip
    return found


def used(found: Mandate) -> None:
    """Somebody spends under it."""
    spending = Spending(ONE, "team", "4310", 5, "2026-02-10", ONE, frozenset())
    found.use(spending, day="2026-03-01", beside=0, people=frozenset(who_does()), roles=frozenset({"finance"}))


ACTS: dict[str, tuple[Callable[[], Any], Step | None, Step, type[Exception]]] = {
    "approve an entry": (waiting, None, lambda it: it.approve(it.content), ledger.OwnProposal),
    "decline an entry": (waiting, None, lambda it: it.decline(SAID), ledger.OwnProposal),
    "approve a changed entry": (waiting, changed, lambda it: it.approve(it.content), ledger.OwnProposal),
    "reopen": (closed, None, lambda it: it.reopen(it.asked_content), ledger.OwnReopening),
    "sign a count": (counted, None, lambda it: it.sign_count(ONE, expected=5, entry=None), cash.OwnCount),
    "reject a count": (counted, None, lambda it: it.reject_count(ONE, SAID), cash.OwnCount),
    "sign a withdrawal": (asked, None, lambda it: it.sign(None), residents.OwnWithdrawal),
    "reject a withdrawal": (asked, None, lambda it: it.reject(SAID), residents.OwnWithdrawal),
    "adopt": (budgeted, None, lambda it: it.adopt(ONE, it.waiting["content"]), budget.OwnBudget),
    "decline a budget": (budgeted, None, lambda it: it.decline(ONE, SAID), budget.OwnBudget),
    "take an invoice": (ordered, None, invoiced, budget.OwnCommitment),
    "take one of a changed order": (
        ordered, lambda it: it.adjust(60, "2026-03-02", SAID), invoiced, budget.OwnCommitment,
    ),
    "approve a claim": (claimed, None, lambda it: it.approve(it.content, mandate=ONE, entry=ONE), claims.OwnClaim),
    "decline a claim": (claimed, None, lambda it: it.decline(SAID), claims.OwnClaim),
    "pay a claim": (approved, None, lambda it: it.pay("cash", ONE), claims.OwnPayment),
    "send a claim to the bank": (approved, None, lambda it: it.put_on_list(), claims.OwnPayment),
    "confirm that the bank did not pay": (returned, None, lambda it: it.confirm(), claims.OwnReturn),
    "use a mandate": (given_mandate, None, used, mandates.GaveItYourself),
}  # fmt: skip

Pair = tuple[Id, Id | None]
PAIRS: st.SearchStrategy[Pair] = st.tuples(st.sampled_from(PEOPLE), st.one_of(st.none(), st.sampled_from(PEOPLE)))


def does(pair: Pair) -> Any:
    """This one acts, perhaps for another."""
    return act_as(Acting(pair[0], "finance", on_behalf_of=pair[1]))


@pytest.mark.parametrize("what", ACTS)
@settings(max_examples=60, deadline=None)
@given(first=PAIRS, between=PAIRS, second=PAIRS)
def test_nobody_does_both_and_whoever_is_another_may(what: str, first: Pair, between: Pair, second: Pair) -> None:
    begin, change, act, refusal = ACTS[what]
    with fixed_clock(datetime(2026, 3, 1, 9, 0, tzinfo=UTC)):
        with does(first):
            found = begin()
        did = {*first}
        if change:
            with does(between):
                change(found)
            did |= {*between}

        with does(second):
            if (did & {*second}) - {None}:
                with pytest.raises(refusal):
                    act(found)
            else:
                act(found)


@settings(max_examples=200, deadline=None)
@given(first=PAIRS, signs=st.lists(PAIRS, min_size=2, max_size=5))
def test_who_asked_and_two_who_signed_are_always_different_people(first: Pair, signs: list[Pair]) -> None:
    acts: list[Pair] = [first]
    with does(first):
        found = asked()
    for pair in signs:
        with does(pair):
            try:
                found.sign(None)
            except (residents.OwnWithdrawal, residents.SignedAlready):
                continue
        acts.append(pair)

    people = [one for pair in acts for one in {*pair} - {None}]
    assert len(people) == len(set(people))


def test_four_eyes_are_judged_in_one_place() -> None:
    domain = Path(__file__).parents[2] / "domain"
    sources = [*domain.glob("finance/**/*.py"), *domain.glob("mandates/*.py")]

    compares = [path.name for path in sources if "acting().on_behalf_of" in path.read_text()]
    assert len(sources) > 50 and compares == []
