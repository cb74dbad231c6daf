"""Residents' money in a woongroep in which every kind of fact about it occurs."""

from __future__ import annotations

from domain.finance.bank import BankLine
from domain.finance.ledger import Line, NewAccount, Proposal
from domain.finance.statements import identities, read_statements
from domain.kernel import Id, id_of
from tests.finance.statements.made import Sheet, camt, paid
from tests.harness.money import Purse

OURS = "NL69INGB0123456789"


def kept_for_residents(purse: Purse) -> None:
    """Rosa's money comes in, is asked for, signed, rejected and dropped, is paid out, and her account closes."""
    home, team, rosa = purse.home, purse.team, purse.home.person("rosa")
    residents, house = home.house.residents, home.house
    with home.by(purse.bram):
        residents.open_resident_account(team, rosa)
    purse.post("2026-01-20", Line("1030", 5_000), Line("1700", -5_000, rosa), fund="residents", text="Zakgeld")
    for name in ("paid", "rejected", "dropped"):
        with home.by(purse.bram):
            residents.ask_withdrawal(team, rosa, withdrawal=id_of(name), account="1030", cents=5_000, text="Jas")
    with home.by(purse.fenna):
        residents.reject_withdrawal(id_of("rejected"), why="Dit is te veel.")
    with home.by(purse.bram):
        residents.drop_withdrawal(id_of("dropped"))
    for person in (purse.fenna, home.person("emre")):
        with home.by(person):
            residents.sign_withdrawal(id_of("paid"))
    paid_by_bank(purse, rosa)
    with home.by(purse.bram):
        house.residents.close_resident_account(team, rosa)
        house.residents.open_resident_account(team, rosa)


def paid_by_bank(purse: Purse, resident: Id) -> None:
    """What came in at a bank account whose statements are taken is asked for, signed, and paid by the bank."""
    home, team, house = purse.home, purse.team, purse.home.house
    day, asked = home.clock.moment.date().isoformat(), id_of("by bank")
    moved = Sheet(0, day, day, (paid(900, day), paid(-900, day), paid(-15, day), paid(15, day)), account=OURS)
    with home.by(purse.cato):
        purse.ledger.open_accounts([
            NewAccount("1035", "Spaarrekening bewoners", "residents", "asset", "bank"),
            NewAccount("1305", "Nog van de organisatie", "residents", "asset"),
        ])  # fmt: skip
    with home.by(purse.bram):
        house.bank.link_account(team, account="1035", iban=OURS)
        bank = house.bank.linked(team, OURS)
        house.bank.import_statement(team, bank=bank, file=house.blobs.keep(bank, camt(moved)))
        came, went, charged, repaid = identities(*read_statements(camt(moved)), account=bank)
        house.bank.match_line(came, account="1700", resident=resident)
        house.bank.match_line(repaid, account="1305")
        house.bank.propose_line(charged, parts=(Line("1305", -15),), why="Kosten van de bank")
        house.residents.ask_withdrawal(team, resident, withdrawal=asked, account="1035", cents=900, text="Sparen")
    for person in (purse.fenna, home.person("emre")):
        with home.by(person):
            house.residents.sign_withdrawal(asked)
    with home.by(purse.bram):
        house.settling.pay_withdrawal(went, withdrawal=asked)
    found = house.workspace.get(BankLine, charged)
    waiting = house.workspace.get(Proposal, found.proposal or "") if found else None
    assert waiting
    with home.by(purse.fenna):
        house.bank.confirm_line(charged, content=waiting.content)
