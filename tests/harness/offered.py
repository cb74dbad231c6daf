"""The swap market in De Lindehof: every way in which an offer can go."""

from __future__ import annotations

from typing import Any

from domain.kernel import id_of


def offered(home: Any) -> None:
    """Bram offers shifts to some and against others; one is taken, one swapped, the rest end each in another way."""
    rosters, team = home.house.rosters, home.roster
    bram, fenna, emre = (home.person(name) for name in ("bram", "fenna", "emre"))
    mine = [home.plan(bram, day, "V") for day in ("19", "23", "25", "27")]
    hers, his = home.plan(fenna, "20", "V"), home.plan(emre, "22", "V")
    with home.by(bram):
        for number, shift in enumerate(mine):
            rosters.offer_shift_to(team, offer=id_of("to some", str(number)), shift=shift, to=[fenna, emre])
        rosters.end_offer(team, id_of("to some", "0"))
        rosters.offer_shift_to(team, offer=id_of("back"), shift=mine[0], against=[hers, his])
    for person in (fenna, emre):
        with home.by(person):
            rosters.decline_offer(team, id_of("to some", "1"))
    with home.by(home.person("anna")):
        rosters.move_shift(team, mine[2], date="2026-03-26", kind="V")
        rosters.unassign_shift(team, hers, was=fenna)
    with home.by(emre):
        rosters.take_offer(team, id_of("back"), against=his)
        rosters.take_offer(team, id_of("to some", "3"))
    with home.by(bram):
        rosters.offer_shift(team, mine[2])
    with home.by(home.person("anna")):
        rosters.move_shift(team, mine[2], date="2026-03-25", kind="V")
        for shift in mine[1], mine[2], his:
            rosters.unassign_shift(team, shift, was=bram)
        for shift in mine[0], mine[3]:
            rosters.unassign_shift(team, shift, was=emre)
