"""What went out of the residents' bank account and is no withdrawal: one proposes where it goes, another confirms."""

from __future__ import annotations

import pytest

from domain.finance.bank import BankLine
from domain.finance.bank import refusals as banking
from domain.finance.bank.refusals_residents import AccountNeeded, OneIsEnough, ProposalWaits, TwoPeople
from domain.finance.ledger import Line, NewAccount, Proposal
from domain.finance.ledger import refusals as books
from domain.finance.ledger.refusals_bank import ProposalOfLine
from domain.finance.residents.refusals import WithdrawalIsDecided
from domain.kernel import Acting, Id, NotAllowed, act_as, id_of
from projections.finance_residents import check_residents, proposals_of_residents
from tests.finance.bank.banked import Banked, day
from tests.finance.residents.banking import granted, line_of, pay, rosas_bank
from tests.finance.residents.test_residents import has
from tests.finance.statements.made import camt, paid
from tests.harness.money import Purse

BACK = "1300"
COSTS = "4930"


@pytest.fixture
def bank(purse: Purse) -> Banked:
    """100 euro of Rosa on a bank account that is linked, and accounts for what is of no resident."""
    found = rosas_bank(purse)
    with found.home.by(purse.cato):
        purse.ledger.open_accounts([
            NewAccount(BACK, "Nog van de organisatie", "residents", "asset"),
            NewAccount(COSTS, "Bankkosten bewoners", "residents", "expense"),
        ])  # fmt: skip
    return found


def propose(bank: Banked, line: Id, *parts: Line, why: str = "", by: str = "bram") -> str:
    """Who keeps the books proposes it; the hash of what is proposed."""
    with bank.home.by(bank.home.person(by)):
        bank.service.propose_line(line, parts=parts, why=why)
    return proposal(bank, line).content


def proposal(bank: Banked, line: Id) -> Proposal:
    """What was proposed last for a line."""
    found = bank.home.house.workspace.get(BankLine, line)
    assert found and found.proposal
    standing = bank.home.house.workspace.get(Proposal, found.proposal)
    assert standing
    return standing


def confirm(bank: Banked, line: Id, content: str, *, by: str = "fenna") -> None:
    """Another confirms it."""
    with bank.home.by(bank.home.person(by)):
        bank.service.confirm_line(line, content=content)


def test_nobody_alone_books_what_went_out_of_the_residents_account(bank: Banked, purse: Purse) -> None:
    (line,) = line_of(bank, -150)

    with bank.home.by(purse.bram):
        for act in (
            lambda: bank.service.match_line(line, account=COSTS),
            lambda: bank.service.split_line(line, parts=(Line(COSTS, -100), Line(BACK, -50))),
            lambda: bank.service.explain_line(line, why="Kosten", account=COSTS),
        ):
            with pytest.raises(TwoPeople) as refused:
                act()
        with pytest.raises(AccountNeeded):
            bank.service.explain_line(line, why="Dat komt wel terug.")

    assert "collega" in refused.value.sentence()
    assert (bank.state(line), purse.balances()["1093"], has(purse)) == ("open", 150, 10_000)


def test_what_one_proposes_another_confirms_and_then_it_is_booked(bank: Banked, purse: Purse) -> None:
    (line,) = line_of(bank, -150)

    content = propose(bank, line, Line(BACK, -150))
    waits = purse.balances()["1093"], bank.state(line)
    with bank.home.house.now() as views:
        (waiting,) = proposals_of_residents(views, bank.team)
    confirm(bank, line, content)

    assert waits == (150, "open") and waiting.cents == 150
    assert (bank.state(line), proposal(bank, line).state) == ("matched", "approved")
    assert (purse.balances()["1093"], purse.balances()[BACK], has(purse)) == (0, 150, 10_000)
    with bank.home.house.now() as views:
        assert check_residents(views, bank.team).difference == -150
        assert proposals_of_residents(views, bank.team) == []


@pytest.mark.parametrize(
    ("parts", "why", "state"),
    [
        ((Line(COSTS, -100), Line(BACK, -50)), "", "split"),
        ((Line(COSTS, -150),), "Kosten van februari", "explained"),
    ],
)
def test_two_split_and_explain_it_too(
    bank: Banked, purse: Purse, parts: tuple[Line, ...], why: str, state: str
) -> None:
    (line,) = line_of(bank, -150)

    confirm(bank, line, propose(bank, line, *parts, why=why))

    assert bank.state(line) == state
    assert {code: purse.balances()[code] for code, *_ in parts} == {part.account: -part.cents for part in parts}
    with bank.home.house.now() as views:
        row = views.execute("SELECT parts, why FROM finance_line WHERE line = ?", (line,)).fetchone()
    assert bool(row["why"]) is bool(why)


def test_who_proposed_it_does_not_confirm_it_also_not_on_behalf_of_another(bank: Banked, purse: Purse) -> None:
    (line,) = line_of(bank, -150)
    content = propose(bank, line, Line(BACK, -150))

    with pytest.raises(books.OwnProposal):
        confirm(bank, line, content, by="bram")
    with act_as(Acting(purse.fenna, "", on_behalf_of=purse.bram, command=id_of("for bram"))):
        with pytest.raises(books.OwnProposal):
            bank.service.confirm_line(line, content=content)
    with pytest.raises(NotAllowed):
        confirm(bank, line, content, by="rosa")

    assert bank.state(line) == "open"


def test_what_is_confirmed_is_what_was_seen(bank: Banked, purse: Purse) -> None:
    (line,) = line_of(bank, -150)
    seen = propose(bank, line, Line(COSTS, -150))
    with bank.home.by(purse.bram):
        purse.ledger.withdraw_proposal(proposal(bank, line).id)
    propose(bank, line, Line(BACK, -150))

    with pytest.raises(books.ContentChanged):
        confirm(bank, line, seen)

    assert bank.state(line) == "open"


def test_one_proposal_waits_at_a_time_and_what_was_declined_is_not_confirmed(bank: Banked, purse: Purse) -> None:
    (line,) = line_of(bank, -2_500)
    asked = granted(purse, 2_500)
    content = propose(bank, line, Line(COSTS, -2_500))

    with pytest.raises(ProposalWaits):
        propose(bank, line, Line(BACK, -2_500))
    with pytest.raises(ProposalWaits):
        pay(bank, line, asked)
    with bank.home.by(purse.fenna):
        purse.ledger.decline_entry(proposal(bank, line).id, why="Dit is Rosa haar opname.")
    with pytest.raises(books.NotWaiting):
        confirm(bank, line, content)
    pay(bank, line, asked)

    assert (bank.state(line), has(purse)) == ("matched", 7_500)
    with pytest.raises(banking.LineIsResolved):
        propose(bank, line, Line(BACK, -2_500))
    with pytest.raises(WithdrawalIsDecided):
        pay(bank, line, asked)


def test_the_ledger_itself_neither_posts_nor_changes_what_is_proposed_for_a_line(bank: Banked, purse: Purse) -> None:
    (line,) = line_of(bank, -150)
    content = propose(bank, line, Line(COSTS, -150))
    waiting = proposal(bank, line).id

    with bank.home.by(purse.fenna), pytest.raises(ProposalOfLine) as refused:
        purse.ledger.approve_entry(waiting, content=content)
    with bank.home.by(purse.bram), pytest.raises(ProposalOfLine):
        purse.ledger.change_proposal(
            waiting, fund="residents", value_date="2026-03-02", lines=(Line(BACK, 150), Line("1093", -150)), text="Om"
        )

    assert "Bewoners" in refused.value.sentence()
    assert purse.balances()["1093"] == 150


def test_a_line_that_another_person_need_not_look_at_is_not_proposed(bank: Banked, purse: Purse) -> None:
    (came,) = line_of(bank, 150)

    with pytest.raises(OneIsEnough):
        propose(bank, came, Line(BACK, 150))
    with bank.home.by(purse.bram):
        bank.service.match_line(came, account=BACK)

    assert bank.state(came) == "matched"


def test_a_proposal_keeps_to_the_line(bank: Banked) -> None:
    (line,) = line_of(bank, -150)
    rosa = bank.home.rosa

    with pytest.raises(banking.PartsDiffer):
        propose(bank, line, Line(COSTS, -100))
    with pytest.raises(banking.PartsDiffer):
        propose(bank, line, Line(COSTS, -100), Line(BACK, -40))
    with pytest.raises(banking.PartsOtherSide):
        propose(bank, line, Line(COSTS, -200), Line(BACK, 50))
    with pytest.raises(banking.NotOnThisAccount):
        propose(bank, line, Line("1030", -150))
    with pytest.raises(books.FundsDoNotMix):
        propose(bank, line, Line("4350", -150))
    with pytest.raises(Exception, match="twee anderen"):
        propose(bank, line, Line("1700", -150, rosa))

    assert bank.state(line) == "open"


def test_a_rule_proposes_and_never_books_it(bank: Banked, purse: Purse) -> None:
    (first,) = line_of(bank, -150)
    confirm(bank, first, propose(bank, first, Line(BACK, -150)))
    bank.rule(first)

    following = camt(day(3, paid(-150, text="Regel 0"), opening=9_850))
    with bank.home.by(purse.bram):
        plan = bank.service.preview(bank.team, bank=bank.bank, data=following)
        (choice,) = bank.service.proposed(bank.team, plan)
    bank.take(following)

    assert choice and (choice.account, choice.sure) == (BACK, False)
    assert bank.state(bank.line(following)) == "open"


def test_what_two_booked_is_opened_again_and_needs_two_again(bank: Banked, purse: Purse) -> None:
    (line,) = line_of(bank, -150)
    confirm(bank, line, propose(bank, line, Line(COSTS, -150)))

    with bank.home.by(purse.bram):
        bank.service.release_line(line, why="Verkeerde rekening")
        with pytest.raises(TwoPeople):
            bank.service.match_line(line, account=BACK)
    confirm(bank, line, propose(bank, line, Line(BACK, -150)))

    assert (purse.balances()[COSTS], purse.balances()[BACK], purse.balances()["1093"]) == (0, 150, 0)


def test_what_a_bank_says_of_it_is_kept_from_others(bank: Banked, purse: Purse) -> None:
    (line,) = line_of(bank, -150)
    before = purse.position()
    confirm(bank, line, propose(bank, line, Line(BACK, -150)))

    with bank.home.house.now() as views:
        found = {row[0] for row in views.execute("SELECT position FROM trail_kept WHERE position > ?", (before,))}
    registers = {
        one.position for one in bank.home.house.workspace.facts(before, 100) if one.topic.startswith("finance.Register")
    }
    assert found | registers == set(range(before + 1, purse.position() + 1))
