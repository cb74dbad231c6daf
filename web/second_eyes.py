"""Who may be the second one: a button is there exactly when the command would take it from the person who looks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from flask import g

from domain.finance.residents import SIGN
from domain.kernel import Id
from projections.finance_cash import Count
from projections.finance_close import PeriodRow
from projections.finance_withdrawals import Asked
from projections.four_eyes import whose, whose_reopening, whose_signatures
from projections.mandates import MandateView
from web.acts import allowed_now


class Eyes(NamedTuple):
    """What the person who looks may do with a withdrawal that is not paid yet."""

    drops: bool
    signs: bool
    rejects: bool


def is_own(people: Iterable[Id]) -> bool:
    """Whether the act of these people is also that of the person who looks."""
    return g.person in people


def own_count(count: Count) -> bool:
    """Whether the person who looks counted, or it was done on their behalf."""
    return is_own(whose(g.views, [count.counted]))


def own_budget(since: int) -> bool:
    """Whether the person who looks proposed the budget that waits since then, or it was done on their behalf."""
    return is_own(whose(g.views, [since]))


def own_reopening(team: Id, row: PeriodRow) -> bool:
    """Whether the person who looks asked to open this period again, or it was done on their behalf."""
    return row.asked_by is not None and is_own(whose_reopening(g.views, team, row.period))


def askers_of(claim: Id) -> frozenset[Id]:
    """Whose it is that this was claimed, and changed."""
    row = g.views.execute("SELECT askers FROM finance_claim WHERE claim = ?", (claim,)).fetchone()
    return frozenset(json.loads(row[0])) if row else frozenset()


def own_claim(claim: Id) -> bool:
    """Whether the person who looks claimed it, or it was done on their behalf."""
    return is_own(askers_of(claim))


def own_return(claim: Id) -> bool:
    """Whether the person who looks wrote that the bank did not pay this claim, or it was done on their behalf."""
    rows = g.views.execute("SELECT asked FROM finance_attempt WHERE claim = ? AND state = 'asked'", (claim,))
    return is_own(whose(g.views, (row[0] for row in rows)))


def givers_of(mandate: MandateView) -> frozenset[Id]:
    """Whose it is that this mandate was given."""
    return whose(g.views, [mandate.given])


def eyes_on(asked: Asked) -> Eyes:
    """What the person who looks may do with a withdrawal: who asked drops it, two others sign, and others reject."""
    own, may = is_own(whose(g.views, [asked.asked_at])), allowed_now(SIGN, asked.team)
    signs = (
        may and not own and asked.state == "waiting" and g.person != asked.person
        and not is_own(whose_signatures(g.views, asked.withdrawal, asked.asked_at))
    )  # fmt: skip
    return Eyes(own and allowed_now("finance.ask_withdrawal", asked.team), signs, may and not own)
