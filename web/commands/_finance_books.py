"""What the commands of finance begin with: the team, the day, the moment, and whose money is shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from web.commands._house import acting, find_team, looked, relations_of, standing_house
from web.commands._options import as_option, json_option, names_are_shown, note, open_option, store_options

if TYPE_CHECKING:
    from domain.kernel import Id
    from projections.house import House

Command = TypeVar("Command", bound=Callable[..., Any])
SEE_RESIDENTS = "finance.see_residents_money"
"""What whoever looks at residents' money must be allowed to do."""

team_option = click.option("--team", "name", required=True, metavar="NAME", help="The woongroep, by name or id.")
on_option = click.option("--on", metavar="DATE", help="With value dates up to this day, as 2026-02-28. [every day]")
known_option = click.option(
    "--known", metavar="MOMENT", help="As known at a moment (2026-03-03T14:05) or position. [now]"
)


def asking_options(command: Command) -> Command:
    """The options that every command of finance has."""
    return store_options(as_option(json_option(command)))


def opening_options(command: Command) -> Command:
    """The same, and `--open` where names or texts can be shown."""
    return asking_options(open_option(command))


@dataclass(frozen=True, slots=True)
class Moment:
    """The books of the teams that are asked for, as known at a position."""

    house: House
    views: sqlite3.Connection
    position: int
    person: str | None

    def team(self, name: str) -> Id:
        """The team, when its money exists for whoever looks."""
        from domain.kernel import Denied, NotAllowed, NotThere, may, today

        team = find_team(self.house, name)
        if team is None and self.person is None:
            raise click.BadParameter(f"no woongroep is called {name}.", param_hint="--team")
        allowed = may(relations_of(self.house, self.person), "finance.see_money", team, today().isoformat())
        if team is None or isinstance(allowed, Denied):
            raise NotAllowed if team and isinstance(allowed, Denied) and allowed.related else NotThere
        return team

    def teams(self, name: str | None) -> list[Id]:
        """The team that is named, or every team with books whose money whoever looks may see."""
        from domain.kernel import NotAllowed, may, today

        if name:
            return [self.team(name)]
        relations, day = relations_of(self.house, self.person), today().isoformat()
        kept = [row[0] for row in self.views.execute("SELECT team FROM finance_books ORDER BY team")]
        seen = [team for team in kept if may(relations, "finance.see_money", team, day)]
        if kept and not seen:
            raise NotAllowed
        return seen

    def name(self, team: Id) -> str:
        """What the team is called."""
        found = self.views.execute("SELECT name FROM teams_team WHERE team = ?", (team,)).fetchone()
        return (self.house.vault.open_packed(found[0]) if found else None) or team

    def funds(self, team: Id, *, told: bool = True) -> frozenset[str]:
        """The funds that whoever looks may see; a look at residents' money is written to the access log first.

        `told`: say it when residents' money is left out.
        """
        from domain.finance.ledger import FUNDS
        from domain.kernel import Denied, may, today
        from projections.finance_bank_page import owners_of

        others = frozenset(FUNDS) - {"residents"}
        held = self.views.execute("SELECT 1 FROM finance_month WHERE team = ? AND fund = 'residents' LIMIT 1", (team,))
        if not held.fetchone():
            return frozenset(FUNDS)
        allowed = may(relations_of(self.house, self.person), SEE_RESIDENTS, team, today().isoformat())
        if isinstance(allowed, Denied):
            if told:
                note(f"residents' money of {self.name(team)} is left out: only who may see it is told it.")
            return others
        by = acting(self.house, self.person).person
        looked(self.house, by, allowed.role, owners_of(self.views, team), SEE_RESIDENTS, shown=self.position)
        return frozenset(FUNDS)

    def account(self, team: Id, code: str) -> str:
        """The fund of an account whose money may be seen; raises AccountUnknown, or NotAllowed for residents' money."""
        from domain.finance.ledger.refusals import AccountUnknown
        from domain.kernel import NotAllowed

        found = self.views.execute("SELECT fund FROM finance_account WHERE account = ?", (code,)).fetchone()
        if found is None:
            raise AccountUnknown(account=code[:20])
        if found[0] == "residents" and "residents" not in self.funds(team, told=False):
            raise NotAllowed
        return str(found[0])

    def opened(self, packed: str | None) -> str | None:
        """A sealed text, open; of what was erased that."""
        return None if packed is None else self.house.vault.open_packed(packed) or "erased"


@contextmanager
def moment(
    data: Path, database: str | None, person: str | None, known: str | None, *, opened: bool = False
) -> Iterator[Moment]:
    """The books as known at a moment, or now."""
    with standing_house(data, database) as house:
        if opened:
            names_are_shown()
        position = None if known is None else house.position_of(known)
        with house.now() if position is None else house.at(position) as views:
            from projections.clock import shown_position

            yield Moment(house, views, shown_position(views) if position is None else position, person)


def day_of(text: str | None, option: str, otherwise: str) -> str:
    """The day of an option; wrong usage when it is none."""
    from domain.kernel import iso_day

    if text is None:
        return otherwise
    try:
        return iso_day(_iso_of(text))
    except ValueError:
        wrong = f"{text[:40]} is no day between 1900 and 2200; type it as 2026-02-28."
        raise click.BadParameter(wrong, param_hint=option) from None


def _iso_of(text: str) -> str:
    """A day as these commands tell it (28 February 2026, 28 Feb 2026), as they take it."""
    from web.typed_month import typed_month

    day, _, month = text.strip().partition(" ")
    return f"{typed_month(month)}-{day:0>2}" if month and day.isdecimal() else text


def counted(number: int, what: str) -> str:
    """So many of something: 1 line, 2 lines, 3 entries."""
    more = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number} {what if number == 1 else more}"


def euros(cents: int) -> str:
    """An amount for people."""
    from domain.kernel.money import Money

    return Money(cents).written("en")


def day_told(day: str) -> str:
    """A day for people: 28 February 2026."""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B} {found.year}"


def day_in_row(day: str) -> str:
    """The same in a column of days: 28 Feb 2026."""
    found = date.fromisoformat(day)
    return f"{found.day:>2} {found:%b} {found.year}"


def month_told(month: str) -> str:
    """A month for people: February 2026."""
    return f"{date.fromisoformat(f'{month}-01'):%B} {month[:4]}"


def moment_told(instant: str) -> str:
    """An instant for people, by the clock of the Netherlands: 3 March 2026 17:00."""
    from domain.kernel import AMSTERDAM, parse_instant

    local = parse_instant(instant).astimezone(AMSTERDAM)
    return f"{day_told(local.date().isoformat())} {local:%H:%M}"


def row_of(found: Any) -> dict[str, Any]:
    """A balance as the commands tell it, in cents."""
    return {
        "account": found.account, "fund": found.fund, "debit": found.debit, "credit": found.credit,
        "balance": found.cents,
    }  # fmt: skip
