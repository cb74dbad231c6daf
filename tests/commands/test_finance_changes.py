"""`finance changes`: budgets and reopened periods stand beside the equation, and leave it as it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.harness.budgets import Planned, evenly, in_month
from tests.harness.home import moved_in
from tests.harness.money import Purse

TEAM = ("--team", "De Lindehof")


@pytest.fixture
def purse(tmp_path):
    with moved_in(tmp_path / "books") as home:
        home.clock.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        yield Purse(home)


@pytest.fixture
def changes(command, purse):
    def run(*arguments):
        return command("finance", "changes", *TEAM, *arguments, "--data", purse.home.house.workspace.data)

    return run


@pytest.fixture
def story(purse):
    """Bram and fenna agree on a budget, raise it and shift in it; cato reopens January. The position before."""
    purse.pay("2026-01-20", "4310", 8_640)
    purse.close("2026-01")
    known, plan = purse.position(), Planned(purse)
    first = {"4310": evenly(10_000), "8000": evenly(20_000)}
    plan.agree(plan.propose(first, why="Nieuw jaar", decision="TO 4"))
    plan.agree(plan.propose(first | {"4310": evenly(12_000)}, why="Gas werd duurder", decision="TO 5"))
    plan.agree(plan.propose_shift("4310", "4350", in_month(12, 1_000), why="Een nieuwe ketel"))
    purse.reopen("2026-01", "2026-03-03T16:00Z", why="Er kwam nog een factuur.")
    return known


def test_each_version_of_a_budget_is_told_with_what_it_does_by_account(changes, purse, story):
    found = changes("--from", story, "--json").json()["budget"]

    assert [(one["kind"], one["version"], one["fund"], one["year"]) for one in found] == [
        ("adopted", 1, "team", 2026), ("amended", 2, "team", 2026), ("shifted", 3, "team", 2026)
    ]  # fmt: skip
    assert [one["lines"] for one in found] == [
        [{"account": "4310", "cents": 120_000}, {"account": "8000", "cents": 240_000}],
        [{"account": "4310", "cents": 24_000}],
        [{"account": "4310", "cents": -1_000}, {"account": "4350", "cents": 1_000}],
    ]
    assert {(one["proposed_by"], one["by"]) for one in found} == {(purse.bram, purse.fenna)}


def test_a_version_stands_at_the_position_of_the_fact(changes, purse, story):
    found = changes("--from", story, "--json").json()

    topics = [purse.home.house.workspace.fact_at(one["position"]).topic for one in found["budget"] + found["periods"]]
    assert topics == [
        "finance.BudgetAdopted", "finance.BudgetAmended", "finance.BudgetShifted", "finance.PeriodReopened"
    ]  # fmt: skip


def test_a_reopened_period_is_told_with_who_asked_and_who_agreed(changes, purse, story):
    (found,) = changes("--from", story, "--json").json()["periods"]

    assert (found["period"], found["until"]) == ("2026-01", "2026-03-03T16:00Z")
    assert (found["asked_by"], found["by"], found["kind"]) == (purse.bram, purse.cato, "reopened")


def test_why_is_sealed_unless_it_is_opened(changes, story):
    sealed, opened = changes("--from", story, "--json"), changes("--from", story, "--open", "--json").json()

    assert "ketel" not in sealed.out and "factuur" not in sealed.out and "Bram" not in sealed.out
    told = sealed.json()
    assert (len(told["budget"]), len(told["periods"])) == (3, 1)
    assert all(set(one["why"]) == {"sealed"} for one in told["budget"] + told["periods"])
    assert [one["why"] for one in opened["budget"]] == ["Nieuw jaar", "Gas werd duurder", "Een nieuwe ketel"]
    assert [one["decision"] for one in opened["budget"]] == ["TO 4", "TO 5", "TO 9"]
    assert [(one["why"], one["name"]) for one in opened["periods"]] == [("Er kwam nog een factuur.", "Cato")]


def test_the_equation_stands_as_it_stood(changes, story):
    found = changes("--from", story, "--json").json()

    assert list(found) == ["before", "after", "changes", "budget", "periods"]
    assert found["changes"] == [] and found["before"] == found["after"]


def test_what_came_before_or_later_is_not_told(changes, purse, story):
    between = changes("--from", 1, "--to", story, "--json").json()
    after = changes("--from", purse.position(), "--json").json()

    assert between["budget"] == between["periods"] == after["budget"] == after["periods"] == []


def test_people_read_them_under_the_equation(changes, story):
    lines = changes("--from", story, "--open").out.splitlines()

    assert len(lines) == 4
    assert "2026, version 1" in lines[0] and "adopted" in lines[0] and "Nieuw jaar" in lines[0]
    assert "January 2026 reopened until 3 March 2026 17:00" in lines[3]


def test_of_no_change_it_says_so(changes, purse, story):
    assert changes("--from", purse.position()).out == "nothing changed.\n"
