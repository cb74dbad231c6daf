"""What a colleague wishes is for them and for who plans, also where a proposal says why not."""

from __future__ import annotations

from typing import Any

from domain.kernel import id_of
from domain.rosters import ShiftKind
from domain.rosters.engine.team.answer import Finding
from domain.rosters.engine.team.explain import Could
from domain.rosters.proposals import Placement
from tests.harness.home import full_day
from tests.harness.proposed import alternative, offer
from tests.web.test_proposals import Client, ask, first, offered, text_of
from web.proposal_reasons import discreet

COST = {
    "minutes": 480, "contract": 1680, "points": 1.0, "carried": 0.0, "share": 1.0, "wishes": 0, "met": 0, "jokers": 0,
    "jokers_met": 0, "refused": [], "gained": 1, "lost": 0, "warnings": ["private"],
}  # fmt: skip
WHOLE = {
    "gaps": 1, "filled": 1, "wishes_made": 0, "wishes_met": 0, "jokers_made": 0, "jokers_met": 0, "changed": 1,
    "spread": 0.0, "warnings": 1, "alone": 0,
}  # fmt: skip


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


def protected(home: Any) -> str:
    """An alternative in which Fenna, who is protected, has a long shift, and one stays open through it."""
    found = alternative(
        Placement(full_day("05"), "X", home.fenna, shift=id_of("x")),
        Placement(full_day("05"), "L", home.emre, shift=id_of("l")),
    )
    gap = {"date": full_day("06"), "kind": "X", "slot": id_of("slot"), "reason": "rules", "rules": {"private": 1}}
    found |= {"costs": {home.fenna: COST}, "gaps": [gap], "whole": WHOLE}
    with home.by(home.anna):
        home.house.rosters.define_kind(home.team, kind=ShiftKind("X", "D", 7 * 60, 690, 30), name="Lang")
        for day in ("05", "06"):
            home.house.rosters.set_date_demand(home.team, code="X", date=full_day(day), least=1)
        home.house.proposing.ask_proposal(home.roster, proposal=id_of("asked"), seen=1)
    offer(home, home.roster, id_of("asked"), found)
    with home.by(home.fenna):
        home.house.rosters.ask_protection(id_of("p"), first="2026-02-15", last="2026-08-01", tells=[])
    return f"/rosters/{home.roster}/proposals/{id_of('asked')}"


def test_that_somebody_is_protected_is_told_as_on_the_roster(lindehof: Any, client: Client) -> None:
    page = protected(lindehof)
    says = "ast dan niet bij een afspraak over werktijden"
    anna, bram = client(lindehof.anna), client(lindehof.bram)

    for told in (text_of(who.get(page)) for who in (anna, bram, client(lindehof.fenna))):
        assert "volgens de wet" not in told and says in told
    with lindehof.by(lindehof.anna):
        lindehof.house.proposing.accept_proposal(lindehof.roster, id_of("asked"), alternative=0)
    for told in (text_of(who.get(page)) for who in (anna, bram)):
        assert "volgens de wet" not in told and "Deze dienst past niet bij een afspraak over werktijden." in told


def test_a_program_reads_it_by_the_name_that_the_roster_gives(lindehof: Any, machine: Any) -> None:
    page = protected(lindehof)

    (found,) = machine(lindehof.bram).get(page).json["alternatives"]

    assert found["costs"][lindehof.fenna]["warnings"] == ["own-agreement"]
    assert found["gaps"][0]["rules"] == {"own-agreement": 1}


def test_why_not_somebody_else_never_names_a_rule_for_who_is_protected_only() -> None:
    rules = ("atw-4:5-4a", "atw-5:3-2")
    start, end = "2026-03-05T06:00Z", "2026-03-05T18:00Z"
    could = Could(id_of("fenna"), tuple(Finding(rule, "", "refused", 1, 1, start, end) for rule in rules), None, 0.0)

    told = discreet(could, frozenset(rules[:1]))

    assert [one.rule for one in told.forbids] == ["own-agreement", "atw-5:3-2"]
