"""The file for the salary office: one line per person and wage code, as Dutch Excel opens it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from domain.kernel import Id
from domain.rosters.hours.figures import Minutes
from domain.rosters.hours.ort import PayRules

HEAD = (
    "batch", "maand", "woongroep", "medewerker", "naam", "soort", "looncode", "omschrijving", "uren", "minuten",
)  # fmt: skip
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Paid:
    """What one statement pays: minutes by what they are for, the causes of absence in place of their sum."""

    person: Id
    name: str
    team: str
    corrects: bool
    minutes: Minutes


def export_text(month: str, number: int, paid: Iterable[Paid], rules: PayRules) -> str:
    """The file as text: `;`, decimal comma, a byte order mark, lines as Windows ends them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in sorted(paid, key=lambda p: (p.team, p.name.casefold(), p.person, p.corrects)):
        for key in dict.fromkeys((*rules.wage_codes, *one.minutes)):
            minutes = one.minutes.get(key, 0)
            if minutes:
                code, words = rules.wage_codes.get(key, (key.upper(), key))
                kind = "verschil" if one.corrects else "urenstaat"
                writer.writerow(
                    (f"{month}-{number}", month, _plain(one.team), one.person, _plain(one.name), kind, code, words,
                     decimal_hours(minutes), minutes)
                )  # fmt: skip
    return "\ufeff" + text.getvalue()


def decimal_hours(minutes: int) -> str:
    """7,75: hours with two decimals and a comma."""
    return str((Decimal(minutes) / 60).quantize(_CENT, ROUND_HALF_UP)).replace(".", ",")


def export_hash(text: str) -> str:
    """SHA-256 of the file."""
    return hashlib.sha256(text.encode()).hexdigest()


def export_rows(text: str) -> list[list[str]]:
    """The lines of a file, its head first."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def _plain(text: str) -> str:
    """A name that a spreadsheet would take for a formula stays a name."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
