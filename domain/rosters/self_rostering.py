"""Commands by which a team makes its own roster: rounds, wishes with jokers, gaps, points."""

from __future__ import annotations

from collections.abc import Sequence

from domain.kernel import Id, acting, command, today
from domain.rosters.agenda import Agenda
from domain.rosters.demand import Demand, demand_of
from domain.rosters.desk import clean_day
from domain.rosters.points import Points, PointSet, points_of
from domain.rosters.refusals import (
    DayOutsidePeriod,
    JokersElsewhere,
    JokerWithoutWish,
    NotInThisState,
    RoundsAreOpen,
    TakenByOther,
    WishesAreOver,
    WishesAreOverElsewhere,
)
from domain.rosters.roster import Roster, roster_of
from domain.rosters.rounds import STANDARD_JOKERS, RoundDates, Rounds, rounds_of
from domain.rosters.shifts import Shifts


class SelfRostering(Shifts):
    """Open rounds, wish, take gaps, agree on points."""

    @command("rosters.open_rounds")
    def open_rounds(
        self, roster: Id, *, wishes_until: str, gaps_until: str, publish_by: str, jokers: int = STANDARD_JOKERS
    ) -> None:
        """Let the team make this roster itself, in rounds that last until these days; a draft is laid before it."""
        found = self._roster(roster, "rosters.open_rounds")
        if self.workspace.get(Rounds, rounds_of(roster)):
            raise RoundsAreOpen
        dates = _dates(wishes_until, gaps_until, publish_by, jokers)
        dates.check(found.first, today().isoformat())
        if found.state != "planned":
            found.lay_before_team()
        rounds = Rounds.begin(
            rounds_of(roster), roster=roster, team=found.team, wishes_until=dates.wishes_until,
            gaps_until=dates.gaps_until, publish_by=dates.publish_by, jokers=jokers,
        )  # fmt: skip
        self.workspace.save(found, rounds)

    @command("rosters.open_rounds")
    def change_rounds(
        self, roster: Id, *, wishes_until: str, gaps_until: str, publish_by: str, jokers: int = STANDARD_JOKERS
    ) -> None:
        """Give the rounds other dates; rounds that are over may keep theirs."""
        found, rounds = self._in_rounds(roster, "rosters.open_rounds")
        dates = _dates(wishes_until, gaps_until, publish_by, jokers)
        dates.check(found.first, min(today().isoformat(), rounds.dates[0]))
        rounds.change_dates(dates)
        self.workspace.save(rounds)

    @command("rosters.open_rounds")
    def begin_round(self, roster: Id, *, round: str) -> None:
        """Begin the next round before its date."""
        _, rounds = self._in_rounds(roster, "rosters.open_rounds")
        rounds.begin_early(round)
        self.workspace.save(rounds)

    @command("rosters.make_wish")
    def make_wish(
        self, team: Id, *, date: str, kind: str | None, level: str, weight: int = 1, joker: bool = False
    ) -> None:
        """Say what one would like, rather not, or cannot work on a day (kind None: anything); `joker`: strongly."""
        self.authority.require("rosters.make_wish", team)
        day, me = clean_day(date), acting().person
        if kind is not None:
            self._demand(team).kind(kind)
        rounds = self._wishes_open(team, day)
        self._wish_elsewhere(team, day, [kind])
        agenda = self._agenda(me)
        agenda.make_wish(day, kind=kind, level=level, weight=weight)
        if joker and rounds is None:
            raise JokersElsewhere
        if joker and rounds:
            rounds.use_joker(me, day, kind)
        self.workspace.save(agenda, *filter(None, [rounds]))

    @command("rosters.make_wish")
    def withdraw_wish(self, team: Id, *, date: str, kind: str | None) -> None:
        """Take a wish back, and the joker with it."""
        self.authority.require("rosters.make_wish", team)
        day, me = clean_day(date), acting().person
        rounds = self._wishes_open(team, day)
        self._wish_elsewhere(team, day, [kind])
        agenda = self._agenda(me)
        agenda.withdraw_wish(day, kind=kind)
        if rounds:
            rounds.return_joker(me, day, kind)
        self.workspace.save(agenda, *filter(None, [rounds]))

    @command("rosters.make_wish")
    def wish_for_day(self, roster: Id, *, date: str, kind: str | None, level: str, joker: bool = False) -> None:
        """Say what suits on a day; what it contradicts is taken back: a wish for any shift and one for a kind.

        `joker`: it is a strong wish; raises JokersUsedUp.
        """
        rounds, agenda, day = self._wishing(roster, date)
        if kind is not None:
            self._demand(rounds.team).kind(kind)
        contradicted = [other for other in _wished(agenda, day) if other != kind and None in (other, kind)]
        self._wish_elsewhere(rounds.team, day, [kind, *contradicted])
        for other in contradicted:
            agenda.withdraw_wish(day, kind=other)
            rounds.return_joker(agenda.person, day, other)
        agenda.make_wish(day, kind=kind, level=level)
        if joker:
            rounds.use_joker(agenda.person, day, kind)
        self.workspace.save(agenda, rounds)

    @command("rosters.make_wish")
    def clear_day(self, roster: Id, *, date: str) -> None:
        """Take all wishes for a day back, and their jokers."""
        rounds, agenda, day = self._wishing(roster, date)
        self._wish_elsewhere(rounds.team, day, _wished(agenda, day))
        for kind in _wished(agenda, day):
            agenda.withdraw_wish(day, kind=kind)
            rounds.return_joker(agenda.person, day, kind)
        self.workspace.save(agenda, rounds)

    @command("rosters.make_wish")
    def play_joker(self, roster: Id, *, date: str) -> None:
        """Make the wishes for a day strong ones, each for a joker; raises JokerWithoutWish, JokersUsedUp."""
        rounds, agenda, day = self._wishing(roster, date)
        wished = _wished(agenda, day)
        if not wished:
            raise JokerWithoutWish
        for kind in wished:
            rounds.use_joker(agenda.person, day, kind)
        self.workspace.save(rounds)

    @command("rosters.make_wish")
    def finish_wishes(self, roster: Id) -> None:
        """Say that one's wishes for this roster are complete, or that one has none; they may still be changed."""
        _, rounds = self._in_rounds(roster, "rosters.make_wish")
        rounds.require_wishes()
        rounds.finish_wishes(acting().person)
        self.workspace.save(rounds)

    @command("rosters.make_wish")
    def resume_wishes(self, roster: Id) -> None:
        """Say that one's wishes are not complete after all."""
        _, rounds = self._in_rounds(roster, "rosters.make_wish")
        rounds.require_wishes()
        rounds.resume_wishes(acting().person)
        self.workspace.save(rounds)

    @command("rosters.take_gap")
    def take_gap(self, roster: Id, *, shift: Id, date: str, kind: str) -> None:
        """Take what the day wants one more of; raises TakenByOther when somebody was first."""
        found, rounds = self._in_rounds(roster, "rosters.take_gap")
        rounds.require_gaps()
        day = clean_day(date)
        self._still_gap(found, day, kind)
        placed, taken = self._placed(found, shift, day, kind, acting().person)
        rounds.take_gap(acting().person, taken, day, kind)
        self.workspace.save(*placed, rounds)

    @command("rosters.agree_points")
    def agree_points(self, team: Id, *, since: str, night: int, sleep: int, evening: int, weekend: int) -> None:
        """Agree what nights, sleep shifts, evenings and weekend days weigh, from a day on."""
        self.authority.require("rosters.agree_points", team)
        points = self.workspace.get(Points, points_of(team)) or Points.begin(points_of(team), team=team)
        points.agree(PointSet(clean_day(since), night, sleep, evening, weekend))
        self.workspace.save(points)

    def _in_rounds(self, roster: Id, action: str) -> tuple[Roster, Rounds]:
        found = self._roster(roster, action)
        rounds = self._the(Rounds, rounds_of(roster))
        if found.state != "planned":
            raise NotInThisState
        return found, rounds

    def _wishing(self, roster: Id, date: str) -> tuple[Rounds, Agenda, str]:
        found, rounds = self._in_rounds(roster, "rosters.make_wish")
        rounds.require_wishes()
        day = clean_day(date)
        if not found.first <= day <= found.last:
            raise DayOutsidePeriod
        return rounds, self._agenda(acting().person), day

    def _wish_elsewhere(self, team: Id, day: str, kinds: Sequence[str | None]) -> None:
        """Raises WishesAreOverElsewhere when one of the wishes holds in another team that counted on it already.

        A wish is one's own and holds in every team: for any shift, or for all that have a shift of this code.
        """
        for other in self.authority.relations(acting().person).teams(day):
            demand = self.workspace.get(Demand, demand_of(other)) if other != team else None
            if demand and any(kind is None or kind in demand.kinds for kind in kinds):
                try:
                    self._wishes_open(other, day)
                except WishesAreOver:
                    raise WishesAreOverElsewhere from None

    def _wishes_open(self, team: Id, day: str) -> Rounds | None:
        """The rounds that a wish for this day belongs to; raises WishesAreOver after the round of the wishes."""
        demand = self.workspace.get(Demand, demand_of(team))
        first = next((first for first, last in demand.periods if first <= day <= last), "") if demand else ""
        roster = roster_of(team, first)
        rounds = self.workspace.get(Rounds, rounds_of(roster)) if first else None
        if rounds is None:
            return None
        if self._the(Roster, roster).state != "planned":
            raise WishesAreOver
        rounds.require_wishes()
        return rounds

    def _still_gap(self, found: Roster, day: str, kind: str) -> None:
        there = [f["person"] for f in found.shifts.values() if f["date"] == day and f["kind"] == kind]
        if None not in there and len(there) >= self._demand(found.team).least(kind, day):
            raise TakenByOther(first=there[-1] if there else "")


def _wished(agenda: Agenda, day: str) -> list[str | None]:
    return [key[11:] or None for key in sorted(agenda.wishes) if key[:10] == day]


def _dates(wishes_until: str, gaps_until: str, publish_by: str, jokers: int) -> RoundDates:
    return RoundDates(clean_day(wishes_until), clean_day(gaps_until), clean_day(publish_by), jokers)
