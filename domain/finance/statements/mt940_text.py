"""The description of an MT940 line, `:86:`: four ways to say who, for what and with which reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.finance.statements.accounts import iban_in
from domain.finance.statements.bounds import LONGEST_DESCRIPTION
from domain.finance.statements.mt940_fields import Field

_FULL = 64
"""SWIFT breaks a description after 65 signs, in the middle of a word; a shorter line ended by itself. ING counts the
tag `:86:` among them. One is allowed to be lost: programs cut the space at the end of a line."""
_KEYS = (
    "ABWA ACCW ADDR BENM BIC BUSP CHGS CNTP CORD CREF CSID EREF EXCH IBAN ID INIT IREF ISDT KREF MARF NAME NRTX OCMT "
    "ORDP PREF PURP REMI RREF RTRN STRD SVCL SWEEP TRCD TRTP UCRD ULTB ULTC ULTD USTD"
).split()
_SLASHED = re.compile(rf"/({'|'.join(_KEYS)})(?=/)")
_LABELLED = re.compile(r"(?:^|\s)(IBAN|BIC|NAAM|OMSCHRIJVING|KENMERK|MACHTIGING|INCASSANT|BETALINGSKENM\.)\s*:\s*")
_GERMAN = re.compile(r"[0-9]{3}([?>^~@])(?=[0-9]{2})")
_NUMBERED = re.compile(r"([0-9]{2})(.*)", re.DOTALL)
_PLUS = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+")


@dataclass(frozen=True, slots=True)
class Details:
    """What a description says."""

    text: str = ""
    name: str = ""
    iban: str = ""
    end_to_end: str = ""


def unfolded(texts: list[Field]) -> str:
    """The lines of the descriptions as one, with a space only where a line ended before its end."""
    said: list[str] = []
    length = 0
    for one in texts:
        lines = one.lines if one.tag == "86" else _numbered_lines(one.lines)
        for place, line in enumerate(lines):
            full = _FULL - 4 if place == 1 and lines[0].startswith("/") else _FULL
            joined = place and len(lines[place - 1]) >= full
            said.append(line if joined or not said else f" {line}")
            length += len(line)
            if length > LONGEST_DESCRIPTION:
                break
    return "".join(said)[:LONGEST_DESCRIPTION].strip()


def details_of(said: str) -> Details:
    """Who, for what, and the sender's reference."""
    german = _GERMAN.match(said)
    if german:
        return _german(said[german.end() - 1 :], german[1])
    if said.startswith("/") and _SLASHED.match(said):
        return _slashed(said)
    if _LABELLED.search(said) and "IBAN" in said:
        return _labelled(said)
    return Details(text=said)


def _slashed(said: str) -> Details:
    """`/TRTP/…/IBAN/…/NAME/…/REMI/…` of ABN AMRO and Rabobank, `/CNTP/iban/bic/name/place/` of ING."""
    pieces = _SLASHED.split(said)
    told: dict[str, str] = {}
    for key, value in zip(pieces[1::2], pieces[2::2], strict=True):
        told.setdefault(key, value.strip("/ ") if key != "CNTP" else value)
    party = [*told.get("CNTP", "").removeprefix("/").split("/"), "", "", ""]
    structured = told.get("STRD", "")
    remittance = told.get("REMI") or told.get("USTD") or structured.removeprefix("CUR/")
    iban = iban_in(told.get("IBAN", "")) or iban_in(party[0])
    text = remittance or " ".join(told.get(key, "") for key in ("TRTP", "PREF", "OCMT")).strip()
    return Details(
        text=text,
        name=told.get("NAME") or party[2].strip() or told.get("ULTD", "") or told.get("ULTC", ""),
        iban=iban,
        end_to_end=_given(told.get("EREF", "")),
    )


def _labelled(said: str) -> Details:
    """`SEPA OVERBOEKING IBAN: … BIC: … NAAM: … OMSCHRIJVING: …` of ABN AMRO."""
    pieces = _LABELLED.split(said)
    told = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    return Details(
        text=told.get("OMSCHRIJVING") or told.get("BETALINGSKENM.") or pieces[0],
        name=told.get("NAAM", ""),
        iban=iban_in(told.get("IBAN", "")),
        end_to_end=_given(told.get("KENMERK", "")),
    )


def _german(said: str, mark: str) -> Details:
    """`116?00ONLINE?20EREF+…?21SVWZ+…?31IBAN?32NAME`: numbered pieces, and in 20 to 29 words with a plus."""
    told: dict[int, str] = {}
    for piece in said.split(mark)[1:]:
        found = _NUMBERED.fullmatch(piece)
        if found:
            number = int(found[1])
            told[number] = told.get(number, "") + found[2]
    purpose = "".join(told[number] for number in sorted(told) if 20 <= number <= 29 or 60 <= number <= 63)
    pieces = _PLUS.split(purpose)
    said_in = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    return Details(
        text=(said_in.get("SVWZ") or pieces[0] or told.get(0, "")).strip(),
        name=f"{told.get(32, '')}{told.get(33, '')}".strip(),
        iban=iban_in(told.get(31, "")) or iban_in(said_in.get("IBAN", "")),
        end_to_end=_given(said_in.get("EREF", "").strip()),
    )


def _numbered_lines(lines: list[str]) -> list[str]:
    """The purposes of a `:NS:` field: 01 to 14 are text, what follows is the bank's own."""
    kept = []
    for line in lines:
        found = _NUMBERED.fullmatch(line)
        if found and 1 <= int(found[1]) <= 16:
            kept.append(found[2])
    return kept


def _given(reference: str) -> str:
    return "" if reference.upper() in ("NOTPROVIDED", "NONREF", "NOT PROVIDED") else reference
