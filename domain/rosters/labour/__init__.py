"""The labour rules: work, dated sets of rules as data, and one checker."""

from domain.rosters.labour.check import check
from domain.rosters.labour.rule import Rule, Rules
from domain.rosters.labour.sets import known_sets, read_set, rules_at
from domain.rosters.labour.verdict import Consent, Verdict
from domain.rosters.labour.work import Work

__all__ = ["Consent", "Rule", "Rules", "Verdict", "Work", "check", "known_sets", "read_set", "rules_at"]
