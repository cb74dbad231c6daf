"""A day is the same day in every format a bank writes it in (check 9)."""

from collections import Counter
from datetime import date, timedelta

import mt940 as other_reader
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.finance.statements import identities, read_statements
from tests.finance.statements.made import Entry, Sheet, camt, mt940, paid, sheet, split_at

VERSIONS = ("02", "03", "04", "05", "06", "07", "08")
DIALECTS = ("abn", "ing", "rabo")
FIRST = date(2025, 12, 28)  # over new year, where an entry date says no year
DAYS = [(FIRST + timedelta(days=place)).isoformat() for place in range(8)]


@some.composite
def sheets(draw: some.DrawFn) -> Sheet:
    """Some lines on some days, many of them equal."""
    entries = []
    for day in draw(some.lists(some.sampled_from(DAYS[1:]), max_size=12).map(sorted)):
        value = date.fromisoformat(day) + timedelta(days=draw(some.integers(-4, 3)))
        cents = draw(some.sampled_from([-250, -250, 1000, -1]) | some.integers(-(10**11), 10**11).filter(bool))
        entries.append(Entry(day, value.isoformat(), cents, reversal=draw(some.booleans())))
    return Sheet(draw(some.integers(-(10**11), 10**11)), DAYS[0], DAYS[-1], tuple(entries))


def told(one: Sheet) -> list[tuple[object, ...]]:
    return [(e.booked, e.value, e.cents, e.reversal, e.name, e.iban, e.text, e.end_to_end) for e in one.entries]


def read(data: bytes) -> list[tuple[object, ...]]:
    return [
        (
            line.booked_on,
            line.value_on,
            line.cents,
            line.reversal,
            line.counterparty,
            line.counterparty_iban,
            line.text,
            line.end_to_end,
        )
        for statement in read_statements(data)
        for line in statement.lines
    ]


@settings(max_examples=25, deadline=None)
@given(sheets(), some.sampled_from(VERSIONS), some.sampled_from(DIALECTS), some.sampled_from(["\n", "\r\n", "\r"]))
def test_what_was_written_is_read(whole, version, dialect, end):
    assert read(camt(whole, version=version)) == told(whole)
    assert read(mt940(whole, dialect=dialect, end=end)) == told(whole)


@settings(max_examples=25, deadline=None)
@given(sheets())
def test_all_formats_give_the_same_keys_and_no_key_twice(whole):
    files = [camt(whole, version=version) for version in VERSIONS] + [mt940(whole, dialect=one) for one in DIALECTS]

    keys = [identities(*read_statements(file)) for file in files]

    assert len(set(keys[0])) == len(whole.entries)
    assert all(found == keys[0] for found in keys)


@settings(max_examples=25, deadline=None)
@given(sheets(), some.randoms(use_true_random=False))
def test_the_order_of_a_days_lines_does_not_change_the_keys(whole, chance):
    mixed = list(whole.entries)
    chance.shuffle(mixed)
    mixed.sort(key=lambda entry: entry.booked)

    one = identities(*read_statements(camt(whole)))
    other = identities(*read_statements(mt940(Sheet(whole.opening, DAYS[0], DAYS[-1], tuple(mixed)))))

    assert Counter(one) == Counter(other)


@settings(max_examples=25, deadline=None)
@given(sheets(), some.sets(some.sampled_from(DAYS[1:-1])), some.sets(some.sampled_from(DAYS[1:-1])))
def test_statements_that_overlap_bring_no_new_line(whole, some_days, other_days):
    once = set(identities(*read_statements(camt(whole))))
    in_files = set()
    for part in split_at(whole, *some_days):
        in_files |= set(identities(*read_statements(camt(part))))
    by_days = set(identities(*read_statements(mt940(*split_at(whole, *other_days)))))

    assert in_files == once
    assert by_days == once


def test_two_equal_payments_on_a_day_are_two():
    twice = sheet(paid(-250), paid(-250))

    one, other = identities(*read_statements(camt(twice)))

    assert one != other


def test_a_number_and_the_iban_with_that_number_are_one_account():
    by_iban = sheet(paid(-250))
    by_number = Sheet(10000, "2026-03-01", "2026-03-02", by_iban.entries, account="417164300")

    assert identities(*read_statements(camt(by_iban))) == identities(*read_statements(mt940(by_number)))


def test_without_booking_days_a_daily_message_is_of_the_day_it_closes():
    monday = sheet(paid(-250, value="2026-02-28"), paid(-250, value="2026-03-02"), paid(900, value="2026-03-04"))

    told_by_rabobank = read_statements(mt940(monday, dialect="rabo", entry_dates=False))

    assert [line.booked_on for line in told_by_rabobank[0].lines] == ["2026-03-02"] * 3
    assert identities(*told_by_rabobank) == identities(*read_statements(camt(monday)))


def test_a_second_statement_of_a_day_in_a_file_of_its_own_gets_the_next_places():
    morning = read_statements(camt(sheet(paid(-250))))
    evening = read_statements(camt(sheet(paid(-250), paid(100), opening=9750)))

    known = set(identities(*morning))
    new = identities(*evening, after=known)

    assert known.isdisjoint(new)
    assert known | set(new) == set(identities(*morning, *evening))


@pytest.mark.parametrize("made", [camt, mt940])
def test_a_statement_that_stands_twice_in_a_file_counts_once(made):
    back_and_forth = sheet(paid(5_000), paid(-5_000))

    (statement,) = read_statements(made(back_and_forth, back_and_forth))

    assert [line.cents for line in statement.lines] == [5_000, -5_000]


def test_a_line_of_another_account_has_another_key():
    one = read_statements(camt(sheet(paid(-250))))

    assert identities(*one) != identities(*one, account="NL02RABO0123456789")


@settings(max_examples=15, deadline=None)
@given(sheets())
def test_an_independent_reader_sees_the_same_amounts_and_days(whole):
    transactions = other_reader.parse(mt940(whole).decode()) if whole.entries else []

    found = [
        (str(one.data["entry_date"]), str(one.data["date"]), int(one.data["amount"].amount * 100))
        for one in transactions
        if not one.data["status"].startswith("R")  # it gives the undoing of a credit the wrong sign
    ]

    assert found == [(entry.booked, entry.value, entry.cents) for entry in whole.entries if not entry.reversal]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_format_and_the_rows_are_told(version):
    two = camt(sheet(paid(-250), paid(100)), version=version)

    statement = read_statements(two)[0]

    rows = two.decode().splitlines()
    assert statement.format == f"CAMT.053.001.{version}"
    assert rows[statement.row - 1] == "<Stmt>"
    assert [rows[line.row - 1] for line in statement.lines] == ["<Ntry>", "<Ntry>"]


def test_a_line_of_mt940_keeps_its_row():
    file = mt940(sheet(paid(-250), paid(100)))

    statement = read_statements(file)[0]

    rows = file.decode().splitlines()
    assert rows[statement.row - 1] == ":20:STATEMENT"
    assert [rows[line.row - 1][:4] for line in statement.lines] == [":61:", ":61:"]


def test_rows_are_right_far_down_a_file():
    file = camt(sheet(paid(-250), paid(100)), swap=("<Stmt>", "\n" * 70_000 + "<Stmt>"))  # beyond 16 bits

    statement = read_statements(file)[0]

    rows = file.decode().splitlines()
    assert [rows[line.row - 1] for line in statement.lines] == ["<Ntry>", "<Ntry>"]
