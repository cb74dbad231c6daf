"""The rules of working time in words: what a rule is called, how a value is told, and what a decision changes."""

from __future__ import annotations

import sqlite3

from flask_babel import gettext as _

from domain.rosters.labour import Rules, Verdict
from domain.rosters.labour.findings import told, told_in_days
from projections.rule_sets import rules_for
from web.language import article_told, in_words

COUNTED = frozenset(
    {"free_sundays", "free_weekends", "shifts_in_a_row", "night_count", "sleep_count", "free_of_on_call"}
)
"""Checks of which value and limit are no minutes."""
SEVERITIES = ("refused", "warned", "noted")


def rule_told(views: sqlite3.Connection, id: str, day: str) -> str:
    """`Een gebroken dienst alleen als je ermee instemt (Cao Gehandicaptenzorg artikel 6:6)`; else the id."""
    rule = rules_for(views, day).rule(id)
    return f"{title_told(rule.title)} ({article_told(rule.article)})" if rule else id


def value_told(verdict: Verdict, rules: Rules, value: int) -> str:
    """A value or a limit in hours, days or a number."""
    rule = rules.rule(verdict.rule)
    if rule is None or rule.check in COUNTED or verdict.says.details.get("value") == str(value):
        return str(value)
    return in_words(told_in_days(value) if rule.check == "notice" else told(value))


def severity_told(severity: str) -> str:
    """`Mag niet`, `Let op`, `Ter kennis`."""
    return str({"refused": _("Mag niet"), "warned": _("Let op"), "noted": _("Ter kennis")}[severity])


def title_told(title: str) -> str:
    """What a rule or a set that comes with driehoek is called in the page's language; another stays as it was typed."""
    return str(_(title)) if title else ""
