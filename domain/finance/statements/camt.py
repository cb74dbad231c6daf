"""CAMT.053, from version 02 to 08: what banks call a statement in XML."""

from __future__ import annotations

import re

from domain.finance.statements.accounts import account_and_currency, tidy
from domain.finance.statements.amounts import cents_exact, iso_day, shown
from domain.finance.statements.bounds import LONGEST_REFERENCE, MOST_LINES
from domain.finance.statements.camt_entry import NOT_BOOKED, line_of, side_of, status_of
from domain.finance.statements.markup import Element, closed, every, first, text_of
from domain.finance.statements.refusals import (
    AccountMissing,
    AccountNotInEuro,
    ClosingMissing,
    ForeignCurrency,
    NotAStatement,
    OpeningMissing,
    StatementStrange,
    TooManyLines,
    UnknownVersion,
    WrongKindOfStatement,
)
from domain.finance.statements.statement import Line, Page, Statement

_SPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:(([a-z]{4}\.[0-9]{3})\.[0-9]{3}\.([0-9]{2}))")
_VERSIONS = ("02", "03", "04", "05", "06", "07", "08")
_OPENING = ("OPBD", "PRCD")
"""The booked balance at the beginning, and the last closing balance: two names for one amount."""


def read_camt(data: bytes) -> list[Page]:
    """The pages of the file, in their order."""
    pages: list[Page] = []
    lines: list[Line] = []
    version, pending, count = "", 0, 0
    for element in closed(data, ("Ntry", "Stmt")):
        name, parent = element.name, element.parent
        if not version:
            version = _version(element)
        elif name == "Ntry":
            if parent is None or parent.name != "Stmt":
                raise StatementStrange(row=element.row)
            if status_of(element) in NOT_BOOKED:
                pending += 1
                continue
            count += 1
            if count > MOST_LINES:
                raise TooManyLines(most=f"{MOST_LINES:,}".replace(",", "."))
            lines.append(line_of(element, _account(parent)))
        else:
            pages.append(_page(element, f"CAMT.053.001.{version}", tuple(lines), pending))
            lines, pending = [], 0
    if not pages:
        raise NotAStatement
    return pages


def _version(root: Element) -> str:
    found = _SPACE.fullmatch(root.space)
    if not found or root.name != "Document":
        raise NotAStatement
    if found[2] != "camt.053":
        raise WrongKindOfStatement(kind=found[2].upper())
    if found[3] not in _VERSIONS:
        raise UnknownVersion(version=found[1].upper())
    return found[3]


def _account(statement: Element) -> str:
    if text_of(statement, "Acct/Id/IBAN"):
        return tidy(text_of(statement, "Acct/Id/IBAN"))[:34]
    return account_and_currency(text_of(statement, "Acct/Id/Othr/Id"))[0]


def _page(element: Element, kind: str, lines: tuple[Line, ...], pending: int) -> Page:
    row = element.row
    account = _account(element)
    if not account:
        raise AccountMissing(row=row)
    currency = text_of(element, "Acct/Ccy")
    if currency not in ("", "EUR"):
        raise AccountNotInEuro(row=row, currency=shown(currency))
    opening, closing = _balances(element)
    statement = Statement(
        format=kind,
        account=account,
        number=text_of(element, "Id|ElctrncSeqNb|LglSeqNb")[:LONGEST_REFERENCE],
        opening=_booked(opening),
        opening_on=_day(opening),
        closing=_booked(closing),
        closing_on=_day(closing),
        lines=lines,
        pending=pending,
        row=row,
        file="",
    )
    return Page(statement, begins=_code(opening) in _OPENING, ends=_code(closing) == "CLBD")


def _balances(element: Element) -> tuple[Element, Element]:
    """The booked balances at begin and end; of a page, the interim ones where it has no other."""
    balances = every(element, "Bal")
    interim = [balance for balance in balances if _code(balance) == "ITBD"]
    openings = [balance for code in _OPENING for balance in balances if _code(balance) == code] or interim[:1]
    closings = [balance for balance in balances if _code(balance) == "CLBD"]
    closings = closings or [balance for balance in interim if balance not in openings[:1]][-1:]
    if not openings:
        raise OpeningMissing(row=element.row)
    if not closings:
        raise ClosingMissing(row=element.row)
    return openings[0], closings[0]


def _code(balance: Element) -> str:
    return text_of(balance, "Tp/CdOrPrtry/Cd")


def _booked(balance: Element) -> int:
    amount = first(balance, "Amt")
    row = balance.row
    if amount is not None and amount.attributes.get("Ccy") != "EUR":
        raise ForeignCurrency(row=amount.row, currency=shown(amount.attributes.get("Ccy") or "?"))
    return side_of(balance) * cents_exact(text_of(amount), row if amount is None else amount.row, ".")


def _day(balance: Element) -> str:
    return iso_day(text_of(balance, "Dt/Dt|Dt/DtTm"), balance.row)
