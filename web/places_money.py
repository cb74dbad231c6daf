"""The places of sentences about money."""

from __future__ import annotations

from typing import Any

from flask_babel import ngettext

from domain.kernel import Money
from web.dates import moment_long
from web.hours_words import month_text
from web.language import language
from web.say import say as _
from web.teller import Teller, day_text


class MoneyPlaces:
    """`{amount}`, `{period}` and the others that facts of finance have."""

    teller: Teller
    fact: Any

    def _amount(self) -> str:
        fact = self.fact
        lines = getattr(fact, "lines", None)
        cents = sum(line[1] for line in lines if line[1] > 0) if lines is not None else fact.cents
        return Money(abs(cents)).written(language())

    def _period(self) -> str:
        return month_text(self.fact.period)

    def _first_month(self) -> str:
        return month_text(self.fact.first)

    def _value_day(self) -> str:
        return day_text(self.fact.value_date)

    def _account(self) -> str:
        return str(self.fact.account)

    def _centre(self) -> str:
        return str(self.fact.centre)

    def _text(self) -> str:
        text = self.fact.text
        return self.teller.opened(text.packed()) if text else _("geen omschrijving")

    def _new_lines(self) -> str:
        return str(ngettext("%(num)s nieuwe regel", "%(num)s nieuwe regels", self.fact.new))

    def _parts(self) -> int:
        return len(self.fact.parts)

    def _moment(self) -> str:
        return moment_long(self.fact.until)

    def _version(self) -> int:
        return int(self.fact.version)

    def _from_account(self) -> str:
        return str(self.fact.from_account)

    def _to_account(self) -> str:
        return str(self.fact.to_account)

    def _valid_from(self) -> str:
        return day_text(self.fact.valid_from)
