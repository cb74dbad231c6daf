"""Taking statements: opening + lines = closing, no gaps, and what is known already changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from domain.finance.bank import refusals
from domain.finance.bank.importing import MOST_NEW
from domain.finance.ledger import Line
from domain.kernel import NotAllowed
from tests.finance.bank.banked import ENERGY, Banked, day, march
from tests.finance.statements.made import IBAN, OTHER, Entry, Sheet, camt, mt940, paid, sheet
from tests.harness.money import Purse


def test_check_9_the_bank_in_the_books_is_where_the_statement_closes(banked: Banked) -> None:
    banked.take(march())

    balances = banked.purse.balances()
    assert balances["1010"] == 10_000 - 1_250 - 3_000 + 20_000
    assert balances["1090"] == 1_250 + 3_000 - 20_000
    assert banked.lines() == [("2026-03-02", -3_000, "open"), ("2026-03-02", -1_250, "open"),
                              ("2026-03-03", 20_000, "open")]  # fmt: skip


def test_check_9_the_same_file_again_changes_nothing(banked: Banked) -> None:
    banked.take(march())
    position, balances = banked.purse.position(), banked.purse.balances()

    assert banked.take(march()) is None

    assert banked.purse.position() == position and banked.purse.balances() == balances


def test_check_9_mt940_and_camt_of_the_same_day_do_not_double(banked: Banked) -> None:
    one = day(2, paid(-1_250), paid(-1_250), paid(-400), opening=10_000)
    banked.take(camt(one, version="08"))
    position = banked.purse.position()

    for dialect in ("abn", "ing", "rabo"):
        banked.take(mt940(one, dialect=dialect))

    assert banked.purse.position() == position
    assert banked.purse.balances()["1010"] == one.closing


def test_a_file_that_overlaps_brings_only_what_is_new(banked: Banked) -> None:
    first = day(2, paid(-1_250), opening=10_000)
    second = day(3, paid(-700), opening=first.closing)
    banked.take(camt(first))

    banked.take(camt(first, second))

    assert [cents for _, cents, _ in banked.lines()] == [-1_250, -700]
    assert banked.purse.balances()["1010"] == second.closing


def test_check_9_a_gap_between_two_statements_is_named_with_days_and_amounts(banked: Banked) -> None:
    banked.take(camt(day(2, paid(-1_250), opening=10_000)))

    with pytest.raises(refusals.StatementsMissing) as refused:
        banked.take(camt(day(5, paid(-700), opening=5_000)))

    said = refused.value.sentence().replace("\N{NO-BREAK SPACE}", " ")
    assert "2026-03-02 met € 87,50" in said and "2026-03-04 met € 50,00" in said
    assert banked.purse.balances()["1010"] == 8_750


def test_days_without_lines_between_two_statements_are_no_gap(banked: Banked) -> None:
    banked.take(camt(day(2, paid(-1_250), opening=10_000)))

    banked.take(camt(day(6, paid(-700), opening=8_750)))

    assert banked.purse.balances()["1010"] == 8_050


def test_the_first_statement_opens_with_what_the_books_have_or_an_opening_is_asked(banked: Banked) -> None:
    with pytest.raises(refusals.OpeningDiffers) as refused:
        banked.take(camt(day(2, paid(-1_250), opening=12_000)))

    said = refused.value.sentence().replace("\N{NO-BREAK SPACE}", " ")
    assert "€ 120,00" in said and "€ 100,00" in said and "Het verschil is € 20,00" in said
    assert banked.lines() == []


def test_what_somebody_posted_by_hand_on_the_bank_is_named(banked: Banked) -> None:
    banked.take(camt(day(2, paid(-1_250), opening=10_000)))
    banked.purse.pay("2026-03-03", "4350", 700)

    with pytest.raises(refusals.BooksDiffer, match="met de hand"):
        banked.take(camt(day(3, paid(-700), opening=8_750)))

    assert len(banked.lines()) == 1


def test_a_corrected_amount_is_named_and_nothing_is_taken(banked: Banked) -> None:
    first = day(2, paid(-1_250), paid(-400), opening=10_000)
    banked.take(camt(first))
    balances = banked.purse.balances()

    with pytest.raises(refusals.LineCorrected) as refused:
        banked.take(camt(day(2, paid(-1_350), paid(-400), opening=10_000)))

    assert "2026-03-02" in refused.value.sentence() and "12,50" in refused.value.sentence()
    assert banked.purse.balances() == balances and len(banked.lines()) == 2


def test_a_corrected_text_changes_nothing(banked: Banked) -> None:
    banked.take(camt(day(2, paid(-1_250), opening=10_000)))
    position = banked.purse.position()

    banked.take(camt(day(2, paid(-1_250, name="Bakker Smit en Zoon", text="Taart"), opening=10_000)))

    assert banked.purse.position() == position


def test_a_day_that_the_bank_closes_in_two_files_keeps_its_equal_lines(banked: Banked) -> None:
    morning = day(2, paid(-500), opening=10_000)
    banked.take(camt(morning))

    evening = sheet(paid(-500), opening=9_500, opening_on="2026-03-02", closing_on="2026-03-02")
    banked.take(camt(evening))

    assert [cents for _, cents, _ in banked.lines()] == [-500, -500]
    assert banked.purse.balances()["1010"] == 9_000
    position = banked.purse.position()
    banked.take(camt(morning))
    assert banked.purse.position() == position


def test_an_older_statement_with_lines_that_nobody_knows_is_refused(banked: Banked) -> None:
    banked.take(camt(day(5, paid(-1_250), opening=10_000)))

    with pytest.raises(refusals.StatementTooOld, match="2026-03-03"):
        banked.take(camt(day(3, paid(-700), opening=10_700)))


def test_a_file_of_another_account_is_refused_with_the_ends_of_both(banked: Banked) -> None:
    other = day(2, paid(-1_250), opening=10_000, account=OTHER)

    with pytest.raises(refusals.OtherAccount, match="4300.*4567"):
        banked.take(camt(other))


def test_a_file_of_several_accounts_brings_only_this_one(banked: Banked) -> None:
    mine = day(2, paid(-1_250), opening=10_000)
    other = day(2, paid(-9_999), opening=50_000, account=OTHER)

    banked.take(camt(other, mine))

    assert [cents for _, cents, _ in banked.lines()] == [-1_250]


def test_a_line_of_a_closed_period_lands_in_the_first_open_one_and_keeps_its_day(banked: Banked) -> None:
    banked.purse.close("2026-01", "2026-02")
    late = paid(-1_250, "2026-03-02", value="2026-02-27")

    banked.take(camt(sheet(late)))

    with banked.home.house.now() as views:
        row = views.execute("SELECT value_date, period, late FROM finance_entry WHERE kind = 'bank'").fetchone()
        kept = views.execute("SELECT booked_on, value_date FROM finance_line").fetchone()
    assert tuple(row) == ("2026-02-27", "2026-03", 1)
    assert tuple(kept) == ("2026-03-02", "2026-02-27")


def test_a_line_of_before_the_books_is_refused_and_a_value_date_of_before_is_not(purse: Purse) -> None:
    banked = Banked(purse, cents=0)
    purse.post("2026-01-01", Line("1010", 10_000), Line("8000", -10_000))

    with pytest.raises(refusals.LineBeforeBooks, match="2025-12-31"):
        banked.take(camt(sheet(paid(-100, "2025-12-31"), opening_on="2025-12-30", closing_on="2025-12-31")))
    banked.take(
        camt(sheet(paid(-100, "2026-01-02", value="2025-12-31"), opening_on="2026-01-01", closing_on="2026-01-02"))
    )

    assert purse.balances()["1010"] == 9_900


def test_a_statement_of_nothing_says_until_when_the_account_is_known(banked: Banked) -> None:
    banked.take(camt(day(2, opening=10_000)))

    with banked.home.house.now() as views:
        row = views.execute("SELECT closing, closing_on FROM finance_bank_account").fetchone()
    assert tuple(row) == (10_000, "2026-03-02")


def test_too_many_new_lines_are_refused_in_words(banked: Banked) -> None:
    many = tuple(paid(-1) for _ in range(MOST_NEW + 1))

    with pytest.raises(refusals.TooManyNewLines, match="2001"):
        banked.take(camt(day(2, *many, opening=10_000)))

    assert banked.lines() == []


def test_two_thousand_lines_come_in_at_once(banked: Banked) -> None:
    many = tuple(paid(-1 - place % 3) for place in range(MOST_NEW))
    one = day(2, *many, opening=10_000)

    banked.take(camt(one))

    assert banked.purse.balances()["1010"] == one.closing
    assert len(banked.lines()) == MOST_NEW


def test_a_number_that_is_not_linked_is_told_what_to_do(banked: Banked) -> None:
    with pytest.raises(refusals.NotLinked, match="4567.*finance link-account"):
        banked.service.linked(banked.team, OTHER)


@pytest.mark.parametrize(
    "iban", ["", "NL91ABNA0417164301", "0417164300", "geen iban", "NL91 ABNA 0417 1643 00 00", "NL06ABNA04171643001"]
)
def test_a_typed_iban_with_a_mistake_is_refused(purse: Purse, iban: str) -> None:
    with purse.home.by(purse.bram), pytest.raises(refusals.IbanUnreadable):
        purse.home.house.bank.link_account(purse.team, account="1010", iban=iban)


def test_an_account_has_one_number_and_a_number_one_account(banked: Banked) -> None:
    with banked.home.by(banked.purse.bram):
        with pytest.raises(refusals.AccountIsTaken):
            banked.service.link_account(banked.team, account="1010", iban=OTHER)
        with pytest.raises(refusals.IbanIsLinked):
            banked.service.link_account(banked.team, account="1020", iban="nl91 abna 0417 1643 00")
        with pytest.raises(refusals.NotABankAccount):
            banked.service.link_account(banked.team, account="4310", iban=OTHER)


def test_who_does_not_keep_the_books_links_and_takes_nothing(banked: Banked) -> None:
    for person in (banked.purse.fenna, banked.purse.cato):
        with banked.home.by(person), pytest.raises(NotAllowed):
            banked.service.link_account(banked.team, account="1020", iban=OTHER)
        with banked.home.by(person), pytest.raises(NotAllowed):
            banked.service.import_statement(banked.team, bank=banked.bank, file="0" * 64)


def test_a_closed_bank_account_takes_nothing_until_it_is_linked_again(banked: Banked) -> None:
    banked.take(march())
    with banked.home.by(banked.purse.bram):
        banked.service.close_bank_account(banked.team, bank=banked.bank)
    with pytest.raises(refusals.BankAccountIsClosed):
        banked.take(march())

    with banked.home.by(banked.purse.bram):
        banked.service.link_account(banked.team, account="1010", iban=IBAN)

    banked.take(camt(day(4, paid(-100), opening=25_750)))
    assert banked.purse.balances()["1010"] == 25_650


def test_nothing_of_who_paid_whom_stands_in_the_log_in_clear(banked: Banked) -> None:
    banked.take(march())

    log = sqlite3.connect(banked.home.house.workspace.data / "events.db")
    whole = " ".join(bytes(state).decode() for (state,) in log.execute("SELECT state FROM stored_events"))
    log.close()
    for secret in (IBAN, "0417164300", ENERGY, "Energie BV", "Termijn", "Bakker"):
        assert secret not in whole


def test_a_rule_that_is_sure_leaves_suspense_alone(banked: Banked) -> None:
    first = camt(day(2, paid(-1_250), opening=10_000))
    banked.take(first)
    banked.match(banked.line(first), "4350")
    banked.rule(banked.line(first))

    banked.take(camt(day(3, paid(-990), opening=8_750)))

    balances: dict[str, Any] = banked.purse.balances()
    assert balances.get("1090", 0) == 0 and balances["4350"] == 2_240
    assert banked.lines() == [("2026-03-02", -1_250, "matched"), ("2026-03-03", -990, "matched")]


@pytest.mark.parametrize("again", [camt, mt940])
def test_check_9_a_day_that_went_up_and_down_in_two_files_is_not_taken_again(
    banked: Banked, again: Callable[[Sheet], bytes]
) -> None:
    up = Sheet(10_000, "2026-03-02", "2026-03-02", (paid(5_000),))
    down = Sheet(15_000, "2026-03-02", "2026-03-02", (paid(-5_000),), number="26001/2")
    banked.take(camt(up))
    banked.take(camt(down))

    assert banked.take(again(up)) is None
    assert banked.take(again(down)) is None

    assert banked.lines() == [("2026-03-02", -5_000, "open"), ("2026-03-02", 5_000, "open")]
    banked.take(camt(Sheet(10_000, "2026-03-02", "2026-03-02", (paid(-700),), number="26001/3")))
    assert banked.purse.balances()["1010"] == 9_300


def test_a_statement_of_days_that_are_still_to_come_is_refused_and_today_stays_possible(banked: Banked) -> None:
    with pytest.raises(refusals.StatementAhead):
        banked.take(camt(Sheet(10_000, "2026-03-01", "2099-03-02", (paid(-1, "2099-03-02", "2026-03-02"),))))

    banked.take(camt(day(10, paid(-700), opening=10_000)))

    assert banked.purse.balances()["1010"] == 9_300


@pytest.mark.parametrize("line", [paid(-1, "2026-03-02", "2028-03-02"), paid(-(10**13) - 1, "2026-03-02")])
def test_a_line_that_no_entry_can_hold_is_named_with_its_row(banked: Banked, line: Entry) -> None:
    with pytest.raises(refusals.LineStrange, match="rij"):
        banked.take(camt(Sheet(10_000, "2026-03-01", "2026-03-02", (line,))))

    assert not banked.lines()


def test_the_same_number_at_another_bank_is_somebody_else(banked: Banked) -> None:
    first = camt(day(2, paid(-1_250, iban="NL20INGB0001234567"), opening=10_000))
    banked.take(first)
    banked.match(banked.line(first), "4350")
    banked.rule(banked.line(first))
    second = camt(day(3, paid(-990, iban="NL71BUNQ0001234567"), paid(-10, iban="NL20INGB0001234567"), opening=8_750))

    banked.take(second)

    assert [banked.state(banked.line(second, place)) for place in range(2)] == ["open", "matched"]
