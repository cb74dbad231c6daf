"""Bank statements that the tests make: the same days, written as each bank format writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from xml.sax.saxutils import escape

IBAN = "NL91ABNA0417164300"
OTHER = "NL20INGB0001234567"


@dataclass(frozen=True)
class Entry:
    booked: str
    value: str
    cents: int
    name: str = "Bakker Smit"
    iban: str = OTHER
    text: str = "Brood van deze week"
    end_to_end: str = "E2E-1"
    reference: str = "0001"
    reversal: bool = False
    extra: str = ""
    """XML that stands at the end of NtryDtls, instead of the one payment."""


@dataclass(frozen=True)
class Sheet:
    opening: int
    opening_on: str
    closing_on: str
    entries: tuple[Entry, ...] = ()
    account: str = IBAN
    number: str = "26001/1"

    @property
    def closing(self) -> int:
        return self.opening + sum(entry.cents for entry in self.entries)


def sheet(
    *entries: Entry, opening: int = 10000, opening_on: str = "2026-03-01", closing_on: str = "2026-03-02"
) -> Sheet:
    return Sheet(opening, opening_on, closing_on, entries)


def paid(cents: int, day: str = "2026-03-02", value: str | None = None, **more: object) -> Entry:
    return replace(Entry(day, value or day, cents), **more)  # type: ignore[arg-type]


def split_at(whole: Sheet, *days: str) -> tuple[Sheet, ...]:
    """The same lines in statements that close on these days and on the last."""
    edges = [whole.opening_on, *sorted(set(days)), whole.closing_on]
    found, opening = [], whole.opening
    for before, closing_on in pairwise(edges):
        inside = tuple(
            entry
            for entry in whole.entries
            if (before < entry.booked or before == whole.opening_on) and entry.booked <= closing_on
        )
        found.append(replace(whole, opening=opening, opening_on=before, closing_on=closing_on, entries=inside))
        opening = found[-1].closing
    return tuple(found)


def point(cents: int) -> str:
    return f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def camt(*sheets: Sheet, version: str = "02", encoding: str = "UTF-8", swap: tuple[str, str] | None = None) -> bytes:
    """CAMT.053; `swap` replaces one piece of the text, which must be there."""
    stated = "".join(_stmt(one, version) for one in sheets)
    document = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">\n<BkToCstmrStmt>\n'
        f"<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-03-03T06:00:00</CreDtTm></GrpHdr>\n{stated}"
        "</BkToCstmrStmt>\n</Document>\n"
    )
    return swapped(document, swap).encode(encoding)


def swapped(document: str, swap: tuple[str, str] | None) -> str:
    if swap is None:
        return document
    assert swap[0] in document, swap[0]
    return document.replace(*swap)


def _stmt(one: Sheet, version: str) -> str:
    balances = _bal("OPBD", one.opening, one.opening_on) + _bal("CLBD", one.closing, one.closing_on)
    entries = "".join(_ntry(entry, version) for entry in one.entries)
    return (
        f"<Stmt>\n<Id>{one.number}</Id>\n<Acct><Id><IBAN>{one.account}</IBAN></Id><Ccy>EUR</Ccy></Acct>\n"
        f"{balances}{entries}</Stmt>\n"
    )


def _bal(code: str, cents: int, day: str) -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>\n<Amt Ccy="EUR">{point(cents)}</Amt>'
        f"<CdtDbtInd>{_side(cents)}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n"
    )


def _side(cents: int) -> str:
    return "DBIT" if cents < 0 else "CRDT"


def _ntry(entry: Entry, version: str) -> str:
    new = version == "08"
    status = "<Sts><Cd>BOOK</Cd></Sts>" if new else "<Sts>BOOK</Sts>"
    booked, value = f"<Dt>{entry.booked}</Dt>", f"<Dt>{entry.value}</Dt>"
    if version >= "04":
        booked = f"<DtTm>{entry.booked}T23:30:00+01:00</DtTm>"
    reversal = "<RvslInd>true</RvslInd>" if entry.reversal else ""
    return (
        f'<Ntry>\n<Amt Ccy="EUR">{point(entry.cents)}</Amt><CdtDbtInd>{_side(entry.cents)}</CdtDbtInd>{reversal}'
        f"{status}<BookgDt>{booked}</BookgDt><ValDt>{value}</ValDt>\n<AcctSvcrRef>{entry.reference}</AcctSvcrRef>"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>\n"
        f"<NtryDtls>{entry.extra or payment(entry, version)}</NtryDtls>\n</Ntry>\n"
    )


def payment(entry: Entry, version: str = "02", amount: str = "") -> str:
    """One TxDtls: the other party pays when money comes in, and still did when that is undone."""
    came_in = (entry.cents > 0) is not entry.reversal
    party = "Dbtr" if came_in else "Cdtr"
    name = f"<Nm>{escape(entry.name)}</Nm>"
    name = f"<Pty>{name}</Pty>" if version == "08" else name
    return (
        f"<TxDtls><Refs><EndToEndId>{escape(entry.end_to_end)}</EndToEndId></Refs>{amount}"
        f"<RltdPties><{party}>{name}</{party}>\n<{party}Acct><Id><IBAN>{entry.iban}</IBAN></Id></{party}Acct></RltdPties>"
        f"<RmtInf><Ustrd>{escape(entry.text)}</Ustrd></RmtInf></TxDtls>"
    )


def short(day: str) -> str:
    return date.fromisoformat(day).strftime("%y%m%d")


def comma(cents: int) -> str:
    return point(cents).replace(".", ",")


def _letter(cents: int) -> str:
    return "D" if cents < 0 else "C"


def mt940(
    *sheets: Sheet,
    dialect: str = "abn",
    end: str = "\r\n",
    entry_dates: bool = True,
    swap: tuple[str, str] | None = None,
) -> bytes:
    """MT940 with the descriptions of a bank."""
    lines: list[str] = []
    for one in sheets:
        lines += ["{1:F01ABNANL2AXXX0000000000}{2:I940ABNANL2AXN}{4:"] if dialect == "ing" else ["ABNANL2A", "940"]
        lines += [":20:STATEMENT", f":25:{one.account}", f":28C:{one.number}"]
        lines += [f":60F:{_letter(one.opening)}{short(one.opening_on)}EUR{comma(one.opening)}"]
        for entry in one.entries:
            lines += _told(entry, dialect, entry_dates)
        lines += [f":62F:{_letter(one.closing)}{short(one.closing_on)}EUR{comma(one.closing)}"]
        lines += ["-}"] if dialect == "ing" else ["-"]
    return swapped(end.join([*lines, ""]), swap).encode()


def _told(entry: Entry, dialect: str, entry_dates: bool) -> list[str]:
    mark = _letter(entry.cents)
    if entry.reversal:
        mark = "R" + _letter(-entry.cents)
    day = short(entry.booked)[2:] if entry_dates else ""
    reference = {"abn": "NONREF", "ing": f"EREF//{entry.reference}", "rabo": "EREF"}[dialect]
    first = f":61:{short(entry.value)}{day}{mark}{comma(entry.cents)}NTRF{reference}"
    return [first, *([entry.iban] if dialect == "rabo" else []), *_folded(f":86:{described(entry, dialect)}")]


def described(entry: Entry, dialect: str) -> str:
    if dialect == "ing":
        return f"/EREF/{entry.end_to_end}//CNTP/{entry.iban}/INGBNL2A/{entry.name}/DELFT//REMI/USTD//{entry.text}/"
    if dialect == "rabo":
        return f"/EREF/{entry.end_to_end}/BENM//NAME/{entry.name}/REMI/{entry.text}/ISDT/{entry.booked}"
    return (
        f"/TRTP/SEPA OVERBOEKING/IBAN/{entry.iban}/BIC/INGBNL2A/NAME/{entry.name}"
        f"/REMI/{entry.text}/EREF/{entry.end_to_end}"
    )


def _folded(text: str) -> list[str]:
    said = text.removeprefix(":86:")
    pieces = [said[place : place + 65] for place in range(0, len(said), 65)]
    return [f":86:{pieces[0]}", *pieces[1:]]
