"""What the team lets its people spend: mandates in one line each."""

from __future__ import annotations

from typing import Any

from domain.kernel import Id, id_of
from domain.mandates import Limits

DECISION = "Teamoverleg 12 februari, punt 4"


def give_mandate(
    home: Any, name: str, *, to: Id | None = None, for_role: str | None = None, per_act: int = 10_000,
    per_period: int = 100_000, per: str = "month", together: int = 30, first: str = "2026-01-01",
    last: str = "2026-12-31", funds: tuple[str, ...] = ("team",), accounts: tuple[str, ...] = (), by: Id | None = None,
) -> Id:  # fmt: skip
    """Anna, who plans, gives a mandate; its id."""
    mandate = id_of("mandate", name)
    with home.by(by or home.person("anna")):
        home.house.mandates.give_mandate(
            home.team, mandate=mandate, funds=funds, accounts=accounts,
            limits=Limits(per_act, per_period, per, together), person=to, for_role=for_role, first=first, last=last,
            decision=DECISION,
        )  # fmt: skip
    return mandate
