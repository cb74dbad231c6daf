"""Wat veranderde: what became known between two moments, in groups, with who, when and why.

Other slices add what they know of by `@tells_changes`: a function of the team, the position X and the last position,
which gives the changes that are no entries (a budget that was amended).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from flask import g, url_for
from flask_babel import lazy_gettext as _l

from domain.kernel import Id
from projections.finance_changes import Reopened, group_of, reopened
from projections.finance_overview import AccountRow
from projections.finance_replay import Changed, changed, reopenings, requesters_of, reversed_by
from web.dates import moment_long
from web.finance_words import SHOWN_FUNDS, entry_word, moment_short
from web.hours_words import month_text
from web.parts import opened
from web.say import say as _
from web.trail_story import teller

LISTED = 120
"""Entries that are listed one by one; of more only the last are, and the page says so."""
GROUPS = {
    "late": _l("Te laat geboekt"),
    "reversal": _l("Storno"),
    "reclassification": _l("Op een andere rekening"),
    "budget": _l("Begroting gewijzigd"),
    "reopening": _l("Heropend"),
    "posted": _l("Geboekt sindsdien"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One change. `cents`: what it does to the costs; None when there is no amount to tell."""

    group: str
    fund: str
    position: int
    title: str
    cents: int | None
    says: str
    href: str
    moved: int | None = None
    """What went to another account, when that leaves the costs as they were."""


@dataclass(slots=True)
class Group:
    """Changes of one sort in one fund."""

    word: str
    cents: int | None
    told: list[Told] = field(default_factory=list)


_Taken = tuple[Id, str | None, str] | None
Provider = Callable[[Id, int, int], Iterable[Told]]
PROVIDERS: list[Provider] = []


def tells_changes(provider: Provider) -> Provider:
    """Let a function add its changes to what a controller reads."""
    PROVIDERS.append(provider)
    return provider


def changes_told(team: Id, known: int, on: str, chart: dict[str, AccountRow]) -> list[Told]:
    """What changed after position `known`, the newest first."""
    entries = [one for one in changed(g.views, team, known, on, limit=LISTED) if one.fund in SHOWN_FUNDS]
    again = reopened(g.views, team)
    backs = reversed_by(g.views, [one.entry for one in entries if one.kind == "reversal"])
    told = [_entry_told(one, chart, _group(one, again, chart), backs.get(one.entry)) for one in entries]
    for provider in PROVIDERS:
        told += provider(team, known, g.position)
    return sorted(told, key=lambda one: -one.position)


def grouped(told: Iterable[Told], *, whole: bool) -> dict[str, dict[str, Group]]:
    """By fund and by group, in their order; sums only when every change is listed."""
    found: dict[str, dict[str, Group]] = {}
    for one in told:
        groups = found.setdefault(one.fund, {})
        group = groups.setdefault(one.group, Group(str(GROUPS[one.group]), None))
        group.told.append(one)
        if whole and one.cents is not None:
            group.cents = (group.cents or 0) + one.cents
    return {
        fund: {name: groups[name] for name in GROUPS if name in groups}
        for fund, groups in sorted(found.items(), key=lambda pair: SHOWN_FUNDS.index(pair[0]))
    }


def _group(entry: Changed, again: Iterable[Reopened], chart: dict[str, AccountRow]) -> str:
    """The sort of a change; what stays within the costs went to another account, whoever called it what."""
    return group_of(entry, again, within_costs=all(_cost(chart, account) for account, _ in entry.lines))


def _cost(chart: dict[str, AccountRow], account: str) -> bool:
    return chart[account].kind == "expense"


def _entry_told(entry: Changed, chart: dict[str, AccountRow], group: str, taken: _Taken) -> Told:
    cost = sum(cents for account, cents in entry.lines if _cost(chart, account))
    title = opened(entry.text) if entry.text else entry_word(entry.kind).capitalize()
    why = ""
    if taken:
        title, why = (opened(taken[1]) if taken[1] else _("Boeking")), opened(taken[2])
    return Told(
        group, entry.fund, entry.position, title, cost, _says(entry, why),
        url_for("finance.entry", team=g.money_team, entry=entry.entry),
        moved=sum(cents for _, cents in entry.lines if cents > 0) if not cost else None,
    )  # fmt: skip


def _says(entry: Changed, why: str) -> str:
    tells = teller()
    asked = [tells.person(who) for who in dict.fromkeys(requesters_of(g.views, entry.source))]
    when = moment_short(entry.moment)
    second = tells.person(entry.by)
    if asked and second not in asked:
        says = _("{who}, gezien door {second}, {when}.").format(who=", ".join(asked), second=second, when=when)
    else:
        says = f"{second}, {when}."
    return f"{says} {why}".strip()


@tells_changes
def periods_reopened(team: Id, known: int, last: int) -> list[Told]:
    """The periods that two people reopened; they stand with the team."""
    tells, found = teller(), []
    for one in reopenings(g.views, team, known, last):
        says = _("Tot {until}, door {asked} en {agreed}. {why}").format(
            until=moment_long(one.until), asked=tells.person(one.asked_by), agreed=tells.person(one.by),
            why=opened(one.why),
        )  # fmt: skip
        href = url_for("trail.fact", position=one.position)
        found.append(Told("reopening", "team", one.position, month_text(one.period).capitalize(), None, says, href))
    return found
