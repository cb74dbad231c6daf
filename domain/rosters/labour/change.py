"""What one change in somebody's agenda does to the law: only what is new or worse through it."""

from __future__ import annotations

from collections.abc import Sequence

from domain.rosters.labour.check import CHECKS, asked
from domain.rosters.labour.rule import Rules
from domain.rosters.labour.timeline import Timeline
from domain.rosters.labour.verdict import SEVERITIES, Verdict
from domain.rosters.labour.work import DAY, Work

OF_THE_KIND = frozenset({"breaks", "notice"})
"""A break belongs to the kind of shift and notice to the publication: no cell is to blame for them."""
_AROUND = 53 * 7 * DAY


def added(
    works: Sequence[Work], wanted: Work, rules: Rules, *, contract: int | None = None, protected: bool = False
) -> list[Verdict]:
    """The verdicts that a stretch brings along, in the order of the set; it overlaps none of the others.

    `protected`: the rules for who is pregnant count for it too.
    """
    return _new(works, [*works, wanted], wanted.start, wanted.start + 1, rules, contract, protected)


def removed(works: Sequence[Work], gone: Work, rules: Rules) -> list[Verdict]:
    """The verdicts that come when a stretch goes: a sleep shift that goes may leave a short rest."""
    return _new([*works, gone], works, gone.start - 2 * DAY, gone.end + 2 * DAY, rules)


def _new(
    before: Sequence[Work], after: Sequence[Work], since: int, until: int, rules: Rules,
    contract: int | None = None, protected: bool = False,
) -> list[Verdict]:  # fmt: skip
    now = Timeline(after, rules.terms, since, until, contract=contract)
    found = {
        rule: told
        for look, rule in asked(now, rules, protected=protected)
        if rule.check not in OF_THE_KIND and (told := list(look(now, rule)))
    }
    if not found:
        return []
    then = Timeline(before, rules.terms, since - _AROUND, until + _AROUND, contract=contract)
    stood = [verdict for rule in found for verdict in CHECKS[rule.check](then, rule)]
    now.stood = then.windows
    kept: list[Verdict] = []
    for rule, told in found.items():
        if rule.id in now.windows:  # chosen again, of the windows that are new or worse
            kept += CHECKS[rule.check](now, rule) if rule.id in then.windows else told
        else:
            kept += [one for one in told if not any(no_better(old, one) for old in stood)]
    return sorted(kept, key=lambda one: SEVERITIES.index(one.severity))


def no_better(old: Verdict, new: Verdict) -> bool:
    """Whether the same rule already said as much of the same time."""
    return (
        old.rule == new.rule
        and old.since < new.until
        and new.since < old.until
        and SEVERITIES.index(old.severity) <= SEVERITIES.index(new.severity)
        and abs(old.value - old.limit) >= abs(new.value - new.limit)
    )
