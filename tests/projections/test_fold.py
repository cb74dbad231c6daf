"""Rows by position: what stood from when until when, however the facts fall in pages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.fold import Views
from projections.tables import FAR, TABLES, Table, create_tables

WISH = "folding_wish"
NOTE = "folding_note"


@pytest.fixture(scope="module", autouse=True)
def tables() -> Iterator[None]:
    """A table that remembers and one that only grows, for this module alone."""
    TABLES[WISH] = Table(WISH, ("person", "day"), ("level", "weight"))
    TABLES[NOTE] = Table(NOTE, ("position",), ("text",), temporal=False)
    yield
    del TABLES[WISH], TABLES[NOTE]


@pytest.fixture
def views() -> Iterator[Views]:
    """Views over an empty database."""
    yield opened()


def opened() -> Views:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(connection)
    return Views(connection)


def history(views: Views) -> list[tuple[object, ...]]:
    """What was written, in canonical order."""
    return views.connection.execute(f"SELECT * FROM {WISH}_history ORDER BY person, day, since").fetchall()


def put(views: Views, position: int, level: str, *, weight: int = 1) -> None:
    """Anna's wish for Monday."""
    views.position = position
    views.put(WISH, ("anna", "mo"), level=level, weight=weight)


def drop(views: Views, position: int) -> None:
    """Anna has no wish for Monday."""
    views.position = position
    views.drop(WISH, ("anna", "mo"))


def test_a_row_stands_until_another_takes_its_place(views: Views) -> None:
    put(views, 3, "want")
    put(views, 7, "cannot")

    views.flush()

    assert history(views) == [("anna", "mo", "want", 1, 3, 7), ("anna", "mo", "cannot", 1, 7, FAR)]


def test_several_rows_in_one_position_become_the_last(views: Views) -> None:
    put(views, 3, "want")
    put(views, 3, "rather_not")
    put(views, 3, "cannot")

    views.flush()

    assert history(views) == [("anna", "mo", "cannot", 1, 3, FAR)]


def test_several_rows_in_one_position_become_the_last_when_flushed_half_way(views: Views) -> None:
    put(views, 3, "want")
    views.flush()
    put(views, 3, "cannot")

    views.flush()

    assert history(views) == [("anna", "mo", "cannot", 1, 3, FAR)]


def test_the_same_row_again_changes_nothing(views: Views) -> None:
    put(views, 3, "want")
    views.flush()
    put(views, 9, "want")

    views.flush()

    assert history(views) == [("anna", "mo", "want", 1, 3, FAR)]


def test_a_row_put_and_dropped_in_one_position_never_was(views: Views) -> None:
    put(views, 3, "want")
    drop(views, 3)

    views.flush()

    assert history(views) == []


def test_a_row_put_flushed_and_dropped_in_one_position_never_was(views: Views) -> None:
    put(views, 3, "want")
    views.flush()
    drop(views, 3)

    views.flush()

    assert history(views) == []


def test_a_row_dropped_later_in_the_same_page_is_remembered(views: Views) -> None:
    put(views, 3, "want")
    drop(views, 5)

    views.flush()

    assert history(views) == [("anna", "mo", "want", 1, 3, 5)]
    assert views.get(WISH, "anna", "mo") is None


def test_a_row_that_was_written_earlier_is_changed(views: Views) -> None:
    put(views, 3, "want")
    views.flush()
    views.forget()
    views.position = 8
    views.change(WISH, ("anna", "mo"), weight=5)

    views.flush()

    assert history(views) == [("anna", "mo", "want", 1, 3, 8), ("anna", "mo", "want", 5, 8, FAR)]


def test_a_row_that_is_not_written_yet_is_changed(views: Views) -> None:
    put(views, 3, "want")
    views.position = 8
    views.change(WISH, ("anna", "mo"), weight=5)

    assert views.get(WISH, "anna", "mo") == {"level": "want", "weight": 5}
    views.flush()
    assert history(views) == [("anna", "mo", "want", 1, 3, 8), ("anna", "mo", "want", 5, 8, FAR)]


def test_a_row_that_is_not_there_is_not_changed(views: Views) -> None:
    with pytest.raises(KeyError):
        views.change(WISH, ("anna", "mo"), weight=5)


def test_dropping_what_is_not_there_does_nothing(views: Views) -> None:
    drop(views, 4)

    views.flush()

    assert history(views) == []


def test_rows_are_found_by_value_before_they_are_written(views: Views) -> None:
    put(views, 3, "want")
    views.put(WISH, ("bram", "mo"), level="want", weight=2)

    found = views.rows(WISH, day="mo", level="want")

    assert sorted(row["person"] for row in found) == ["anna", "bram"]


def test_a_log_table_only_grows(views: Views) -> None:
    views.add(NOTE, (1, "een", 2, "twee"))
    views.flush()
    views.add(NOTE, (3, "drie"))

    views.flush()

    assert [row[0] for row in views.connection.execute(f"SELECT text FROM {NOTE} ORDER BY position")] == [
        "een", "twee", "drie",
    ]  # fmt: skip


@pytest.mark.parametrize("many", [1, 99, 100, 101, 250])
def test_a_page_of_any_length_is_written_whole_and_in_order(views: Views, many: int) -> None:
    for position in range(1, many + 1):
        views.add(NOTE, (position, f"regel {position}"))

    views.flush()

    assert views.connection.execute(f"SELECT position, text FROM {NOTE} ORDER BY position").fetchall() == [
        (position, f"regel {position}") for position in range(1, many + 1)
    ]


def test_the_last_touch_counts(views: Views) -> None:
    views.position = 3
    views.touch("team")
    views.flush()
    views.position = 9
    views.touch("team")

    views.flush()

    assert views.connection.execute("SELECT * FROM touched").fetchall() == [("team", 9)]


KEYS = st.tuples(st.sampled_from("ab"), st.sampled_from(["mo", "tu"]))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "change", "drop", "next", "next", "flush", "forget", "rows"]),
        KEYS,
        st.sampled_from(["want", "cannot"]),
        st.integers(1, 2),
    ),
    max_size=40,
)


def shown_naively(steps: list[tuple[str, tuple[str, str], str, int]]) -> list[dict[tuple[str, str], tuple[str, int]]]:
    """What stands at every position, by the simplest way to say it."""
    standing: dict[tuple[str, str], tuple[str, int]] = {}
    shown = []
    for step, key, level, weight in steps:
        if step == "put":
            standing[key] = level, weight
        elif step == "change" and key in standing:
            standing[key] = standing[key][0], weight
        elif step == "drop":
            standing.pop(key, None)
        elif step == "next":
            shown.append(dict(standing))
    return [*shown, standing]


def folded(steps: list[tuple[str, tuple[str, str], str, int]], views: Views, *, pages: bool) -> None:
    """The same steps through the views; a page ends where the steps say."""
    views.position = 1
    for step, key, level, weight in steps:
        if step == "put":
            views.put(WISH, key, level=level, weight=weight)
        elif step == "change" and views.get(WISH, *key):
            views.change(WISH, key, weight=weight)
        elif step == "drop":
            views.drop(WISH, key)
        elif step == "next":
            views.position += 1
        elif step == "rows":
            views.rows(WISH, person=key[0])
        elif pages:
            views.flush()
            if step == "forget":
                views.forget()
    views.flush()


@settings(deadline=None)
@given(steps=STEPS)
def test_every_position_shows_what_stood_then(steps: list[tuple[str, tuple[str, str], str, int]]) -> None:
    views = opened()

    folded(steps, views, pages=True)

    for position, expected in enumerate(shown_naively(steps), start=1):
        query = TABLES[WISH].shown(str(position)).replace("since, ", "", 1)
        rows = views.connection.execute(query).fetchall()
        assert {(row[0], row[1]): (row[2], row[3]) for row in rows} == expected
        assert len(rows) == len(expected)
    views.connection.close()


@settings(deadline=None)
@given(steps=STEPS)
def test_where_a_page_ends_leaves_no_trace(steps: list[tuple[str, tuple[str, str], str, int]]) -> None:
    one, other = opened(), opened()

    folded(steps, one, pages=True)
    folded(steps, other, pages=False)

    assert history(one) == history(other)
    one.connection.close()
    other.connection.close()


@settings(deadline=None)
@given(steps=STEPS)
def test_a_build_from_nothing_writes_the_same(steps: list[tuple[str, tuple[str, str], str, int]]) -> None:
    one = opened()
    other = opened()
    other = Views(other.connection, from_nothing=True)

    folded(steps, one, pages=True)
    folded(steps, other, pages=True)

    assert history(one) == history(other)
    one.connection.close()
    other.connection.close()
