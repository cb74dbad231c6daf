"""A batch of payments as banks read it: SEPA credit transfers in pain.001.001.09 (ISO 20022)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from anyascii import anyascii

from domain.kernel import AMSTERDAM, Id, parse_instant

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
_STRANGE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


@dataclass(frozen=True, slots=True)
class Transfer:
    """What is paid to whom."""

    claim: Id
    name: str
    iban: str
    cents: int
    text: str


def pain_001(batch: str, moment: str, debtor: str, iban: str, transfers: Sequence[Transfer]) -> bytes:
    """One batch, to be carried out on the day on which it was made; the same input gives the same bytes.

    Both are told by the clock of the Netherlands, for a bank reads a time without a zone so.
    """
    made = parse_instant(moment).astimezone(AMSTERDAM)
    document = Element("Document", {"xmlns": NAMESPACE})
    initiation = SubElement(document, "CstmrCdtTrfInitn")
    head = SubElement(initiation, "GrpHdr")
    total = _euros(sum(one.cents for one in transfers))
    _put(head, MsgId=batch, CreDtTm=f"{made:%Y-%m-%dT%H:%M:%S}", NbOfTxs=str(len(transfers)), CtrlSum=total)
    _put(SubElement(head, "InitgPty"), Nm=latin(debtor, 70))
    payment = SubElement(initiation, "PmtInf")
    _put(payment, PmtInfId=batch, PmtMtd="TRF", NbOfTxs=str(len(transfers)), CtrlSum=total)
    _put(SubElement(SubElement(payment, "PmtTpInf"), "SvcLvl"), Cd="SEPA")
    _put(SubElement(payment, "ReqdExctnDt"), Dt=f"{made:%Y-%m-%d}")
    _put(SubElement(payment, "Dbtr"), Nm=latin(debtor, 70))
    _put(SubElement(SubElement(payment, "DbtrAcct"), "Id"), IBAN=iban)
    _put(SubElement(SubElement(SubElement(payment, "DbtrAgt"), "FinInstnId"), "Othr"), Id="NOTPROVIDED")
    _put(payment, ChrgBr="SLEV")
    for one in transfers:
        line = SubElement(payment, "CdtTrfTxInf")
        _put(SubElement(line, "PmtId"), EndToEndId=one.claim)
        SubElement(SubElement(line, "Amt"), "InstdAmt", {"Ccy": "EUR"}).text = _euros(one.cents)
        _put(SubElement(line, "Cdtr"), Nm=latin(one.name, 70))
        _put(SubElement(SubElement(line, "CdtrAcct"), "Id"), IBAN=one.iban)
        _put(SubElement(line, "RmtInf"), Ustrd=latin(one.text, 140))
    written: bytes = tostring(document, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written


def latin(text: str, most: int) -> str:
    """In the letters that SEPA has, at most so many; never nothing."""
    return " ".join(_STRANGE.sub(" ", anyascii(text)).split())[:most].strip() or "-"


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _put(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text
