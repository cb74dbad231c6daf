"""Everything that can happen to mandates, claims and payments, for a woongroep in which every kind of fact occurs."""

from __future__ import annotations

from typing import Any

from domain.finance.ledger import NewAccount
from domain.kernel import id_of
from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.mandated import give_mandate
from tests.harness.money import Purse


def reimbursed(home: Any) -> None:
    """Mandates are given, used, returned and ended; claims are made, changed, decided and paid in both ways."""
    purse, day = Purse.standing(home), home.clock.moment.date().isoformat()
    till = Till(purse, mandate=False)
    till.emre = home.person("bram")
    till.bram = home.person("anna")
    with home.by(purse.cato):
        purse.ledger.open_accounts([NewAccount("4390", "Overig", "team", "expense")])
    year = {"first": day, "last": f"{day[:4]}-12-31"}
    till.mandate = give_mandate(home, "fenna", to=till.fenna, per_act=50_000, **year)  # type: ignore[arg-type]
    give_mandate(home, "members", for_role="member", **year)  # type: ignore[arg-type]
    with home.by(home.person("anna")):
        home.house.mandates.end_mandate(id_of("mandate", "members"), why="Het werd te veel.")
    cash, bank, off, declined, withdrawn = (
        till.make(100 * n, account="4390", day=day, how="bank" if n in (2, 3) else "cash", iban=IBAN, supplier=f"S{n}")
        for n in range(1, 6)
    )
    till.approve(cash)
    photo = till.photo(till.emre)
    till.change(cash, 200, account="4390", day=day, missing="", receipt=photo)
    till.change(cash, 300, account="4390", day=day, missing="", receipt=photo)
    till.make(400, account="4390", day=day, missing="", receipt=photo)
    for claim in (cash, bank, off):
        till.approve(claim)
    till.pay(cash)
    with home.by(till.fenna):
        till.claims.decline_claim(declined, why="Dit is al betaald.")
    with home.by(till.emre):
        till.claims.withdraw_claim(withdrawn)
    with home.by(till.bram):
        till.claims.put_on_list(off)
        till.claims.take_off_list(off)
        till.claims.put_on_list(bank)
        till.claims.export_payments(home.team, fund="team", debtor=OURS)
        till.claims.ask_return(bank, why="Niet gezien.")
    with home.by(till.fenna):
        till.claims.drop_return(bank)
    with home.by(till.bram):
        till.claims.ask_return(bank, why="Onbekend rekeningnummer.")
    with home.by(till.fenna):
        till.claims.confirm_return(bank)
    with home.by(till.bram):
        till.claims.put_on_list(bank)
        till.claims.export_payments(home.team, fund="team", debtor=OURS)
        till.claims.confirm_payment(bank, account="1010", day=day)
