"""Claims in one line each: emre spent something, fenna looks at it under her mandate, bram keeps the money."""

from __future__ import annotations

from typing import Any

from domain.finance.claims import Claim, WantedClaim, claims_of
from domain.finance.ledger import Line
from domain.kernel import Id, id_of
from tests.harness.mandated import give_mandate
from tests.harness.money import Purse

IBAN = "NL20 INGB 0001 2345 67"
"""Of who gets the money."""
OURS = "NL91 ABNA 0417 1643 00"
"""Of the team."""


class Till:
    """The claims of De Lindehof."""

    def __init__(self, purse: Purse, *, mandate: bool = True) -> None:
        self.purse, self.home, self.claims = purse, purse.home, purse.home.house.claims
        self.emre, self.fenna, self.bram = purse.home.person("emre"), purse.fenna, purse.bram
        self._made = 0
        self.mandate = give_mandate(self.home, "fenna", to=self.fenna) if mandate else ""

    def wanted(self, cents: int = 2_450, **fields: Any) -> WantedClaim:
        """What is claimed: a kettle from the Hema, without a receipt unless one is given."""
        self._made += 1
        given = {
            "account": "4350", "day": "2026-02-27", "supplier": "Hema", "text": "Waterkoker voor de keuken",
            "number": f"bon {self._made}", "missing": "De bon is weggewaaid.",
        }  # fmt: skip
        return WantedClaim(cents=cents, **(given | fields))

    def photo(self, person: Id, data: bytes = b"a picture of a receipt") -> str:
        """A picture that is kept; its digest."""
        return self.home.house.blobs.keep(claims_of(person), data)

    def make(self, cents: int = 2_450, *, by: Id | None = None, **fields: Any) -> Id:
        """Emre claims; the id of the claim."""
        wanted = self.wanted(cents, **fields)
        claim = id_of("claim", str(self._made))
        with self.home.by(by or self.emre):
            self.claims.make_claim(self.purse.team, claim=claim, wanted=wanted)
        return claim

    def change(self, claim: Id, cents: int = 2_450, *, by: Id | None = None, **fields: Any) -> None:
        """Emre lets a claim be another one."""
        with self.home.by(by or self.emre):
            self.claims.change_claim(claim, wanted=self.wanted(cents, **fields))

    def approve(self, claim: Id, *, by: Id | None = None, mandate: Id = "", content: str = "") -> None:
        """Fenna approves what stands there."""
        seen = content or self.claim(claim).content
        with self.home.by(by or self.fenna):
            self.claims.approve_claim(claim, content=seen, mandate=mandate or self.mandate)

    def pay(self, claim: Id, *, by: Id | None = None, account: str = "1000", day: str = "") -> None:
        """Bram pays it from the cash box."""
        with self.home.by(by or self.bram):
            self.claims.pay_from_cash(claim, account=account, day=day)

    def fill_cash(self, cents: int = 50_000) -> None:
        """Money from the bank into the cash box."""
        self.purse.post("2026-01-05", Line("1000", cents), Line("1010", -cents))

    def claim(self, claim: Id) -> Claim:
        """A claim as the log has it."""
        found = self.home.house.workspace.get(Claim, claim)
        assert found
        return found
