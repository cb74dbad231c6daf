"""Residents' money in a woongroep in which every kind of fact about it occurs."""

from __future__ import annotations

from domain.finance.ledger import Line
from domain.kernel import id_of
from tests.harness.money import Purse


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
    with home.by(purse.bram):
        house.residents.close_resident_account(team, rosa)
        house.residents.open_resident_account(team, rosa)
