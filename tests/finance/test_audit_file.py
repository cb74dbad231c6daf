"""The audit file of a year: valid to the standard, equal to the trial balance and the cards, the same again later."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import pyxaf

from domain.finance.ledger import ENTRY_KINDS, Line, charting
from projections.finance_balances import card
from tests.commands.conftest import drive
from web.finance_audit_file import JOURNALS, OPENINGS

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def audit(purse, tmp_path):
    def write(*options, name="books.xaf", year=2026):
        file = tmp_path / name
        data = purse.home.house.workspace.data
        said = drive("finance", "audit-file", "--year", year, "--out", file, "--data", data, *options)
        assert said.code == 0, said.err
        return file

    return write


@pytest.fixture
def year(purse):
    """An opening balance, a bill, one that came after the close, and one that stood there twice."""
    with purse.home.by(purse.bram):
        purse.ledger.take_opening(
            purse.team, fund="team", lines=[Line("1010", 200_000), Line("0500", -200_000)], text="Beginbalans"
        )
    with purse.home.by(purse.cato):
        purse.ledger.change_account("4310", name="Gas & licht <2026>", rgs="WBedHuiGwe")
    twice = purse.pay("2026-01-20", "4310", 8_640)
    purse.post("2026-01-31", Line("1020", 3_000), Line("8100", -3_000), fund="household")
    purse.close("2026-01")
    purse.post("2026-01-21", Line("4350", 31_218), Line("1010", -31_218), text="Kastje van <Rosa> & co")
    purse.reverse(twice)


def _errors(file):
    report = pyxaf.validate(file, xsd=True)
    assert any(layer.startswith("L4x") for layer in report.checked), report.checked
    return [str(finding) for finding in report.errors]


def _totals(file):
    """Cents by account: what it opens with and all lines."""
    sums: dict[str, Decimal] = {}
    with pyxaf.open(file) as found:
        for line in found.opening_balance("element").lines:
            sums[line.account_id] = sums.get(line.account_id, Decimal(0)) + line.signed_amount
        for transaction in found.transactions():
            for line in transaction.lines:
                sums[line.account_id] = sums.get(line.account_id, Decimal(0)) + line.signed_amount
    return {account: int(amount * 100) for account, amount in sums.items()}


def test_the_standard_finds_no_error(purse, year, audit):
    assert _errors(audit()) == []
    assert _errors(audit("--open", "--team", "De Lindehof", "--tax-number", "123456782B01")) == []


def test_the_file_the_trial_balance_and_the_cards_say_the_same(purse, year, audit):
    found = _totals(audit())

    assert found == purse.balances("2026-12-31")
    with purse.home.house.now() as views:
        assert {
            account: sum(line.cents for line in card(views, purse.team, account, last="2026-12-31"))
            for account in found
        } == found


def test_a_file_that_is_not_the_trial_balance_is_not_written(purse, year, audit, monkeypatch, tmp_path):
    monkeypatch.setattr("projections.finance_entries.entries", lambda *_: iter(()))

    said = drive("finance", "audit-file", "--year", 2026, "--out", tmp_path / "wrong.xaf",
                 "--data", purse.home.house.workspace.data)  # fmt: skip

    assert said.code == 1 and "does not agree with the trial balance" in said.err
    assert not (tmp_path / "wrong.xaf").exists()


def test_what_opens_the_books_stands_in_the_opening_balance(purse, year, audit):
    with pyxaf.open(audit()) as found:
        opening = {line.account_id: line.signed_amount for line in found.opening_balance("element").lines}
        kinds = {transaction.journal_id for transaction in found.transactions()}

    assert opening == {"0500": Decimal("-2000.00"), "1010": Decimal("2000.00")}
    assert kinds == {"memo", "reversal"}


def test_the_next_year_begins_where_this_one_ends(purse, year, audit):
    ends = _totals(audit())
    with pyxaf.open(audit(name="next.xaf", year=2027)) as found:
        begins = {line.account_id: int(line.signed_amount * 100) for line in found.opening_balance("element").lines}

    assert begins == {account: cents for account, cents in ends.items() if cents}
    assert _errors(audit(name="next.xaf", year=2027)) == []


def test_a_year_as_it_was_known_is_the_same_file_later(purse, year, audit):
    known = purse.position()
    first = audit("--known", known).read_bytes()
    purse.home.clock.advance(timedelta(days=40))
    purse.pay("2026-01-22", "4310", 100)

    assert audit("--known", known).read_bytes() == first
    assert audit().read_bytes() != first


def test_what_was_booked_in_a_later_year_counts_its_months_on(purse, year, audit):
    purse.post("2026-02-10", Line("4310", 70), Line("1010", -70), period="2027-02")

    file = audit()

    assert "<periodNumber>14</periodNumber>" in file.read_text()
    assert _errors(file) == [] and _totals(file) == purse.balances("2026-12-31")


def test_names_are_written_as_they_are_and_texts_only_when_they_are_opened(purse, year, audit):
    sealed, opened = audit().read_text(), audit("--open").read_text()

    assert "Gas &amp; licht &lt;2026&gt;" in sealed and "WBedHuiGwe" in sealed
    assert "Rosa" not in sealed and "Fenna" not in sealed
    assert "Kastje van &lt;Rosa&gt; &amp; co" in opened and "<User>Fenna</User>" in opened


def test_a_name_longer_than_the_standard_allows_is_cut(purse, year, audit, monkeypatch):
    monkeypatch.setattr(charting, "NAME_LIMIT", 500)  # names were longer before
    with purse.home.by(purse.cato):
        purse.ledger.change_account("4350", name="]]> & \N{GRINNING FACE} " + "Inventaris " * 40)

    file = audit()

    assert _errors(file) == []
    with pyxaf.open(file) as found:
        longest = max(len(account.description) for account in found.accounts.values())
    assert 200 < longest <= 255


def test_its_first_lines_name_the_position_and_the_root_of_a_checkpoint(purse, year, audit):
    data = purse.home.house.workspace.data
    signed = drive("checkpoint", "--data", data, "--json").json()

    assert f"position {signed['position']}, root {signed['root']}" in audit().read_text()


def test_every_kind_of_entry_has_its_place():
    assert set(JOURNALS) | set(OPENINGS) == set(ENTRY_KINDS)


def test_the_trail_beside_it_is_proven_by_the_verifier_alone(purse, year, tmp_path):
    data, bundle, kept = purse.home.house.workspace.data, tmp_path / "trail.json", tmp_path / "cp.txt"
    drive("checkpoint", "--data", data, "--out", kept)
    drive("finance", "audit-trail", "--out", bundle, "--data", data)

    def verified():
        checked = subprocess.run(
            [sys.executable, PROJECT / "verifier" / "driehoek_verify.py", bundle, "--checkpoint", kept],
            capture_output=True, text=True,
        )  # fmt: skip
        return checked.returncode

    assert verified() == 0
    found = json.loads(bundle.read_text())
    topics = {fact["topic"] for fact in found["facts"]}
    assert {"finance.EntryPosted", "finance.EntryApproved", "finance.EntryReversed", "finance.PeriodClosed"} <= topics
    found["facts"][3]["state"] = found["facts"][4]["state"]
    bundle.write_text(json.dumps(found))
    assert verified() == 1


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("123456782", "123456782"), ("1234.56.782", "123456782"), ("nl123456782b01", "123456782B01"),
        ("123456782L01", "123456782L01"),
    ],
)  # fmt: skip
def test_the_tax_number_stands_in_it_as_the_tax_office_knows_it(purse, year, audit, typed, written):
    file = audit("--tax-number", typed)

    assert f"<taxRegIdent>{written}</taxRegIdent>" in file.read_text()


def test_the_name_and_number_of_the_years_last_day_as_known_then_stand_in_it(purse, year, audit):
    before = purse.position()
    with purse.home.by(purse.cato):
        for number, name, since in (("123456782", "De Beuk", "2026-01-01"), ("111222333", "De Eik", "2027-01-01")):
            purse.home.house.teams.identify_organisation(name=name, tax_number=number, valid_from=since)

    file, later = audit(), audit(name="next.xaf", year=2027)
    then, other = audit("--known", before, name="then.xaf"), audit("--tax-number", "111222333", name="other.xaf")

    assert "<companyName>De Beuk</companyName>" in file.read_text() and _errors(file) == []
    assert "<taxRegIdent>123456782</taxRegIdent>" in file.read_text()
    assert "<companyName>De Eik</companyName>" in later.read_text()
    assert "<taxRegIdent>onbekend</taxRegIdent>" in then.read_text() and "De Beuk" not in then.read_text()
    assert "<taxRegIdent>111222333</taxRegIdent>" in other.read_text()


@pytest.mark.parametrize("typed", ["123456783", "12345678", "000000000", "123456782B1", "x", "", "\u0662" * 9])
def test_a_tax_number_that_was_mistyped_is_refused_before_anything_is_written(purse, year, tmp_path, typed):
    file, data = tmp_path / "books.xaf", purse.home.house.workspace.data

    said = drive("finance", "audit-file", "--year", 2026, "--out", file, "--tax-number", typed, "--data", data)

    assert said.code == 2 and "is no RSIN" in said.err and not file.exists()


def test_each_line_stands_on_the_cost_centre_that_the_main_ledger_knows_the_team_by(purse, year, audit):
    def centres(file):
        with pyxaf.open(file) as found:
            return {line.cost_center for each in found.transactions() for line in each.lines}

    before = purse.position()
    named = centres(audit(name="named.xaf"))
    with purse.home.by(purse.cato):
        purse.home.house.reports.give_cost_centre(purse.team, centre="KP-7101")

    assert named == {"De Lindehof"}
    assert centres(audit(name="given.xaf")) == {"KP-7101"}
    assert centres(audit("--known", before, name="then.xaf")) == {"De Lindehof"}
    assert _errors(audit(name="checked.xaf")) == []


def test_the_only_thing_the_standard_warns_of_is_what_was_booked_late(purse, year, audit):
    report = pyxaf.validate(audit("--open"), xsd=True)

    late = purse.home.house
    with late.now() as views:
        days = {row[0] for row in views.execute("SELECT value_date FROM finance_entry WHERE late = 1")}
    warned = [(found.code, next((day for day in days if day in str(found)), None)) for found in report.findings]
    assert warned and all(code == "XAF7003" and day for code, day in warned)
