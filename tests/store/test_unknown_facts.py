"""What a later version wrote is refused, never guessed."""

from __future__ import annotations

import json

import pytest

from domain.kernel import Sealed, fixed_clock, new_id, now
from domain.rosters import Agenda, Roster, agenda_of
from domain.store.mapper import UnknownFact
from projections.engine import FoldStopped
from tests.harness.databases import Place
from tests.harness.home import BEGIN, Home


def add(place: Place, topic: str, state: dict[str, object], originator: str, version: int = 1) -> None:
    """A fact that some other program wrote."""
    place.ask(
        f"INSERT INTO {place.log} (originator_id, originator_version, topic, state) VALUES (?, ?, ?, ?)",
        (originator, version, topic, json.dumps(state).encode()),
    )


def test_a_topic_that_this_version_does_not_know_is_refused(home: Home, place: Place) -> None:
    add(place, "rosters.RosterSung", {}, home.roster, home.standing().version + 1)

    with pytest.raises(UnknownFact, match="rosters.RosterSung"):
        home.standing()
    with pytest.raises(FoldStopped, match="rosters.RosterSung"), home.house.now():
        pass


def test_a_version_newer_than_this_one_is_refused(home: Home, place: Place) -> None:
    last = home.house.workspace.facts(home.house.workspace.position() - 1, 1)[0]
    state = json.loads(last.state) | {"class_version": 99}
    add(place, last.topic, state, last.originator_id, last.originator_version + 1)

    with pytest.raises(UnknownFact, match="99"):
        home.house.workspace.decode(home.house.workspace.facts(last.position, 1)[0])


def test_an_older_version_is_read_as_the_present_one(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    shift = home.plan(None, "03", "V")
    recorded = home.house.workspace.facts(home.house.workspace.position() - 1, 1)[0]

    def upcast(state: dict[str, object]) -> None:
        state["person"] = "somebody"

    monkeypatch.setattr(Roster.ShiftPlanned, "class_version", 2)
    monkeypatch.setattr(Roster.ShiftPlanned, "upcast_v1_v2", staticmethod(upcast), raising=False)

    fact = home.house.workspace.decode(recorded)

    assert isinstance(fact, Roster.ShiftPlanned)
    assert (fact.shift, fact.person) == (shift, "somebody")


@pytest.mark.parametrize("state", [b"", b"{", b"\xff\xfe", b"{} {}", b"null"])
def test_a_fact_that_is_no_json_stops_the_views_and_not_the_log(home: Home, place: Place, state: bytes) -> None:
    before = home.house.engine.catch_up()
    place.ask(
        f"INSERT INTO {place.log} (originator_id, originator_version, topic, state) VALUES (?, 1, ?, ?)",
        (new_id(), "rosters.RosterPlanned", state),
    )

    with pytest.raises(FoldStopped):
        home.house.engine.catch_up()

    assert home.house.engine.position() == before


def test_what_a_fact_holds_comes_back_as_it_was(home: Home, place: Place) -> None:
    bram = home.person("bram")
    with home.by(bram):
        home.house.rosters.report_absence(
            home.team, absence=new_id(), person=bram, first="2026-03-10", last="2026-03-12", kind="sick"
        )

    found = [
        home.house.workspace.decode(recorded)
        for recorded in home.house.workspace.facts(0, 1000)
        if recorded.originator_id == agenda_of(bram)
    ]

    absence = found[-1]
    assert isinstance(absence, Agenda.AbsenceReported)
    assert isinstance(absence.kind, Sealed)
    assert (home.house.vault.open(absence.kind) or "").strip() == "sick"  # one length for every kind
    assert absence.timestamp == BEGIN and absence.timestamp.utcoffset() is not None
    assert (absence.by, absence.role, absence.on_behalf_of) == (bram, "member", None)


def test_what_cannot_stand_in_a_fact_is_refused_before_it_is_stored(home: Home) -> None:
    with fixed_clock(BEGIN):
        fact = object.__new__(Roster.RosterPlanned)
    vars(fact).update(originator_id=new_id(), originator_version=1, timestamp=now(), codes={"a", "set"})

    with pytest.raises(TypeError, match="set"):
        home.house.workspace.mapper.to_stored_event(fact)


def test_a_number_that_is_none_is_refused_before_it_is_stored(home: Home) -> None:
    fact = object.__new__(Roster.RosterPlanned)
    vars(fact).update(originator_id=new_id(), originator_version=1, timestamp=now(), amount=float("nan"))

    with pytest.raises(ValueError, match="JSON"):
        home.house.workspace.mapper.to_stored_event(fact)
