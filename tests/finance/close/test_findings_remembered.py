"""What reads the books from end to end is proven once for the same books, and again as soon as they are others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

import projections.finance_findings
from projections.finance_findings import Check, Finding, Looked, findings_of
from projections.finance_proven import remembered
from projections.rebuilding import rebuild
from tests.finance.close.test_findings_red import tables
from tests.harness.money import Purse


@pytest.fixture
def proofs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One proof alone, remembered; the list says how many entries there were each time that it was made."""
    made: list[int] = []

    @remembered
    def counted(looked: Looked) -> Iterable[Finding]:
        made.append(looked.views.execute("SELECT count(*) FROM finance_entry").fetchone()[0])
        return [Finding(15, "cards_differ", "refused", many=made[-1])]

    monkeypatch.setattr(projections.finance_findings, "CHECKS", [Check(15, "cards_differ", counted, ())])
    return made


@pytest.fixture
def look(purse: Purse) -> Callable[..., int | None]:
    """What the proof tells now or then."""

    def look(at: int | None = None) -> int | None:
        house = purse.home.house
        with house.now() if at is None else house.at(at) as views:
            return findings_of(views, purse.team, "2026-03-01", house.at)[0].many

    return look


def test_a_second_look_makes_no_second_proof(purse: Purse, proofs: list[int], look: Callable[..., int]) -> None:
    purse.pay("2026-02-20", "4310", 1_250)
    look()
    with purse.home.by(purse.home.person("anna")):
        purse.home.house.teams.rename_team(purse.team, name="De Lindehoeve")

    assert (look(), proofs) == (1, [1])


def test_each_fact_of_money_asks_for_a_new_one(purse: Purse, proofs: list[int], look: Callable[..., int]) -> None:
    purse.pay("2026-02-20", "4310", 1_250)
    look()
    purse.pay("2026-02-21", "4310", 1_250)

    assert (look(), look(), proofs) == (2, 2, [1, 2])


def test_then_is_not_now(purse: Purse, proofs: list[int], look: Callable[..., int]) -> None:
    purse.pay("2026-02-20", "4310", 1_250)
    known = purse.position()
    look()
    purse.pay("2026-02-21", "4310", 1_250)

    assert (look(), look(known), look(known), look(), proofs) == (2, 1, 1, 2, [1, 2])


def test_views_that_were_rebuilt_are_proven_anew(purse: Purse, proofs: list[int], look: Callable[..., int]) -> None:
    purse.pay("2026-02-20", "4310", 1_250)
    look()
    rebuild(purse.home.house.workspace, purse.home.house.engine.path)

    assert (look(), proofs) == (1, [1, 1])


def test_the_whole_books_are_read_once(purse: Purse) -> None:
    """The sums of all cards, and the report that is made again."""
    house = purse.home.house
    purse.pay("2026-01-20", "4310", 1_250, out_of="1600")
    with purse.home.by(purse.bram):
        house.reports.close_period(purse.team, "2026-01")
    with house.now() as views:
        assert findings_of(views, purse.team, "2026-03-01", house.at) == []
    with tables(purse) as raw:
        raw.execute("UPDATE finance_posting_log SET cents = cents * 2")

    with house.now() as views:
        hidden = {one.rule for one in findings_of(views, purse.team, "2026-03-01", house.at)}
    purse.pay("2026-02-21", "4310", 1_250, out_of="1600")
    with house.now() as views:
        told = {one.rule for one in findings_of(views, purse.team, "2026-03-01", house.at)}
    assert not hidden & {"cards_differ", "report_differs"} and {"cards_differ", "report_differs"} <= told
