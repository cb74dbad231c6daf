"""What a colleague wishes is for them and for who plans, also where a proposal says why not."""

from __future__ import annotations

from typing import Any

from tests.web.test_proposals import Client, ask, first, offered, text_of


def test_what_somebody_wished_is_told_to_who_plans_and_to_no_colleague(lindehof: Any, client: Client) -> None:
    with lindehof.by(lindehof.emre):
        lindehof.house.rosters.make_wish(lindehof.team, date="2026-03-03", kind=None, level="cannot")
    with lindehof.by(lindehof.anna):
        lindehof.house.rosters.open_rounds(
            lindehof.roster, wishes_until="2026-02-22", gaps_until="2026-02-24", publish_by="2026-02-26"
        )
        lindehof.house.rosters.begin_round(lindehof.roster, round="gaps")
    bram, anna, emre = (client(person) for person in (lindehof.bram, lindehof.anna, lindehof.emre))
    page = ask(lindehof, bram)
    offered(lindehof)
    why = f"{page}/0/shifts/{next(p.shift for p in first(lindehof).shifts if p.date == '2026-03-03')}"

    assert "Emre Zei voor deze dag: kan niet." in text_of(anna.get(why))
    assert "Zei voor deze dag: kan niet." in text_of(emre.get(why))
    assert "Zei voor deze dag" not in text_of(bram.get(why)) and "Emre Kan dan niet." in text_of(bram.get(why))
