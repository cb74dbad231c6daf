"""What reads the books from end to end is proven once for the same books, and again as soon as they are others."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

import projections.finance_findings
import projections.finance_reports
from projections.finance_findings import Check, Finding, Looked, findings_of
from projections.finance_proven import remembered
from projections.finance_reports import made_again
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


def told(purse: Purse, day: str = "2026-03-01") -> set[str]:
    """The rules of what is found on a day."""
    with purse.home.house.now() as views:
        return {one.rule for one in findings_of(views, purse.team, day, purse.home.house.at)}


def close(purse: Purse, period: str) -> None:
    """Close a month, with its report."""
    with purse.home.by(purse.bram):
        purse.home.house.reports.close_period(purse.team, period)


def changed_by_hand(purse: Purse) -> None:
    """Somebody writes in the tables, which no fact says."""
    with tables(purse) as raw:
        raw.execute("UPDATE finance_posting_log SET cents = cents * 2")


def test_after_each_fact_the_cards_are_added_up_again_from_every_posting(purse: Purse) -> None:
    purse.pay("2026-01-20", "4310", 1_250, out_of="1600")
    assert "cards_differ" not in told(purse)
    changed_by_hand(purse)

    hidden = told(purse)
    purse.pay("2026-02-21", "4310", 1_250, out_of="1600")

    assert "cards_differ" not in hidden and "cards_differ" in told(purse)


def test_a_report_that_no_fact_changes_is_made_again_on_the_next_day_whatever_happened_to_the_tables(
    purse: Purse,
) -> None:
    purse.pay("2026-01-20", "4310", 1_250, out_of="1600")
    close(purse, "2026-01")
    assert "report_differs" not in told(purse)
    changed_by_hand(purse)
    purse.pay("2026-02-21", "4310", 1_250, out_of="1600")

    assert "report_differs" not in told(purse)
    assert "report_differs" in told(purse, "2026-03-02")


def test_a_new_report_is_made_again_at_once(purse: Purse) -> None:
    purse.pay("2026-01-20", "4310", 1_250, out_of="1600")
    close(purse, "2026-01")
    assert "report_differs" not in told(purse)
    close(purse, "2026-02")
    changed_by_hand(purse)

    assert "report_differs" in told(purse)


def test_a_report_of_which_the_record_was_changed_is_made_again_at_once(purse: Purse) -> None:
    purse.pay("2026-01-20", "4310", 1_250, out_of="1600")
    close(purse, "2026-01")
    assert "report_differs" not in told(purse)

    with tables(purse) as raw:
        raw.execute("UPDATE finance_report_history SET sha256 = ?", ("0" * 64,))

    assert "report_differs" in told(purse)


def test_a_report_is_not_made_again_for_each_fact_of_money(purse: Purse, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(
        projections.finance_reports,
        "made_again",
        lambda at, report: made.append(report.period) or made_again(at, report),
    )
    purse.pay("2026-01-20", "4310", 1_250, out_of="1600")
    close(purse, "2026-01")
    told(purse)
    for day in ("21", "22"):
        purse.pay(f"2026-02-{day}", "4310", 1_250, out_of="1600")
        told(purse)
    close(purse, "2026-02")
    told(purse)

    assert made == ["2026-01", "2026-02"]
