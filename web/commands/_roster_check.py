"""`roster check` and `roster rules`: the labour rules, without a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._house import acting, standing_house
from web.commands._options import as_option, json_option, note, say_json, store_options

if TYPE_CHECKING:
    from domain.rosters.labour import Rules, Verdict

_LARGEST = 20_000_000
_SEVERITY = {"refused": "mag niet", "warned": "let op", "noted": "ter kennis"}


class FileUnreadable(click.ClickException):
    """The file is no question to the checker: wrong usage."""

    exit_code = 2


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path), metavar="FILE")
@json_option
def check(file: Path, as_json: bool) -> None:
    """Judge one person's shifts by the law and the cao.

    FILE is JSON: rules (atw or cao-ghz), from, to, contract_hours_per_week and shifts with start, end (with offset),
    kind (work, sleep, on_call or absence) and breaks_minutes; pregnant and published (a moment) if they matter.
    Shifts before `from` are history. With --json: verdicts. The exit code is 0 whatever the verdicts are, and 2 for a
    file that cannot be read.
    """
    from domain.rosters.labour.document import Unreadable, document_of, read_document
    from domain.rosters.labour.sets import NoSuchRules

    with file.open("rb") as opened:
        raw = opened.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise FileUnreadable(f"{file}: it is larger than {_LARGEST // 1_000_000} MB.")
    try:
        verdicts = read_document(raw.decode("utf-8-sig")).verdicts()
    except UnicodeDecodeError as error:
        raise FileUnreadable(f"{file}: this is no UTF-8 text, at byte {error.start}.") from None
    except Unreadable as error:
        raise FileUnreadable(f"{file}: {error}.") from None
    except NoSuchRules as refusal:
        raise FileUnreadable(f"{file}: rules: {refusal.sentence()}") from None
    if as_json:
        say_json({"verdicts": [document_of(verdict) for verdict in verdicts]})
        return
    for verdict in verdicts:
        click.echo(_line(verdict))
    if not verdicts:
        click.echo("no findings.")


def _line(verdict: Verdict) -> str:
    used = ""
    if verdict.exceptions_used:
        left = "" if verdict.exceptions_left is None else f", nog {verdict.exceptions_left} over"
        used = f" Uitzondering {verdict.exceptions_used} keer gebruikt{left}."
    return f"{_SEVERITY[verdict.severity]}: {verdict.text}{used} ({verdict.article}, {verdict.rule})"


@click.group(invoke_without_command=True)
@click.option("--set", "name", metavar="ID", help="One set: atw (the law) or cao-ghz (law and cao). [all]")
@click.option("--at", "day", metavar="DATE", help="As they are on a day, as 2026-03-02. [today]")
@json_option
@click.pass_context
def rules(context: click.Context, name: str | None, day: str | None, as_json: bool) -> None:
    """List the rules by which shifts are judged, with article, source and figures.

    With --json: sets (id, title, valid_from, source) and rules (set, id, article, title, severity, check, figures,
    and consent: where a person may agree to a deviation).
    """
    if context.invoked_subcommand:
        return
    from domain.rosters.labour import known_sets, rules_at

    at = _day(day)
    found = [rules_at(one, at) for one in ((name,) if name else known_sets())]
    if as_json:
        say_json({"sets": [_set(one) for one in found], "rules": [rule for one in found for rule in _rules(one)]})
        return
    for one in found:
        click.echo(f"{one.set}: {one.title}, valid from {one.valid_from}. Source: {one.source}")
        for rule in one.rules:
            agreed = "" if rule.applies else " (by agreement only)"
            click.echo(f"  {rule.id:<20} {rule.title}{agreed} ({rule.article}; {rule.severity})")


@rules.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path), metavar="FILE")
@click.option("--from", "since", required=True, metavar="DATE", help="From which day the rules hold, as 2026-03-02.")
@click.option("--decision", required=True, metavar="TEXT", help="By which decision, as it can be found again.")
@click.option("--preview", is_flag=True, help="Only show what would change.")
@store_options
@as_option
@json_option
def add(
    file: Path,
    since: str,
    decision: str,
    preview: bool,
    data: Path,
    database: str | None,
    person: str | None,
    as_json: bool,
) -> None:
    """Let rosters be judged by the organisation's own rules from a day on.

    FILE is TOML: set, title, and one [[version]] with source, includes (atw or cao-ghz), [[version.change]] for other
    figures and [[version.rule]] for rules beside them. Laxer than the law is refused; old rosters keep the rules of
    their day. With --json: version, from, changes and position.
    """
    from domain.kernel import act_as, new_id
    from domain.rosters.desk import clean_day
    from projections.rule_sets import rules_for
    from web.rule_changes import changes_between

    text = _text_of(file)
    with standing_house(data, database) as house:
        read = house.rule_book.preview(text, since=since)
        with house.now() as views:
            changes = changes_between(rules_for(views, clean_day(since)), read)
        version, position = new_id(), None
        if not preview:
            with act_as(acting(house, person)):
                position = house.rule_book.decide_rules(version, rules=text, since=since, decision=decision)
    if as_json:
        told = [{"how": one.how, "rule": one.rule, "figures": [list(each) for each in one.figures]} for one in changes]
        say_json({"version": None if preview else version, "from": since, "changes": told, "position": position})
        return
    for one in changes:
        figures = "; ".join(f"{name}: {old or '-'} -> {new or '-'}" for name, old, new in one.figures)
        click.echo(f"{one.how}: {one.title} ({one.article}, {one.rule}){f' {figures}' if figures else ''}")
    note("nothing was decided." if preview else f"decided, from {since}: {read.title}.")


def _text_of(file: Path) -> str:
    with file.open("rb") as opened:
        raw = opened.read(_LARGEST)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(f"{file}: this is no UTF-8 text, at byte {error.start}.") from None


def _day(text: str | None) -> str:
    from datetime import date

    from domain.kernel import today

    if text is None:
        return today().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter(f"{text} is no day; type it as 2026-03-02.", param_hint="--at") from None


def _set(found: Rules) -> dict[str, Any]:
    return {"id": found.set, "title": found.title, "valid_from": found.valid_from, "source": found.source}


def _rules(found: Rules) -> list[dict[str, Any]]:
    return [
        {
            "set": found.set,
            "id": rule.id,
            "article": rule.article,
            "title": rule.title,
            "severity": rule.severity,
            "check": rule.check,
            "applies": rule.applies,
            "only": rule.only,
            "consent": rule.consent.article if rule.consent else None,
            "figures": {**rule.figures, **{name: list(values) for name, values in rule.lists.items()}},
        }
        for rule in found.rules
    ]
