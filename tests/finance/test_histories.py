"""Whatever happened to the books: a cold replay of the facts says what the tables say, as known at any moment."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from domain.finance.ledger import Line
from domain.kernel import Id, Refusal
from projections.engine import fingerprint
from projections.finance_balances import balance, card, changes, trial_balance
from projections.finance_changes import groups_of
from tests.harness.home import moved_in
from tests.harness.money import Purse

FIRST = date(2025, 12, 1)
DAYS = 120
PERIODS = ("2025-12", "2026-01", "2026-02")
SPENT = ("4310", "4350", "1000", "1600")

days = st.integers(0, DAYS).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
late_days = st.integers(0, DAYS).map(lambda n: (FIRST + timedelta(days=DAYS - n)).isoformat())
cents = st.integers(-50_000, 50_000).filter(bool)
posts = st.tuples(st.just("post"), st.one_of(days, late_days), st.sampled_from(SPENT), cents)
others = st.tuples(
    st.sampled_from(("reverse", "close", "reopen", "reclose", "soft", "wait")), days, st.integers(0, 9), st.just(0)
)
histories = st.lists(st.one_of(posts, posts, others), min_size=4, max_size=18)

LATE_AND_AGAIN = [
    ("post", "2025-12-10", "4310", 5_000), ("close", "2025-12-01", 0, 0), ("post", "2025-12-20", "4310", 100),
    ("reopen", "2025-12-01", 0, 0), ("post", "2025-12-21", "4350", 900), ("reverse", "2025-12-22", 0, 0),
    ("reclose", "2025-12-01", 0, 0), ("post", "2025-12-23", "4350", 70),
]  # fmt: skip
"""A late posting, a period that was reopened, what was posted in it, and a late one again."""
CASH_IN_TIME = [
    ("post", "2025-12-20", "1000", 5_000), ("post", "2025-12-28", "1000", -4_000),
    ("post", "2025-12-22", "1000", -2_000), ("post", "2025-12-10", "1000", -1), ("post", "2025-12-22", "1000", -1_000),
    ("reverse", "2025-12-29", 0, 0),
]  # fmt: skip
"""Cash comes in and goes out; what goes out on an earlier day, or is taken back, could leave a later day short."""


@contextmanager
def books() -> Iterator[Purse]:
    """Empty books from December on, at the beginning of January."""
    with tempfile.TemporaryDirectory() as folder, moved_in(Path(folder)) as home:
        home.clock.moment = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
        yield Purse(home, first="2025-12")


def live(purse: Purse, history: list[tuple[str, str, object, int]]) -> None:
    """Do all of it; what a rule refuses is not done."""
    posted: list[Id] = []
    for step, day, what, much in history:
        purse.home.clock.advance(timedelta(days=len(str(what)) * 2, hours=5))
        with suppress(Refusal):
            if step == "post":
                posted.append(purse.post(day, Line(str(what), much), Line("1010", -much)))
            elif step == "reverse" and posted:
                posted.append(purse.reverse(posted[int(str(what)) % len(posted)], day=day))
            elif step == "close":
                for period in PERIODS:
                    if not purse.ledger.is_closed(purse.team, period):
                        purse.close(period)
                        break
            elif step == "reopen":  # of those that are closed, the last one: it takes entries for some steps
                closed = [period for period in PERIODS if purse.ledger.is_closed(purse.team, period)]
                until = (purse.home.clock.moment + timedelta(days=20)).strftime("%Y-%m-%dT%H:%MZ")
                purse.reopen(closed[-1] if closed else day[:7], until)
            elif step == "reclose":
                purse.close(day[:7])
            elif step == "soft":
                with purse.home.by(purse.bram):
                    purse.ledger.soft_close_period(purse.team, day[:7])
    purse.home.house.engine.catch_up()


Posted = tuple[int, str, str, int]


def told(purse: Purse) -> list[Posted]:
    """Position, value date, account and cents of every line, read from the bytes of the log by other code."""
    found = []
    for recorded in purse.home.house.workspace.facts(0, 100_000):
        if recorded.topic == "finance.EntryPosted":
            state = json.loads(recorded.state)
            assert sum(line[1] for line in state["lines"]) == 0
            found += [(recorded.position, state["value_date"], line[0], line[1]) for line in state["lines"]]
    return found


def summed(facts: list[Posted], on: str, known: int) -> dict[str, int]:
    """What these facts say of each account."""
    sums: dict[str, int] = {}
    for position, day, account, much in facts:
        if position <= known and day <= on:
            sums[account] = sums.get(account, 0) + much
    return sums


def test_the_history_that_is_always_tried_has_late_postings_and_one_in_a_reopened_period() -> None:
    with books() as purse:
        live(purse, LATE_AND_AGAIN)

        with purse.home.house.now() as views:
            found = changes(views, purse.team, 0)
            groups = groups_of(views, purse.team, found)

    assert [groups[position] for position in sorted(groups)] == ["posted", "late", "reopening", "reversal", "late"]


def test_what_is_tried_at_random_posts_most_of_what_it_wants_to_post() -> None:
    wanted, done = [], []

    @settings(max_examples=12, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
    @given(histories)
    def tried(history: list[tuple[str, str, object, int]]) -> None:
        with books() as purse:
            live(purse, history)
            wanted.append(sum(step == "post" for step, *_ in history))
            done.append(len({position for position, *_ in told(purse)}))

    tried()

    assert sum(wanted) > 40
    assert sum(done) > sum(wanted) // 2, (wanted, done)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@example(LATE_AND_AGAIN, [("2025-12-31", 0.9)])
@given(histories, st.lists(st.tuples(days, st.floats(0, 1)), min_size=3, max_size=6))
def test_a_cold_replay_says_what_the_tables_say(
    history: list[tuple[str, str, object, int]], asked: list[tuple[str, float]]
) -> None:
    with books() as purse:
        live(purse, history)
        facts, last = told(purse), purse.position()

        for on, part in [*asked, ("9999-12-31", 1.0)]:
            known = round(part * last)
            cold = summed(facts, on, known)
            with purse.home.house.at(known) as views:
                assert {b.account: b.cents for b in trial_balance(views, purse.team, on)} == cold
                for account in ("1010", "1000"):
                    lines = card(views, purse.team, account, last=on)
                    assert balance(views, purse.team, account, on) == cold.get(account, 0)
                    assert (lines[-1].balance if lines else 0) == cold.get(account, 0)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@example([("post", "2026-01-20", "4310", 100), ("post", "2025-12-20", "4310", 9)], "2026-03-31", 40, 100)
@example(LATE_AND_AGAIN, "2025-12-31", 50, 100)
@given(histories, late_days, st.integers(40, 80), st.integers(85, 100))
def test_what_was_known_and_what_changed_make_what_is_known(
    history: list[tuple[str, str, object, int]], on: str, one: int, other: int
) -> None:
    with books() as purse:
        live(purse, history)
        last = purse.position()
        known, later = last * one // 100, last * other // 100

        before, after = purse.balances(on, known=known), purse.balances(on, known=later)
        with purse.home.house.at(later) as views:
            between = changes(views, purse.team, known, on)

        for change in between:
            assert known < change.position <= later and change.value_date <= on
            before[change.account] = before.get(change.account, 0) + change.cents
        assert before == after


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@example(LATE_AND_AGAIN)
@example(CASH_IN_TIME)
@given(histories)
def test_closed_periods_stay_as_they_were_known_and_cash_never_ends_below_nothing(
    history: list[tuple[str, str, object, int]],
) -> None:
    with books() as purse:
        live(purse, history)
        facts, workspace = told(purse), purse.home.house.workspace

        for recorded in workspace.facts(0, 100_000):
            if recorded.topic == "finance.PeriodClosed":
                end = (date.fromisoformat(f"{json.loads(recorded.state)['period']}-28") + timedelta(days=4)).isoformat()
                assert purse.balances(end, known=recorded.position) == summed(facts, end, recorded.position)
        cash = {day: 0 for _, day, account, _ in facts if account == "1000"}
        for day in cash:
            assert summed(facts, day, purse.position()).get("1000", 0) >= 0
        if history == CASH_IN_TIME:
            assert cash and summed(facts, "2025-12-31", purse.position())["1000"] == 0


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@example(LATE_AND_AGAIN)
@given(histories)
def test_rebuilt_tables_equal_live_ones(history: list[tuple[str, str, object, int]]) -> None:
    with books() as purse:
        live(purse, history)
        house = purse.home.house
        house.engine.catch_up()
        rebuilt = house.workspace.data / "rebuilt.db"

        house.engine.build(rebuilt)

        assert fingerprint(rebuilt) == fingerprint(house.engine.path)
