"""A month closes when every line of the bank that is in it is matched, split or explained."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

import pytest

from domain.finance.ledger import refusals
from domain.kernel import Id
from projections.finance_close import checklist
from tests.finance.bank.banked import Banked
from tests.finance.statements.made import Sheet, camt, paid


def february(banked: Banked, *cents: int) -> list[Id]:
    """Lines on 20 February that Bram took."""
    lines = tuple(replace(paid(each), booked="2026-02-20", value="2026-02-20") for each in cents)
    data = camt(Sheet(10_000, "2026-02-01", "2026-02-28", lines))
    banked.take(data)
    return [banked.line(data, place) for place in range(len(cents))]


def explain(banked: Banked, line: Id) -> None:
    """Bram writes what a line is; another takes it away."""
    with banked.home.by(banked.purse.bram):
        banked.service.explain_line(line, why="Verkeerd overgemaakt en teruggekomen.")


def blocked(banked: Banked) -> set[str]:
    """What the checklist of February says must be done first."""
    with banked.home.house.now() as views:
        return {
            step.name
            for step in checklist(views, banked.team, "2026-02", "2026-03-10")
            if step.blocks and not step.done
        }


@pytest.mark.parametrize("soft", [False, True])
def test_lines_that_cancel_each_other_are_explained_before_the_month_closes(banked: Banked, soft: bool) -> None:
    plus, minus = february(banked, 50_000, -50_000)
    banked.purse.close("2026-01")
    for waits in (plus, minus):
        with pytest.raises(refusals.LinesLeft):
            close(banked, soft)
        assert blocked(banked) == {"lines"}
        explain(banked, waits)

    assert blocked(banked) == set()
    close(banked, soft)


def test_a_month_is_not_soft_closed_while_money_in_it_is_to_be_explained(banked: Banked) -> None:
    """A match would land in the next month, and this one would never close."""
    (line,) = february(banked, -1_250)
    banked.purse.close("2026-01")
    with pytest.raises(refusals.SuspenseLeft):
        close(banked, soft=True)
    banked.match(line, "4310")
    close(banked, soft=True)

    with banked.home.by(banked.purse.bram):
        banked.service.release_line(line, why="Hoort bij inventaris.")
    banked.match(line, "4350")

    banked.purse.close("2026-02")
    assert banked.purse.balances()["4350"] == 1_250


def test_a_line_that_is_opened_again_while_the_month_closes_keeps_it_open(
    banked: Banked, monkeypatch: pytest.MonkeyPatch
) -> None:
    plus, minus = february(banked, 50_000, -50_000)
    for line in (plus, minus):
        explain(banked, line)
    banked.purse.close("2026-01")
    balances, calls = banked.purse.ledger.balances, []
    real = balances.in_suspense

    def after(team: Id, period: str) -> dict[Id, bool]:
        found = real(team, period)
        calls.append(period)
        if len(calls) == 2:  # all was read, nothing saved
            other = Thread(target=release)
            other.start()
            other.join()
        return found

    def release() -> None:
        with banked.home.by(banked.purse.bram):
            banked.service.release_line(plus, why="Toch niet.")

    monkeypatch.setattr(balances, "in_suspense", after)

    with pytest.raises(refusals.LinesLeft):
        banked.purse.close("2026-02")
    assert banked.state(plus) == "open"


def test_a_line_that_came_late_does_not_keep_the_earlier_month_open(banked: Banked) -> None:
    """It is in the books of the first month that was open."""
    banked.purse.close("2026-01", "2026-02")
    february(banked, -1_250)
    banked.purse.reopen("2026-02", "2026-03-20T16:00Z")

    banked.purse.close("2026-02")


@pytest.mark.parametrize("direct", [False, True])
def test_a_line_leaves_suspense_in_no_earlier_month_than_it_came_in(banked: Banked, direct: bool) -> None:
    """Else a month that is open again would have less than nothing in suspense, and never close."""
    if direct:  # a rule put it on an account at once
        march = camt(Sheet(10_000, "2026-03-01", "2026-03-02", (paid(-100, "2026-03-02"),)))
        banked.take(march)
        banked.match(banked.line(march), "4350")
        banked.rule(banked.line(march))
    banked.purse.close("2026-01", "2026-02")
    lines = (replace(paid(-1_250), booked="2026-03-03", value="2026-02-20"),)
    data = camt(Sheet(9_900 if direct else 10_000, "2026-03-02", "2026-03-03", lines))
    banked.take(data)
    line = banked.line(data)
    assert banked.state(line) == ("matched" if direct else "open")
    if direct:
        release(banked, line)
    banked.purse.reopen("2026-02", "2026-03-20T16:00Z")

    banked.match(line, "4310")
    banked.purse.close("2026-02")

    banked.purse.reopen("2026-02", "2026-03-20T16:00Z")
    release(banked, line)
    banked.purse.close("2026-02")


def release(banked: Banked, line: Id) -> None:
    """Bram opens a line again."""
    with banked.home.by(banked.purse.bram):
        banked.service.release_line(line, why="Hoort ergens anders.")


def close(banked: Banked, soft: bool) -> None:
    """Bram closes February, perhaps for now."""
    if soft:
        with banked.home.by(banked.purse.bram):
            banked.purse.ledger.soft_close_period(banked.team, "2026-02")
    else:
        banked.purse.close("2026-02")
