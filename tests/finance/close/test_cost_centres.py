"""The main ledger knows each team by a code, which who keeps the chart gives; a batch keeps what it was sent under."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from domain.finance.reports.refusals import CostCentreTaken, CostCentreUnreadable
from domain.kernel import Id, NotThere, new_id
from projections.finance_reports import cost_centres
from tests.harness.money import Purse

PAGE, FORM = "/money/hand-over", "/money/hand-over/cost-centres"


def give(purse: Purse, centre: str, *, team: Id = "", by: Id = "") -> None:
    """Cato gives a code."""
    with purse.home.by(by or purse.cato):
        purse.home.house.reports.give_cost_centre(team or purse.team, centre=centre)


def send(purse: Purse, period: str) -> None:
    """Cato sends a batch."""
    with purse.home.by(purse.cato):
        purse.home.house.reports.hand_over(period=period)


def column(client: Any, number: int) -> set[str]:
    """The cost centres in the file of a batch."""
    file = client.get(f"{PAGE}/{number}.csv").data.decode("utf-8-sig")
    return {row[2] for row in list(csv.reader(io.StringIO(file), delimiter=";"))[1:]}


def test_a_batch_keeps_the_code_that_it_was_sent_under(purse: Purse, client: Any) -> None:
    purse.pay("2026-01-10", "4310", 1_000)
    send(purse, "2026-01")
    give(purse, "4100")
    purse.pay("2026-01-11", "4310", 1_000)
    send(purse, "2026-01")
    give(purse, "linde-2")
    purse.pay("2026-01-12", "4310", 1_000)
    send(purse, "2026-01")

    cato = client(purse.cato)
    assert [column(cato, number) for number in (1, 2, 3)] == [{"De Lindehof"}, {"4100"}, {"LINDE-2"}]


def test_a_code_is_of_one_team(purse: Purse) -> None:
    other = purse.home.second_team()
    with purse.home.by(purse.home.person("yara")):
        purse.home.house.teams.give_role(other, person=purse.home.person("yara"), role="finance", since="2026-01-01")
        purse.ledger.begin_books(other, first="2026-01")
    give(purse, "4100")
    give(purse, "4100")

    with pytest.raises(CostCentreTaken):
        give(purse, "4100", team=other)
    give(purse, "4200")
    give(purse, "4100", team=other)

    with purse.home.house.now() as views:
        assert cost_centres(views) == {purse.team: "4200", other: "4100"}


@pytest.mark.parametrize("typed", ["", " ", "te lang nummer", "-1", "=1+1", "\u0664", "ab;c"])
def test_what_is_no_code_is_refused(purse: Purse, typed: str) -> None:
    with pytest.raises(CostCentreUnreadable):
        give(purse, typed)


def test_only_who_keeps_the_chart_gives_one_and_only_to_a_team_with_books(purse: Purse) -> None:
    with pytest.raises(NotThere):
        give(purse, "4100", by=purse.bram)
    with pytest.raises(NotThere):
        give(purse, "4100", team=new_id())


def test_the_page_tells_and_takes_it_as_known_at_any_moment(purse: Purse, client: Any) -> None:
    cato, before = client(purse.cato), purse.position()

    refused = cato.send(FORM, PAGE, team=purse.team, centre="te lang nummer")
    given = cato.send(FORM, PAGE, team=purse.team, centre="4100")

    assert refused.status_code == 422 and 'id="f-centre-error"' in refused.text and "te lang nummer" in refused.text
    assert given.status_code == 303 and "<td>4100</td>" in cato.get(PAGE).text
    then = cato.get(f"{PAGE}?at={before}").text
    assert "<td>geen code</td>" in then and FORM not in then
    assert cato.send(FORM, PAGE, team="x", centre="4100").status_code == 404
