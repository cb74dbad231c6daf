"""Budgets in versions: adopted by another, amended and shifted, never overwritten."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finance.budget import refusals
from domain.kernel import NotThere
from projections.finance_budget_page import figures
from projections.finance_budget_versions import difference, versions
from tests.harness.budgets import Planned, evenly, in_month
from tests.harness.home import Home, moved_in
from tests.harness.money import Purse

CODES = ("4310", "4350", "8000")


def told(plan: Planned, known: int | None = None):
    """The versions, now or as known at a position."""
    with plan.home.house.now() if known is None else plan.home.house.at(known) as views:
        return versions(views, plan.team, "team", 2026)


def test_check_14_budget_versions_are_never_overwritten(plan: Planned) -> None:
    plan.adopt({"4310": evenly(50_000)})
    first = told(plan)

    plan.adopt({"4310": evenly(40_000)}, why="Minder gas")
    plan.agree(plan.propose_shift("4310", "4350", in_month(3, 5_000)))

    found = told(plan)
    assert [one.kind for one in found] == ["adopt", "amend", "shift"]
    assert found[0] == first[0]
    assert found[2].lines["4350"] == in_month(3, 5_000)
    assert [sum(map(sum, one.lines.values())) for one in found] == [600_000, 480_000, 480_000]


def test_check_14_some_teams_work_without_a_budget(purse: Purse) -> None:
    purse.pay("2026-01-10", "4310", 2_500)

    with purse.home.house.now() as views:
        shown = figures(views, purse.team, 2026, "2026-12-31", (), "2026-03-01")

    (line,) = shown["team"]
    assert (line.budgeted, line.posted, line.left) == (0, 2_500, -2_500)


def test_a_version_is_known_from_the_moment_that_it_was_adopted(plan: Planned) -> None:
    plan.adopt({"4310": evenly(50_000)})
    known = plan.purse.position()

    proposal = plan.propose({"4310": evenly(60_000)})

    assert len(told(plan)) == 1
    plan.agree(proposal)
    assert len(told(plan, known)) == 1
    assert len(told(plan)) == 2


def test_who_proposes_does_not_adopt(plan: Planned) -> None:
    proposal = plan.propose({"4310": evenly(50_000)})

    with pytest.raises(refusals.OwnBudget):
        plan.agree(proposal, by=plan.purse.bram)

    assert told(plan) == []


def test_one_version_waits_at_a_time_and_what_was_decided_stays_so(plan: Planned) -> None:
    proposal = plan.propose({"4310": evenly(50_000)})

    with pytest.raises(refusals.OtherBudgetWaits):
        plan.propose({"4310": evenly(60_000)})
    content = plan.waiting(proposal)
    plan.agree(proposal)

    with pytest.raises(refusals.BudgetDecided), plan.home.by(plan.purse.fenna):
        plan.budgets.adopt_budget(plan.team, fund="team", year=2026, proposal=proposal, content=content)


def test_another_content_than_was_seen_is_not_adopted(plan: Planned) -> None:
    proposal = plan.propose({"4310": evenly(50_000)})

    with pytest.raises(refusals.BudgetDecided), plan.home.by(plan.purse.fenna):
        plan.budgets.adopt_budget(plan.team, fund="team", year=2026, proposal=proposal, content="0" * 64)


def test_what_a_budget_refuses(plan: Planned) -> None:
    for lines, refusal in (
        ({"1010": evenly(1)}, refusals.NotABudgetAccount),
        ({"4600": evenly(1)}, refusals.NotABudgetAccount),
        ({"4310": (1, 2)}, refusals.BudgetUnreadable),
        ({"4310": evenly(-1)}, refusals.BudgetUnreadable),
        ({"4310": evenly(0)}, refusals.NothingBudgeted),
    ):
        with pytest.raises(refusal):
            plan.propose(lines)
    with pytest.raises(refusals.NoBudgetYet):
        plan.propose_shift("4310", "4350", in_month(1, 1))
    plan.adopt({"4310": evenly(100), "8000": evenly(100)})
    with pytest.raises(refusals.NothingChanges):
        plan.propose({"4310": evenly(100), "8000": evenly(100)})
    with pytest.raises(refusals.TooMuchShifted):
        plan.propose_shift("4310", "4350", in_month(1, 101))
    with pytest.raises(refusals.ShiftUnreadable):
        plan.propose_shift("8000", "4350", in_month(1, 50))


def test_an_outsider_learns_nothing_of_it(plan: Planned) -> None:
    plan.adopt({"4310": evenly(100)})

    with pytest.raises(NotThere), plan.home.by("0" * 32):
        plan.budgets.withdraw_budget(plan.team, fund="team", year=2026, proposal="1" * 32)


steps = st.lists(
    st.one_of(
        st.tuples(st.just("amend"), st.dictionaries(st.sampled_from(CODES), st.integers(0, 900), min_size=1)),
        st.tuples(st.just("shift"), st.integers(1, 12), st.integers(1, 900)),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=6, deadline=None)
@given(steps)
def test_the_differences_of_all_versions_add_up_to_the_last_one(found) -> None:
    with TemporaryDirectory() as folder, moved_in(Path(folder) / "data") as home:
        home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        plan = Planned(Purse(home))
        plan.adopt({"4310": evenly(500)})

        for kind, *what in found:
            _step(plan, kind, *what)

        all_versions = told(plan)
        total: dict[str, int] = {}
        for old, new in pairwise([None, *all_versions]):
            for account, months in difference(old.lines if old else {}, new.lines).items():
                total[account] = total.get(account, 0) + sum(months)
        assert {a: c for a, c in total.items() if c} == {a: sum(m) for a, m in all_versions[-1].lines.items()}
        assert plan.standing().lines == all_versions[-1].lines


def _step(plan: Planned, kind: str, *what) -> None:
    """A step that the rules take is a version; what they refuse is none."""
    before = len(told(plan))
    try:
        if kind == "amend":
            plan.adopt({account: evenly(cents) for account, cents in what[0].items()})
        else:
            plan.agree(plan.propose_shift("4310", "4350", in_month(*what)))
    except (refusals.NothingChanges, refusals.TooMuchShifted):
        assert len(told(plan)) == before
        return
    assert len(told(plan)) == before + 1


def test_what_is_carried_forward_to_the_next_year_is_no_cost_of_either(home: Home) -> None:
    purse = Purse(home, first="2025-12")
    purse.pay("2025-12-05", "4310", 2_500)
    purse.close("2025-12")
    with home.by(purse.bram):
        purse.ledger.carry_forward(purse.team, year=2025)
    purse.pay("2026-01-05", "4310", 700)

    with home.house.now() as views:
        old = figures(views, purse.team, 2025, "2025-12-31", (), "2026-03-01")
        new = figures(views, purse.team, 2026, "2026-12-31", (), "2026-03-01")

    assert purse.balances()["4310"] == 700
    assert [(line.posted, line.later) for line in old["team"]] == [(2_500, 0)]
    assert [(line.posted, line.later) for line in new["team"]] == [(700, 0)]


def test_a_shift_that_was_agreed_is_kept_also_when_the_bound_became_lower(
    plan: Planned, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan.adopt({"4310": evenly(10_000), "4350": evenly(10_000)})
    plan.agree(plan.propose_shift("4310", "4350", evenly(4_000)))

    monkeypatch.setattr("domain.finance.budget.lines.MOST_CENTS", 5_000)

    assert plan.standing().lines == {"4310": evenly(6_000), "4350": evenly(14_000)}
    with plan.home.house.now() as views:
        assert versions(views, plan.team, "team", 2026)[-1].lines == plan.standing().lines
