"""What the pages of claims work out: a budget line to propose, the mandate that fits, and who may do what."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from flask import g
from flask_babel import lazy_gettext as _l

from domain.finance.claims import WantedClaim, supplier_name
from domain.kernel import Id, Refusal
from domain.mandates import check_amounts, check_scope, refusals
from projections.finance_attempts import Attempt, returns_asked
from projections.finance_claims import ClaimView, claim_of, claims_by, claims_in
from projections.finance_forecast import rates
from projections.finance_overview import AccountRow, accounts
from projections.mandates import MandateView, bought_at, mandates_of, used_of
from projections.teams import people_of
from web.acts import allowed_now
from web.language import euro
from web.mandates_view import holder_of, holds_it
from web.parts import opened
from web.say import say as _
from web.second_eyes import askers_of, givers_of, is_own, own_claim, own_return
from web.shown import shown_day
from web.teller import Teller

STATES = {
    "made": _l("wacht op goedkeuring"),
    "approved": _l("goedgekeurd"),
    "listed": _l("op de betaallijst"),
    "sent": _l("naar de bank gestuurd"),
    "paid": _l("uitbetaald"),
    "declined": _l("niet goedgekeurd"),
    "withdrawn": _l("ingetrokken"),
}
LIVE = ("made", "approved", "listed", "paid")
FUNDS = ("team", "household", "group")
WAGES = ("WPerLes", "WPerSol", "WPerPen")
"""Wages, what is paid with them to the state, and pensions, by their codes in the reference chart (RGS)."""
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A budget line that the program proposes, and why, in words."""

    account: str
    why: str


def claim_state(claim: ClaimView) -> str:
    """How it stands, in words."""
    return str(STATES["sent" if claim.state == "listed" and claim.batch else claim.state])


def lines_to_claim() -> list[AccountRow]:
    """The accounts on which something can be claimed: not what a roster pays."""
    paid = {account for one in rates(g.views) for account in (one.account, one.ort_account)}
    return [
        one for one in accounts(g.views).values()
        if one.kind == "expense" and one.fund in FUNDS and not one.use and not one.closed
        and one.account not in paid and not one.rgs.startswith(WAGES)
    ]  # fmt: skip


def proposed_account(team: Id, supplier: str, text: str, but: Id = "") -> Proposed | None:
    """By what the team claimed at this supplier before, by words used before, or by the words of a budget line."""
    lines = {one.account: one for one in lines_to_claim()}
    before = [one for one in claims_in(g.views, team, *LIVE) if one.account in lines and one.claim != but]
    name, seller = " ".join(supplier.split()), supplier_name(supplier)
    for one in before:
        if supplier_name(opened(one.supplier)) == seller:
            return Proposed(one.account, _("omdat dat eerder zo ging bij {shop}").format(shop=name))
    words, found = _words(text), Counter[str]()
    used: dict[str, set[str]] = {}
    for one in before:
        if shared := words & _words(opened(one.text)):
            found[one.account] += len(shared)
            used.setdefault(one.account, set()).update(shared)
    for line in lines.values():
        if shared := words & _words(opened(line.name)):
            found[line.account] += 2 * len(shared)
            used.setdefault(line.account, set()).update(shared)
    if not found:
        return None
    account = found.most_common(1)[0][0]
    return Proposed(account, _("om het woord “{word}”").format(word=sorted(used[account])[0]))


def wanted_as_it_is(claim: ClaimView, **changes: object) -> WantedClaim:
    """A claim as it stands, as somebody would type it, with something else in it."""
    given = {
        "account": claim.account, "cents": claim.cents, "day": claim.day, "supplier": opened(claim.supplier),
        "text": opened(claim.text), "number": opened(claim.number), "receipt": claim.receipt,
        "missing": opened(claim.missing), "how": claim.how, "iban": opened(claim.iban),
    }  # fmt: skip
    return WantedClaim(**(given | changes))  # type: ignore[arg-type]


def last_iban(person: Id) -> str:
    """The account on which somebody was paid before."""
    return next((opened(one.iban) for one in claims_by(g.views, person) if one.iban), "")


def mandate_for(claim: ClaimView) -> tuple[MandateView | None, Refusal | None]:
    """The mandate under which the person who looks may approve a claim; else what stands in the way, nearest first."""
    why: Refusal | None = None
    day = shown_day().isoformat()
    for one in mandates_of(g.views, claim.team):
        if not one.holds(day) or not holds_it(one, g.person, day):
            continue
        refusal = refusals.GaveItYourself() if is_own(givers_of(one)) else _stands_in_the_way(one, claim, day)
        if refusal is None:
            return one, None
        why = why or refusal
    return None, why


def may_decide(claim: ClaimView) -> bool:
    """Whether the person who looks may look at it as the second one."""
    return allowed_now("finance.approve_claim", claim.team) and not own_claim(claim.claim)


def may_confirm(claim: ClaimView, asker: Id | None) -> bool:
    """Whether the person who looks may confirm what somebody else wrote: that the bank did not pay a claim."""
    return asker is not None and may_decide(claim) and not own_return(claim.claim)


def to_confirm(team: Id) -> list[ClaimView]:
    """The claims of which somebody else wrote that the bank did not pay them, or gave them back."""
    found = [(claim_of(g.views, claim), asker) for claim, asker in returns_asked(g.views, team).items()]
    return [one for one, asker in found if one and may_confirm(one, asker)]


def waits_for_second(attempt: Attempt, claim: ClaimView) -> bool:
    """Whether somebody else is to say if the bank did not pay a claim, or gave it back."""
    return attempt.state == "asked" and claim.state == ("paid" if attempt.line else "listed")


def may_pay(claim: ClaimView) -> bool:
    """Whether the person who looks may pay it."""
    return allowed_now("finance.pay_claim", claim.team) and not own_claim(claim.claim)


def who_could(claim: ClaimView, tells: Teller) -> list[str]:
    """Who may approve it as it stands, split purchases counted together, in words."""
    day = shown_day().isoformat()
    found = [
        one for one in mandates_of(g.views, claim.team)
        if one.holds(day) and _somebody_uses(one, claim, day) and _stands_in_the_way(one, claim, day) is None
    ]  # fmt: skip
    return list(dict.fromkeys(holder_of(one, tells) for one in found))


def why_nobody(claim: ClaimView, tells: Teller) -> str:
    """What it takes when nobody may approve it: how high a mandate, and who gives one."""
    day = shown_day().isoformat()
    held = [one for one in mandates_of(g.views, claim.team) if one.holds(day) and one.covers(claim.fund, claim.account)]
    beside = max((_beside(one, claim) for one in held), default=0)
    most = max((one.limits.per_act for one in held), default=0)
    givers = [one for one in _in_role(claim.team, "planner", day) if one != claim.maker]
    gives = ", ".join(map(tells.person, givers)) or _("een andere planner")
    if claim.cents + beside <= most:
        said = _("Wie een mandaat heeft dat hoog genoeg is, mag dit niet goedkeuren of heeft het bedrag al gebruikt.")
    elif not beside:
        said = _("Hier is een mandaat voor nodig van minstens {total} per keer.").format(total=euro(claim.cents))
    else:
        said = _(
            "Bij deze winkel is kort ervoor of erna al {beside} goedgekeurd. Samen is dat {total}: hier is een mandaat "
            "voor nodig van minstens {total} per keer."
        ).format(beside=euro(beside), total=euro(claim.cents + beside))
    return said + " " + _("Niemand heeft dat nu. Mandaten worden gegeven door: {who}.").format(who=gives)


def _stands_in_the_way(one: MandateView, claim: ClaimView, day: str) -> Refusal | None:
    """What the domain would refuse with if somebody used this mandate for it."""
    left = one.limits.per_period - used_of(g.views, one, day)
    if givers_of(one) & askers_of(claim.claim):
        return refusals.AskerGaveIt()
    try:
        check_scope(one.funds, one.accounts, fund=claim.fund, account=claim.account)
        check_amounts(one.limits, claim.cents, beside=_beside(one, claim), left=left)
    except Refusal as refusal:
        return refusal
    return None


def _beside(one: MandateView, claim: ClaimView) -> int:
    return bought_at(g.views, claim.team, claim.seller, claim.day, one.limits.together)


def _somebody_uses(one: MandateView, claim: ClaimView, day: str) -> bool:
    """Whether somebody else than who claims and than who gave it has it; who claims did not give it."""
    askers, givers = askers_of(claim.claim), givers_of(one)
    if askers & givers:
        return False
    holders = [one.person] if one.person else _in_role(claim.team, one.for_role or "", day)
    return bool(set(holders) - askers - givers)


def _in_role(team: Id, role: str, day: str) -> list[Id]:
    found = people_of(g.views, team, role)
    return [one.person for one in found if one.since <= day and (one.until is None or day <= one.until)]


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
