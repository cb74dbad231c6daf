"""Made-up nurse-rostering instances in the public text format, as large as one likes and the same every time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

SIZES = {
    "made up 18 x 3": (18, 3, 28), "made up 30 x 4": (30, 4, 28), "made up 60 x 10": (60, 10, 28),
    "made up 50 x 6, half a year": (50, 6, 182),
}  # fmt: skip
"""By name: people, kinds of shift and days; like instances 6, 8, 12 and 20."""
_TIERS = "adpn"
_CONTRACTS = (
    # minutes a day at most and at least, days in a row at most and at least, days off, weekends a week: of how many
    ((309, 270, 5, 2, 2, 0.5), 0.7),
    ((309, 270, 6, 2, 3, 0.5), 0.15),
    ((185, 146, 5, 2, 2, 0.75), 0.15),
)


def instance(people: int, kinds: int, days: int, seed: int = 1) -> str:
    """The text of one: what is wanted adds up to about what people may work, so neither is all of it met."""
    rng = np.random.default_rng(seed)
    names = [f"{_TIERS[kind * 4 // kinds]}{kind}" for kind in range(kinds)]
    parts = {
        "HORIZON": [str(days)],
        "SHIFTS": [f"{name},480,{'|'.join(one for one in names if one[0] < name[0])}" for name in names],
        "STAFF": list(_staff(rng, people, names, days)),
        "DAYS_OFF": [f"P{n},{first},{first + 1}" for n in range(people) for first in [rng.integers(days - 1)]],
    }
    wishes = [line for n in range(people) for line in _wishes(rng, n, names, days)]
    parts["SHIFT_ON_REQUESTS"] = [line for wanted, line in wishes if wanted]
    parts["SHIFT_OFF_REQUESTS"] = [line for wanted, line in wishes if not wanted]
    parts["COVER"] = [
        f"{day},{name},{max(1, round(rng.normal(people * 0.58 / kinds, 1)))},100,1"
        for day in range(days)
        for name in names
    ]
    return "\n".join(line for name, lines in parts.items() for line in (f"SECTION_{name}", *lines, "")) + "\n"


def _staff(rng: np.random.Generator, people: int, names: list[str], days: int) -> Iterator[str]:
    for n in range(people):
        (most, least, run, min_run, off, weekends), _ = _CONTRACTS[rng.choice(3, p=[share for _, share in _CONTRACTS])]
        may = rng.random(len(names)) < 0.65
        may[rng.integers(len(names))] = True
        shifts = "|".join(f"{name}={days if one else 0}" for name, one in zip(names, may, strict=True))
        yield f"P{n},{shifts},{most * days},{least * days},{run},{min_run},{off},{round(weekends * days / 7)}"


def _wishes(rng: np.random.Generator, person: int, names: list[str], days: int) -> Iterator[tuple[bool, str]]:
    """Stretches of one kind that somebody wants, or does not; no day twice."""
    day = int(rng.integers(6))
    while day < days:
        wanted, kind, weight = rng.random() < 0.65, names[rng.integers(len(names))], rng.integers(1, 4)
        for one in range(day, min(days, day + int(rng.integers(1, 6)))):
            yield wanted, f"P{person},{one},{kind},{weight}"
        day += int(rng.integers(6, 20))
