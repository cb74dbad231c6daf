"""The facts of leave and of the account of hours as sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from web.places import Places

LEAVE = {
    "rosters.HoursAccountBegun": _l("De uren van {person} worden sindsdien over de jaren bijgehouden."),
    "rosters.HoursCarriedOver:more": _l("{who} nam voor {person} {hours} te veel gewerkt mee naar {year}."),
    "rosters.HoursCarriedOver:less": _l("{who} nam voor {person} {hours} te weinig gewerkt mee naar {year}."),
    "rosters.LeaveAccountBegun": _l("Het verlof van {person} wordt sindsdien bijgehouden."),
    "rosters.LeaveAsked:days": _l("{person} vroeg verlof van {first} tot en met {last}."),
    "rosters.LeaveAsked:day": _l("{person} vroeg verlof op {first}."),
    "rosters.LeaveGranted:days": _l("{who} gaf {person} verlof van {first} tot en met {last}."),
    "rosters.LeaveGranted:day": _l("{who} gaf {person} verlof op {first}."),
    "rosters.LeaveDeclined:days": _l("{who} gaf {person} geen verlof van {first} tot en met {last}."),
    "rosters.LeaveDeclined:day": _l("{who} gaf {person} geen verlof op {first}."),
    "rosters.LeaveWithdrawn:days": _l("{person} trok het verlof van {first} tot en met {last} in."),
    "rosters.LeaveWithdrawn:day": _l("{person} trok het verlof van {first} in."),
    "rosters.LeaveEnded": _l("{person} is van het verlof terug op {back}."),
    "rosters.LeaveCredited:more": _l("{who} schreef bij {person} {hours} verlof van {year} bij."),
    "rosters.LeaveCredited:less": _l("{who} schreef bij {person} {hours} verlof van {year} af."),
}


def _leave(fact: Any, places: Places) -> str:
    first, last = places.days()
    return "day" if first == last else "days"


LEAVE_WAYS: dict[str, Callable[[Any, Places], str]] = {
    "rosters.LeaveAsked": _leave,
    "rosters.LeaveGranted": _leave,
    "rosters.LeaveDeclined": _leave,
    "rosters.LeaveWithdrawn": _leave,
    "rosters.HoursCarriedOver": lambda fact, _: "less" if fact.minutes < 0 else "more",
    "rosters.LeaveCredited": lambda fact, _: "less" if fact.minutes < 0 else "more",
}
