"""Check 6 looks at everybody whose act it was: what the commands refuse is let through, and found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from domain.finance.ledger import Line, Proposal
from domain.kernel import Acting, Id, act_as
from tests.finance.close.test_findings import found
from tests.harness.claimed import Till
from tests.harness.money import Purse


@pytest.fixture
def lax(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that let everybody look at what is their own."""
    for module in ("ledger.proposal", "claims.claim"):
        monkeypatch.setattr(f"domain.finance.{module}.did_that", lambda people: False)


@contextmanager
def behalf(person: Id, of: Id | None) -> Iterator[None]:
    """Somebody acts, perhaps on behalf of somebody else."""
    with act_as(Acting(person, "", on_behalf_of=of)):
        yield


@pytest.mark.parametrize(("asked", "approved", "many"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_an_entry_that_two_did_for_one_person(purse: Purse, lax: None, asked: bool, approved: bool, many: int) -> None:
    emre, lines = purse.home.person("emre"), [Line("4310", 1_250), Line("1010", -1_250)]
    with behalf(purse.bram, emre if asked else None):
        purse.ledger.propose_entry(
            purse.team, proposal="1" * 32, fund="team", value_date="2026-02-20", lines=lines, text="Gas"
        )
    proposal = purse.home.house.workspace.get(Proposal, "1" * 32)
    assert proposal
    with behalf(purse.fenna, emre if approved else None):
        purse.ledger.approve_entry(proposal.id, content=proposal.content)

    assert len(found(purse, "own_approval")) == many


def test_an_entry_that_was_changed_for_the_one_who_approves_it(purse: Purse, lax: None) -> None:
    proposal = purse.propose("2026-02-20", Line("4310", 1_250), Line("1010", -1_250))
    with behalf(purse.bram, purse.fenna):
        purse.ledger.change_proposal(
            proposal,
            fund="team",
            value_date="2026-02-20",
            lines=[Line("4310", 1_300), Line("1010", -1_300)],
            text="Gas",
        )

    purse.approve(proposal)

    assert len(found(purse, "own_approval")) == 1


@pytest.mark.parametrize("payer_for_maker", [True, False])
def test_a_claim_that_was_paid_for_whoever_claimed_it(purse: Purse, lax: None, payer_for_maker: bool) -> None:
    till = Till(purse)
    till.fill_cash()
    claim = till.make()
    till.approve(claim)

    with behalf(till.bram, till.emre if payer_for_maker else None):
        till.claims.pay_from_cash(claim, account="1000", day="2026-02-28")

    assert [one.key for one in found(purse, "own_claim")] == ([claim] if payer_for_maker else [])
