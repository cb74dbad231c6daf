"""Each line ends matched, split or explained; rules propose, and above a threshold a person confirms."""

from __future__ import annotations

import pytest

from domain.finance.bank import THRESHOLD, refusals
from domain.finance.ledger import Line
from domain.finance.ledger.refusals import FundsDoNotMix, ResidentMissing, SuspenseLeft, TextMissing
from domain.kernel import CommandReused, id_of, new_id
from projections.finance_bank_page import rules
from tests.finance.bank.banked import ENERGY, Banked, day
from tests.finance.statements.made import camt, paid
from tests.harness.money import Purse

ONE = camt(day(2, paid(-1_250), opening=10_000))


@pytest.fixture
def line(banked: Banked) -> str:
    """One line of 12,50 that was paid, open."""
    banked.take(ONE)
    return banked.line(ONE)


def test_check_10_a_line_is_matched_on_its_own_day_and_suspense_is_empty(banked: Banked, line: str) -> None:
    banked.match(line, "4350")

    balances = banked.purse.balances("2026-03-02")
    assert (balances["4350"], balances["1090"], balances["1010"]) == (1_250, 0, 8_750)
    assert banked.state(line) == "matched"


def test_check_10_a_line_is_split_over_accounts_to_the_cent(banked: Banked, line: str) -> None:
    with banked.home.by(banked.purse.bram):
        with pytest.raises(refusals.PartsDiffer, match="12,50"):
            banked.service.split_line(line, parts=(Line("4350", -1_000), Line("4310", -200)))
        banked.service.split_line(line, parts=(Line("4350", -1_000), Line("4310", -250)))

    balances = banked.purse.balances()
    assert (balances["4350"], balances["4310"], balances["1090"]) == (1_000, 250, 0)
    assert banked.state(line) == "split"


def test_check_10_a_line_is_explained_in_words(banked: Banked, line: str) -> None:
    with banked.home.by(banked.purse.bram):
        with pytest.raises(TextMissing):
            banked.service.explain_line(line, why=" ", account="4350")
        banked.service.explain_line(line, why="Verjaardag van de groep.", account="4350")

    assert banked.purse.balances()["4350"] == 1_250 and banked.state(line) == "explained"


def test_check_10_two_lines_that_undo_each_other_are_explained_without_an_account(banked: Banked) -> None:
    both = camt(day(2, paid(-1_250), paid(1_250, text="Storno"), opening=10_000))
    banked.take(both)

    with banked.home.by(banked.purse.bram):
        for place in range(2):
            banked.service.explain_line(banked.line(both, place), why="De bank draaide het terug.")

    assert banked.purse.balances()["1090"] == 0
    assert [state for _, _, state in banked.lines()] == ["explained", "explained"]


def test_check_10_a_month_with_a_line_in_suspense_is_not_closed(purse: Purse) -> None:
    banked = Banked(purse)
    february = camt(day(10, paid(-1_250), opening=10_000, month="2026-02"))
    banked.take(february)
    purse.close("2026-01")

    with pytest.raises(SuspenseLeft, match="1090"):
        purse.close("2026-02")
    banked.match(banked.line(february), "4350")
    purse.close("2026-02")

    assert purse.ledger.is_closed(purse.team, "2026-02")


def test_a_line_that_is_resolved_is_not_resolved_again(banked: Banked, line: str) -> None:
    banked.match(line, "4350")

    with pytest.raises(refusals.LineIsResolved):
        banked.match(line, "4310")
    assert "4310" not in banked.purse.balances()


@pytest.mark.parametrize("parts", [(-1_000_000, 998_750), (-1_250, 0), (-1_251, 1)])
def test_no_part_of_a_line_goes_the_other_way_or_is_nothing(banked: Banked, line: str, parts: tuple[int, int]) -> None:
    with banked.home.by(banked.purse.bram), pytest.raises(refusals.PartsOtherSide):
        banked.service.split_line(line, parts=(Line("4310", parts[0]), Line("4350", parts[1])))

    assert banked.state(line) == "open"


def test_what_was_matched_wrongly_is_taken_back_by_a_linked_reversal(banked: Banked, line: str) -> None:
    banked.match(line, "4350")

    with banked.home.by(banked.purse.bram):
        banked.service.release_line(line, why="Het was energie.")
    assert banked.purse.balances()["4350"] == 0 and banked.purse.balances()["1090"] == 1_250
    banked.match(line, "4310")

    balances = banked.purse.balances()
    assert (balances["4310"], balances["1090"], balances["1010"]) == (1_250, 0, 8_750)
    with banked.home.house.now() as views:
        assert views.execute("SELECT count(*) FROM finance_reversal").fetchone()[0] == 1


def test_what_a_rule_put_on_an_account_is_opened_again_and_the_bank_stays_right(banked: Banked, line: str) -> None:
    banked.match(line, "4350")
    banked.rule(line)
    second = camt(day(3, paid(-990), opening=8_750))
    banked.take(second)

    with banked.home.by(banked.purse.bram):
        banked.service.release_line(banked.line(second), why="Deze was voor energie.")

    balances = banked.purse.balances()
    assert (balances["1010"], balances["1090"], balances["4350"]) == (7_760, 990, 1_250)
    banked.match(banked.line(second), "4310")
    assert banked.purse.balances()["1090"] == 0
    banked.take(camt(day(4, paid(-100), opening=7_760)))


def test_an_open_line_is_not_opened_again(banked: Banked, line: str) -> None:
    with banked.home.by(banked.purse.bram), pytest.raises(refusals.LineIsOpen):
        banked.service.release_line(line, why="Zomaar.")


@pytest.mark.parametrize("account", ["1010", "1090"])
def test_a_line_does_not_go_on_the_bank_or_back_into_suspense(banked: Banked, line: str, account: str) -> None:
    with pytest.raises(refusals.NotOnThisAccount):
        banked.match(line, account)


def test_a_line_stays_in_its_own_fund(banked: Banked, line: str) -> None:
    with pytest.raises(FundsDoNotMix):
        banked.match(line, "4600")


def test_amounts_above_the_threshold_are_proposed_and_not_matched_by_themselves(banked: Banked, line: str) -> None:
    banked.match(line, "4350")
    banked.rule(line)
    least, most = -THRESHOLD, -THRESHOLD - 1
    opening = 100_000 - 8_750
    two = camt(day(3, paid(opening, iban=ENERGY, name="Stichting"), opening=8_750),
               day(4, paid(least), paid(most), opening=100_000))  # fmt: skip

    banked.take(two)

    assert banked.state(banked.line(two, 1)) == "matched"
    assert banked.state(banked.line(two, 2)) == "open"
    assert banked.purse.balances()["4350"] == 1_250 + THRESHOLD


def test_a_team_sets_its_own_threshold_and_says_why(banked: Banked, line: str) -> None:
    banked.match(line, "4350")
    banked.rule(line)
    with banked.home.by(banked.purse.bram):
        with pytest.raises(TextMissing):
            banked.service.set_threshold(banked.team, cents=500, why="")
        with pytest.raises(refusals.ThresholdTooHigh):
            banked.service.set_threshold(banked.team, cents=500_001, why="Makkelijk.")
        banked.service.set_threshold(banked.team, cents=500, why="We zijn nieuw.")
    two = camt(day(3, paid(-500), paid(-501), opening=8_750))

    banked.take(two)

    assert [banked.state(banked.line(two, place)) for place in range(2)] == ["matched", "open"]


def test_rules_that_give_different_accounts_only_propose(banked: Banked) -> None:
    both = camt(day(2, paid(-100), paid(-200), opening=10_000))
    banked.take(both)
    for place, account in enumerate(("4350", "4310")):
        banked.match(banked.line(both, place), account)
        banked.rule(banked.line(both, place))
    third = camt(day(3, paid(-300), opening=9_700))

    banked.take(third)

    assert banked.state(banked.line(third)) == "open"


def test_a_rule_is_changed_in_versions_and_ends(banked: Banked, line: str) -> None:
    banked.match(line, "4350")
    rule = banked.rule(line)
    with banked.home.by(banked.purse.bram):
        banked.service.change_rule(
            banked.team, rule=rule, words="Brood", side="out", least=100, most=1_000, account="4310"
        )
    second = camt(day(3, paid(-1_000), paid(-1_001), paid(-99), paid(-500, text="Taart"), opening=8_750))
    banked.take(second)
    assert [banked.state(banked.line(second, place)) for place in range(4)] == ["matched", "open", "open", "open"]

    with banked.home.by(banked.purse.bram):
        banked.service.end_rule(banked.team, rule=rule)
        with pytest.raises(refusals.RuleIsEnded):
            banked.service.end_rule(banked.team, rule=rule)
    third = camt(day(4, paid(-1_000), opening=6_150))
    banked.take(third)

    assert banked.state(banked.line(third)) == "open"
    with banked.home.house.now() as views:
        rows = views.execute("SELECT version, account, ended FROM finance_rule_version ORDER BY position")
        assert [tuple(row) for row in rows] == [(1, "4350", 0), (2, "4310", 0), (2, "4310", 1)]


def test_a_rule_without_a_counterparty_goes_by_the_words(banked: Banked) -> None:
    first = camt(day(2, paid(-995, iban="", name="", text="Kosten betaalpakket maart"), opening=10_000))
    banked.take(first)
    banked.match(banked.line(first), "4350")
    banked.rule(banked.line(first))
    again = paid(-995, iban="", name="", text="KOSTEN BETAALPAKKET MAART en nog wat")
    other = paid(-995, iban="", name="", text="Rente")
    second = camt(day(3, again, other, opening=9_005))

    banked.take(second)

    assert [banked.state(banked.line(second, place)) for place in range(2)] == ["matched", "open"]


def test_a_rule_by_words_leaves_out_the_number_of_the_receipt_the_day_and_the_month(banked: Banked) -> None:
    first = camt(day(2, paid(-995, iban="", name="Hema BV", text="Pasbetaling bon 33 2 maart"), opening=10_000))
    banked.take(first)
    banked.match(banked.line(first), "4350")
    banked.rule(banked.line(first))
    next_one = paid(-450, iban="", name="Hema BV", text="Pasbetaling bon 34 9 april")

    second = camt(day(3, next_one, opening=9_005))
    banked.take(second)

    assert banked.state(banked.line(second)) == "matched"


def test_the_words_of_a_rule_are_chosen_and_stand_at_the_line(banked: Banked) -> None:
    first = camt(day(2, paid(-995, iban="", name="Hema BV", text="bon 33"), opening=10_000))
    banked.take(first)
    line = banked.line(first)
    banked.match(line, "4350")

    with banked.home.by(banked.purse.bram):
        with pytest.raises(refusals.NotTheWordsOfThisLine):
            banked.service.make_rule(line, rule=id_of("rule"), words="Gamma")
        with pytest.raises(refusals.RuleWordsMissing):
            banked.service.make_rule(line, rule=id_of("rule"), words=" ")
        banked.service.make_rule(line, rule=id_of("rule"), words="hema bon")

    with banked.home.house.now() as views:
        (rule,) = rules(views, banked.team)
    assert banked.home.house.vault.open_packed(rule.words) == "hema bon"


def test_a_rule_by_the_same_words_is_made_once_and_another_rule_never_comes_in_its_place(banked: Banked) -> None:
    first = camt(day(2, *(paid(-n, iban="", name="", text="Kosten pas") for n in (995, 450)), opening=10_000))
    banked.take(first)
    lines = [banked.line(first, place) for place in range(2)]
    for line in lines:
        banked.match(line, "4350")
    rule = banked.rule(lines[0])

    with banked.home.by(banked.purse.bram):
        with pytest.raises(refusals.RuleIsThere):
            banked.service.make_rule(lines[1], rule=id_of("another"), words="PAS kosten")
        with pytest.raises(CommandReused):
            banked.service.make_rule(lines[1], rule=rule, words="Kosten")
        banked.service.make_rule(lines[1], rule=id_of("another"), words="Kosten")

    with banked.home.house.now() as views:
        assert len(rules(views, banked.team)) == 2


def test_no_rule_is_made_of_an_open_line_or_twice(banked: Banked, line: str) -> None:
    with pytest.raises(refusals.NothingToRuleOn):
        banked.rule(line)
    banked.match(line, "4350")
    banked.rule(line)

    with banked.home.by(banked.purse.bram), pytest.raises(refusals.RuleIsThere):
        banked.service.make_rule(line, rule=id_of("another"))


def test_a_rule_of_an_account_that_closed_leaves_the_line_open(banked: Banked, line: str) -> None:
    banked.match(line, "4350")
    banked.rule(line)
    with banked.home.by(banked.purse.cato):
        banked.purse.ledger.close_account("4350")
    second = camt(day(3, paid(-100), opening=8_750))

    banked.take(second)

    assert banked.state(banked.line(second)) == "open"


def test_a_tap_that_is_repeated_matches_once_and_another_content_is_refused(banked: Banked, line: str) -> None:
    key = new_id()
    with banked.home.by(banked.purse.bram, command=key):
        first = banked.service.match_line(line, account="4350")
        assert banked.service.match_line(line, account="4350") == first
        with pytest.raises(CommandReused):
            banked.service.match_line(line, account="4310")

    assert banked.purse.balances()["4350"] == 1_250


def test_residents_money_is_put_on_the_name_of_one(purse: Purse) -> None:
    banked = Banked(purse, account="1030", cents=0)
    file = camt(day(2, paid(5_000), opening=0))
    banked.take(file)
    line, resident = banked.line(file), purse.home.rosa

    with pytest.raises(ResidentMissing):
        banked.match(line, "1700")
    with banked.home.by(purse.bram):
        banked.service.match_line(line, account="1700", resident=resident)

    balances = purse.balances()
    assert (balances["1030"], balances["1093"], balances["1700"]) == (5_000, 0, -5_000)
