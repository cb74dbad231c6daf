"""The commands on booking periods and years."""

from __future__ import annotations

from domain.finance.ledger import refusals
from domain.finance.ledger.entry import MOST_LINES, Line
from domain.finance.ledger.period import Period, clean_period, next_period, period_id
from domain.finance.ledger.posting import Poster, Posting, texts_of
from domain.finance.ledger.register import Register, register_of
from domain.kernel import Aggregate, Id, command, id_of, now, today


class Closing(Poster):
    """Periods closed and reopened, years carried forward."""

    @command("finance.close_period")
    def soft_close_period(self, team: Id, period: str) -> None:
        """Let a period that is over take only what two people look at, once every line of the bank is explained.

        Raises PeriodClosedAlready, PeriodNotOver, BeforeTheBooks, SuspenseLeft, LinesLeft.
        """
        found = self._period(team, period, "finance.close_period")
        self._over(team, period)
        unchanged = self._explained(team, period)
        found.soft_close()
        self.workspace.save(found, unchanged=unchanged)

    @command("finance.close_period")
    def close_period(self, team: Id, period: str) -> None:
        """Let a period that is over take nothing any more; earlier ones are closed already, and all is explained.

        Raises PeriodClosedAlready, PeriodNotOver, BeforeTheBooks, EarlierPeriodOpen, SuspenseLeft, LinesLeft.
        """
        found = self._period(team, period, "finance.close_period")
        first = self._over(team, period)
        if period > first and not self.is_closed(team, before := previous_period(period)):
            raise refusals.EarlierPeriodOpen(period=before)
        unchanged = self._explained(team, period)
        found.close()
        self.workspace.save(found, unchanged=unchanged)

    @command("finance.close_period")
    def carry_forward(self, team: Id, *, year: int) -> None:
        """Bring a closed year's result to the next: on its first day every income and expense begins at nothing.

        Once more after a reopening: then the difference. Raises YearNotClosed, NothingToCarry, NoAccountFor.
        """
        self.authority.require("finance.close_period", team)
        books = self._books(team)
        unchanged = self._closed_year(team, books.first, year)
        left: dict[str, list[Line]] = {}
        for fund, account, cents in self.balances.result(team, year):
            left.setdefault(fund, []).append(Line(account, -cents))
        if not left:
            raise refusals.NothingToCarry(year=year)
        saved: list[Aggregate] = []
        for fund, lines in left.items():
            for first in range(0, len(lines), MOST_LINES - 1):  # one line of each entry is the result's
                part = lines[first : first + MOST_LINES - 1]
                ready = self.prepared(self._carrying(team, fund, year, part, (books.version, first)))
                saved += ready.aggregates
                unchanged |= ready.unchanged
        del unchanged[books.id]  # it moves itself
        books.carry_forward(year)
        self.workspace.save(books, *saved, unchanged=unchanged)

    @command("finance.ask_reopening")
    def ask_reopening(self, team: Id, period: str, *, until: str, why: str) -> None:
        """Ask to reopen a closed period until an instant (UTC); somebody else must agree."""
        found = self._period(team, period, "finance.ask_reopening")
        found.ask_reopening(until, self._sealed_text(texts_of(team, period[:4]), why, refusals.TextMissing))
        self.workspace.save(found)

    @command("finance.agree_reopening")
    def reopen_period(self, team: Id, period: str, *, content: str) -> None:
        """Agree, as a second person, that a period is reopened as was asked, by the hash of what was seen."""
        found = self._period(team, period, "finance.agree_reopening")
        found.reopen(content)
        self.workspace.save(found)

    @command("finance.agree_reopening")
    def decline_reopening(self, team: Id, period: str) -> None:
        """Let a period stay closed."""
        found = self._period(team, period, "finance.agree_reopening")
        found.decline_reopening()
        self.workspace.save(found)

    def is_closed(self, team: Id, period: str) -> bool:
        """Whether a period takes nothing any more; what is reopened counts as closed before."""
        found = self.workspace.get(Period, period_id(team, period))
        return found is not None and found.state in ("closed", "reopened")

    def _carrying(self, team: Id, fund: str, year: int, lines: list[Line], turn: tuple[int, int]) -> Posting:
        result = Line(self._the_chart().used_for("result", fund).code, -sum(line.cents for line in lines))
        every = (*lines, result) if result.cents else tuple(lines)
        number = (str(turn[1]),) if turn[1] else ()
        id = id_of("finance.carried", team, fund, str(year), str(turn[0]), *number)
        return Posting(id, team, fund, f"{year + 1}-01-01", "carry_forward", every, source=f"year:{year}")

    def _closed_year(self, team: Id, first: str, year: int) -> dict[Id, int]:
        """Its periods with their versions, all of them closed; raises YearNotClosed, BeforeTheBooks."""
        versions: dict[Id, int] = {}
        for period in (f"{year}-{month:02d}" for month in range(1, 13)):
            if period >= first:
                found = self.workspace.get(Period, period_id(team, period))
                if found is None or found.standing(now()) != "closed":
                    raise refusals.YearNotClosed(year=year, period=period)
                versions[found.id] = found.version
        if not versions:
            raise refusals.BeforeTheBooks(first=first)
        return versions

    def _over(self, team: Id, period: str) -> str:
        """The first period of the books; raises PeriodNotOver, BeforeTheBooks."""
        first = self._books(team).first
        if f"{next_period(period)}-01" > today().isoformat():
            raise refusals.PeriodNotOver(period=period)
        if period < first:
            raise refusals.BeforeTheBooks(first=first)
        return first

    def _explained(self, team: Id, period: str) -> dict[Id, int]:
        """What says that all is explained, with its versions: suspense, and lines that wait for another.

        Raises SuspenseLeft, LinesLeft. Each line that comes or is opened again moves one of them, and an account that
        is opened moves the chart, so that the period never closes over it; nor when the books begin in another month.
        """
        chart, books = self._the_chart(), self._books(team)
        versions: dict[Id, int] = {chart.id: 0 if chart.pending_events else chart.version, books.id: books.version}
        for account in (code for code, held in chart.accounts.items() if held["use"] == "suspense"):
            found = self.workspace.get(Register, register_of(team, account))
            if found and found.left(period):
                raise refusals.SuspenseLeft(account=account)
            versions[register_of(team, account)] = found.version if found else 0
        for line in self.balances.in_suspense(team, period):
            versions[line] = self.workspace.latest(line, 1)[0].originator_version
        if any(self.balances.in_suspense(team, period).values()):  # once more: after the versions were read
            raise refusals.LinesLeft(period=period)
        return versions

    def _period(self, team: Id, period: str, action: str) -> Period:
        self.authority.require(action, team)
        clean_period(period)
        return self.workspace.get(Period, period_id(team, period)) or Period.begun(team, period)


def previous_period(period: str) -> str:
    """The period before it."""
    year, month = int(period[:4]), int(period[5:])
    return f"{year - (month == 1)}-{(month - 2) % 12 + 1:02d}"
