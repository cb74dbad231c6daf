"""What a published roster came to lack is put open in one go, with the demand as its why."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import NotAllowed, NotThere
from domain.rosters import roster_of
from domain.rosters.desk import days_of
from domain.rosters.refusals import DayOutsidePeriod, KindUnknown, NotShort, NotYetPublished, RosterClosed, ShiftIsOver
from projections.shortages import position_of_demand, shortages_of
from tests.harness.home import Home, full_day, moved_in

NOON = "2026-02-02T11:00Z"


@pytest.fixture
def published(home: Home) -> Home:
    """The roster was published with nothing wanted in it."""
    home.need(V=0, L=0, N=0)
    home.publish()
    return home


def want(home: Home, day: str, kind: str, least: int | None) -> None:
    with home.by(home.person("anna")):
        home.house.rosters.set_date_demand(home.team, code=kind, date=full_day(day), least=least)


def put_open(home: Home, day: str = "", kind: str = "", *, by: str = "anna") -> None:
    with home.by(home.person(by)):
        if day:
            home.house.rosters.open_shortage(home.roster, date=full_day(day), kind=kind)
        else:
            home.house.rosters.open_shortages(home.roster)


def opened(home: Home) -> list[tuple[str, str]]:
    """Day and kind of every open shift."""
    shifts = home.standing().shifts.values()
    return sorted((one["date"], one["kind"]) for one in shifts if one["person"] is None)


def lacking(home: Home) -> list[tuple[str, str, int]]:
    with home.house.now() as views:
        return [(one.date, one.kind, one.missing) for one in shortages_of(views, home.team, NOON)]


def test_what_the_team_wants_more_than_it_did_is_put_open_and_anybody_takes_it(published: Home) -> None:
    published.plan(published.person("bram"), "05", "V")
    want(published, "05", "V", 3)
    assert lacking(published) == [("2026-03-05", "V", 2)]

    put_open(published, "05", "V")

    assert opened(published) == [("2026-03-05", "V")] * 2
    assert lacking(published) == []
    shift = next(id for id, one in published.standing().shifts.items() if one["person"] is None)
    with published.by(published.person("fenna")):
        published.house.rosters.claim_shift(published.roster, shift)
    assert published.who(shift) == published.person("fenna")


def test_everything_that_is_lacking_is_put_open_at_once(published: Home) -> None:
    want(published, "05", "V", 1)
    want(published, "28", "N", 2)

    put_open(published)

    assert opened(published) == [("2026-03-05", "V"), ("2026-03-28", "N"), ("2026-03-28", "N")]


def test_each_leads_to_where_the_team_said_how_many_it_wants(published: Home) -> None:
    with published.by(published.person("anna")):
        published.house.rosters.set_weekday_demand(published.team, code="L", weekday=4, least=1)
    weekday = published.house.workspace.position()
    want(published, "05", "V", 1)
    dated = published.house.workspace.position()

    put_open(published)

    causes = {}
    with published.house.now() as views:
        for recorded in published.house.workspace.facts(dated, 100):
            fact: Any = published.house.workspace.decode(recorded)
            causes[fact.date] = position_of_demand(views, fact.cause)
    assert causes == {"2026-03-05": dated} | dict.fromkeys(
        ("2026-03-06", "2026-03-13", "2026-03-20", "2026-03-27"), weekday
    )


def test_where_enough_stand_nothing_is_put_open(published: Home) -> None:
    want(published, "05", "V", 1)
    put_open(published, "05", "V")

    with pytest.raises(NotShort):
        put_open(published, "05", "V")
    with pytest.raises(NotShort):
        put_open(published)


def test_what_began_is_not_put_open_any_more(published: Home) -> None:
    want(published, "05", "V", 1)
    want(published, "06", "V", 1)
    published.clock.moment = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)

    with pytest.raises(ShiftIsOver):
        put_open(published, "05", "V")
    put_open(published)

    assert opened(published) == [("2026-03-06", "V")]


def test_only_a_published_roster_and_only_its_own_days_and_kinds(home: Home) -> None:
    with pytest.raises(NotYetPublished):
        put_open(home, "05", "V")
    home.publish()

    with pytest.raises(DayOutsidePeriod):
        put_open(home, "2026-05-05", "V")
    with pytest.raises(KindUnknown):
        put_open(home, "05", "Q")
    with home.by(home.person("anna")):
        home.house.rosters.close_roster(home.roster)
    with pytest.raises(RosterClosed):
        put_open(home)


def test_only_who_plans_puts_open_and_for_another_team_it_does_not_exist(published: Home) -> None:
    anker = published.second_team()
    want(published, "05", "V", 1)

    for name, refusal in (("bram", NotAllowed), ("rosa", NotAllowed), ("yara", NotThere)):
        with pytest.raises(refusal):
            put_open(published, "05", "V", by=name)
    with published.by(published.person("anna")), pytest.raises(NotThere):
        published.house.rosters.open_shortages(roster_of(anker, "2026-03-02"))


def test_two_planners_at_the_same_instant_put_it_open_once(published: Home) -> None:
    with published.by(published.person("anna")):
        published.house.teams.give_role(
            published.team, person=published.person("emre"), role="planner", since="2026-01-01"
        )
    want(published, "05", "V", 2)

    def tap(name: str) -> str:
        try:
            put_open(published, "05", "V", by=name)
        except NotShort:
            return "enough"
        return "opened"

    with ThreadPoolExecutor(2) as tablets:
        said = sorted(one.result() for one in [tablets.submit(copy_context().run, tap, n) for n in ("anna", "emre")])

    assert said == ["enough", "opened"]
    assert opened(published) == [("2026-03-05", "V")] * 2


cells = st.tuples(st.sampled_from(["02", "08", "29"]), st.sampled_from("VLN"), st.integers(0, 3))


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(cells, max_size=5), standing=st.lists(cells, max_size=3))
def test_afterwards_no_kind_on_any_day_is_lacking_and_none_stands_too_often_by_it(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[tuple[str, str, int]], standing: list[tuple[str, str, int]]
) -> None:
    with moved_in(tmp_path_factory.mktemp("short")) as home:
        home.need(V=0, L=0, N=0)
        home.draft()
        home.publish()
        for day, kind, _ in standing:
            home.plan(None, day, kind)
        before = _counts(home)
        for day, kind, least in wanted:
            want(home, day, kind, least)
        short = bool(lacking(home))

        try:
            put_open(home)
        except NotShort:
            assert not short

        asked = {(full_day(day), kind): number for day, kind, number in wanted}
        assert lacking(home) == []
        assert _counts(home) == {
            cell: max(before.get(cell, 0), asked.get(cell, 0))
            for cell in before.keys() | asked.keys()
            if max(before.get(cell, 0), asked.get(cell, 0))
        }


def _counts(home: Home) -> dict[tuple[str, str], int]:
    shifts = home.standing().shifts.values()
    found: dict[tuple[str, str], int] = {}
    for day in days_of("2026-03-02", "2026-03-29"):
        for one in shifts:
            if one["date"] == day:
                found[day, one["kind"]] = found.get((day, one["kind"]), 0) + 1
    return found
