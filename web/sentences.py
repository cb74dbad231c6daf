"""Every fact as a sentence. The Dutch one is the key of the English one; `web/places.py` fills its places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from domain.kernel import Fact
from web.places import Places
from web.sentences_bank import BANK, BANK_WAYS
from web.sentences_budget import BUDGET, BUDGET_WAYS
from web.sentences_cash import CASH, CASH_WAYS
from web.sentences_claims import CLAIM_WAYS, CLAIMS
from web.sentences_leave import LEAVE, LEAVE_WAYS
from web.sentences_market import MARKET, MARKET_WAYS
from web.sentences_money import MONEY, MONEY_WAYS
from web.sentences_reports import REPORTS
from web.sentences_residents import RESIDENTS, RESIDENTS_WAYS
from web.teller import Teller

PEOPLE = {
    "people.PersonRegistered": _l("{who} schreef {person} in."),
    "people.PersonRenamed": _l("{who} schreef de naam van {person} anders."),
    "people.EmailChanged": _l("{who} veranderde het e-mailadres van {person}."),
    "people.ContractAgreed": _l("{who} legde voor {person} een contract van {hours} per week vast, vanaf {since}."),
    "people.CompetenceGranted": _l("{who} legde vast dat {person} vanaf {since} bekwaam is voor {code}."),
    "people.CompetenceEnded": _l("{who} legde vast dat {person} na {until} niet meer bekwaam is voor {code}."),
    "people.LimitsSet": _l("{who} legde eigen grenzen vast voor {person}."),
    "people.AgencyNamed": _l("{who} legde vast dat {person} hier via een bureau werkt."),
    "people.PersonInvited": _l("{who} nodigde {person} uit om een account te openen."),
    "people.AccountOpened": _l("{person} opende een account."),
    "people.AccountClosed": _l("{who} sloot het account van {person}."),
    "people.ActDisowned": _l("{person} meldde: wat bij stand {stand} op mijn naam staat, deed ik niet."),
}
TEAMS = {
    "teams.OrganisationFounded": _l("{who} begon met de organisatie {name}."),
    "teams.OrganisationIdentified": _l(
        "{who} legde naam en RSIN van de organisatie vast, vanaf {valid_from}: {name}, {tax_number}."
    ),
    "teams.OfficeGiven": _l("{who} gaf {person} de functie {role}, vanaf {since}."),
    "teams.OfficeEnded": _l("{who} liet de functie {role} van {person} eindigen na {until}."),
    "teams.WoongroepFounded": _l("{who} begon de woongroep {name}."),
    "teams.WoongroepRenamed": _l("{who} gaf de woongroep een andere naam: {name}."),
    "teams.PersonJoined:member": _l("{who} nam {person} op in het team, vanaf {since}."),
    "teams.PersonJoined:resident": _l("{who} schreef {person} in als bewoner, vanaf {since}."),
    "teams.PersonJoined:relative": _l("{who} schreef {person} in als verwant van {of}, vanaf {since}."),
    "teams.PersonLeft": _l("{who} legde vast dat {person} er na {until} niet meer bij hoort."),
    "teams.StayRedated": _l("{who} legde vast dat {person} er tot en met {until} bij hoort."),
    "teams.RoleGiven": _l("{who} gaf {person} de rol {role}, vanaf {since}."),
    "teams.RoleEnded": _l("{who} liet de rol {role} van {person} eindigen na {until}."),
}
DEMAND = {
    "rosters.DemandBegun": _l("{who} begon de lijst van wat de woongroep nodig heeft."),
    "rosters.ShiftKindDefined": _l("{who} legde de dienstsoort {name} ({code}) vast: {times}."),
    "rosters.ShiftKindRetired": _l("{who} haalde de dienstsoort {code} weg."),
    "rosters.WeekdayDemandSet": _l("{who} zette de bezetting van de {kind} op {weekday} op {least}."),
    "rosters.DateDemandSet:number": _l("{who} zette de bezetting van de {kind} op {day} op {least}."),
    "rosters.DateDemandSet:weekday": _l("{who} liet voor de {kind} op {day} weer het aantal van de weekdag gelden."),
    "rosters.PeriodOpened": _l("{who} nam de dagen van {first} tot en met {last} op in een rooster."),
}
PERIODS = {
    "rosters.RosterDrafted": _l("{who} begon het rooster van {first} tot en met {last}."),
    "rosters.RosterPlanned": _l("{who} legde het rooster van {first} tot en met {last} aan het team voor."),
    "rosters.RosterPublished": _l("{who} publiceerde het rooster van {first} tot en met {last}."),
    "rosters.RosterClosed": _l("{who} sloot de periode van {first} tot en met {last}."),
    "rosters.RosterReopened": _l("{who} opende de gesloten periode van {first} tot en met {last} weer."),
}
ROUNDS = {
    "rosters.RoundsOpened": _l(
        "{who} opende de rondes voor het rooster van {first}: wensen tot en met {wishes_until}."
    ),
    "rosters.RoundsRedated": _l(
        "{who} veranderde de rondes: wensen tot en met {wishes_until}, gaten tot en met {gaps_until}."
    ),
    "rosters.RoundBegunEarly:gaps": _l("{who} begon de ronde van de gaten eerder."),
    "rosters.RoundBegunEarly:publish": _l("{who} sloot de ronde van de gaten eerder."),
    "rosters.JokerUsed": _l("{person} zette een joker in voor {day}."),
    "rosters.JokerReturned": _l("{person} nam een joker voor {day} terug."),
    "rosters.WishesFinished": _l("{person} gaf alle wensen."),
    "rosters.WishesResumed": _l("{person} was toch nog niet klaar met de wensen."),
    "rosters.GapTaken": _l("{who} nam het gat van {day}: de {kind}."),
    "rosters.PointsBegun": _l("{who} begon de lijst met punten van de woongroep."),
    "rosters.PointsAgreed": _l("{who} legde de punten vast vanaf {since}: {points}."),
}
SHIFTS = {
    "rosters.ShiftPlanned:self": _l("{who} nam de {kind} van {day}."),
    "rosters.ShiftPlanned:other": _l("{who} zette {person} op de {kind} van {day}."),
    "rosters.ShiftPlanned:short": _l("{who} zette een {kind} van {day} open, want er waren er te weinig."),
    "rosters.ShiftPlanned:open": _l("{who} zette een open {kind} in het rooster op {day}."),
    "rosters.ShiftDropped": _l("{who} haalde de open {kind} van {day} uit het rooster."),
    "rosters.ShiftAssigned:self": _l("{who} nam de open {kind} van {day}."),
    "rosters.ShiftAssigned:other": _l("{who} zette {person} op de open {kind} van {day}."),
    "rosters.ShiftAssigned:instead": _l("{who} zette {person} op de {kind} van {day}, in plaats van {was}."),
    "rosters.ShiftUnassigned:self": _l("{who} gaf de {kind} van {day} terug. Die staat nu open."),
    "rosters.ShiftUnassigned:other": _l("{who} haalde {was} van de {kind} van {day}. Die staat nu open."),
    "rosters.ShiftUnassigned:absent": _l("De {kind} van {day} kwam open."),
    "rosters.ShiftMoved": _l("{who} maakte van de {kind_before} van {day_before} een {kind} op {day}."),
    "rosters.ShiftOffered": _l("{who} bood de {kind} van {day} aan het team aan."),
    "rosters.ShiftClaimed:open": _l("{who} nam de open {kind} van {day}."),
    "rosters.ShiftClaimed:other": _l("{who} nam de {kind} van {day} over van {was}."),
    "rosters.SwapProposed": _l("{asker} vroeg {asked} te ruilen: de {kind} van {day} tegen de {kind2} van {day2}."),
    "rosters.SwapEnded:declined": _l(
        "{asked} wilde niet ruilen met {asker}: de {kind} van {day} tegen de {kind2} van {day2}."
    ),
    "rosters.SwapEnded:withdrawn": _l(
        "{asker} trok het ruilvoorstel aan {asked} in: de {kind} van {day} tegen de {kind2} van {day2}."
    ),
    "rosters.SwapEnded:overtaken": _l(
        "Het ruilvoorstel van {asker} aan {asked} verviel, omdat een van beide diensten veranderde."
    ),
    "rosters.ShiftSwapped": _l(
        "{asker} ruilde de {kind} van {day} met {asked}. {asker} werkt nu de {kind2} van {day2}."
    ),
    "rosters.HoursRecorded:self": _l("{who} legde de uren van de {kind} van {day} vast: {clock}, {hours}."),
    "rosters.HoursRecorded:other": _l(
        "{who} legde voor {person} de uren van de {kind} van {day} vast: {clock}, {hours}."
    ),
}
ASKS = {
    "rosters.ReplacementSought": _l("{who} zocht iemand voor de open {kind} van {day}."),
    "rosters.CarerAsked": _l("{who} vroeg {person} voor de {kind} van {day}."),
    "rosters.CarerAnswered:yes": _l("{person} zei ja op de vraag voor de {kind} van {day}."),
    "rosters.CarerAnswered:no": _l("{person} zei nee op de vraag voor de {kind} van {day}."),
    "rosters.ReplacementEnded:filled": _l("Voor de {kind} van {day} is iemand gevonden."),
    "rosters.ReplacementEnded:withdrawn": _l("Het vragen voor de {kind} van {day} hield op."),
    "rosters.ReplacementEnded:nobody": _l("De open {kind} van {day} begon voordat iemand ja zei."),
}
HOURS = {
    "rosters.StatementDrawnUp:first": _l("{who} stelde de urenstaat van {month} op."),
    "rosters.StatementDrawnUp:correction": _l("{who} stelde op wat er aan de verstuurde uren van {month} veranderde."),
    "rosters.StatementDrawnAgain": _l("{who} stelde de urenstaat van {month} opnieuw op."),
    "rosters.StatementConfirmed": _l("{who} bevestigde de eigen uren van {month}."),
    "rosters.StatementObjectedTo:self": _l("{who} maakte bezwaar tegen de eigen urenstaat van {month}."),
    "rosters.StatementObjectedTo:other": _l("{who} maakte bezwaar tegen de urenstaat van {person} van {month}."),
    "rosters.StatementApproved": _l("{who} keurde de uren van {person} van {month} goed."),
    "rosters.StatementSent": _l("De uren van {person} van {month} zijn verstuurd, in batch {number}."),
    "rosters.PayMonthBegun": _l("{who} begon met het versturen van de uren van {month}."),
    "rosters.BatchSent": _l("{who} verstuurde de uren van {month}, batch {number}."),
}
AGENDAS = {
    "rosters.AgendaBegun": _l("{person} kwam in de planning."),
    "rosters.ShiftReserved": _l("De {kind} van {day} kwam in de agenda van {person}."),
    "rosters.ShiftReleased": _l("De {kind} van {day} ging uit de agenda van {person}."),
    "rosters.BookingsDropped": _l("De agenda van {person} liet de diensten van voor {before} los."),
    "rosters.AbsenceReported:self": _l("{person} meldde zich afwezig van {first} tot en met {last}."),
    "rosters.AbsenceReported:self-day": _l("{person} meldde zich afwezig op {first}."),
    "rosters.AbsenceReported:other": _l("{who} meldde {person} afwezig van {first} tot en met {last}."),
    "rosters.AbsenceReported:other-day": _l("{who} meldde {person} afwezig op {first}."),
    "rosters.AbsenceWithdrawn:self": _l("{person} is er toch, van {first} tot en met {last}."),
    "rosters.AbsenceWithdrawn:self-day": _l("{person} is er toch op {first}."),
    "rosters.AbsenceWithdrawn:other-day": _l("{who} meldde dat {person} er toch is op {first}."),
    "rosters.AbsenceWithdrawn:other": _l("{who} meldde dat {person} er toch is, van {first} tot en met {last}."),
    "rosters.AbsenceShortened": _l("{person} is afwezig tot en met {until}, korter dan eerst."),
    "rosters.WishMade:want": _l("{person} werkt graag op {day}."),
    "rosters.WishMade:rather_not": _l("{person} werkt liever niet op {day}."),
    "rosters.WishMade:cannot": _l("{person} kan niet werken op {day}."),
    "rosters.WishMade:want-kind": _l("{person} werkt op {day} graag de {kind}."),
    "rosters.WishMade:rather_not-kind": _l("{person} werkt op {day} liever niet de {kind}."),
    "rosters.WishMade:cannot-kind": _l("{person} kan op {day} de {kind} niet werken."),
    "rosters.WishWithdrawn": _l("{person} trok een wens voor {day} in."),
    "rosters.AskingAgreed": _l("{person} sprak af voor welke diensten het team mag vragen om in te vallen."),
    "rosters.AskingRevoked": _l("{person} wil niet meer gevraagd worden om in te vallen."),
    "rosters.ChangesSeen": _l("{person} zag de veranderingen in het eigen rooster."),
}
PROPOSALS = {
    "rosters.ProposalsBegun": _l("{who} vroeg voor het eerst om een voorstel voor het rooster van {first}."),
    "rosters.ProposalAsked:rest": _l("{who} vroeg om een voorstel voor wat open is in het rooster van {first}."),
    "rosters.ProposalAsked:replan": _l(
        "{who} vroeg om een voorstel met zo weinig mogelijk veranderingen in het rooster van {first}."
    ),
    "rosters.ProposalStopped": _l("{who} liet niet verder zoeken naar een voorstel voor het rooster van {first}."),
    "rosters.ProposalOffered": _l("Er is een voorstel voor het rooster van {first}: {alternatives}."),
    "rosters.ProposalFailed": _l("Er kwam geen voorstel voor het rooster van {first}."),
    "rosters.ProposalAccepted:whole": _l("{who} nam een voorstel over: {shifts}."),
    "rosters.ProposalAccepted:other": _l("{who} nam van een voorstel over wat voor {person} is: {shifts}."),
    "rosters.ProposalAccepted:self": _l("{who} nam van een voorstel het eigen deel over: {shifts}."),
    "rosters.ProposalLetGo": _l("{who} gooide een voorstel voor het rooster van {first} weg."),
}
SENTENCES = PROPOSALS | PEOPLE | TEAMS | DEMAND | PERIODS | ROUNDS | SHIFTS | MARKET | ASKS | AGENDAS | HOURS
"""By topic, and where a fact is told in several ways by `topic:way`."""
SENTENCES |= BANK | CASH
SENTENCES |= REPORTS
SENTENCES |= LEAVE | MONEY | CLAIMS | RESIDENTS
SENTENCES |= BUDGET
SENTENCES |= {
    "rosters.RuleSetsBegun": _l("{who} begon eigen regels voor werktijden vast te leggen."),
    "rosters.RulesDecided": _l("{who} legde vast dat roosters vanaf {since} worden getoetst aan: {rules}."),
    "rosters.DeviationAgreed:days": _l("{person} stemde van {first} tot en met {last} in met afwijken van: {rule}."),
    "rosters.DeviationAgreed:day": _l("{person} stemde voor {first} in met afwijken van: {rule}."),
    "rosters.DeviationWithdrawn": _l("{person} stemt na {until} niet meer in met afwijken van een regel."),
    "rosters.ProtectionAsked": _l("{person} vroeg van {first} tot en met {last} om bescherming bij werktijden."),
    "rosters.ProtectionEnded": _l("{person} vraagt na {until} geen bescherming bij werktijden meer."),
}


def _planned(fact: Any, places: Places) -> str:
    if fact.person is None and places.from_demand():
        return "short"
    return "open" if fact.person is None else "self" if fact.person == fact.by else "other"


def _assigned(fact: Any, _: Places) -> str:
    if fact.was is not None:
        return "instead"
    return "self" if fact.person == fact.by else "other"


def _unassigned(fact: Any, places: Places) -> str:
    if places.lead in ("rosters.AbsenceReported", "rosters.LeaveGranted"):
        return "absent"
    return "self" if fact.was == fact.by else "other"


def _own(fact: Any, places: Places) -> str:
    return "self" if places.whose() == fact.by else "other"


def _absence(fact: Any, places: Places) -> str:
    first, last = places.days()
    return _own(fact, places) + ("-day" if first == last else "")


WAYS: dict[str, Callable[[Any, Places], str]] = {
    "teams.PersonJoined": lambda fact, _: str(fact.place),
    "rosters.DateDemandSet": lambda fact, _: "weekday" if fact.least is None else "number",
    "rosters.ShiftPlanned": _planned,
    "rosters.ShiftAssigned": _assigned,
    "rosters.ShiftUnassigned": _unassigned,
    "rosters.ShiftClaimed": lambda fact, _: "other" if fact.was else "open",
    "rosters.SwapEnded": lambda fact, _: str(fact.how),
    "rosters.CarerAnswered": lambda fact, _: str(fact.answer),
    "rosters.ProposalAsked": lambda fact, _: str(fact.what),
    "rosters.ProposalAccepted": lambda fact, _: (
        "whole" if fact.person is None else "self" if fact.person == fact.by else "other"
    ),
    "rosters.ReplacementEnded": lambda fact, _: str(fact.how),
    "rosters.HoursRecorded": _own,
    "rosters.StatementDrawnUp": lambda fact, _: "correction" if fact.corrects else "first",
    "rosters.StatementObjectedTo": _own,
    "rosters.DeviationAgreed": lambda fact, _: "day" if fact.first == fact.last else "days",
    "rosters.AbsenceReported": _absence,
    "rosters.AbsenceWithdrawn": _absence,
    "rosters.RoundBegunEarly": lambda fact, _: str(fact.round),
    "rosters.WishMade": lambda fact, _: fact.level + ("-kind" if fact.kind else ""),
    **MARKET_WAYS,
}
"""Which way a fact is told."""
WAYS |= BANK_WAYS | CASH_WAYS
WAYS |= LEAVE_WAYS | MONEY_WAYS | CLAIM_WAYS | RESIDENTS_WAYS
WAYS |= BUDGET_WAYS


def sentence(teller: Teller, fact: Fact, position: int, *, lead: str = "") -> Markup:
    """The fact in a sentence, names in bold. `lead`: the topic that its command is told by."""
    topic: str = fact.TOPIC  # type: ignore[attr-defined]
    places = Places(teller, fact, position, lead)
    way = WAYS.get(topic)
    key = f"{topic}:{way(fact, places)}" if way else topic
    return Markup(str(SENTENCES[key])).format_map(places)
