"""Sets of rules: dated versions, as data. An organisation's own set is one more such document, read by `read_set`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from domain.kernel import Refusal
from domain.rosters.labour.rule import PARAMETERS, TERMS, Consentable, Rule, Rules, Terms, plain_rule
from domain.rosters.labour.verdict import SEVERITIES

MOST_RULES = 200
DATA = Path(__file__).with_name("data")
"""The sets that come with the project."""
_TOP = frozenset({"set", "title", "version"})
_OF_VERSION = frozenset(
    {"valid_from", "source", "includes", "without", "change", "rule", "terms", "agreement"}
)  # fmt: skip
_ID = re.compile(r"[a-z][a-z0-9:.\-]{0,59}")
_WEEKS = (260, "dit is een heel getal van 1 tot en met 260")
_DIVIDES = {
    "weeks": _WEEKS,
    "window_weeks": _WEEKS,
    "full_week_minutes": (10_080, "dit is een heel getal van 1 tot en met 10080"),
}
"""Figures that no check can do with as nothing, or without end."""
_OWN = {"id", "article", "title", "severity", "check", "only", "applies", "consent"}


class RulesUnreadable(Refusal):
    """De regels kunnen niet worden gelezen. Bij {place}: {what}."""

    field = "rules"


class NoSuchRules(Refusal):
    """Er is geen regelset {name}. Er zijn: {known}."""

    field = "rules"


def known_sets() -> tuple[str, ...]:
    """The sets that come with the project."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml")))


@lru_cache(64)
def rules_at(name: str, day: str) -> Rules:
    """The version of a set that counts on a day; the first one for days before it. Raises NoSuchRules."""
    if name not in known_sets():
        raise NoSuchRules(name=name, known=", ".join(known_sets()))
    versions = _packaged(name)
    return max((v for v in versions if v.valid_from <= day), key=lambda v: v.valid_from, default=versions[0])


@lru_cache(8)
def _packaged(name: str) -> tuple[Rules, ...]:
    return read_set(tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8")))


def read_set(document: Mapping[str, Any]) -> tuple[Rules, ...]:
    """The versions of a set, oldest first; raises RulesUnreadable with the place that is wrong."""
    _known(document, _TOP, "het bestand")
    name = _text(document, "set", "set")
    title = _text(document, "title", "title")
    versions = [_version(name, title, v, f"version {n}") for n, v in enumerate(_tables(document, "version", ""), 1)]
    if not versions:
        raise RulesUnreadable(place=name, what="er is geen versie")
    if len({version.valid_from for version in versions}) < len(versions):
        raise RulesUnreadable(place=name, what="twee versies gelden vanaf dezelfde dag")
    return tuple(sorted(versions, key=lambda version: version.valid_from))


def _version(name: str, title: str, entry: Mapping[str, Any], place: str) -> Rules:
    _known(entry, _OF_VERSION, place)
    since = entry.get("valid_from")
    try:
        day = since.isoformat() if isinstance(since, date) else date.fromisoformat(str(since)).isoformat()
    except ValueError:
        raise RulesUnreadable(place=f"{place}, valid_from", what="dit is geen dag als 2026-03-01") from None
    base = rules_at(str(entry["includes"]), day) if "includes" in entry else None
    without = entry.get("without", [])
    known = {rule.id: rule for rule in base.rules} if base else {}
    if not isinstance(without, list) or any(not isinstance(id, str) or id not in known for id in without):
        raise RulesUnreadable(place=f"{place}, without", what="noem regels uit de set die wordt ingesloten")
    for change in _tables(entry, "change", place):
        rule = known.get(str(change.get("id")))
        if rule is None:
            raise RulesUnreadable(place=f"{place}, change", what=f"de regel {change.get('id')} is er niet")
        known[rule.id] = _rule({**plain_rule(rule), **change}, f"{place}, {rule.id}")
    for added in _tables(entry, "rule", place):
        rule = _rule(added, f"{place}, {added.get('id', 'rule')}")
        if rule.id in known:
            raise RulesUnreadable(place=f"{place}, {rule.id}", what="deze regel is er al; pas hem aan met change")
        known[rule.id] = rule
    rules = tuple(rule for id, rule in known.items() if id not in without)
    if len(rules) > MOST_RULES:
        raise RulesUnreadable(place=place, what=f"hoogstens {MOST_RULES} regels")
    terms = _terms(entry["terms"], place) if "terms" in entry or base is None and _need(entry, "terms", place) else None
    found = terms or (base.terms if base else None)
    assert found is not None
    agreements = tuple(_tables(entry, "agreement", place)) or (base.agreements if base else ())
    return Rules(name, title, day, _text(entry, "source", f"{place}, source"), found, rules, agreements)


def _known(entry: Mapping[str, Any], names: frozenset[str], place: str) -> None:
    if unknown := set(entry) - names:
        raise RulesUnreadable(place=place, what=f"{min(unknown)} is onbekend; kies uit {', '.join(sorted(names))}")


def _need(entry: Mapping[str, Any], key: str, place: str) -> bool:
    if key not in entry:
        raise RulesUnreadable(place=place, what=f"{key} ontbreekt")
    return True


def _terms(entry: Any, place: str) -> Terms:
    if not isinstance(entry, dict):
        raise RulesUnreadable(place=f"{place}, terms", what="dit is geen tabel")
    rest, since, until, more, late, part = (_figure(entry.get(name), f"{place}, {name}") for name in TERMS)
    return Terms(rest, (since, until), more, late, part)


def _rule(entry: Mapping[str, Any], place: str) -> Rule:
    id, check, severity = (_text(entry, key, f"{place}, {key}") for key in ("id", "check", "severity"))
    if not _ID.fullmatch(id):
        raise RulesUnreadable(place=place, what="een regel heet als atw-5:3-2")
    if severity not in SEVERITIES:
        raise RulesUnreadable(place=f"{place}, severity", what=f"kies uit {', '.join(SEVERITIES)}")
    if check not in PARAMETERS:
        raise RulesUnreadable(place=f"{place}, check", what=f"kies uit {', '.join(PARAMETERS)}")
    if entry.get("only") not in (None, "pregnant"):
        raise RulesUnreadable(place=f"{place}, only", what="dit kan alleen pregnant zijn")
    if not isinstance(entry.get("applies", True), bool):
        raise RulesUnreadable(place=f"{place}, applies", what="dit is true of false")
    figures, lists = _parameters(check, entry, place)
    article, title = (_text(entry, key, f"{place}, {key}") for key in ("article", "title"))
    consent = _consent(entry["consent"], f"{place}, consent") if "consent" in entry else None
    return Rule(
        id, article, title, severity, check, entry.get("only"), entry.get("applies", True), figures, lists, consent
    )


def _consent(entry: Any, place: str) -> Consentable:
    if not isinstance(entry, dict) or set(entry) - {"article", "limit_minutes", "weeks"}:
        raise RulesUnreadable(place=place, what="dit is een tabel met article, en eventueel limit_minutes en weeks")
    limit, weeks = (
        _figure(entry[key], f"{place}, {key}") if key in entry else None for key in ("limit_minutes", "weeks")
    )
    return Consentable(_text(entry, "article", f"{place}, article"), limit, weeks)


def _parameters(check: str, entry: Mapping[str, Any], place: str) -> tuple[dict[str, int], dict[str, tuple[int, ...]]]:
    figures: dict[str, int] = {}
    lists: dict[str, tuple[int, ...]] = {}
    for wanted in PARAMETERS[check]:
        name = wanted.rstrip("[]?")
        value, where = entry.get(name), f"{place}, {name}"
        if wanted.endswith("[]"):
            if not isinstance(value, list):
                raise RulesUnreadable(place=where, what="dit is een lijst met getallen")
            lists[name] = tuple(_figure(one, where) for one in value)
        elif wanted.endswith("?"):
            if not isinstance(value, bool):
                raise RulesUnreadable(place=where, what="dit is true of false")
            figures[name] = int(value)
        else:
            figures[name] = _figure(value, where)
            most, what = _DIVIDES.get(name, (figures[name], ""))
            if what and not 1 <= figures[name] <= most:
                raise RulesUnreadable(place=where, what=what)
    if unknown := set(entry) - _OWN - set(figures) - set(lists):
        raise RulesUnreadable(place=place, what=f"{min(unknown)} kent deze controle niet")
    return figures, lists


def _figure(value: Any, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10_000_000:
        raise RulesUnreadable(place=place, what="dit is een heel getal van 0 of meer")
    return value


def _text(entry: Mapping[str, Any], key: str, place: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not 0 < len(value) <= 300:
        raise RulesUnreadable(place=place, what="dit is een tekst van 1 tot 300 tekens")
    return value


def _tables(entry: Mapping[str, Any], key: str, place: str) -> Iterable[Mapping[str, Any]]:
    found = entry.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise RulesUnreadable(place=f"{place} {key}".strip(), what="dit is een lijst met tabellen")
    return found
