"""Kosten per maand beside their drawing, and what is still to be paid."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from projections.finance_open import Item, open_items, unsettled
from tests.finance.web.test_replay import plain
from tests.harness.money import Purse
from web.finance_costs import HIGH, MONTHS, drawn


def test_each_month_stands_in_the_table_and_in_the_drawing(purse: Purse, client: Any) -> None:
    purse.pay("2026-01-10", "4310", 10_000)
    purse.pay("2026-02-10", "4310", 5_000)
    purse.pay("2026-02-11", "4350", 250)

    page = client(purse.cato).get(f"/teams/{purse.team}/money/costs").text

    assert re.search(r"4310 Energie 150,00 0,00 50,00 100,00( 0,00){9}", plain(page))
    assert re.search(r"Samen 152,50 0,00 52,50 100,00( 0,00){9}", plain(page))
    row = page[page.index("Energie") :].partition("</tr>")[0]
    assert re.findall(r'height="(\d+)"', row) == ["28", "14"]
    assert "style=" not in page


def test_a_month_that_gave_money_back_is_drawn_below_the_line() -> None:
    bars, base = drawn(["2026-01", "2026-02", "2026-03"], [300, -100, 0])

    assert base == 21 and (bars[0].y, bars[0].height) == (0, 21)
    assert (bars[1].y, bars[1].height) == (21, 7) and bars[2].height == 0


@given(st.lists(st.integers(-(10**12), 10**12), min_size=MONTHS, max_size=MONTHS))
@settings(deadline=None, max_examples=50)
def test_no_bar_leaves_the_drawing(cents: list[int]) -> None:
    bars, _ = drawn([f"2026-{month:02d}" for month in range(1, 13)], cents)

    assert len(bars) == MONTHS
    assert all(-1 <= bar.y and bar.y + bar.height <= HIGH + 1 for bar in bars)


def test_a_year_that_is_carried_forward_does_not_undo_what_it_cost(purse: Purse, client: Any) -> None:
    from datetime import UTC, datetime

    purse.pay("2026-01-10", "4310", 10_000)
    purse.home.clock.moment = datetime(2027, 1, 10, 9, 0, tzinfo=UTC)
    purse.close(*(f"2026-{month:02d}" for month in range(1, 13)))
    with purse.home.by(purse.bram):
        purse.ledger.carry_forward(purse.team, year=2026)
    purse.pay("2027-01-05", "4310", 700)

    page = plain(client(purse.cato).get(f"/teams/{purse.team}/money/costs").text)
    before = plain(client(purse.cato).get(f"/teams/{purse.team}/money/costs?until=2026-12").text)

    assert re.search(r"4310 Energie 7,00 7,00( 0,00){11}", page)
    assert re.search(r"4310 Energie 100,00 (0,00 ){11}100,00", before)


def test_what_is_paid_settles_the_same_amount_first_and_else_the_oldest(purse: Purse, client: Any) -> None:
    for day, cents, text in (("01", 100, "Brood"), ("02", 250, "Melk"), ("03", 400, "Kaas")):
        purse.post(f"2026-02-{day}", Line("4350", cents), Line("1600", -cents), text=text)
    purse.pay("2026-02-05", "1600", 250)
    purse.pay("2026-02-06", "1600", 130)

    page = plain(client(purse.cato).get(f"/teams/{purse.team}/money/open").text)

    assert "Brood" not in page and "Melk" not in page
    assert re.search(r"3 februari Kaas 1600 Nog te betalen 26 −4,00 −3,70 Samen −3,70", page)


def test_with_everything_paid_nothing_is_open(purse: Purse, client: Any) -> None:
    purse.post("2026-02-01", Line("4350", 100), Line("1600", -100))
    purse.pay("2026-02-05", "1600", 100)

    assert "Niets open" in client(purse.cato).get(f"/teams/{purse.team}/money/open").text


@given(st.lists(st.integers(-500, 500).filter(bool), max_size=25))
@settings(deadline=None, max_examples=80)
def test_what_is_open_adds_up_to_the_balance_and_has_one_side(cents: list[int]) -> None:
    left = unsettled(cents)

    assert sum(left) == sum(cents)
    assert len({amount > 0 for amount in left if amount}) <= 1
    assert all(abs(rest) <= abs(amount) and rest * amount >= 0 for rest, amount in zip(left, cents, strict=True))


def _looked_through(cents: list[int]) -> list[int]:
    """The same, told plainly: look through all that is open, each time."""
    held: list[list[int]] = []
    for number, amount in enumerate(cents):
        same = next((one for one in held if one[1] == -amount), None)
        if same:
            held.remove(same)
            continue
        while amount and held and (held[0][1] > 0) != (amount > 0):
            rest = held[0][1] + amount
            if rest and (rest > 0) != (amount > 0):
                held[0][1], amount = rest, 0
            else:
                held.pop(0)
                amount = rest
        if amount:
            held.append([number, amount])
    left = [0] * len(cents)
    for number, rest in held:
        left[number] = rest
    return left


@given(
    st.lists(st.sampled_from([-9, -4, -3, -2, -1, 1, 2, 3, 4, 5]), max_size=14)
    | st.lists(st.sampled_from([-7, -3, 2, 3, 5]), min_size=15, max_size=60)
)
@settings(deadline=None, max_examples=400)
def test_quick_and_plain_settle_the_same(cents: list[int]) -> None:
    assert unsettled(cents) == _looked_through(cents)


@given(
    st.lists(st.tuples(st.integers(1, 28), st.sampled_from([-5, -3, 2, 3])), max_size=30),
    st.integers(0, 12), st.integers(1, 12),
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_each_page_of_what_is_open_is_that_part_of_the_whole(
    postings: list[tuple[int, int]], skip: int, limit: int
) -> None:
    """The same, told plainly: every posting in order, settled one by one."""
    views = sqlite3.connect(":memory:")
    views.execute("CREATE TABLE finance_posting (team, account, position, value_date, cents)")
    views.executemany(
        "INSERT INTO finance_posting VALUES ('t', '1600', ?, ?, ?)",
        [(number * 7, f"2026-02-{day:02d}", cents) for number, (day, cents) in enumerate(postings)],
    )
    ordered = sorted((day, number * 7, cents) for number, (day, cents) in enumerate(postings))
    left = _looked_through([cents for _, _, cents in ordered])
    plainly = [Item(at, cents, rest) for (_, at, cents), rest in zip(ordered, left, strict=True) if rest]

    found = open_items(views, "t", "1600", limit=limit, skip=skip)

    assert found == (plainly[skip : skip + limit], len(plainly), sum(left))


def test_of_very_many_the_oldest_are_listed_and_all_are_added_up(purse: Purse, client: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("web.finance_costs.LISTED", 2)
    for day in ("01", "02", "03"):
        purse.post(f"2026-02-{day}", Line("4350", 100), Line("1600", -100), text=f"Brood {day}")

    page = plain(client(purse.cato).get(f"/teams/{purse.team}/money/open").text)

    assert "Brood 02" in page and "Brood 03" not in page
    assert "en nog 1 Samen −3,00" in page


def test_who_looks_on_finds_the_rest_of_what_is_open_also_as_it_was_known_then(
    purse: Purse, client: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("web.finance_costs.LISTED", 2)
    for day in ("01", "02", "03"):
        purse.post(f"2026-02-{day}", Line("4350", 100), Line("1600", -100), text=f"Brood {day}")
    known, looks = purse.position(), client(purse.cato)
    purse.pay("2026-02-05", "1600", 300)
    page = f"/teams/{purse.team}/money/open?at={known}"

    first, second = looks.get(page).text, plain(looks.get(f"{page}&page=1").text)

    assert f"at={known}&amp;page=1" in first and "Nieuwer" in plain(first) and "Ouder" not in plain(first)
    assert "Brood 03" in second and "Brood 02" not in second and "en nog" not in second
    assert "Samen −3,00 Ouder" in second and "Nieuwer" not in second
