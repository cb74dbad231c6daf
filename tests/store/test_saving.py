"""A save is whole or it is not; positions only grow; the same key has one outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent

from domain.kernel import OPERATOR, Acting, Busy, CommandReused, Id, act_as, id_of, new_id
from domain.rosters import Agenda, Roster, agenda_of
from domain.rosters.refusals import TooLittleRest
from domain.store.recorded import CommandRow
from projections.house import House
from tests.harness.databases import Place
from tests.harness.home import Home


@pytest.fixture
def bram(home: Home) -> Id:
    """Bram works in De Lindehof."""
    return home.person("bram")


def replayed(home: Home, place: Place, person: Id) -> tuple[Roster, Agenda]:
    """Roster and agenda as a process that has seen nothing yet finds them."""
    house = House(place.data, place.database)
    roster, agenda = house.workspace.get(Roster, home.roster), house.workspace.get(Agenda, agenda_of(person))
    house.close()
    assert roster and agenda
    return roster, agenda


def test_a_failed_save_leaves_nothing(home: Home, place: Place) -> None:
    before = home.house.workspace.facts(0, 1000)
    fresh, taken = new_id(), before[5]
    events = [
        StoredEvent(fresh, 1, "people.PersonInvited", b"{}"),
        StoredEvent(taken.originator_id, taken.originator_version, taken.topic, taken.state),
    ]

    with pytest.raises(IntegrityError):
        home.house.workspace.recorder.insert_events(events, command=CommandRow("failed", OPERATOR, "hash"))

    assert home.house.workspace.facts(0, 1000) == before
    assert home.house.workspace.recorder.find_command("failed") is None  # type: ignore[attr-defined]


def test_a_command_that_is_there_already_leaves_nothing_of_its_facts(home: Home, place: Place) -> None:
    key = place.ask(f"SELECT command FROM {place.commands} LIMIT 1")[0][0]
    before = home.house.workspace.position()

    with pytest.raises(IntegrityError):
        home.house.workspace.recorder.insert_events(
            [StoredEvent(new_id(), 1, "people.PersonInvited", b"{}")], command=CommandRow(key, OPERATOR, "hash")
        )

    assert home.house.workspace.position() == before


def test_nothing_is_kept_when_a_stream_that_the_decision_rests_on_moved(home: Home) -> None:
    recorder, fresh = home.house.workspace.recorder, new_id()
    before = home.house.workspace.facts(0, 1000)
    stream = before[5].originator_id
    version = max(fact.originator_version for fact in before if fact.originator_id == stream)
    event = StoredEvent(fresh, 1, "people.PersonInvited", b"{}")

    for moved in ({stream: version - 1}, {stream: version + 1}, {stream: version, new_id(): 1}):
        with pytest.raises(IntegrityError):
            recorder.insert_events([event], command=CommandRow("rests", OPERATOR, "hash"), unchanged=moved)
    left = home.house.workspace.facts(0, 1000)
    kept = recorder.insert_events([event], unchanged={stream: version, new_id(): 0})

    assert left == before
    assert kept and recorder.find_command("rests") is None  # type: ignore[attr-defined]


def test_nothing_is_kept_when_more_came_than_the_decision_rests_on(home: Home) -> None:
    recorder, last = home.house.workspace.recorder, home.house.workspace.position()
    event = StoredEvent(new_id(), 1, "people.PersonInvited", b"{}")

    for known in (0, last - 1, last + 1):
        with pytest.raises(IntegrityError):
            recorder.insert_events([event], command=CommandRow("rests", OPERATOR, "hash"), known=known)
    left = home.house.workspace.position()
    kept = recorder.insert_events([event], known=last)

    assert left == last and kept
    assert recorder.find_command("rests") is None  # type: ignore[attr-defined]


def test_positions_grow_and_a_command_says_where_it_begins(home: Home, bram: Id) -> None:
    before = home.house.workspace.position()

    with home.by(home.person("anna")):
        first = home.house.rosters.plan_shift(home.roster, shift=new_id(), date="2026-03-03", kind="V", person=bram)

    facts = home.house.workspace.facts(before, 10)
    assert first == facts[0].position > before
    assert [fact.position for fact in facts] == sorted({fact.position for fact in facts})
    assert {home.house.workspace.decode(fact).command for fact in facts} != {None}


def test_saves_go_on_after_one_that_failed_and_no_position_is_given_twice(home: Home, bram: Id) -> None:
    taken = home.house.workspace.facts(0, 1)[0]
    for _ in range(3):
        with pytest.raises(IntegrityError):
            home.house.workspace.recorder.insert_events(
                [StoredEvent(new_id(), 1, "a.B", b"{}"), StoredEvent(taken.originator_id, 1, taken.topic, b"{}")]
            )
    before = home.house.workspace.position()

    shift = home.plan(bram, "03", "V")

    assert home.house.workspace.position() > before
    assert home.who(shift) == bram
    with home.house.now() as views:
        assert views.execute("SELECT person FROM rosters_shift WHERE shift = ?", (shift,)).fetchone()[0] == bram


def test_the_same_key_and_payload_have_the_first_outcome(home: Home, bram: Id) -> None:
    shift, key = new_id(), new_id()

    def tap() -> int | None:
        with home.by(home.person("anna"), command=key):
            return home.house.rosters.plan_shift(home.roster, shift=shift, date="2026-03-03", kind="V", person=bram)

    first, position = tap(), home.house.workspace.position()

    assert tap() == first
    assert home.house.workspace.position() == position


def test_the_same_key_with_another_payload_is_refused(home: Home, bram: Id) -> None:
    key = new_id()
    with home.by(home.person("anna"), command=key):
        home.house.rosters.plan_shift(home.roster, shift=new_id(), date="2026-03-03", kind="V", person=bram)

    with home.by(home.person("anna"), command=key), pytest.raises(CommandReused):
        home.house.rosters.plan_shift(home.roster, shift=new_id(), date="2026-03-04", kind="V", person=bram)


def test_the_same_key_of_somebody_else_is_refused(home: Home, bram: Id) -> None:
    key, shift = new_id(), new_id()
    with home.by(home.person("anna"), command=key):
        home.house.rosters.plan_shift(home.roster, shift=shift, date="2026-03-03", kind="V", person=bram)

    with home.by(OPERATOR, command=key), pytest.raises(CommandReused):
        home.house.rosters.plan_shift(home.roster, shift=shift, date="2026-03-03", kind="V", person=bram)


def test_a_refused_command_may_be_tried_again_under_its_key(home: Home, bram: Id) -> None:
    key = new_id()
    late = home.plan(bram, "03", "L")
    with home.by(home.person("anna"), command=key), pytest.raises(TooLittleRest):
        home.house.rosters.plan_shift(home.roster, shift=id_of("early"), date="2026-03-04", kind="V", person=bram)
    with home.by(home.person("anna")):
        home.house.rosters.unassign_shift(home.roster, late, was=bram)

    with home.by(home.person("anna"), command=key):
        home.house.rosters.plan_shift(home.roster, shift=id_of("early"), date="2026-03-04", kind="V", person=bram)

    assert home.who(id_of("early")) == bram


def test_two_processes_with_the_same_key_at_once_have_one_outcome(home: Home, place: Place, bram: Id) -> None:
    houses = [home.house, House(place.data, place.database)]
    key, shift, together = new_id(), new_id(), Barrier(2)

    def tap(house: House) -> int | None:
        decided = iter([True])

        def decide() -> None:
            roster = house.workspace.get(Roster, home.roster)
            assert roster
            if next(decided, False):
                together.wait(10)
            house.authority.require("rosters.change_state", home.team)
            roster.lay_before_team()
            house.workspace.save(roster)

        with act_as(Acting(home.person("anna"), "", command=key)):
            return house.workspace.run("rosters.change_state", {"shift": shift}, decide)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(tap, houses))

    houses[1].close()
    assert outcomes[0] == outcomes[1] is not None
    assert place.ask(f"SELECT count(*) FROM {place.commands} WHERE command = ?", (key,)) == [(1,)]
    assert place.ask(f"SELECT count(*) FROM {place.log} WHERE topic = 'rosters.RosterPlanned'") == [(1,)]


def meddling(home: Home, times: int, meddle: Callable[[int], None]) -> Callable[..., Roster | None]:
    """`Workspace.get`, with somebody else who is quicker so many times."""
    real, done = home.house.workspace.get, iter(range(times))

    def get(cls: type[Roster], id: Id) -> Roster | None:
        found = real(cls, id)
        if cls is Roster and (number := next(done, None)) is not None:
            meddle(number)
        return found

    return get


@pytest.fixture
def other(home: Home, place: Place) -> Iterator[House]:
    """A second house on the same log."""
    house = House(place.data, place.database)
    yield house
    house.close()


def plan_elsewhere(home: Home, other: House, day: str, person: Id) -> None:
    """The same planner at another tablet."""
    with act_as(Acting(home.person("anna"), "")):
        other.rosters.plan_shift(home.roster, shift=id_of("elsewhere", day), date=day, kind="D", person=person)


def test_after_a_conflict_it_is_decided_again_from_what_then_stands(
    home: Home, place: Place, other: House, bram: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meddle(number: int) -> None:
        plan_elsewhere(home, other, f"2026-03-0{number + 3}", home.person("fenna"))

    monkeypatch.setattr(home.house.workspace, "get", meddling(home, 3, meddle))

    shift = home.plan(bram, "20", "V")

    roster, agenda = replayed(home, place, bram)
    assert roster.shift(shift)["person"] == bram
    assert len(roster.shifts) == 4
    assert list(agenda.bookings) == [shift]


def test_who_was_quicker_with_the_same_hours_wins(
    home: Home, place: Place, other: House, bram: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        home.house.workspace,
        "get",
        meddling(home, 1, lambda _: plan_elsewhere(home, other, "2026-03-10", bram)),
    )

    with pytest.raises(Exception, match="Al bezet"):
        home.plan(bram, "10", "V")

    roster, agenda = replayed(home, place, bram)
    assert list(roster.shifts) == list(agenda.bookings) == [id_of("elsewhere", "2026-03-10")]


def test_too_many_conflicts_say_so_and_store_nothing(
    home: Home, place: Place, other: House, bram: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meddle(number: int) -> None:
        plan_elsewhere(home, other, f"2026-03-{number + 3:02d}", home.person("fenna"))

    monkeypatch.setattr(home.house.workspace, "get", meddling(home, 1000, meddle))

    with pytest.raises(Busy):
        home.plan(bram, "28", "V")

    monkeypatch.undo()
    assert {fields["person"] for fields in home.standing().shifts.values()} == {home.person("fenna")}


def test_what_a_refusal_left_half_done_is_never_given_again(home: Home, place: Place, bram: Id) -> None:
    home.plan(bram, "03", "L")
    for _ in range(3):
        with pytest.raises(TooLittleRest):
            home.plan(bram, "04", "V")

    for house in (home.house, House(place.data, place.database)):
        roster, agenda = house.workspace.get(Roster, home.roster), house.workspace.get(Agenda, agenda_of(bram))
        assert roster and agenda
        assert len(roster.shifts) == len(agenda.bookings) == 1
        assert not roster.pending_events and not agenda.pending_events
    house.close()


def test_a_command_that_changes_nothing_has_no_position(home: Home, bram: Id) -> None:
    before = home.house.workspace.position()

    with home.by(home.person("anna")):
        outcome = home.house.people.grant_competence(bram, code="BHV", since="2026-01-01", team=home.team)
    with home.by(home.person("anna")):
        again = home.house.people.grant_competence(bram, code="BHV", since="2026-01-01", team=home.team)

    assert outcome == before + 1
    assert again is None
