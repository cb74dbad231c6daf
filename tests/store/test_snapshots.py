"""Snapshots make loading quick; nothing depends on them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.kernel import Aggregate, fact_topics, id_of
from domain.people import Person
from domain.rosters import Agenda, Demand, Roster, agenda_of, demand_of
from domain.store.snapshot import AggregateSnapshot
from domain.teams import Woongroep
from domain.workspace import Workspace
from projections.house import House
from tests.harness.databases import Place
from tests.harness.home import Home

WITHOUT_SNAPSHOT = {"_created_on", "_modified_on", "_pending_events"}


def state(aggregate: Aggregate | None) -> dict[str, object]:
    """Everything that an aggregate knows."""
    assert aggregate
    return {name: value for name, value in vars(aggregate).items() if name != "_pending_events"} | {
        "version": aggregate.version,
        "modified": aggregate.modified_on,
    }


def fresh(place: Place, cls: type[Aggregate], id: str, *, snapshots: bool = True) -> dict[str, object]:
    """An aggregate as a process finds it that has seen nothing yet."""
    workspace = Workspace(place.data, place.database)
    if not snapshots:
        workspace.snapshots = None
    try:
        return state(workspace.get(cls, id))
    finally:
        workspace.close()


def many_wishes(home: Home, count: int) -> str:
    """Bram makes so many wishes; the id of his agenda."""
    with home.by(home.person("bram")):
        for number in range(count):
            day = date(2026, 3, 1) + timedelta(days=number)
            home.house.rosters.make_wish(home.team, date=day.isoformat(), kind=None, level="want")
    return agenda_of(home.person("bram"))


def test_an_agenda_of_500_facts_loads_from_its_snapshot_as_it_was_replayed(home: Home, place: Place) -> None:
    agenda = many_wishes(home, 500)

    snapshots = list(home.house.workspace.snapshots.get(agenda))  # type: ignore[union-attr]
    assert [snapshot.originator_version for snapshot in snapshots] == [100, 200, 300, 400, 500]
    assert fresh(place, Agenda, agenda) == fresh(place, Agenda, agenda, snapshots=False)


def test_a_snapshot_that_fails_is_no_failed_save(
    home: Home, place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    many_wishes(home, 90)
    monkeypatch.setattr(home.house.workspace.snapshots, "put", lambda _: 1 / 0)

    with home.by(home.person("bram")):
        positions = [
            home.house.rosters.make_wish(home.team, date=f"2026-08-{day:02d}", kind=None, level="want")
            for day in range(1, 20)
        ]

    assert None not in positions and len(set(positions)) == 19
    assert "snapshot" in caplog.text
    assert len(fresh(place, Agenda, agenda_of(home.person("bram")))["wishes"]) == 109  # type: ignore[arg-type]


def test_a_snapshot_of_another_version_of_the_code_is_left_alone(
    home: Home, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    agenda = many_wishes(home, 120)
    before = fresh(place, Agenda, agenda)
    taken: list[AggregateSnapshot] = []
    monkeypatch.setattr(AggregateSnapshot, "mutate", lambda self, _: taken.append(self))
    monkeypatch.setattr(Agenda, "class_version", 2, raising=False)

    assert fresh(place, Agenda, agenda) == before
    assert not taken


@pytest.mark.parametrize("spoilt", [b"no json", b"{}", b'{"topic": "rosters.Nothing"}', b"[]", b"\xff"])
def test_a_snapshot_that_cannot_be_read_is_left_alone(
    home: Home, place: Place, monkeypatch: pytest.MonkeyPatch, spoilt: bytes
) -> None:
    agenda = many_wishes(home, 120)
    before = fresh(place, Agenda, agenda)
    place.ask(f"UPDATE {place.snapshots} SET state = ?", (spoilt,))

    assert fresh(place, Agenda, agenda) == before


def test_without_snapshots_everything_is_replayed(home: Home, place: Place) -> None:
    agenda = many_wishes(home, 120)
    before = fresh(place, Agenda, agenda)
    place.ask(f"DELETE FROM {place.snapshots}")

    assert fresh(place, Agenda, agenda) == before


def test_every_kind_of_aggregate_survives_its_snapshot(home: Home, place: Place) -> None:
    bram = home.person("bram")
    home.plan(bram, "03", "V")
    with home.by(home.person("anna")):
        home.house.people.grant_competence(bram, code="BHV", since="2026-01-01", team=home.team)
    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=id_of("absence"), person=bram, first="2026-03-10", last="2026-03-12", kind="sick"
        )
    workspace = home.house.workspace
    assert workspace.snapshots

    for cls, id in (
        (Roster, home.roster),
        (Agenda, agenda_of(bram)),
        (Demand, demand_of(home.team)),
        (Woongroep, home.team),
        (Person, bram),
    ):
        replayed = fresh(place, cls, id, snapshots=False)
        aggregate = workspace.get(cls, id)
        workspace.snapshots.put([AggregateSnapshot.take(aggregate)])
        assert fresh(place, cls, id) == replayed, cls


def test_kept_aggregates_are_those_that_a_fresh_process_finds(home: Home, place: Place, tmp_path: Path) -> None:
    agenda = many_wishes(home, 30)
    other = House(place.data, place.database)
    with home.by(home.person("bram")):
        other.rosters.withdraw_wish(home.team, date="2026-03-01", kind=None)
    other.close()
    with home.by(home.person("bram")):
        home.house.rosters.make_wish(home.team, date="2026-12-01", kind=None, level="cannot")

    kept = state(home.house.workspace.get(Agenda, agenda))

    assert kept == fresh(place, Agenda, agenda)
    assert "rosters.WishWithdrawn" in fact_topics()
