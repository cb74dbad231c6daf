"""What people read of the finance commands is English: refusals, amounts, dates; machines read ISO and cents."""

from __future__ import annotations

import re

import pytest

from domain.finance.ledger import Line
from tests.commands.test_finance import finance, purse, story  # noqa: F401  the same books

TEAM = ("--team", "De Lindehof")


def plain(text: str) -> str:
    """With ordinary spaces, and one where there are more."""
    return re.sub(r"[ \N{NO-BREAK SPACE}]+", " ", text)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("balance", *TEAM, "--account", "9999"), "Account 9999 is not in the chart"),
        (("balance", *TEAM, "--account", "1010", "--known", "ooit"), "moment"),
        (("trial-balance", *TEAM, "--as", "Yara"), "This does not exist"),
        (("link-account", *TEAM, "--account", "1010", "--iban", "1", "--as", "Emre"), "You may not do this here"),
        (("hand-over", "--period", "ooit"), "month"),
    ],
)
def test_a_refusal_is_told_in_english(finance, purse, story, words, said):  # noqa: F811
    purse.home.second_team()

    told = finance(*words)

    assert told.code == 1 and said in told.err, told.err


def test_days_and_months_are_told_as_people_write_them(finance, purse, story):  # noqa: F811
    purse.reopen("2026-02", "2026-03-03T16:00Z")

    card = plain(finance("card", *TEAM, "--account", "1010").out)
    balance = plain(finance("trial-balance", *TEAM, "--on", "2026-02-28").out)
    changed = plain(finance("changes", *TEAM, "--from", story).out)
    sent = plain(finance("hand-over", "--period", "2026-01").out)

    assert "19 Feb 2026 memo −€86.40 €913.60 (91360 cents)" in card
    assert balance.startswith("De Lindehof, with value dates up to 28 February 2026, as known at position ")
    assert "1010 €913.60 − €225.78 = €687.82" in changed and "4350 €0.00 + €312.18 = €312.18" in changed
    assert "February 2026 reopened until 3 March 2026 17:00" in changed
    assert sent == "batch 1: 2 postings of January 2026\n"
    for told in (card, balance, changed, sent):
        assert not re.search(r"\d{4}-\d\d", told)


def test_a_day_may_be_typed_as_it_is_told(finance, story):  # noqa: F811
    asked = ("balance", *TEAM, "--account", "1010", "--json", "--on")

    told = [finance(*asked, day).json() for day in ("2026-01-31", "31 January 2026", "31 Jan 2026")]

    assert told == [told[0]] * 3 and told[0]["on"] == "2026-01-31"


def test_machines_read_days_and_cents(finance, story):  # noqa: F811
    rows = finance("card", *TEAM, "--account", "1010", "--json").json()

    assert [(row["value_date"], row["period"], row["cents"]) for row in rows][0] == ("2026-01-02", "2026-01", 100_000)


def test_what_is_wrong_in_an_opening_is_told_in_english(finance, purse, tmp_path):  # noqa: F811
    file = tmp_path / "begin.csv"
    file.write_text("rekening;debet;credit\n1010;12,50;1,00\n9999;1,00;\n", encoding="utf-8")

    said = plain(finance("import-opening", file, *TEAM).out)

    assert said == (
        "row 2, debit: Fill in debit or credit, not both.\n"
        "row 3, account: Account 9999 is not in the chart of accounts. Choose an account from the list.\n"
        "nothing was posted\n"
    )


def test_one_residents_year_is_told_in_words(finance, purse, story):  # noqa: F811
    purse.post("2026-03-01", Line("1030", 5_000), Line("1700", -5_000, purse.home.person("rosa")), fund="residents")

    said = plain(finance("resident-statement", "--resident", "Rosa", *TEAM, "--year", 2026).out)

    assert said.startswith(" 1 Jan 2026 €0.00\n 1 Mar 2026 €50.00 €50.00 (5000 cents)")
    assert "31 Dec 2026 €50.00" in said
