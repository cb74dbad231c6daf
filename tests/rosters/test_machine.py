"""Whatever people do to a roster, in whatever order: the laws that always hold."""

from __future__ import annotations

import json
import shutil
import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain.kernel import Id, Refusal, minutes_between, new_id
from domain.rosters import Roster, ShiftKind, agenda_of, roster_of
from domain.rosters.agenda import Agenda
from projections.engine import first_difference
from tests.harness.home import FIRST, Home, moved_in

DAYS = [f"2026-03-{day:02d}" for day in range(2, 9)]
NAMES = ("anna", "bram", "fenna", "emre")
people = st.sampled_from(NAMES)
days = st.sampled_from(DAYS)
kinds = st.sampled_from("VLNSD")
numbers = st.integers(0, 40)


class RosterMachine(RuleBasedStateMachine):
    """Anna plans De Lindehof, yara plans Het Anker, bram works in both; every command may be refused."""

    @initialize()
    def move_in(self) -> None:
        self.open = ExitStack()
        self.folder = Path(tempfile.mkdtemp())
        self.open.callback(shutil.rmtree, self.folder)
        self.home: Home = self.open.enter_context(moved_in(self.folder))
        self.anker = self.home.second_team(also=(self.home.person("bram"),))
        self.rosters = (self.home.draft(weeks=1), self.home.draft(self.anker, weeks=1))

    def standing(self, which: int = 0) -> Roster:
        found = self.home.house.workspace.get(Roster, self.rosters[which])
        assert found
        return found

    def shift(self, number: int, which: int = 0) -> tuple[Id, Id | None]:
        shifts = sorted(self.standing(which).shifts.items())
        if not shifts:
            return new_id(), None
        shift, fields = shifts[number % len(shifts)]
        return shift, fields["person"]

    def do(self, who: str, command: str, *args: object, **fields: object) -> None:
        before = self.home.house.workspace.position()
        with self.home.by(self.home.person(who)):
            try:
                getattr(self.home.house.rosters, command)(*args, **fields)
            except Refusal:
                assert self.home.house.workspace.position() == before

    @rule(person=st.none() | people, day=days, kind=kinds, which=st.sampled_from((0, 0, 1)))
    def plan(self, person: str | None, day: str, kind: str, which: int) -> None:
        planner = ("anna", "yara")[which]
        whose = self.home.person(person) if person else None
        self.do(planner, "plan_shift", self.rosters[which], shift=new_id(), date=day, kind=kind, person=whose)

    @rule(person=people, day=days, kind=kinds)
    def take(self, person: str, day: str, kind: str) -> None:
        self.do(person, "take_shift", self.rosters[0], shift=new_id(), date=day, kind=kind)

    @rule(number=numbers, person=people)
    def assign(self, number: int, person: str) -> None:
        shift, was = self.shift(number)
        self.do("anna", "assign_shift", self.rosters[0], shift, person=self.home.person(person), instead_of=was)

    @rule(number=numbers)
    def unassign(self, number: int) -> None:
        shift, was = self.shift(number)
        self.do("anna", "unassign_shift", self.rosters[0], shift, was=was or self.home.person("anna"))

    @rule(number=numbers, day=days, kind=kinds)
    def move(self, number: int, day: str, kind: str) -> None:
        self.do("anna", "move_shift", self.rosters[0], self.shift(number)[0], date=day, kind=kind)

    @rule(number=numbers)
    def drop(self, number: int) -> None:
        self.do("anna", "drop_shift", self.rosters[0], self.shift(number)[0])

    @rule(number=numbers, person=people)
    def claim(self, number: int, person: str) -> None:
        self.do(person, "claim_shift", self.rosters[0], self.shift(number)[0])

    @rule(number=numbers, person=people)
    def offer(self, number: int, person: str) -> None:
        self.do(person, "offer_shift", self.rosters[0], self.shift(number)[0])

    @rule(giving=numbers, wanting=numbers)
    def ask_to_swap(self, giving: int, wanting: int) -> None:
        had = sorted((shift, f["person"]) for shift, f in self.standing().shifts.items() if f["person"])
        names = {self.home.person(name): name for name in NAMES}
        if had:
            (mine, asker), (theirs, _) = had[giving % len(had)], had[wanting % len(had)]
            self.do(names[asker], "propose_swap", self.rosters[0], swap=new_id(), giving=mine, wanting=theirs)

    @rule(number=numbers, agree=st.booleans())
    def answer_swap(self, number: int, agree: bool) -> None:
        swaps = sorted(self.standing().swaps.items())
        names = {self.home.person(name): name for name in NAMES}
        if swaps:
            swap, proposal = swaps[number % len(swaps)]
            self.do(names[proposal["asked"]], "swap_shift" if agree else "end_swap", self.rosters[0], swap)

    @rule(number=numbers, to=st.lists(people, max_size=3))
    def offer_to_some(self, number: int, to: list[str]) -> None:
        had = sorted((shift, f["person"]) for shift, f in self.standing().shifts.items() if f["person"])
        if had:
            shift, owner = had[number % len(had)]
            whom = [self.home.person(name) for name in to]
            self.do(self.name(owner), "offer_shift_to", self.rosters[0], offer=new_id(), shift=shift, to=whom)

    @rule(number=numbers, wanted=st.lists(numbers, min_size=1, max_size=3))
    def offer_against(self, number: int, wanted: list[int]) -> None:
        had = sorted((shift, f["person"]) for shift, f in self.standing().shifts.items() if f["person"])
        if had:
            shift, owner = had[number % len(had)]
            back = [had[one % len(had)][0] for one in wanted]
            self.do(self.name(owner), "offer_shift_to", self.rosters[0], offer=new_id(), shift=shift, against=back)

    @rule(
        number=numbers,
        which=numbers,
        answer=st.sampled_from(("take_offer", "take_offer", "decline_offer", "end_offer")),
    )
    def answer_offer(self, number: int, which: int, answer: str) -> None:
        offers = sorted(self.standing().offers.items())
        if offers:
            offer, found = offers[number % len(offers)]
            at = which % len(found["to"])
            who = found["person"] if answer == "end_offer" else found["to"][at]
            back = {"against": found["against"][at]} if found["against"] and answer == "take_offer" else {}
            self.do(self.name(who), answer, self.rosters[0], offer, **back)

    def name(self, person: Id) -> str:
        return next(name for name in NAMES if self.home.person(name) == person)

    @rule(person=people, first=days, last=days)
    def be_away(self, person: str, first: str, last: str) -> None:
        whose = self.home.person(person)
        self.do(
            person, "report_absence", self.home.team,
            absence=new_id(), person=whose, first=first, last=last, kind="leave",
        )  # fmt: skip

    @rule(step=st.sampled_from(("lay_before_team", "publish_roster", "close_roster", "reopen_roster")))
    def step(self, step: str) -> None:
        self.do("anna", step, self.rosters[0])

    @rule(number=numbers, day=days, person=st.none() | people)
    def place(self, number: int, day: str, person: str | None) -> None:
        shift, was = self.shift(number)
        whose = self.home.person(person) if person else None
        self.do("anna", "place_shift", self.rosters[0], shift, date=day, person=whose, was=was)

    @rule(number=numbers)
    def take_out(self, number: int) -> None:
        shift, was = self.shift(number)
        self.do("anna", "drop_shift", self.rosters[0], shift, was=was)

    @rule(number=numbers, person=people)
    def give_back(self, number: int, person: str) -> None:
        self.do(person, "give_back_shift", self.rosters[0], self.shift(number)[0])

    @rule(number=numbers, person=people)
    def keep(self, number: int, person: str) -> None:
        self.do(person, "withdraw_offer", self.rosters[0], self.shift(number)[0])

    @rule(number=numbers, person=people, start=st.sampled_from(("00:30", "07:00", "23:15")), breaks=st.integers(0, 30))
    def work(self, number: int, person: str, start: str, breaks: int) -> None:
        shift = self.shift(number)[0]
        self.do(person, "record_hours", self.rosters[0], shift, start=start, end="15:00", breaks=breaks)

    @rule(person=people, by=people, number=numbers)
    def be_back(self, person: str, by: str, number: int) -> None:
        found = self.home.house.workspace.get(Agenda, agenda_of(self.home.person(person)))
        if found and found.absences:
            absence = sorted(found.absences)[number % len(found.absences)]
            self.do(by, "withdraw_absence", self.home.team, absence=absence, person=self.home.person(person))

    @rule(person=people, day=days, kind=st.none() | kinds, level=st.sampled_from(("want", "cannot", None)))
    def wish(self, person: str, day: str, kind: str | None, level: str | None) -> None:
        if level:
            self.do(person, "make_wish", self.home.team, date=day, kind=kind, level=level)
        else:
            self.do(person, "withdraw_wish", self.home.team, date=day, kind=kind)

    @rule(person=people, back=st.integers(0, 50))
    def look(self, person: str, back: int) -> None:
        until = self.home.house.workspace.position() - back
        self.do(person, "see_changes", self.home.team, until=until)

    @rule(code=kinds, start=st.sampled_from((0, 150, 420, 1380)), minutes=st.sampled_from((60, 480, 1440)))
    def redefine(self, code: str, start: int, minutes: int) -> None:
        kind = ShiftKind(code, "S" if code == "S" else "D", start, minutes, 0)
        self.do("anna", "define_kind", self.home.team, kind=kind, name=code)

    @rule(code=kinds, least=st.none() | st.integers(0, 2), day=days, weekday=st.integers(0, 6))
    def want(self, code: str, least: int | None, day: str, weekday: int) -> None:
        self.do("anna", "set_date_demand", self.home.team, code=code, date=day, least=least)
        self.do("anna", "set_weekday_demand", self.home.team, code=code, weekday=weekday, least=least or 0)

    @rule(code=kinds)
    def retire(self, code: str) -> None:
        self.do("anna", "retire_kind", self.home.team, code=code)

    @rule(hours=st.sampled_from((1, 24, 30 * 24)))
    def wait(self, hours: int) -> None:
        self.home.clock.advance(timedelta(hours=hours))

    @invariant()
    def roster_and_agendas_agree(self) -> None:
        if not hasattr(self, "rosters"):
            return
        held = {
            (fields["person"], shift, fields["start"], fields["end"], fields["kind"])
            for which in (0, 1)
            for shift, fields in self.standing(which).shifts.items()
            if fields["person"]
        }
        booked = {
            (person, b.shift, b.start, b.end, b.kind)
            for person in map(self.home.person, NAMES)
            for b in self.bookings(person)
        }
        assert held == booked

    @invariant()
    def nobody_is_twice_anywhere_and_everybody_rests(self) -> None:
        if not hasattr(self, "rosters"):
            return
        for person in map(self.home.person, NAMES):
            shifts = sorted(self.bookings(person), key=lambda b: b.start)
            short = []
            for early, late in zip(shifts, shifts[1:], strict=False):
                rest = minutes_between(early.end, late.start)
                assert rest >= 480 or (rest == 0 and (early.sleeps or late.sleeps)), (early, late)
                short += [early.end] if 0 < rest < 660 else []
            week = 7 * 24 * 60
            assert all(sum(0 <= minutes_between(one, other) < week for other in short) <= 2 for one in short)

    @invariant()
    def the_page_shows_what_the_log_says(self) -> None:
        if not hasattr(self, "rosters"):
            return
        with self.home.house.now() as views:
            rows = views.execute(
                "SELECT shift, date, kind, person FROM rosters_shift WHERE roster = ?", self.rosters[:1]
            )
            shown = {tuple(row) for row in rows}
            waiting = {row[0] for row in views.execute("SELECT swap FROM rosters_swap")}
        assert waiting == set(self.standing().swaps)
        standing = {
            offer: [f["shift"], f["person"], f["to"], f["against"], f["declined"]]
            for offer, f in self.standing().offers.items()
        }
        with self.home.house.now() as views:
            offered = {
                row[0]: [row[1], row[2], *map(json.loads, row[3:])]
                for row in views.execute(
                    "SELECT offer, shift, person, sent_to, against, declined FROM rosters_offer WHERE how = ''"
                )
            }
        assert offered == standing
        shifts = self.standing().shifts.items()
        assert shown == {(shift, f["date"], f["kind"], f["person"]) for shift, f in shifts}
        with self.home.house.now() as views:
            worked = {row[0] for row in views.execute("SELECT shift FROM rosters_hours")}
        assert worked == {shift for shift, f in shifts if f["worked"]}

    @invariant()
    def what_is_offered_is_of_who_offers_it_and_wanted_back_of_who_is_asked(self) -> None:
        if not hasattr(self, "rosters"):
            return
        roster = self.standing()
        for found in roster.offers.values():
            assert roster.shift(found["shift"])["person"] == found["person"]
            assert not roster.shift(found["shift"])["offered"]
            assert all(
                roster.shift(one)["person"] == who for who, one in zip(found["to"], found["against"], strict=False)
            )

    def bookings(self, person: Id) -> list:  # type: ignore[type-arg]
        found = self.home.house.workspace.get(Agenda, agenda_of(person))
        return found.booked() if found else []

    def teardown(self) -> None:
        if hasattr(self, "rosters"):
            house = self.home.house
            with house.now():
                pass
            house.engine.build(self.folder / "again.db")
            assert first_difference(self.folder / "views.db", self.folder / "again.db") is None
            assert roster_of(self.home.team, FIRST) == self.rosters[0]
            self.open.close()


RosterMachine.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestWhateverPeopleDo = RosterMachine.TestCase
