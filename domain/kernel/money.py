"""Money: integer cents, never a float."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in euro cents, which may be negative."""

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise TypeError(f"cents must be an int, not {type(self.cents).__name__}")

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __str__(self) -> str:
        euros, cents = divmod(abs(self.cents), 100)
        sign = "\N{MINUS SIGN}" if self.cents < 0 else ""
        return f"€\N{NO-BREAK SPACE}{sign}{euros:,}".replace(",", ".") + f",{cents:02d}"
