"""What one set of rules changes of another, rule by rule; for the page and for the command."""

from __future__ import annotations

from dataclasses import dataclass

from domain.rosters.labour import Rule, Rules


@dataclass(frozen=True, slots=True)
class Change:
    """What a set does to one rule: `new`, `gone`, or `changed` with each figure before and after."""

    how: str
    rule: str
    title: str
    article: str
    figures: tuple[tuple[str, str, str], ...] = ()


def changes_between(before: Rules, after: Rules) -> list[Change]:
    """What differs, rule by rule: what is new, what is gone, what has another figure."""
    found = [_change("new", rule) for rule in after.rules if rule.applies and not _holds(before, rule.id)]
    found += [_change("gone", rule) for rule in before.rules if rule.applies and not _holds(after, rule.id)]
    for rule in after.rules:
        standing = before.rule(rule.id)
        if standing and standing.applies and rule.applies:
            figures = tuple(_figures(standing, rule))
            if figures:
                found.append(Change("changed", rule.id, rule.title, rule.article, figures))
    return found


def _holds(rules: Rules, id: str) -> bool:
    rule = rules.rule(id)
    return rule is not None and rule.applies


def _change(how: str, rule: Rule) -> Change:
    return Change(how, rule.id, rule.title, rule.article)


def _figures(before: Rule, after: Rule) -> list[tuple[str, str, str]]:
    old, new = ({**figures_told(one), **_words(one)} for one in (before, after))
    return [(name, old.get(name, ""), new.get(name, "")) for name in {**old, **new} if old.get(name) != new.get(name)]


def _words(rule: Rule) -> dict[str, str]:
    return {"severity": rule.severity, "consent": rule.consent.article if rule.consent else ""}


def figures_told(rule: Rule) -> dict[str, str]:
    """Each figure of a rule as it is typed in a set."""
    single = {name: str(value) for name, value in rule.figures.items()}
    return single | {name: ", ".join(map(str, values)) for name, values in rule.lists.items()}
