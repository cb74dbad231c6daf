"""What cannot be done with a statement, a line or a rule is refused by its own name, and nothing of it happens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.finance.bank import ReconciliationRules, refusals, rules_of
from domain.finance.bank.limit import LIMIT, MatchingLimit
from domain.finance.bank.place import BankPlace
from domain.finance.bank.rules import LONGEST_WORDS, words_to_go_by
from domain.finance.claims.refusals import ClaimTakenBack, OtherMoney
from domain.finance.ledger import Line, NewAccount
from domain.finance.ledger.refusals import AccountIsClosed, FundsDoNotMix
from domain.kernel import OPERATOR, Acting, CommandReused, Id, NotAllowed, NotThere, act_as, id_of
from projections.house import House
from tests.finance.bank.banked import Banked, day, march
from tests.finance.bank.settled import sent
from tests.finance.claims.test_decided import taken_back
from tests.finance.statements.made import Sheet, camt, paid
from tests.harness.claimed import Till
from tests.harness.meanwhile import Meanwhile

Step = Callable[[Banked, Id], None]


def taken(banked: Banked, *cents: int) -> list[Id]:
    """Lines of the second of March."""
    data = camt(day(2, *(paid(one) for one in cents), opening=10_000))
    banked.take(data)
    return [banked.line(data, place) for place in range(len(cents))]


def rules(banked: Banked) -> ReconciliationRules:
    """The rules as the log has them."""
    found = banked.home.house.workspace.get(ReconciliationRules, rules_of(banked.team))
    assert found
    return found


def test_check_9_a_file_that_overlaps_and_closes_elsewhere_is_refused_with_the_difference(banked: Banked) -> None:
    taken(banked, -1_250)
    lines = (paid(-1_250, "2026-03-02"), paid(-500, "2026-03-03"))

    with pytest.raises(refusals.ClosingDiffers, match="10,00"):
        banked.take(camt(Sheet(9_000, "2026-03-01", "2026-03-03", lines)))

    assert banked.purse.balances()["1010"] == 8_750


def test_a_line_does_not_come_on_an_account_that_closed(banked: Banked) -> None:
    (line,) = taken(banked, -1_250)
    with banked.home.by(banked.purse.cato):
        banked.purse.ledger.close_account("4350")

    with pytest.raises(AccountIsClosed):
        banked.match(line, "4350")

    assert banked.state(line) == "open"


def test_a_bank_account_is_closed_once_and_is_not_linked_to_an_account_that_closed(banked: Banked) -> None:
    with banked.home.by(banked.purse.bram):
        banked.service.close_bank_account(banked.team, bank=banked.bank)
        with pytest.raises(refusals.BankAccountIsClosed):
            banked.service.close_bank_account(banked.team, bank=banked.bank)
    with banked.home.by(banked.purse.cato):
        banked.purse.ledger.open_accounts([NewAccount("1015", "Sparen", "team", "asset", "bank")])
        banked.purse.ledger.close_account("1015")

    with banked.home.by(banked.purse.bram):
        with pytest.raises(refusals.NotABankAccount):
            banked.service.link_account(banked.team, account="1015", iban=banked.iban)
        with pytest.raises(refusals.NotLinked):
            banked.service.linked(banked.team, banked.iban)


def test_who_does_not_keep_the_books_does_not_see_what_a_statement_would_do(banked: Banked) -> None:
    for person in (banked.purse.fenna, banked.purse.cato):
        with banked.home.by(person), pytest.raises(NotAllowed):
            banked.service.preview(banked.team, bank=banked.bank, data=march())


def test_the_bank_account_of_another_team_does_not_exist_here(banked: Banked) -> None:
    there = banked.home.second_team()
    yara = banked.home.person("yara")
    with banked.home.by(OPERATOR):
        banked.home.house.teams.give_role(there, person=yara, role="finance", since="2026-01-01")
    (line,) = taken(banked, -1_250)
    file = banked.home.house.blobs.keep(banked.bank, march())

    with banked.home.by(yara):
        banked.purse.ledger.begin_books(there, first="2026-01")
        for act in (
            lambda: banked.service.close_bank_account(there, bank=banked.bank),
            lambda: banked.service.import_statement(there, bank=banked.bank, file=file),
            lambda: banked.service.preview(there, bank=banked.bank, data=march()),
            lambda: banked.service.match_line(line, account="4350"),
            lambda: banked.service.split_line(line, parts=[Line("4350", -1_000), Line("4350", -250)]),
            lambda: banked.service.explain_line(line, why="Van ons.", account="4350"),
            lambda: banked.service.make_rule(line, rule=id_of("rule")),
        ):
            with pytest.raises(NotThere):
                act()
        with pytest.raises(refusals.NotLinked):
            banked.service.linked(there, banked.iban)
        with pytest.raises(refusals.IbanIsLinked):
            banked.service.link_account(there, account="1010", iban=banked.iban)

    assert banked.state(line) == "open"


def match(banked: Banked, line: Id) -> None:
    """Bram puts it on an account."""
    banked.match(line, "4350")


def split(banked: Banked, line: Id) -> None:
    """Bram divides it."""
    with banked.home.by(banked.purse.bram):
        banked.service.split_line(line, parts=[Line("4350", -1_000), Line("4310", -250)])


def explain(banked: Banked, line: Id) -> None:
    """Bram writes what it is, and puts it on an account."""
    with banked.home.by(banked.purse.bram):
        banked.service.explain_line(line, why="Een nieuwe pan.", account="4350")


def leave(banked: Banked, line: Id) -> None:
    """Bram writes what it is, and another line is to take it away."""
    with banked.home.by(banked.purse.bram):
        banked.service.explain_line(line, why="De bank draait het terug.")


RESOLVING = (match, split, explain, leave)


@pytest.mark.parametrize("again", RESOLVING)
@pytest.mark.parametrize("first", RESOLVING)
def test_a_line_leaves_suspense_once_however_it_is_resolved(banked: Banked, first: Step, again: Step) -> None:
    (line,) = taken(banked, -1_250)
    first(banked, line)
    before, state = banked.purse.balances(), banked.state(line)

    with pytest.raises(refusals.LineIsResolved):
        again(banked, line)

    assert (banked.purse.balances(), banked.state(line)) == (before, state)


@pytest.mark.parametrize("what", [match, split, explain])
def test_a_line_does_not_come_on_an_account_that_closed_meanwhile(
    banked: Banked, meanwhile: Meanwhile, what: Step
) -> None:
    (line,) = taken(banked, -1_250)

    def closed(house: House) -> None:
        with banked.home.by(banked.purse.cato):
            house.ledger.close_account("4350")

    meanwhile(closed)

    with pytest.raises(AccountIsClosed):
        what(banked, line)

    assert (banked.state(line), banked.purse.balances()["1090"]) == ("open", 1_250)


@pytest.mark.parametrize("first", RESOLVING)
def test_a_line_that_is_resolved_pays_no_claims(banked: Banked, till: Till, first: Step) -> None:
    claims = sent(till, 1_250)
    (line,) = taken(banked, -1_250)
    first(banked, line)

    with till.home.by(till.bram), pytest.raises(refusals.LineIsResolved):
        till.home.house.settling.pay_by_line(line, claims=claims)

    assert till.claim(claims[0]).state == "listed"


def test_a_line_pays_no_claim_that_is_taken_back_in_the_books_meanwhile(
    banked: Banked, till: Till, meanwhile: Meanwhile
) -> None:
    (claim,) = sent(till, 1_250)
    (line,) = taken(banked, -1_250)
    meanwhile(taken_back(till, till.claim(claim).entry or ""))

    with till.home.by(till.bram), pytest.raises(ClaimTakenBack):
        till.home.house.settling.pay_by_line(line, claims=[claim])

    assert (banked.state(line), till.claim(claim).state) == ("open", "listed")


@pytest.mark.parametrize("many", [0, 1, 21])
def test_a_line_is_not_split_in_one_or_in_very_many(banked: Banked, many: int) -> None:
    (line,) = taken(banked, -many or -5)
    with banked.home.by(banked.purse.bram), pytest.raises(refusals.PartsMissing):
        banked.service.split_line(line, parts=[Line("4350", -1)] * many)

    assert banked.state(line) == "open"


def test_a_line_is_split_in_twenty(banked: Banked) -> None:
    (line,) = taken(banked, -20)
    with banked.home.by(banked.purse.bram):
        banked.service.split_line(line, parts=[Line("4350", -1)] * 20)

    assert (banked.state(line), banked.purse.balances()["4350"]) == ("split", 20)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"side": "both"}, refusals.RuleUnreadable),
        ({"words": "x" * 101}, refusals.RuleUnreadable),
        ({"least": 1.5}, refusals.RuleUnreadable),
        ({"most": 1.5}, refusals.RuleUnreadable),
        ({"least": 501, "most": 500}, refusals.RangeBackwards),
        ({"account": "1010"}, refusals.NotOnThisAccount),
        ({"account": "1090"}, refusals.NotOnThisAccount),
        ({"account": "4350"}, refusals.NotOnThisAccount),
        ({"account": "4600"}, FundsDoNotMix),
    ],
    ids=str,
)
def test_a_rule_that_says_nothing_is_refused_by_name_and_stays_as_it_was(
    banked: Banked, change: dict[str, Any], refusal: type[Exception]
) -> None:
    (line,) = taken(banked, -1_250)
    banked.match(line, "4310")
    rule = banked.rule(line)
    with banked.home.by(banked.purse.cato):
        banked.purse.ledger.close_account("4350")
    wanted = {"words": "", "side": "out", "least": None, "most": None, "account": "4310"} | change

    with banked.home.by(banked.purse.bram), pytest.raises(refusal) as refused:
        banked.service.change_rule(banked.team, rule=rule, **wanted)

    assert type(refused.value) is refusal
    assert rules(banked).rule(rule).version == 1


def test_a_rule_about_one_amount_has_it_as_its_least_and_its_most(banked: Banked) -> None:
    first, second, third = taken(banked, -1_250, -500, -501)
    banked.match(first, "4310")
    rule = banked.rule(first)
    with banked.home.by(banked.purse.bram):
        banked.service.change_rule(banked.team, rule=rule, words="", side="out", least=500, most=500, account="4310")

    after = camt(day(3, paid(-500), paid(-499), paid(-501), opening=7_749))
    banked.take(after)

    assert [banked.state(banked.line(after, place)) for place in range(3)] == ["matched", "open", "open"]
    assert [banked.state(line) for line in (second, third)] == ["open", "open"]


def test_a_rule_about_what_is_paid_leaves_alone_what_the_same_one_pays_back(banked: Banked) -> None:
    (first,) = taken(banked, -1_250)
    banked.match(first, "4310")
    banked.rule(first)

    back = camt(day(3, paid(1_250), paid(0), paid(-1_250), opening=8_750))
    banked.take(back)

    assert [banked.state(banked.line(back, place)) for place in (0, 2)] == ["open", "matched"]
    assert banked.purse.balances()["4310"] == 2_500


def test_a_line_of_nothing_and_a_line_that_was_split_make_no_rule(banked: Banked) -> None:
    nothing, divided = taken(banked, 0, -1_250)
    split(banked, divided)

    for line in (nothing, divided):
        with pytest.raises(refusals.NothingToRuleOn):
            banked.rule(line)


def test_a_rule_has_a_least_or_a_most_alone(banked: Banked) -> None:
    (line,) = taken(banked, -1_250)
    banked.match(line, "4310")
    rule = banked.rule(line)

    with banked.home.by(banked.purse.bram):
        for least, most in ((None, 500), (500, None)):
            banked.service.change_rule(
                banked.team, rule=rule, words="", side="out", least=least, most=most, account="4310"
            )

    found = rules(banked).rule(rule)
    assert (found.version, found.least, found.most) == (3, 500, None)


@pytest.mark.parametrize(("cents", "well"), [(0, True), (500_000, True), (500_001, False), (-1, False), (1.0, False)])
def test_a_limit_is_cents_up_to_five_thousand_euro_for_a_team_and_for_all(
    banked: Banked, cents: Any, well: bool
) -> None:
    def of_the_team() -> None:
        with banked.home.by(banked.purse.bram):
            banked.service.set_threshold(banked.team, cents=cents, why="We willen het zo.")

    def of_all() -> None:
        with banked.home.by(banked.purse.cato):
            banked.service.set_limit(cents=cents, valid_from="2026-03-10", why="Voor alle teams.")

    for act in (of_the_team, of_all):
        if well:
            act()
        else:
            with pytest.raises(refusals.ThresholdTooHigh):
                act()

    limit = banked.home.house.workspace.get(MatchingLimit, LIMIT)
    assert (limit.limits if limit else {}) == ({"2026-03-10": cents} if well else {})


def test_the_words_to_go_by_are_as_many_as_a_rule_can_hold() -> None:
    long = "Verzekeringsmaatschappij"

    kept = words_to_go_by(" ".join(f"{long}{letter}" for letter in "abcde"))

    assert kept == " ".join(f"{long}{letter}" for letter in "abc") and len(kept) <= LONGEST_WORDS


def test_a_place_in_the_books_is_of_one_bank_account_at_a_time_also_the_second_time() -> None:
    one, other = id_of("bank", "one"), id_of("bank", "other")
    with act_as(Acting(id_of("bram"), "finance")):
        place: BankPlace = BankPlace.begin(id=id_of("place"), team=id_of("team"), fund="team", account="1010", bank=one)
        for held, wanted in ((one, other), (other, one)):
            with pytest.raises(refusals.AccountIsTaken):
                place.take(wanted)
            place.free(wanted)
            assert place.bank == held
            place.free(held)
            place.take(wanted)


def test_a_rule_without_a_counterparty_keeps_its_words(banked: Banked) -> None:
    data = camt(day(2, paid(-1_250, name="Bakker", iban="", text="Brood"), opening=10_000))
    banked.take(data)
    banked.match(banked.line(data), "4310")
    rule = banked.rule(banked.line(data))

    with banked.home.by(banked.purse.bram), pytest.raises(refusals.RuleUnreadable):
        banked.service.change_rule(banked.team, rule=rule, words=" ", side="out", least=None, most=None, account="4310")


def test_a_team_has_so_many_rules_and_no_more_and_each_id_is_of_one(
    banked: Banked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.finance.bank.rules.MOST_RULES", 1)
    first, second = taken(banked, -1_250, 500)
    banked.match(first, "4310")
    banked.match(second, "8000")
    rule = banked.rule(first)

    with banked.home.by(banked.purse.bram):
        with pytest.raises(CommandReused):
            banked.service.make_rule(second, rule=rule)
        with pytest.raises(refusals.TooManyRules):
            banked.service.make_rule(second, rule=id_of("rule", second))

    assert list(rules(banked).rules) == [rule]


def test_a_line_of_the_team_does_not_pay_what_was_claimed_of_the_household(banked: Banked, till: Till) -> None:
    with till.home.by(till.purse.cato):
        owed = NewAccount("1601", "Nog te betalen huishouding", "household", "liability", "payable")
        till.purse.ledger.open_accounts([owed])
    (ours,) = sent(till, 1_000)
    theirs = till.make(500, account="4600", supplier="Jumbo")
    (line,) = taken(banked, -1_500)

    with till.home.by(till.bram), pytest.raises(OtherMoney):
        till.home.house.settling.pay_by_line(line, claims=[ours, theirs])

    assert (banked.state(line), till.claim(ours).state) == ("open", "listed")
