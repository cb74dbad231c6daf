"""The public nurse-rostering text format (Curtois and Qu, 2014), read strictly: each line that is wrong is named.

The format has sections in capitals, comma-separated lines, and comments that begin with `#`. It knows lengths of shifts
and no clock times, and days as numbers from zero; which day that is, and when a shift begins, is said elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from domain.kernel import Refusal

MOST_BYTES = 1_000_000
MOST_DAYS = 365
MOST_STAFF = 500
_NAMED = 50
_DAY = 24 * 60


class InstanceUnreadable(Refusal):
    """Dit roosterbestand lezen we niet. {lines}"""

    field = "file"


@dataclass(frozen=True, slots=True)
class InstanceShift:
    """A kind of shift: its length, and which kinds may not follow it on the next day."""

    id: str
    minutes: int
    no_next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InstanceStaff:
    """Somebody, with limits for the whole horizon."""

    id: str
    max_shifts: dict[str, int]
    max_minutes: int
    min_minutes: int
    max_run: int
    min_run: int
    min_off: int
    max_weekends: int


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody's wish for a kind of shift on a day."""

    staff: str
    day: int
    shift: str
    weight: int


@dataclass(slots=True)
class Instance:
    """Everything that such a file says."""

    horizon: int = 0
    shifts: dict[str, InstanceShift] = field(default_factory=dict)
    staff: dict[str, InstanceStaff] = field(default_factory=dict)
    days_off: dict[str, set[int]] = field(default_factory=dict)
    on_requests: list[Request] = field(default_factory=list)
    off_requests: list[Request] = field(default_factory=list)
    cover: dict[tuple[int, str], int] = field(default_factory=dict)
    cover_weights: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    """What one too few and one too many cost."""


def read_instance(raw: bytes) -> Instance:
    """What the file says; raises InstanceUnreadable with the number of every line that is wrong."""
    if len(raw) > MOST_BYTES:
        raise InstanceUnreadable(lines=f"Het is groter dan {MOST_BYTES // 1_000_000} MB.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = raw[: wrong.start].count(b"\n") + 1
        raise InstanceUnreadable(lines=f"Regel {line}: hier staat een teken dat geen UTF-8 is.") from None
    return _Reader(text).read()


Fields = list[str]


class _Wrong(Exception):
    """What is wrong with the line in hand."""


class _Reader:
    def __init__(self, text: str) -> None:
        self.found = Instance()
        self.wrong: dict[int, str] = {}
        self.sections: dict[str, list[tuple[int, str]]] = {}
        self.headings: dict[str, int] = {}
        self._asked: set[tuple[str, int, str]] = set()
        self._split(text)

    def read(self) -> Instance:
        """Each section after those that it names things from, in whatever order they stand."""
        self._each("HORIZON", self._horizon)
        self._each("SHIFTS", self._shift)
        self._successions()
        self._each("STAFF", self._staff)
        self._each("DAYS_OFF", self._days_off)
        self._each("SHIFT_ON_REQUESTS", lambda fields: self._request(fields, self.found.on_requests))
        self._each("SHIFT_OFF_REQUESTS", lambda fields: self._request(fields, self.found.off_requests))
        self._each("COVER", self._cover)
        for section, there in (
            ("HORIZON", self.found.horizon),
            ("SHIFTS", self.found.shifts),
            ("STAFF", self.found.staff),
        ):
            if not there and not self.wrong:
                self.wrong[self.headings.get(section, 1)] = f"SECTION_{section} ontbreekt of is leeg."
        if self.wrong:
            lines = [f"Regel {line}: {what}" for line, what in sorted(self.wrong.items())]
            left = len(lines) - _NAMED
            more = [f"En nog {left} {'regel' if left == 1 else 'regels'}."] if left > 0 else []
            raise InstanceUnreadable(lines="\n".join((lines[:_NAMED]) + more))
        return self.found

    def _split(self, text: str) -> None:
        section: str | None = None
        for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            if line.upper().startswith("SECTION_"):
                section = line.upper().removeprefix("SECTION_")
                if section not in _SECTIONS:
                    self.wrong[number] = (
                        f"{_short(line)} kennen we niet; bekend zijn SECTION_{', SECTION_'.join(_SECTIONS)}."
                    )
                elif section in self.headings:
                    self.wrong[number] = f"{line} staat er al op regel {self.headings[section]}."
                self.headings.setdefault(section, number)
                self.sections.setdefault(section, [])
            elif section is None:
                self.wrong[number] = f"hier hoort een regel als SECTION_HORIZON, en niet {_short(line)}."
            else:
                self.sections[section].append((number, line))

    def _each(self, section: str, read: Callable[[Fields], None]) -> None:
        for number, line in self.sections.get(section, ()):
            try:
                read([part.strip() for part in line.split(",")])
            except _Wrong as wrong:
                self.wrong.setdefault(number, str(wrong))

    def _horizon(self, fields: Fields) -> None:
        if self.found.horizon:
            raise _Wrong("hier hoort één aantal dagen, en dat is al gegeven.")
        if len(fields) != 1:
            raise _Wrong("hier hoort alleen het aantal dagen.")
        self.found.horizon = _number(fields[0], "het aantal dagen", 1, MOST_DAYS)

    def _shift(self, fields: Fields) -> None:
        if len(fields) == 2:
            fields = [*fields, ""]
        code, length, after = _exactly(fields, "code, lengte in minuten, soorten die er niet op mogen volgen")
        if not (1 <= len(code) <= 3 and code.isascii() and code.isalnum()):
            raise _Wrong(f"de code van een dienst heeft 1 tot 3 letters of cijfers, en niet {_short(code)}.")
        if code in self.found.shifts:
            raise _Wrong(f"dienst {code} staat er al.")
        minutes = _number(length, "de lengte in minuten", 60, _DAY)
        no_next = tuple(dict.fromkeys(part.strip() for part in after.split("|") if part.strip()))
        self.found.shifts[code] = InstanceShift(code, minutes, no_next)

    def _successions(self) -> None:
        """A shift may name one that stands below it, so this is looked at when all are there."""
        for number, line in self.sections.get("SHIFTS", ()):
            shift = self.found.shifts.get(line.split(",")[0].strip())
            unknown = [code for code in shift.no_next if code not in self.found.shifts] if shift else []
            if unknown:
                self.wrong.setdefault(number, f"dienst {_short(unknown[0])} staat niet in SECTION_SHIFTS.")

    def _staff(self, fields: Fields) -> None:
        id, most, *numbers = _exactly(
            fields, "ID, MaxShifts, MaxTotalMinutes, MinTotalMinutes, MaxConsecutiveShifts, MinConsecutiveShifts, "
            "MinConsecutiveDaysOff, MaxWeekends",
        )  # fmt: skip
        if not (0 < len(id) <= 20 and id.isprintable()):
            raise _Wrong("een ID heeft 1 tot 20 tekens.")
        if id in self.found.staff:
            raise _Wrong(f"{id} staat er al.")
        if len(self.found.staff) >= MOST_STAFF:
            raise _Wrong(f"er zijn meer dan {MOST_STAFF} mensen.")
        whole = self.found.horizon or MOST_DAYS
        names = ("MaxTotalMinutes", "MinTotalMinutes", "MaxConsecutiveShifts", "MinConsecutiveShifts",
                 "MinConsecutiveDaysOff", "MaxWeekends")  # fmt: skip
        limits = (whole * _DAY, whole * _DAY, MOST_DAYS, MOST_DAYS, MOST_DAYS, MOST_DAYS)
        found = [_number(n, name, 0, most) for n, name, most in zip(numbers, names, limits, strict=True)]
        if found[1] > found[0]:
            raise _Wrong(f"MinTotalMinutes ({found[1]}) is meer dan MaxTotalMinutes ({found[0]}).")
        self.found.staff[id] = InstanceStaff(id, self._most(most), *found)

    def _most(self, text: str) -> dict[str, int]:
        most: dict[str, int] = {}
        for part in filter(None, (part.strip() for part in text.split("|"))):
            code, sign, number = (piece.strip() for piece in part.partition("="))
            if not sign:
                raise _Wrong(f"MaxShifts ziet eruit als E=14|L=5, en niet als {_short(text)}.")
            most[self._known_shift(code)] = _number(number, f"MaxShifts van {code}", 0, MOST_DAYS)
        return most

    def _days_off(self, fields: Fields) -> None:
        if len(fields) < 2:
            raise _Wrong("hier horen een ID en een of meer dagen.")
        staff = self._known_staff(fields[0])
        for day in filter(None, fields[1:]):
            self.found.days_off.setdefault(staff, set()).add(self._day(day))

    def _request(self, fields: Fields, into: list[Request]) -> None:
        staff, day, shift, weight = _exactly(fields, "ID, dag, dienst, gewicht")
        wanted = Request(
            self._known_staff(staff), self._day(day), self._known_shift(shift), _number(weight, "het gewicht", 1, 100)
        )
        cell = (wanted.staff, wanted.day, wanted.shift)
        if cell in self._asked:
            raise _Wrong(f"een wens van {wanted.staff} voor dienst {wanted.shift} op dag {wanted.day} staat er al.")
        self._asked.add(cell)
        into.append(wanted)

    def _cover(self, fields: Fields) -> None:
        day, shift, least, under, over = _exactly(
            fields, "dag, dienst, aantal, gewicht bij te weinig, gewicht bij te veel"
        )
        cell = (self._day(day), self._known_shift(shift))
        weights = (
            _number(under, "het gewicht bij te weinig", 0, 1_000_000),
            _number(over, "het gewicht bij te veel", 0, 1_000_000),
        )
        if cell in self.found.cover:
            raise _Wrong(f"de bezetting van dienst {cell[1]} op dag {cell[0]} staat er al.")
        self.found.cover[cell] = _number(least, "het aantal", 0, 50)
        self.found.cover_weights[cell] = weights

    def _day(self, text: str) -> int:
        return _number(text, "de dag", 0, (self.found.horizon or MOST_DAYS) - 1)

    def _known_shift(self, code: str) -> str:
        if code not in self.found.shifts:
            raise _Wrong(f"dienst {_short(code)} staat niet in SECTION_SHIFTS.")
        return code

    def _known_staff(self, id: str) -> str:
        if id not in self.found.staff:
            raise _Wrong(f"{_short(id)} staat niet in SECTION_STAFF.")
        return id


_SECTIONS = ("HORIZON", "SHIFTS", "STAFF", "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER")


def _exactly(fields: Fields, names: str) -> Fields:
    wanted = names.count(",") + 1
    if len(fields) != wanted:
        raise _Wrong(f"hier horen {wanted} velden ({names}); er staan er {len(fields)}.")
    return fields


def _number(text: str, what: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and low <= int(text) <= high):
        raise _Wrong(f"{what} is een heel getal van {low} tot en met {high}, en niet {_short(text)}.")
    return int(text)


def _short(text: str) -> str:
    """What stands there, quoted, without what would disturb a terminal or a page."""
    plain = "".join(c if c.isprintable() else "?" for c in text)
    return f"“{plain[:40]}…”" if len(plain) > 40 else f"“{plain}”"
