"""Everything that can happen to a bank account, for a woongroep in which every kind of fact occurs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.finance.ledger import Line, NewAccount
from domain.finance.statements import identities, read_statements
from domain.kernel import id_of
from tests.finance.statements.made import camt, paid, sheet
from tests.harness.claimed import IBAN, OURS, Till
from tests.harness.money import Purse


def bank_kept(home: Any) -> None:
    """Statements come in twice, lines are matched by hand and by a rule, split, explained and opened again."""
    purse, bank, team = Purse.standing(home), home.house.bank, home.team
    with home.by(purse.cato):
        purse.ledger.open_accounts([NewAccount("1015", "Spaarrekening", "team", "asset", "bank")])
        bank.set_limit(cents=20_000, valid_from=home.clock.moment.date().isoformat(), why="Voor alle teams.")
    with home.by(home.person("anna")):
        home.house.teams.give_role(team, person=home.person("anna"), role="finance", since="2025-01-01")
    day = home.clock.moment.date().isoformat()
    first = sheet(
        paid(-100, day), paid(-200, day), paid(-300, day), paid(-400, day), paid(0, day), opening=0, opening_on=day,
        closing_on=day,
    )  # fmt: skip
    second = replace(first, opening=first.closing, entries=(paid(-100, day, text="Nog eens"),))
    with home.by(home.person("anna")):
        iban = first.account
        bank.link_account(team, account="1015", iban=iban)
        id = bank.linked(team, iban)
        bank.close_bank_account(team, bank=id)
        bank.link_account(team, account="1015", iban=iban)
        lines = identities(*read_statements(camt(first)), account=id)
        _take(home, id, camt(first))
        bank.match_line(lines[0], account="4350")
        bank.make_rule(lines[0], rule=id_of("rule"))
        bank.split_line(lines[1], parts=(Line("4350", -50), Line("4310", -150)))
        bank.explain_line(lines[2], why="Een vergissing van de bank.", account="4350")
        bank.release_line(lines[1], why="Het was toch anders.")
        _take(home, id, camt(second))
        bank.change_rule(team, rule=id_of("rule"), words="brood", side="out", least=None, most=None, account="4310")
        bank.set_threshold(team, cents=10_000, why="We willen meer zelf bekijken.")
        bank.end_rule(team, rule=id_of("rule"))
    _settled(home, id, replace(second, opening=second.closing, entries=(paid(-700, day, text="Declaratie"),)))


def _settled(home: Any, bank: str, third: Any) -> None:
    """A claim that was sent is paid by a line of the next statement, and given back by one of the last."""
    till = Till(Purse.standing(home), mandate=False)
    till.emre, till.bram, till._made = home.person("bram"), home.person("anna"), 50
    till.mandate = id_of("mandate", "fenna")
    claim = till.make(700, account="4390", day=third.closing_on, how="bank", iban=IBAN, supplier="Kwekerij")
    till.approve(claim)
    with home.by(home.person("anna")):
        till.claims.put_on_list(claim)
        till.claims.export_payments(home.team, fund="team", debtor=OURS)
        _take(home, bank, camt(third))
        line = identities(*read_statements(camt(third)), account=bank)[0]
        home.house.settling.pay_by_line(line, claims=[claim])
        last = replace(third, opening=third.closing, entries=(paid(700, third.closing_on, text="Storno"),))
        _take(home, bank, camt(last))
        back = identities(*read_statements(camt(last)), account=bank)[0]
        home.house.settling.ask_back(back, claim=claim)
    with home.by(till.fenna):
        till.claims.drop_return(claim)
    with home.by(home.person("anna")):
        home.house.settling.ask_back(back, claim=claim)
    with home.by(till.fenna):
        home.house.settling.confirm_back(claim)


def _take(home: Any, bank: str, data: bytes) -> None:
    home.house.bank.import_statement(home.team, bank=bank, file=home.house.blobs.keep(bank, data))
