"""Who plays in the demo: the homes with their carers, residents and relatives."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from domain.kernel import Id
from domain.rosters import ShiftKind
from web.demo import names

MakeId = Callable[..., Id]

NEEDS = {"N": ("medicatie",), "S": ("bhv",)}
"""Who is alone at night gives the medicines, or leads everybody out."""

WEEKDAYS, WEEKEND = range(5), range(5, 7)
KINDS = (
    (ShiftKind("V", "V", 7 * 60, 495, 15), "Vroeg"),
    (ShiftKind("L", "L", 15 * 60, 495, 15), "Laat"),
    (ShiftKind("N", "N", 23 * 60, 495, 15, NEEDS["N"]), "Nacht"),
    (ShiftKind("S", "S", 23 * 60 + 15, 465, 0, NEEDS["S"]), "Slaapdienst"),
    (ShiftKind("D", "D", 9 * 60, 495, 15), "Dag"),
)


@dataclass(frozen=True, slots=True)
class Someone:
    """A resident, a relative (`of` a resident) or an office holder."""

    id: Id
    name: str
    of: Id | None = None


@dataclass(slots=True)
class Carer:
    """Somebody with a contract."""

    id: Id
    name: str
    hours: int
    since: str
    competences: tuple[str, ...]
    email: str

    @property
    def minutes_per_week(self) -> int:
        """The contract in minutes."""
        return self.hours * 60


@dataclass(slots=True)
class Home:
    """A woongroep with everybody in it, and what it needs."""

    id: Id
    name: str
    carers: list[Carer]
    residents: list[Someone]
    relatives: list[Someone]
    demand: dict[tuple[str, int], int]
    """(kind, weekday) -> number of people."""
    also: list[Carer] = field(default_factory=list)
    """Who also works here."""

    @property
    def planner(self) -> Carer:
        """The one who plans most."""
        return self.carers[0]

    def working(self) -> list[Carer]:
        """Everybody who can be planned here."""
        return self.carers + self.also


def homes(number: int, random: Random, make_id: MakeId) -> list[Home]:
    """So many homes. The first three are always the same people."""
    made = [_home(n, random, make_id) for n in range(number)]
    if number > 1:
        made[1].also.append(made[0].carers[-1])
    return made


def _home(number: int, random: Random, make_id: MakeId) -> Home:
    style = number % 3
    people = _names(number, random)
    carers = [
        Carer(
            make_id("carer", number, n),
            name,
            hours,
            f"{random.randint(2009, 2023)}-{random.randint(1, 12):02d}-01",
            _competences(n, random),
            _email(name),
        )
        for n, (name, hours) in enumerate(zip(people, names.HOURS[style], strict=False))
    ]
    residents, relatives = _residents(number, random, make_id)
    name = names.HOMES[number % len(names.HOMES)]
    label = name if number < len(names.HOMES) else f"{name} {number // len(names.HOMES) + 1}"
    return Home(make_id("home", number), label, carers, residents, relatives, _demand(style))


def _competences(number: int, random: Random) -> tuple[str, ...]:
    codes = ["medicatie"] if number < 6 or random.random() < 0.6 else []
    codes += ["bhv"] if number < 5 or random.random() < 0.6 else []
    codes += [code for code in ("sondevoeding", "epilepsie", "rijbewijs-bus") if random.random() < 0.3]
    return tuple(codes)


def _residents(number: int, random: Random, make_id: MakeId) -> tuple[list[Someone], list[Someone]]:
    living, family = list(_made_up(8, random)), list(_made_up(4, random))
    if number < len(names.RESIDENTS):
        living, family = list(names.RESIDENTS[number]), list(names.RELATIVES[number])
    residents = [Someone(make_id("resident", number, n), name) for n, name in enumerate(living)]
    relatives = [
        Someone(make_id("relative", number, n), name, _resident_of(name, residents, n)) for n, name in enumerate(family)
    ]
    return residents, relatives


def _resident_of(name: str, residents: Sequence[Someone], number: int) -> Id:
    """The resident with the same family name, else any."""
    family = name.split()[-1].split("-")[0]
    same = [r.id for r in residents if r.name.split()[-1] == family]
    return same[0] if same else residents[number % len(residents)].id


def _names(number: int, random: Random) -> Sequence[str]:
    return names.CARERS[number] if number < len(names.CARERS) else list(_made_up(len(names.HOURS[number % 3]), random))


def _made_up(wanted: int, random: Random) -> Iterator[str]:
    for _ in range(wanted):
        yield f"{random.choice(names.GIVEN)} {random.choice(names.FAMILY)}"


def _email(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower().replace("ı", "i")).encode("ascii", "ignore").decode()
    return f"{plain.replace(' ', '.')}@driehoeken.example"


def _demand(style: int) -> dict[tuple[str, int], int]:
    """What a home of this style needs: sleeping nights, waking nights, or a small home with a day shift."""
    if style == 0:
        return {(code, day): least for code, least in (("V", 2), ("L", 2), ("S", 1)) for day in range(7)}
    if style == 1:
        numbers = {(code, day): least for code, least in (("V", 2), ("L", 2), ("N", 1)) for day in WEEKDAYS}
        return numbers | {(code, day): least for code, least in (("V", 2), ("L", 1), ("N", 1)) for day in WEEKEND}
    numbers = {(code, day): 1 for code in ("V", "D", "L", "S") for day in WEEKDAYS}
    return numbers | {(code, day): least for code, least in (("V", 2), ("L", 1), ("S", 1)) for day in WEEKEND}
