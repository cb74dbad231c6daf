"""What is sent for pay: once, numbered, locked, and corrected after."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel import OPERATOR, Id, NotAllowed, NotThere
from domain.rosters.hours import refusals, statement_of
from domain.rosters.hours.figures import added
from projections.hours import approved_of, batches, statements_of
from tests.harness.home import Home, moved_in
from tests.hours.conftest import APRIL
from tests.hours.stating import MARCH, approve, clock, confirm, draw, figures, record, send, standing, whole_way


def test_what_was_sent_is_locked_and_not_sent_twice(march: Home) -> None:
    drawn = whole_way(march, march.bram)

    with pytest.raises(refusals.AlreadySent):
        send(march, drawn)
    with pytest.raises(refusals.AlreadySent):
        approve(march, march.fenna, drawn)
    with march.by(march.bram), pytest.raises(refusals.AlreadySent):
        march.house.hours.object_to_statement(drawn, text="Toch niet")

    with march.house.now() as views:
        assert [batch.number for batch in batches(views, MARCH)] == [1]


def test_batches_of_a_month_are_numbered_without_gaps(march: Home) -> None:
    whole_way(march, march.bram)
    whole_way(march, march.fenna)

    with march.house.now() as views:
        assert [batch.number for batch in batches(views, MARCH)] == [2, 1]
        assert approved_of(views, MARCH) == []


def test_two_who_send_at_once_get_two_numbers_and_the_same_statement_goes_once(march: Home) -> None:
    ready = [draw(march, person) for person in (march.bram, march.fenna)]
    for person, drawn in zip((march.bram, march.fenna), ready, strict=True):
        confirm(march, person, drawn)
        approve(march, march.emre, drawn)

    def sends(drawn: Id) -> str:
        try:
            send(march, drawn)
        except refusals.AlreadySent:
            return "refused"
        return "sent"

    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(copy_context().run, sends, drawn) for drawn in ready * 2]
        outcomes = sorted(job.result() for job in jobs)

    assert outcomes == ["refused", "refused", "sent", "sent"]
    with march.house.now() as views:
        assert [batch.number for batch in batches(views, MARCH)] == [2, 1]


def test_a_member_sends_nothing(march: Home) -> None:
    drawn = draw(march, march.bram)

    with march.by(march.bram), pytest.raises((NotAllowed, NotThere)):
        march.house.hours.send_batch(month=MARCH, statements=[drawn])


def test_after_the_lock_only_the_difference_is_stated(march: Home) -> None:
    first = whole_way(march, march.bram)
    record(march, march.bram, march.first, "07:00", "17:15", 30)

    second = draw(march, march.bram)

    assert standing(march, second).corrects == first
    assert standing(march, second).totals == {"worked": 105}
    assert second == statement_of(march.bram, march.team, MARCH, 1)


def test_a_sent_month_that_did_not_change_needs_no_correction(march: Home) -> None:
    whole_way(march, march.bram)

    with pytest.raises(refusals.StatementStands):
        draw(march, march.bram)


clocks = st.tuples(st.integers(0, 3), st.integers(4, 15), st.integers(0, 60))


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(clocks, min_size=1, max_size=3))
def test_the_first_statement_and_its_corrections_together_are_the_truth(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int, int]]
) -> None:
    with moved_in(tmp_path_factory.mktemp("truth")) as home:
        home.draft()
        shift = home.plan(home.bram, "07", "L")
        home.publish()
        home.clock.moment = APRIL
        whole_way(home, home.bram)
        for early, longer, breaks in changes:
            start, end = 14 * 60 - 60 * early, 14 * 60 + 60 * longer + 25
            record(home, home.bram, shift, clock(start), clock(end), breaks)
            try:
                whole_way(home, home.bram)
            except refusals.StatementStands:
                continue

        with home.house.now() as views:
            stated = statements_of(views, home.bram, home.team, MARCH)
        assert added(*(one.totals for one in stated)) == figures(home, home.bram).totals()


def test_the_operator_sends_too(march: Home) -> None:
    drawn = draw(march, march.bram)
    confirm(march, march.bram, drawn)
    approve(march, march.fenna, drawn)

    with march.by(OPERATOR):
        march.house.hours.send_batch(month=MARCH, statements=[drawn])

    assert standing(march, drawn).state == "sent"
