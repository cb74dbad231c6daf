"""The account of a resident who has lived here for years costs a page, and says the same as all of its lines."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.finance_balances import LAST_DAY
from projections.finance_residents import Kept, count_lines, kept, lines_of_resident, years_of_resident
from tests.finance.ledger.test_long_books import books, cost
from tests.finance.residents.test_residents import deposit
from tests.finance.web.test_replay import plain
from tests.harness.money import Purse

PEOPLE = ("rosa", "tom")
DAYS = tuple(f"{year}-{month:02d}-14" for year in (2024, 2025) for month in (1, 6, 12))
Told = list[tuple[str, str, int]]


def long_books(told: Told) -> Any:
    """Views with these lines of residents (who, day, cents), each also on the bank account of all of them."""
    views = books([(number * 2, "1093", day, -cents, day[:7]) for number, (_, day, cents) in enumerate(told, start=1)])
    views.executemany(
        "INSERT INTO finance_account_history VALUES (?, '', 'residents', 'liability', ?, '', 0, 0, ?)",
        [("1093", "resident", 2**63 - 1), ("1030", "bank", 2**63 - 1)],
    )
    for number, (who, day, cents) in enumerate(told, start=1):
        views.execute("UPDATE finance_posting_log SET resident = ? WHERE position = ?", (who, number * 2))
        views.execute(
            "INSERT INTO finance_posting_log VALUES (?, 1, 'team', '1030', ?, ?, 'residents', '', NULL, 0)",
            (number * 2, day, cents),
        )
    views.executemany(
        "INSERT INTO finance_resident_history VALUES ('team', ?, 'open', 0, ?)", [(who, 2**63 - 1) for who in PEOPLE]
    )
    return views


@given(
    st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(DAYS), st.integers(-9, 9).filter(bool)), max_size=25),
    st.sampled_from(("", *DAYS)),
    st.sampled_from((*DAYS, LAST_DAY)),
    st.integers(0, 6),
    st.sampled_from((-1, 0, 2, 5)),
)
@settings(deadline=None, max_examples=60)
def test_each_page_of_an_account_is_that_part_of_all_of_its_lines(
    told: Told, first: str, last: str, skip: int, limit: int
) -> None:
    own = [(day, number * 2, cents) for number, (who, day, cents) in enumerate(told, start=1) if who == "rosa"]
    before = sum(cents for day, _, cents in own if day < first)
    on_days = sorted(one for one in own if first <= one[0] <= last)
    left, plainly = before + sum(cents for *_, cents in on_days[:skip]), []
    for day, position, cents in on_days[skip:][: limit if limit >= 0 else None]:
        plainly.append((position, day, cents, (plainly[-1][3] if plainly else left) + cents))

    with closing(long_books(told)) as views:
        opening, lines = lines_of_resident(views, "team", "rosa", first, last, skip=skip, limit=limit)
        standing, many = years_of_resident(views, "team", "rosa", last), count_lines(views, "team", "rosa", first, last)
        have = kept(views, "team", last)

    assert opening == left
    assert [(one.position, one.value_date, one.cents, one.balance) for one in lines] == plainly
    assert many == len(on_days)
    assert standing == (
        min(own)[0][:4] if own else None, sum(one[2] for one in own), sum(one[2] for one in own if one[0] <= last)
    )  # fmt: skip
    assert have == [
        Kept(who, "open", sum(cents for one, day, cents in told if one == who and day <= last)) for who in PEOPLE
    ]


def test_what_rosa_has_is_read_without_reading_what_others_have() -> None:
    told = [("tom", DAYS[number % 6], 5) for number in range(2_000)] + [("rosa", DAYS[0], 5)] * 20

    with closing(long_books(told)) as views:
        taken = cost(views, lambda: lines_of_resident(views, "team", "rosa", "2024-01-01", LAST_DAY, limit=10))
        standing = cost(views, lambda: years_of_resident(views, "team", "rosa", LAST_DAY))

    assert taken < 3_000 and standing < 1_500


@pytest.mark.parametrize("of", ["account", "own"])
def test_a_long_year_comes_in_pages_of_which_the_last_lines_are_the_first(
    purse: Purse, client: Any, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    monkeypatch.setattr("web.finance_residents_year.ON_A_PAGE", 2)
    for day in (10, 20, 25):
        deposit(purse, 1_000 + day, day=f"2026-01-{day}")
    rosa, known = purse.home.person("rosa"), purse.position()
    deposit(purse, 9_999, day="2026-01-28")
    address = "/me/money" if of == "own" else f"/teams/{purse.team}/money/residents/{rosa}"
    looks = client(rosa if of == "own" else purse.bram)

    newest = looks.get(f"{address}?at={known}").text
    oldest = plain(looks.get(f"{address}?at={known}&page=1").text)

    assert "Stand ervoor 10,10" in plain(newest) and "10,25 30,55" in plain(newest).replace("+", "")
    assert f"at={known}&amp;page=1" in newest and "Ouder" in newest and "Nieuwer" not in newest
    assert "Op 1 januari 2026" in oldest and "Stand erna 10,10" in oldest and "20 januari" not in oldest
    assert "30,55" in oldest, "what there is now stands above every page"
