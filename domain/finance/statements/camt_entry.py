"""One entry of CAMT.053: a booked line, with the payments in it when it is a batch."""

from __future__ import annotations

from domain.finance.statements.accounts import iban_in, tidy
from domain.finance.statements.amounts import cents_exact, iso_day, shown, words
from domain.finance.statements.bounds import LONGEST_NAME, LONGEST_REFERENCE, LONGEST_TEXT
from domain.finance.statements.markup import Element, every, first, text_of
from domain.finance.statements.refusals import (
    ForeignCurrency,
    LineAmountUnreadable,
    PartsDoNotAddUp,
    SideMissing,
    StatusUnknown,
)
from domain.finance.statements.statement import Line, Part
from domain.kernel import Money

NOT_BOOKED = ("PDNG", "FUTR", "INFO")
"""Pending, in the future, and for information: none of them is in the balance."""
_SIDES = {"CRDT": 1, "DBIT": -1}
_NO_REFERENCE = ("NOTPROVIDED", "NOT PROVIDED", "NONREF")


def status_of(entry: Element) -> str:
    """BOOK and the like; in version 08 it stands one step deeper."""
    status = text_of(entry, "Sts/Cd|Sts/Prtry|Sts")
    if status not in ("BOOK", *NOT_BOOKED):
        raise StatusUnknown(row=entry.row, status=shown(status) or "?")
    return status


def side_of(element: Element) -> int:
    """1 for money that came in, -1 for money that went out. Of a reversal too: the mark tells what happened now."""
    side = _SIDES.get(text_of(element, "CdtDbtInd"))
    if side is None:
        raise SideMissing(row=element.row)
    return side


def line_of(entry: Element, own: str) -> Line:
    """The line of an entry on our own account."""
    row, side = entry.row, side_of(entry)
    cents = side * _euro_cents(entry)
    reversal = text_of(entry, "RvslInd").lower() in ("true", "1")
    booked, valued = text_of(entry, "BookgDt/Dt|BookgDt/DtTm"), text_of(entry, "ValDt/Dt|ValDt/DtTm")
    payments = every(entry, "NtryDtls/TxDtls")
    parts = tuple(_part(payment, own, side, reversal) for payment in payments)
    one = parts[0] if len(parts) == 1 else None
    if one is None:
        _add_up(row, cents, parts, {_charges(entry), sum(_charges(payment) for payment in payments)})
    foreign = _foreign(entry) or (_foreign(payments[0]) if one else "")
    return Line(
        row=row,
        booked_on=iso_day(booked or valued, row),
        value_on=iso_day(valued or booked, row),
        cents=cents,
        reference=text_of(entry, "AcctSvcrRef")[:LONGEST_REFERENCE] or (one.reference if one else ""),
        end_to_end=one.end_to_end if one else "",
        counterparty=one.counterparty if one else "",
        counterparty_iban=one.counterparty_iban if one else "",
        text=words(one.text if one else "", text_of(entry, "AddtlNtryInf"), foreign, most=LONGEST_TEXT),
        code=_code(entry) or (_code(payments[0]) if one else ""),
        reversal=reversal,
        batch_count=_count(entry, len(parts)),
        parts=() if one else parts,
    )


def _euro_cents(entry: Element) -> int:
    amount = first(entry, "Amt")
    if amount is None:
        raise LineAmountUnreadable(row=entry.row, amount="?")
    if amount.attributes.get("Ccy") != "EUR":
        raise ForeignCurrency(row=amount.row, currency=shown(amount.attributes.get("Ccy") or "?"))
    return cents_exact(text_of(amount), amount.row, ".")


def _part(payment: Element, own: str, side: int, reversal: bool) -> Part:
    name, iban = _other(payment, own, side, reversal)
    return Part(
        row=payment.row,
        cents=_part_cents(payment, side),
        reference=text_of(payment, "Refs/AcctSvcrRef")[:LONGEST_REFERENCE],
        end_to_end=_reference(text_of(payment, "Refs/EndToEndId")),
        counterparty=name,
        counterparty_iban=iban,
        text=_told(payment),
    )


def _part_cents(payment: Element, side: int) -> int | None:
    """What the bank booked for this payment, when it says so in euros; instructed amounts are not what was booked."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        amount = first(payment, path)
        if amount is not None and amount.attributes.get("Ccy") == "EUR":
            own_side = _SIDES.get(text_of(payment, "CdtDbtInd"), side)
            return own_side * cents_exact(text_of(amount), amount.row, ".")
    return None


def _charges(element: Element) -> int:
    """What the bank took for it, told beside the amount of an entry or of a payment in it."""
    total = first(element, "Chrgs/TtlChrgsAndTaxAmt")
    told = [total] if total is not None else [*every(element, "Chrgs/Rcrd/Amt"), *every(element, "Chrgs/Amt")]
    return sum(
        cents_exact(text_of(amount), amount.row, ".") for amount in told if amount.attributes.get("Ccy") == "EUR"
    )


def _add_up(row: int, cents: int, parts: tuple[Part, ...], charges: set[int]) -> None:
    """The parts are the line, or differ by exactly the charges that the bank tells: it may have put them in or not."""
    told = [part.cents for part in parts if part.cents is not None]
    if parts and len(told) == len(parts) and abs(sum(told) - cents) not in {0, *charges}:
        raise PartsDoNotAddUp(row=row, line=Money(cents), parts=Money(sum(told)))


def _other(payment: Element, own: str, side: int, reversal: bool) -> tuple[str, str]:
    """Name and IBAN of the other party. A reversal keeps the parties of the payment that it undoes."""
    came_in = (side > 0) is not reversal
    sides = ("Dbtr", "Cdtr") if came_in else ("Cdtr", "Dbtr")
    for party in sides:
        iban = iban_in(text_of(payment, f"RltdPties/{party}Acct/Id/IBAN|RltdPties/{party}Acct/Id/Othr/Id"))
        name = text_of(
            payment,
            f"RltdPties/{party}/Pty/Nm|RltdPties/{party}/Nm|RltdPties/{party}/Agt/FinInstnId/Nm"
            f"|RltdPties/Ultmt{party}/Pty/Nm|RltdPties/Ultmt{party}/Nm",
        )
        # the account's holder is one of the two; without an account a name on its side may well be the holder's
        if (iban and iban != tidy(own)) or (name and not iban and party == sides[0]):
            return words(name, most=LONGEST_NAME), iban
    return "", ""


def _told(payment: Element) -> str:
    pieces = [text_of(piece) for piece in every(payment, "RmtInf/Ustrd")]
    for structured in every(payment, "RmtInf/Strd"):
        pieces.append(text_of(structured, "CdtrRefInf/Ref"))
        pieces += [text_of(piece) for piece in every(structured, "AddtlRmtInf")]
    return words(*pieces, text_of(payment, "AddtlTxInf"), most=LONGEST_TEXT)


def _foreign(element: Element) -> str:
    """The amount as it was paid, when that was not in euros."""
    for path in ("AmtDtls/InstdAmt/Amt", "AmtDtls/TxAmt/Amt"):
        amount = first(element, path)
        if amount is not None and amount.attributes.get("Ccy") != "EUR":
            return shown(f"{amount.attributes.get('Ccy') or '?'} {text_of(amount)}")
    return ""


def _code(element: Element) -> str:
    steps = ("BkTxCd/Domn/Cd", "BkTxCd/Domn/Fmly/Cd", "BkTxCd/Domn/Fmly/SubFmlyCd")
    domain = "-".join(text_of(element, step) for step in steps).strip("-")
    return (domain or text_of(element, "BkTxCd/Prtry/Cd"))[:LONGEST_REFERENCE]


def _count(entry: Element, parts: int) -> int:
    told = [text_of(batch, "NbOfTxs") for batch in every(entry, "NtryDtls/Btch")]
    return max(parts, sum(int(number) for number in told if number.isdecimal() and len(number) <= 9), 1)


def _reference(text: str) -> str:
    return "" if text.upper() in _NO_REFERENCE else text[:LONGEST_REFERENCE]
