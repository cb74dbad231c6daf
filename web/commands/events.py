"""Print the log, one line of JSON for each fact."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands._house import find_person, find_team, relations_of, standing_house
from web.commands._kept import kept_from
from web.commands._options import as_option, note, store_options

if TYPE_CHECKING:
    from domain.kernel import Id
    from domain.store.recorded import Recorded
    from projections.house import House

_PAGE = 1_000
_OWN = ("by", "role", "on_behalf_of", "reason", "command", "cause")
_HEAD = (*_OWN, "timestamp", "originator_topic")


@click.command(short_help=__doc__)
@store_options
@click.option("--team", metavar="NAME", help="Only what concerns this woongroep (name or id).")
@click.option("--person", "about", metavar="PERSON", help="Only what concerns this person (name or id).")
@click.option(
    "--topic", "topics", multiple=True, metavar="TOPIC", help="Only this, as rosters.ShiftSwapped or rosters."
)
@click.option("--since", metavar="MOMENT", help="From this day, moment (2026-03-03T14:05) or position on.")
@click.option("--until", metavar="MOMENT", help="Up to and including this day, moment or position.")
@click.option("--open", "opened", is_flag=True, help="Open names and texts; only for who may read them all.")
@as_option
def events(
    data: Path,
    database: str | None,
    team: str | None,
    about: str | None,
    topics: tuple[str, ...],
    since: str | None,
    until: str | None,
    opened: bool,
    person: str | None,
) -> None:
    """Print the log, one line of JSON for each fact, oldest first.

    Each line has position, recorded_at, topic, originator_id, originator_version, by, role, on_behalf_of, reason,
    command, cause and data. Names and texts are sealed and print as {"sealed": subject}, unless --open.
    """
    wanted = _wanted_topics(topics)
    with standing_house(data, database) as house:
        subject = _subject(house, team, about)
        _authorise(house, person, subject, team is not None, opened)
        first, last = _first(house, since), _last(house, until)
        if opened:
            note("names and texts are shown open: keep this output as you would keep a personal file.")
        show = _opener(house) if opened else _sealed
        hidden = kept_from(house, person, first, last, subject)
        for recorded in _facts(house, subject, first, last):
            if (not wanted or recorded.topic in wanted) and recorded.position not in hidden:
                sys.stdout.write(line(recorded, show) + "\n")


def line(recorded: Recorded, show: Callable[[dict[str, Any]], object]) -> str:
    """One fact as one line of JSON; it is read as it stands, so that any version of the program can."""
    state = {name: _shown(value, show) for name, value in json.loads(recorded.state).items()}
    fact = {
        "position": recorded.position,
        "recorded_at": state.get("timestamp"),
        "topic": recorded.topic,
        "originator_id": recorded.originator_id,
        "originator_version": recorded.originator_version,
        **{name: state.get(name) for name in _OWN},
        "data": {name: value for name, value in state.items() if name not in _HEAD},
    }
    return json.dumps(fact, ensure_ascii=False)


def _shown(value: object, show: Callable[[dict[str, Any]], object]) -> object:
    return show(value) if isinstance(value, dict) and "sealed" in value else value


def _sealed(value: dict[str, Any]) -> object:
    return {"sealed": value["sealed"]}


def _opener(house: House) -> Callable[[dict[str, Any]], object]:
    from domain.kernel import Sealed

    def show(value: dict[str, Any]) -> object:
        text = house.vault.open(Sealed(value["sealed"], value["box"]))
        return {"sealed": value["sealed"], "erased": True} if text is None else text

    return show


def _facts(house: House, subject: Id | None, first: int, last: int) -> Iterator[Recorded]:
    """The facts between two positions, a page at a time; of a team or person by the trail's own index."""
    after = first - 1
    while True:
        if subject is None:
            page = house.workspace.facts(after, _PAGE, last)
        else:
            page = [f for p in _positions(house, subject, after, last) for f in house.workspace.facts(p - 1, 1, p)]
        if not page:
            return
        yield from page
        after = page[-1].position


def _positions(house: House, subject: Id, after: int, last: int) -> list[int]:
    with house.now() as views:
        return [
            row[0]
            for row in views.execute(
                "SELECT position FROM trail_concern WHERE subject = ? AND position > ? AND position <= ? "
                "ORDER BY position LIMIT ?",
                (subject, after, last, _PAGE),
            )
        ]


def _subject(house: House, team: str | None, about: str | None) -> Id | None:
    if team and about:
        raise click.UsageError("choose --team or --person.")
    if team:
        found = find_team(house, team)
        if found is None:
            raise click.BadParameter(f"no woongroep is called {team}.", param_hint="--team")
        return found
    return find_person(house, about, "--person") if about else None


def _authorise(house: House, person: str | None, subject: Id | None, is_team: bool, opened: bool) -> None:
    """Whoever reads must be allowed to read just this; everything open only for who may read everything."""
    from domain.kernel import NotAllowed, may, today

    relations, day = relations_of(house, person), today().isoformat()
    action = "trail.open_sealed" if opened else "trail.see_trail"
    own = not opened and subject == relations.person
    if not own and not may(relations, action, subject if is_team and not opened else None, day):
        raise NotAllowed


def _first(house: House, since: str | None) -> int:
    """The first position that is not before a day, moment or position."""
    if since is None:
        return 1
    if since.isascii() and since.isdigit():
        return int(since)
    return house.position_of((_moment(since, "--since") - timedelta(microseconds=1)).isoformat()) + 1


def _last(house: House, until: str | None) -> int:
    """The last position of a day, moment or position."""
    if until is None:
        return house.workspace.position()
    if until.isascii() and until.isdigit():
        return min(int(until), house.workspace.position())
    moment = _moment(until, "--until")
    if len(until.strip()) == 10:
        moment += timedelta(days=1, microseconds=-1)
    return house.position_of(moment.isoformat())


def _moment(text: str, option: str) -> datetime:
    from domain.kernel import AMSTERDAM

    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(f"{text} is no moment; type it as 2026-03-03T14:05.", param_hint=option) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)


def _wanted_topics(topics: tuple[str, ...]) -> frozenset[str]:
    """The topics that are meant: a whole one, the end of one, or a slice."""
    if not topics:
        return frozenset()
    import projections.house  # noqa: F401  every fact is known from here on
    from domain.kernel import fact_topics

    known = fact_topics()
    wanted: set[str] = set()
    for text in topics:
        meant = {topic for topic in known if text in (topic, topic.partition(".")[0], topic.partition(".")[2])}
        if not meant:
            raise click.BadParameter(f"{text} is no topic; docs/events.md lists them.", param_hint="--topic")
        wanted |= meant
    return frozenset(wanted)


def register(group: click.Group) -> None:
    """Add `events`."""
    group.add_command(events)
