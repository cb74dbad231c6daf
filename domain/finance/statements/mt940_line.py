"""One `:61:` of MT940 with its `:86:`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from domain.finance.statements.accounts import iban_in
from domain.finance.statements.amounts import cents_exact, entry_day, short_day, shown, words
from domain.finance.statements.bounds import LONGEST_NAME, LONGEST_REFERENCE, LONGEST_TEXT
from domain.finance.statements.mt940_fields import Field
from domain.finance.statements.mt940_text import details_of, unfolded
from domain.finance.statements.refusals import AmountNegative, LineUnreadable
from domain.finance.statements.statement import Line

_LINE = re.compile(
    r"(?P<value>[0-9]{6})(?P<entry>[0-9]{4})?"
    r"(?P<mark>R?[DC])[A-Z]?"  # the letter is the third of the currency: R of EUR
    r"(?P<amount>-?[0-9][0-9,.]*)"
    r"(?P<kind>[A-Z][A-Z0-9]{3})?(?P<reference>.*)"
)
_NO_REFERENCE = ("NONREF", "EREF", "MARF", "PREF", "NOTPROVIDED")
"""None, or Rabobank's and ING's word for: it is in the description."""


@dataclass(slots=True)
class Told:
    """A line as the file tells it."""

    line: Field
    texts: list[Field] = field(default_factory=list)


def line_of(told: Told) -> Line:
    """The line; its booking day is empty when the bank leaves that out."""
    row = told.line.row
    found = _LINE.fullmatch(told.line.first)
    if not found:
        raise LineUnreadable(row=row)
    if found["amount"].startswith("-"):
        raise AmountNegative(row=row, amount=shown(found["amount"]))
    value_on = short_day(found["value"], row)
    # RC undoes a credit, so money went out; RD undoes a debit
    sign = 1 if found["mark"] in ("C", "RD") else -1
    customer, bank, more = _references(found["reference"], told.line.lines[1:])
    details = details_of(unfolded(told.texts))
    return Line(
        row=row,
        booked_on=entry_day(found["entry"], value_on, row) if found["entry"] else "",
        value_on=value_on,
        cents=sign * cents_exact(found["amount"], row, ","),
        reference=bank[:LONGEST_REFERENCE],
        end_to_end=(details.end_to_end or customer)[:LONGEST_REFERENCE],
        counterparty=words(details.name, most=LONGEST_NAME),
        counterparty_iban=details.iban or next((iban_in(line) for line in more if iban_in(line)), ""),
        text=words(details.text, most=LONGEST_TEXT),
        code=found["kind"] or "",
        reversal=found["mark"].startswith("R"),
        batch_count=1,
        parts=(),
    )


def _references(text: str, more: list[str]) -> tuple[str, str, list[str]]:
    """The customer's reference, the bank's, and what stands below; some write that on the same line."""
    text, _, beside = text.partition("/TRCD/")
    customer, _, bank = text.partition("//")
    customer = customer.strip()
    return ("" if customer.upper() in _NO_REFERENCE else customer), bank.strip(), [beside, *more]
