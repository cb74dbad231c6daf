"""A team that claims for years sees the last claims, and finds the older ones; what waits is added up whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.finance_claims import claims_in, waiting_for_batch
from projections.tables import FAR, TABLES
from tests.finance.claims.test_pages import fields, here
from tests.finance.ledger.test_long_books import books, cost
from tests.finance.web.test_replay import plain
from tests.harness.claimed import Till

DONE = ("paid", "declined", "withdrawn")


def claimed(told: list[tuple[str, str, bool]]) -> sqlite3.Connection:
    """Views with these claims in the order in which they were made: state, fund, and whether a batch has them."""
    views = books([])
    columns = TABLES["finance_claim"].columns
    for made, (state, fund, sent) in enumerate(told, start=1):
        row = dict.fromkeys(columns, "") | {"team": "team", "fund": fund, "state": state, "made": made, "cents": made}
        views.execute(
            f"INSERT INTO finance_claim_history VALUES ({', '.join('?' * (len(columns) + 3))})",
            (f"{made:05d}", *row.values(), 0, FAR),
        )
        views.execute(
            "INSERT INTO finance_payment_history VALUES ('team', ?, 0, ?, 0, ?)",
            (f"{made:05d}", 1 if sent else None, FAR),
        )
    return views


CLAIMS = st.lists(
    st.tuples(st.sampled_from((*DONE, "made", "listed")), st.sampled_from(("team", "household")), st.booleans()),
    max_size=25,
)


@given(CLAIMS, st.integers(1, 6))
@settings(deadline=None, max_examples=40)
def test_who_pages_on_sees_each_claim_once_the_last_first(told: list[tuple[str, str, bool]], size: int) -> None:
    seen: list[int] = []
    with closing(claimed(told)) as views:
        while found := claims_in(views, "team", *DONE, limit=size, before=seen[-1] if seen else 2**62):
            seen += [one.made for one in found]

    assert seen == [made for made, (state, *_) in reversed(list(enumerate(told, start=1))) if state in DONE]


@given(CLAIMS)
@settings(deadline=None, max_examples=40)
def test_what_waits_for_a_batch_is_all_that_is_listed_and_was_not_sent(told: list[tuple[str, str, bool]]) -> None:
    plainly: dict[str, int] = {}
    for cents, (state, fund, sent) in enumerate(told, start=1):
        if state == "listed" and not sent:
            plainly[fund] = plainly.get(fund, 0) + cents

    with closing(claimed(told)) as views:
        assert waiting_for_batch(views, "team") == plainly


def test_the_last_of_many_claims_are_read_without_the_others() -> None:
    with closing(claimed([(DONE[number % 3], "team", False) for number in range(1_500)])) as views:
        assert cost(views, lambda: claims_in(views, "team", *DONE, limit=10)) < 6_000


def test_who_looks_for_an_older_claim_finds_it_also_as_it_was_known_then(
    till: Till, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.finance_claims_list.GROUPS", {"made": (("made",), 2), "listed": (("listed",), 2)} | {
        name: ((name,), 2) for name in ("approved", "done")
    })  # fmt: skip
    emre = client(till.emre)
    for number in range(3):
        emre.send(
            here(till), here(till) + "/new", **fields(text=f"Ketel {number}", missing="Weg", supplier=f"S{number}")
        )
    known = till.purse.position()
    emre.send(here(till), here(till) + "/new", **fields(text="Ketel 3", missing="Weg", supplier="S3"))

    first = emre.get(f"{here(till)}?at={known}").text
    link = first[first.index("group=made") :].partition('"')[0].replace("&amp;", "&")
    older = plain(emre.get(f"{here(till)}?{link}").text)

    assert "Ketel 2" in first and "Ketel 1" in first and "Ketel 0" not in first and "Ketel 3" not in first
    assert f"at={known}" in link
    assert "Ketel 0" in older and "Ketel 1" not in older and "Nieuwste" in older
    assert emre.get(f"{here(till)}?group=made&before=nooit").status_code == 200
    assert "Ketel" in emre.get(f"{here(till)}?group=elsewhere").text
