"""What the bank's commands ask of the rest of the program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from domain.finance.bank.importing import Held
from domain.kernel import Id


class BankBooks(Protocol):
    """What is in the books, as they are now: a projection, the same one that the pages show."""

    def balance(self, team: Id, account: str) -> int:
        """The cents on an account of a team, over every value date."""

    def lines(self, bank: Id, first: str, last: str) -> Mapping[Id, Held]:
        """The lines of a bank account that were booked in these days, by key."""

    def linked_to(self, team: Id, account: str) -> Id | None:
        """The bank account that a team keeps on an account of the chart."""


class Files(Protocol):
    """The statements that were sent in, each by its digest: they wait, and are kept when they are taken."""

    def read(self, subject: Id, digest: str) -> bytes:
        """The bytes with this digest of a subject."""

    def keep(self, subject: Id, digest: str) -> None:
        """Keep them for good, before a fact speaks of them."""
