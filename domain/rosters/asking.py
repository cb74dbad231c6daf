"""Whether somebody may be asked to take a shift: only by their own agreement, and on the days that it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from domain.kernel import Refusal, instant
from domain.rosters import refusals

DAYS = ("working", "off")
"""On a day that one works, on a day that one does not: it is the day of the asking that counts (cao 6:6)."""
PLACES = ("V", "D", "L", "N", "S", "A")
"""The parts of the day that a shift kind can have."""
MOST_ASKED = 12
"""How many are asked in one go."""


def clean_choice(chosen: Iterable[str], known: Sequence[str], field: str) -> list[str]:
    """What was chosen, in the order of what there is; raises AskingUnreadable for nothing, or for what there is not."""
    wanted = set(chosen)
    if not wanted or not wanted <= set(known):
        raise refusals.AskingUnreadable(field=field)
    return [one for one in known if one in wanted]


def works_on(day: str, booked: Iterable[tuple[str, str]]) -> bool:
    """Whether one of these shifts (first and last instant) falls in a local day, be it the end of a night."""
    begin, end = instant(date.fromisoformat(day), 0), instant(date.fromisoformat(day), 24 * 60)
    return any(first < end and begin < last for first, last in booked)


def against_asking(
    agreed: Mapping[str, Sequence[str]] | None, place: str, *, works: bool, away: bool
) -> Refusal | None:
    """Why somebody is not asked for a shift in this part of the day; None when they may be asked.

    `works` and `away` are of the day on which they are asked.
    """
    if agreed is None:
        return refusals.NotAgreed()
    if away:
        return refusals.AwayToday()
    if works and "working" not in agreed["days"]:
        return refusals.NotOnWorkingDays()
    if not works and "off" not in agreed["days"]:
        return refusals.NotOnDaysOff()
    if place not in agreed["places"]:
        return refusals.NotThisPart()
    return None
