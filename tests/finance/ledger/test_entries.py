"""An entry is proposed by one, approved by another, and never changed after it was posted."""

from __future__ import annotations

import pytest

from domain.finance.ledger import Line, NewAccount, Proposal, refusals, refusals_books, refusals_chart
from domain.finance.ledger.proposal import content_hash
from domain.kernel import OPERATOR, CommandReused, Id, NotAllowed, NotThere, Sealed, id_of
from projections.house import House
from tests.harness.home import Home
from tests.harness.meanwhile import Meanwhile
from tests.harness.money import Purse


def test_what_bram_proposes_and_fenna_approves_is_posted(purse: Purse) -> None:
    proposal = purse.propose("2026-02-10", Line("4310", 12_050), Line("1010", -12_050))
    before = purse.balances()

    purse.approve(proposal)

    assert before == {}
    assert purse.balances() == {"1010": -12_050, "4310": 12_050}


def test_an_entry_that_does_not_sum_to_nothing_is_refused(purse: Purse) -> None:
    with pytest.raises(refusals.EntryUnbalanced):
        purse.propose("2026-02-10", Line("4310", 12_050), Line("1010", -12_051))


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (Line("4310", 0), Line("1010", 0)),
        (Line("4310", 100),),
        (Line("4310", 1.0), Line("1010", -1.0)),  # type: ignore[arg-type]
        (Line("4310", True), Line("1010", -1)),
        (Line("4310", 10**14), Line("1010", -(10**14))),
    ],
)
def test_lines_that_are_no_cents_are_refused(purse: Purse, lines: tuple[Line, ...]) -> None:
    with pytest.raises(refusals.EntryUnreadable):
        purse.propose("2026-02-10", *lines)


def test_an_amount_is_at_most_what_any_sum_can_hold_and_a_day_at_most_a_year_ahead(purse: Purse) -> None:
    most = 10**13
    purse.post("2027-03-02", Line("4310", most), Line("1010", -most))

    with pytest.raises(refusals.EntryUnreadable):
        purse.propose("2026-02-10", Line("4310", most + 1), Line("1010", -most - 1))
    with pytest.raises(refusals.DayTooFar):
        purse.propose("2027-03-03", Line("4310", 1), Line("1010", -1))
    with pytest.raises(refusals.EntryUnreadable):
        purse.propose("2026-02-10", Line("4310", 1), Line("1010", -1), fund="piraten")


def test_money_of_two_funds_never_meets_in_one_entry(purse: Purse) -> None:
    with pytest.raises(refusals.FundsDoNotMix):
        purse.propose("2026-02-10", Line("4310", 100), Line("1001", -100))


def test_residents_money_is_on_a_residents_name_and_no_other_is(purse: Purse, home: Home) -> None:
    rosa = home.person("rosa")

    with pytest.raises(refusals.ResidentMissing):
        purse.propose("2026-02-10", Line("1030", 100), Line("1700", -100), fund="residents")
    with pytest.raises(refusals.ResidentNotHere):
        purse.propose("2026-02-10", Line("4310", 100, rosa), Line("1010", -100))


def test_nobody_approves_what_they_asked_for(purse: Purse) -> None:
    proposal = purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100))

    with pytest.raises(refusals.OwnProposal):
        purse.approve(proposal, by=purse.bram)

    assert purse.balances() == {}


def test_who_changed_a_proposal_does_not_approve_it_either(purse: Purse, home: Home) -> None:
    proposal = purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100))
    emre = home.person("emre")
    with home.by(home.person("anna")):
        home.house.teams.give_role(home.team, person=emre, role="finance", since="2026-01-01")
    lines = (Line("4310", 200), Line("1010", -200))
    with home.by(emre):
        purse.ledger.change_proposal(proposal, fund="team", value_date="2026-02-10", lines=lines, text="Toch meer")

    for person in (emre, purse.bram):
        with pytest.raises(refusals.OwnProposal):
            purse.approve(proposal, by=person)


def test_a_change_voids_what_was_seen(purse: Purse, home: Home) -> None:
    proposal = purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100))
    seen = home.house.workspace.get(Proposal, proposal)
    assert seen
    content, lines = seen.content, (Line("4310", 900), Line("1010", -900))
    with home.by(purse.bram):
        purse.ledger.change_proposal(proposal, fund="team", value_date="2026-02-10", lines=lines, text="Meer")

    with home.by(purse.fenna), pytest.raises(refusals.ContentChanged):
        purse.ledger.approve_entry(proposal, content=content)

    assert purse.balances() == {}


def test_what_was_decided_is_not_decided_again(purse: Purse, home: Home) -> None:
    proposal = purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100))
    purse.approve(proposal)

    with pytest.raises(refusals.NotWaiting):
        purse.approve(proposal, by=home.person("emre"))

    assert purse.balances() == {"1010": -100, "4310": 100}


def test_a_member_approves_but_does_not_propose_and_a_controller_does_neither(purse: Purse, home: Home) -> None:
    lines = (Line("4310", 100), Line("1010", -100))
    yara, ties = id_of("person", "yara"), id_of("person", "ties")
    home.second_team(members=("yara", "ties"))
    with home.by(OPERATOR):
        home.house.teams.give_office(yara, office="controller", since="2026-01-01")

    for person, refusal in ((purse.fenna, NotAllowed), (yara, NotAllowed), (ties, NotThere)):
        with home.by(person), pytest.raises(refusal):
            purse.ledger.propose_entry(
                purse.team, proposal=id_of("p"), fund="team", value_date="2026-02-10", lines=lines, text="x"
            )
    proposal = purse.propose("2026-02-10", *lines)
    for person, refusal in ((yara, NotAllowed), (ties, NotThere)):
        with pytest.raises(refusal):
            purse.approve(proposal, by=person)
    purse.approve(proposal, by=purse.fenna)


def test_a_reversal_is_exact_and_linked_and_happens_once(purse: Purse, home: Home) -> None:
    entry = purse.pay("2026-02-19", "4350", 8_640)

    reversal = purse.reverse(entry)

    assert purse.balances() == {"1010": 0, "4350": 0}
    assert purse.entry(entry).reversal == reversal
    assert purse.entry(reversal).value_date == "2026-02-19"
    with pytest.raises(refusals.EntryIsReversed):
        purse.reverse(entry)
    with pytest.raises(refusals.ReversalStays):
        purse.reverse(reversal)


def test_two_reversals_that_were_proposed_end_in_one(purse: Purse, home: Home) -> None:
    entry = purse.pay("2026-02-19", "4350", 8_640)
    with home.by(purse.bram):
        for one in ("one", "two"):
            purse.ledger.propose_reversal(entry, proposal=id_of(one), text="Dubbel")

    purse.approve(id_of("one"))
    with pytest.raises(refusals.EntryIsReversed):
        purse.approve(id_of("two"))

    assert purse.balances() == {"1010": 0, "4350": 0}


def test_an_opening_balance_is_taken_once_for_each_fund(purse: Purse, home: Home) -> None:
    def take(fund: str, *lines: Line) -> None:
        with home.by(purse.bram):
            purse.ledger.take_opening(purse.team, fund=fund, lines=lines, text="Beginbalans")

    take("team", Line("1010", 500_000), Line("0500", -500_000))
    take("household", Line("1020", 10_000), Line("0510", -10_000))

    with pytest.raises(refusals_books.OpeningIsTaken):
        take("team", Line("1010", 1), Line("0500", -1))
    assert purse.balances("2026-01-01") == {"0500": -500_000, "1010": 500_000, "0510": -10_000, "1020": 10_000}


def test_nothing_is_posted_before_the_books_begin(home: Home) -> None:
    purse = Purse(home, first="2026-02")

    with pytest.raises(refusals.BeforeTheBooks):
        purse.pay("2026-01-31", "4310", 100)

    purse.pay("2026-02-01", "4310", 100)


def test_cash_never_ends_a_day_below_nothing_also_not_a_later_one(purse: Purse) -> None:
    purse.post("2026-02-01", Line("1000", 10_000), Line("1010", -10_000))
    purse.pay("2026-02-20", "4350", 9_000, out_of="1000")

    with pytest.raises(refusals.CashBelowNothing) as refusal:
        purse.pay("2026-02-05", "4350", 1_001, out_of="1000")
    purse.pay("2026-02-05", "4350", 1_000, out_of="1000")

    assert refusal.value.details["day"] == "2026-02-20"
    assert purse.balances()["1000"] == 0


def test_a_reversal_of_cash_that_was_spent_since_is_refused(purse: Purse) -> None:
    filled = purse.post("2026-02-01", Line("1000", 10_000), Line("1010", -10_000))
    purse.pay("2026-02-20", "4350", 9_000, out_of="1000")

    with pytest.raises(refusals.CashBelowNothing):
        purse.reverse(filled)


def test_an_account_of_the_chart_is_there_once_and_closes(purse: Purse, home: Home) -> None:
    with home.by(purse.cato):
        with pytest.raises(refusals_chart.AccountIsThere):
            purse.ledger.open_accounts([NewAccount("4310", "Energie", "team", "expense")])
        purse.ledger.close_account("4310")

    with pytest.raises(refusals.AccountIsClosed):
        purse.pay("2026-02-10", "4310", 100)
    with home.by(purse.bram), pytest.raises(NotThere):
        purse.ledger.close_account("4350")


def test_of_an_unknown_account_the_number_is_told(purse: Purse) -> None:
    with pytest.raises(refusals.AccountUnknown, match="9999"):
        purse.pay("2026-02-10", "9999", 100)


def proposals(home: Home, id: Id) -> str:
    """The state of a proposal."""
    found = home.house.workspace.get(Proposal, id)
    assert found
    return found.state


def test_who_declines_says_why_and_who_proposed_may_withdraw(purse: Purse, home: Home) -> None:
    one = purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100))
    other = purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100))

    with home.by(purse.fenna):
        with pytest.raises(refusals.TextMissing):
            purse.ledger.decline_entry(one, why=" ")
        purse.ledger.decline_entry(one, why="Dit is van vorig jaar.")
        with pytest.raises(NotAllowed):
            purse.ledger.withdraw_proposal(other)
    with home.by(purse.bram):
        purse.ledger.withdraw_proposal(other)

    assert (proposals(home, one), proposals(home, other)) == ("declined", "withdrawn")


def test_only_who_proposed_an_entry_withdraws_it_and_nobody_decides_on_what_was_withdrawn(
    purse: Purse, home: Home
) -> None:
    emre, proposal = home.person("emre"), purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100))
    with home.by(home.person("anna")):
        home.house.teams.give_role(home.team, person=emre, role="finance", since="2026-01-01")

    with home.by(emre), pytest.raises(refusals.NotYourProposal):
        purse.ledger.withdraw_proposal(proposal)
    with home.by(purse.bram):
        with pytest.raises(refusals.OwnProposal):
            purse.ledger.decline_entry(proposal, why="Toch niet.")
        purse.ledger.withdraw_proposal(proposal)

    with pytest.raises(refusals.NotWaiting):
        purse.approve(proposal)
    with home.by(purse.fenna), pytest.raises(refusals.NotWaiting):
        purse.ledger.decline_entry(proposal, why="Nee.")
    with home.by(purse.bram):
        with pytest.raises(refusals.NotWaiting):
            purse.ledger.withdraw_proposal(proposal)
        with pytest.raises(refusals.NotWaiting):
            purse.ledger.change_proposal(
                proposal, fund="team", value_date="2026-02-10", lines=(Line("4310", 1), Line("1010", -1)), text="Meer"
            )
    assert proposals(home, proposal) == "withdrawn" and purse.balances() == {}


def change(purse: Purse, proposal: Id, *lines: Line, **given: str) -> None:
    """Bram lets a proposal be another entry."""
    said = {"fund": "team", "value_date": "2026-02-10", "text": "Toch anders"} | given
    with purse.home.by(purse.bram):
        purse.ledger.change_proposal(proposal, lines=lines, **said)


def test_one_id_is_one_proposal_whoever_comes_with_it_again(purse: Purse, home: Home) -> None:
    proposal = purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100))
    entry = purse.pay("2026-02-11", "4350", 5)
    emre, lines = home.person("emre"), (Line("4310", 900), Line("1010", -900))
    with home.by(home.person("anna")):
        home.house.teams.give_role(home.team, person=emre, role="finance", since="2026-01-01")

    with home.by(emre):
        with pytest.raises(CommandReused):
            purse.ledger.propose_entry(
                purse.team, proposal=proposal, fund="team", value_date="2026-02-10", lines=lines, text="Anders"
            )
        with pytest.raises(CommandReused):
            purse.ledger.propose_reversal(entry, proposal=proposal, text="Dubbel")
    purse.approve(proposal)

    assert purse.balances()["4310"] == 100


@pytest.mark.parametrize("kind", ["opening", "carry_forward", "reversal", "bank"])
def test_what_people_propose_is_a_memo_and_never_what_only_the_program_posts(purse: Purse, kind: str) -> None:
    with purse.home.by(purse.bram), pytest.raises(ValueError, match=kind):
        purse.ledger.propose_entry(
            purse.team, proposal=id_of("p"), fund="team", value_date="2026-02-10", text="x", kind=kind,
            lines=(Line("4310", 100), Line("1010", -100)),
        )  # fmt: skip


def test_a_changed_proposal_keeps_every_rule_that_a_new_one_does(purse: Purse, home: Home) -> None:
    proposal, rosa = purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100)), home.person("rosa")
    purse.post("2026-02-01", Line("1030", 500), Line("1700", -500, rosa), fund="residents")

    for lines, given, refusal in (
        ((Line("4310", 100), Line("1010", -99)), {}, refusals.EntryUnbalanced),
        ((Line("4310", 100), Line("1001", -100)), {}, refusals.FundsDoNotMix),
        ((Line("4310", 100), Line("1010", -100)), {"value_date": "2025-12-31"}, refusals.BeforeTheBooks),
        ((Line("4310", 100), Line("1010", -100)), {"text": " "}, refusals.TextMissing),
        ((Line("1700", 500, rosa), Line("1030", -500)), {"fund": "residents"}, refusals.ResidentsMoneyLeaves),
    ):
        with pytest.raises(refusal):
            change(purse, proposal, *lines, **given)

    purse.approve(proposal)
    assert purse.balances()["4310"] == 100


def test_a_proposal_may_become_one_for_a_soft_closed_month_and_a_reversal_stays_what_it_is(purse: Purse) -> None:
    proposal = purse.propose("2026-02-10", Line("4310", 100), Line("1010", -100))
    entry = purse.pay("2026-02-11", "4350", 5)
    with purse.home.by(purse.bram):
        purse.ledger.soft_close_period(purse.team, "2026-02")
        purse.ledger.propose_reversal(entry, proposal=id_of("back"), text="Dubbel")
    change(purse, proposal, Line("4310", 200), Line("1010", -200), period="2026-02")

    with pytest.raises(refusals.ReversalStays):
        change(purse, id_of("back"), Line("4350", -1), Line("1010", 1))

    assert purse.entry(purse.approve(proposal)).period == "2026-02"
    purse.approve(id_of("back"))
    assert purse.balances() == {"1010": -200, "4310": 200, "4350": 0}


def test_what_is_taken_back_already_is_not_even_proposed_to_be(purse: Purse) -> None:
    entry = purse.pay("2026-02-10", "4310", 100)
    reversal = purse.reverse(entry)

    with purse.home.by(purse.bram):
        with pytest.raises(refusals.EntryIsReversed):
            purse.ledger.propose_reversal(entry, proposal=id_of("again"), text="Dubbel")
        with pytest.raises(refusals.ReversalStays):
            purse.ledger.propose_reversal(reversal, proposal=id_of("again"), text="Dubbel")
    later = purse.pay("2026-02-12", "4310", 5)
    with purse.home.by(purse.bram), pytest.raises(refusals.ReversalTooEarly):
        purse.ledger.propose_reversal(later, proposal=id_of("early"), text="x", value_date="2026-02-11")


def test_an_opening_is_not_taken_into_a_first_month_that_closes_meanwhile(purse: Purse, meanwhile: Meanwhile) -> None:
    def closed(house: House) -> None:
        with purse.home.by(purse.bram):
            house.ledger.close_period(purse.team, "2026-01")

    meanwhile(closed)

    with purse.home.by(purse.bram), pytest.raises(refusals.PeriodIsClosed):
        purse.ledger.take_opening(
            purse.team, fund="team", lines=(Line("1010", 500), Line("0500", -500)), text="Beginbalans"
        )

    assert purse.balances() == {}


OTHER = {
    "team": id_of("other"), "fund": "household", "value_date": "2026-02-02", "period": "2026-02", "kind": "bank",
    "lines": [["4310", 2, None], ["1010", -2, None]], "text": Sealed(id_of("me"), "Yg"), "document": "b" * 64,
    "reverses": id_of("entry"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHER)
def test_check_7_what_is_approved_is_every_field_of_an_entry(name: str) -> None:
    one = {
        "team": id_of("team"), "fund": "team", "value_date": "2026-02-01", "period": None, "kind": "memo",
        "lines": [["4310", 1, None], ["1010", -1, None]], "text": Sealed(id_of("me"), "YQ"), "document": None,
        "reverses": None,
    }  # fmt: skip

    assert content_hash(dict(one)) == content_hash(one) != content_hash(one | {name: OTHER[name]})
