"""What money asks of the person who looks: what waits for a second one, and which month is to be closed.

Of residents' money only how much waits is said here: whose it is and how much stands on its page, where each look is
written down, and not on a tablet in the living room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask import g, url_for

from domain.finance.residents import SIGN
from domain.kernel import Id
from projections.finance_budget_versions import budgets_waiting
from projections.finance_cash import boxes, counts
from projections.finance_close import periods
from projections.finance_overview import books_first, over_and_open
from projections.finance_proposals import proposals_waiting
from projections.finance_residents import proposals_of_residents
from projections.finance_withdrawals import withdrawals
from web.acts import allowed
from web.finance_words import fund_word
from web.hours_words import month_text
from web.language import euro
from web.parts import opened
from web.say import say as _
from web.second_eyes import eyes_on, is_own, own_budget, own_count, own_reopening
from web.shown import shown_day, shown_now
from web.teller import Teller, day_text
from web.today_shapes import Ask, Do


def money_asked(team: Id, tells: Teller) -> list[Ask]:
    """What waits for this person in the books of the team."""
    if g.at is not None or not allowed("finance.see_money", team):
        return []
    first = books_first(g.views, team)
    if first is None:
        return []
    found = [*_of_residents(team), *_counts(team, tells)]
    if allowed("finance.approve_entry", team):
        found += _proposals(team, tells)
    if allowed("finance.adopt_budget", team):
        found += _budgets(team, tells)
    if allowed("finance.agree_reopening", team):
        found += _reopenings(team, first, tells)
    if allowed("finance.close_period", team):
        found += _months(team, first)
    return found


def _of_residents(team: Id) -> Iterator[Ask]:
    to = url_for("finance_residents.show", team=team)
    if allowed(SIGN, team):
        waiting = [one for one in withdrawals(g.views, team, "waiting") if eyes_on(one).signs]
        yield from _many(
            waiting, to, _("Een opname van bewonersgeld wacht op je handtekening"),
            _("{n} opnames van bewonersgeld wachten op je handtekening"),
        )  # fmt: skip
    if allowed("finance.match_line", team):
        yield from _many(
            withdrawals(g.views, team, "granted"), to, _("Een getekende opname van bewonersgeld wacht op de bank"),
            _("{n} getekende opnames van bewonersgeld wachten op de bank"),
        )  # fmt: skip
    if allowed("finance.approve_entry", team):
        proposed = [one for one in proposals_of_residents(g.views, team) if not is_own(one.askers)]
        yield from _many(
            proposed, to, _("Een boeking van bewonersgeld wacht op een tweede paar ogen"),
            _("{n} boekingen van bewonersgeld wachten op een tweede paar ogen"),
        )  # fmt: skip


def _many(waiting: Sequence[Any], to: str, one: str, more: str) -> Iterator[Ask]:
    if waiting:
        title = one if len(waiting) == 1 else more.format(n=len(waiting))
        yield _ask(title, _("Van wie en hoeveel zie je daar. Dat je kijkt, wordt opgeschreven."), to)


def _counts(team: Id, tells: Teller) -> Iterator[Ask]:
    if not allowed("finance.count_cash", team):
        return
    for box in boxes(g.views, team):
        for one in counts(g.views, team, box.account, 1, state="waiting"):
            if not own_count(one):
                title = _("{box} is geteld: kijk mee en teken").format(box=opened(box.name))
                small = _("Door {who}, {day}.").format(who=tells.person(one.counter), day=day_text(one.day))
                yield _ask(title, small, url_for("finance_cash.count", team=team, count=one.id))


def _proposals(team: Id, tells: Teller) -> Iterator[Ask]:
    waiting = [one for one in proposals_waiting(g.views, team) if not is_own(one.askers)]
    if len(waiting) == 1:
        (one,) = waiting
        small = f"{tells.person(one.requesters[-1])}: {opened(one.text)}, {euro(one.cents)}"
        to = url_for("finance.proposal", team=team, proposal=one.proposal)
        yield _ask(_("Een boeking wacht op een tweede paar ogen"), small, to)
    elif waiting:
        title = _("{n} boekingen wachten op een tweede paar ogen").format(n=len(waiting))
        yield _ask(title, _("Samen {cents}.").format(cents=euro(sum(one.cents for one in waiting))),
                   url_for("finance.proposals", team=team))  # fmt: skip


def _budgets(team: Id, tells: Teller) -> Iterator[Ask]:
    for one in budgets_waiting(g.views, team):
        if not own_budget(one.since):
            title = _("Stel de begroting van {year} vast ({fund})").format(year=one.year, fund=fund_word(one.fund))
            small = f"{tells.person(one.proposer)}: {opened(one.why)}"
            yield _ask(title, small, url_for("finance_budget.proposal", team=team, proposal=one.proposal))


def _reopenings(team: Id, first: str, tells: Teller) -> Iterator[Ask]:
    for row in periods(g.views, team, first, shown_now()):
        if row.asked_by and not own_reopening(team, row):
            who, month = tells.person(row.asked_by), month_text(row.period)
            title = _("{who} vraagt {month} te heropenen").format(who=who, month=month)
            yield _ask(title, opened(row.why), url_for("finance_close.show", team=team, period=row.period))


def _months(team: Id, first: str) -> Iterator[Ask]:
    over = over_and_open(g.views, team, first, shown_day().isoformat())
    if over:
        small = _("De maand is voorbij. De pagina zegt wat er nog moet.")
        if len(over) > 1:
            small = _("Daarna nog {n} maanden.").format(n=len(over) - 1) if len(over) > 2 else _("Daarna nog 1 maand.")
        title = _("Sluit {month} af").format(month=month_text(over[0]))
        yield _ask(title, small, url_for("finance_close.show", team=team, period=over[0]))


def _ask(title: str, small: str, to: str) -> Ask:
    return Ask(title, small, (Do(to, _("Bekijk"), posts=False, about=title),))
