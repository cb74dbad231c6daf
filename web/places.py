"""The places of the trail's sentences, each filled when a sentence asks for it."""

from __future__ import annotations

from typing import Any

from babel.dates import get_day_names
from flask_babel import ngettext
from markupsafe import Markup

from domain.kernel import Fact, Id
from domain.rosters.demand import clock_text, demand_of
from web.dates import clock
from web.hours_words import month_text
from web.language import language
from web.places_claims import ClaimPlaces
from web.places_money import MoneyPlaces
from web.rule_words import rule_told
from web.say import say as _
from web.teller import ShiftThen, Teller, day_text, hours_text, role_text


class Places(ClaimPlaces, MoneyPlaces, dict[str, Any]):
    """`{who}`, `{day}` and the others, for one fact."""

    def __init__(self, teller: Teller, fact: Fact, position: int, lead: str = "") -> None:
        super().__init__()
        self.teller = teller
        self.fact: Any = fact
        self.position = position
        self.lead = lead

    def __missing__(self, place: str) -> Any:
        self[place] = found = getattr(self, f"_{place}")()
        return found

    def whose(self) -> Id | None:
        """The person whom the fact is about."""
        fact = self.fact
        if getattr(fact, "person", None):
            return str(fact.person)
        if fact.TOPIC.startswith("people."):
            return str(fact.originator_id)
        stream = self.teller.stream(fact.originator_id)
        if stream and stream["person"]:
            return str(stream["person"])
        shift = self._shift()
        return shift.person if shift else None

    def from_demand(self) -> bool:
        """Whether it came of what the team said that it needs."""
        stream = self.teller.stream(self.fact.originator_id) if self.fact.cause else None
        return bool(stream and self.fact.cause.startswith(f"fact:{demand_of(stream['team'])}:"))

    def _bold(self, person: Id | None) -> Markup:
        return Markup("<b>{}</b>").format(self.teller.person(person))

    def _who(self) -> Markup:
        return self._bold(self.fact.by)

    def _person(self) -> Markup:
        return self._bold(self.whose())

    def _was(self) -> Markup:
        return self._bold(self.fact.was)

    def _to(self) -> Markup:
        return Markup(", ").join(self._bold(person) for person in dict.fromkeys(self.fact.to))

    def _of(self) -> Markup:
        return self._bold(self.fact.of)

    def _asker(self) -> Markup:
        return self._bold(self._swap()["asker"])

    def _asked(self) -> Markup:
        return self._bold(self._swap()["asked"])

    def _name(self) -> str:
        return self.teller.opened(self.fact.name.packed())

    def _tax_number(self) -> str:
        return str(self.fact.tax_number)

    def _code(self) -> str:
        return str(self.fact.code)

    def _role(self) -> str:
        fact = self.fact
        for field in ("role_given", "role_ended", "office"):
            if hasattr(fact, field):
                return role_text(getattr(fact, field))
        return role_text(fact.role)

    def _stand(self) -> int:
        return int(self.fact.position)

    def _hours(self) -> str:
        fact = self.fact
        return hours_text(fact.minutes_per_week if hasattr(fact, "minutes_per_week") else abs(fact.minutes))

    def _alternatives(self) -> str:
        return str(ngettext("%(num)s mogelijkheid", "%(num)s mogelijkheden", len(self.fact.alternatives)))

    def _shifts(self) -> str:
        return str(ngettext("%(num)s dienst", "%(num)s diensten", len(self.fact.shifts)))

    def _year(self) -> int:
        return int(self.fact.year)

    def _since(self) -> str:
        return day_text(self.fact.since)

    def _until(self) -> str:
        return day_text(self.fact.last if self.fact.TOPIC == "rosters.AbsenceShortened" else self.fact.until)

    def _back(self) -> str:
        return day_text(self.fact.back)

    def _wishes_until(self) -> str:
        return day_text(self.fact.wishes_until)

    def _gaps_until(self) -> str:
        return day_text(self.fact.gaps_until)

    def _points(self) -> str:
        fact = self.fact
        said = _("nacht {night}, slaapdienst {sleep}, avond {evening}, weekend {weekend}")
        return said.format(night=fact.night, sleep=fact.sleep, evening=fact.evening, weekend=fact.weekend)

    def _before(self) -> str:
        return day_text(self.fact.before)

    def _first(self) -> str:
        return day_text(self.days()[0])

    def _last(self) -> str:
        return day_text(self.days()[1])

    def _month(self) -> str:
        fact = self.fact
        return month_text(fact.month if hasattr(fact, "month") else self.teller.statement(fact.originator_id)["month"])

    def _number(self) -> int:
        return int(self.fact.number)

    def _rule(self) -> str:
        return rule_told(self.teller.views, self.fact.rule, self.fact.first)

    def _rules(self) -> str:
        return str(self.fact.rules["title"])

    def _least(self) -> int:
        return int(self.fact.least)

    def _weekday(self) -> str:
        return get_day_names("wide", locale=language())[self.fact.weekday]  # type: ignore[no-any-return]

    def _times(self) -> str:
        start = self.fact.start
        return f"{clock_text(start)}–{clock_text(start + self.fact.minutes)}"

    def _clock(self) -> str:
        return f"{clock(self.fact.start)}–{clock(self.fact.end)}"

    def _day(self) -> str:
        fact = self.fact
        for field in ("date", "day"):
            if hasattr(fact, field):
                return day_text(getattr(fact, field))
        return self._day_of(self._shift())

    def _kind(self) -> str:
        fact = self.fact
        code = getattr(fact, "kind", None) or getattr(fact, "code", None)
        if isinstance(code, str):
            return self.teller.kind(self._team(), code, self.position)
        return self._kind_of(self._shift())

    def _kind2(self) -> str:
        return self._kind_of(self._other())

    def _day2(self) -> str:
        return self._day_of(self._other())

    def _kind_before(self) -> str:
        return self._kind_of(self._earlier())

    def _day_before(self) -> str:
        return self._day_of(self._earlier())

    def _team(self) -> Id:
        fact = self.fact
        if getattr(fact, "team", None):
            return str(fact.team)
        known = self.teller.stream(fact.originator_id) or self.teller.roster(fact.originator_id)
        if known and known["team"]:
            return str(known["team"])
        return self._team_of_wish()

    def _team_of_wish(self) -> Id:
        """A wish names a kind and no team: the first of the person's teams that has such a kind."""
        row = self.teller.views.execute(
            "SELECT k.team FROM main.rosters_kind_history k JOIN main.teams_relation_history r USING (team) "
            "WHERE r.person = ? AND k.code = ? LIMIT 1",
            (self.whose(), self.fact.kind),
        ).fetchone()
        return str(row["team"]) if row else ""

    def days(self) -> tuple[str, str]:
        """The first and the last day of what the fact is about."""
        fact = self.fact
        if hasattr(fact, "first"):
            return fact.first, fact.last
        if hasattr(fact, "leave"):
            row = self.teller.leave(fact.leave)
            return row["first"], row["last"]
        roster = getattr(fact, "roster", fact.originator_id)
        if fact.TOPIC.startswith("rosters.Proposal"):
            row = self.teller.roster(self.teller.proposals(fact.originator_id) or roster)
        else:
            row = self.teller.absence(fact.absence) if hasattr(fact, "absence") else self.teller.roster(roster)
        return row["first"], row["last"]

    def _swap(self) -> Any:
        fact = self.fact
        if hasattr(fact, "asker"):
            return {"giving": fact.giving, "wanting": fact.wanting, "asker": fact.asker, "asked": fact.asked}
        return self.teller.swap(fact.swap)

    def _shift(self) -> ShiftThen | None:
        shift = self.fact.shift if hasattr(self.fact, "shift") else self._swap()["giving"]
        return self.teller.shift(shift, self.position)

    def _other(self) -> ShiftThen | None:
        wanting = getattr(self.fact, "wanting", None) or getattr(self.fact, "against", None)
        return self.teller.shift(wanting or self._swap()["wanting"], self.position)

    def _earlier(self) -> ShiftThen | None:
        return self.teller.shift(self.fact.shift, self.position - 1)

    def _kind_of(self, shift: ShiftThen | None) -> str:
        return self.teller.kind(shift.team, shift.kind, self.position) if shift else _("dienst")

    def _day_of(self, shift: ShiftThen | None) -> str:
        return day_text(shift.date) if shift else ""
