"""The hand-over to the main ledger: each posting once, what came later as a difference, and never two batches of it."""

from __future__ import annotations

import csv
import io
import re
import threading
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from domain.finance.reports.refusals import NothingToHandOver, PeriodStillRuns
from domain.kernel import Acting, NotThere, act_as, fixed_clock, new_id
from projections.finance_batch import BatchLine, batch_of
from projections.finance_reports import BatchRow, batches, sent_before
from projections.house import House
from tests.harness.home import Home
from tests.harness.money import Purse

Clients = Callable[..., FlaskClient]


def send(purse: Purse, period: str) -> BatchRow:
    """Cato sends a batch."""
    with purse.home.by(purse.cato):
        purse.home.house.reports.hand_over(period=period)
    with purse.home.house.now() as views:
        return batches(views)[0]


def lines(purse: Purse, row: BatchRow) -> list[BatchLine]:
    """The lines of a batch, made again."""
    with purse.home.house.now() as views:
        sent = sent_before(views, row.number)
    with purse.home.house.at(row.known) as views:
        return batch_of(views, row.last_period, sent, row.known).lines


def told(purse: Purse, row: BatchRow) -> list[tuple[str, str, int, int, bool]]:
    """Period, account, debit, credit and whether it is a difference."""
    return [(one.period, one.account, one.debit, one.credit, one.difference) for one in lines(purse, row)]


def test_each_posting_is_sent_once_and_a_later_one_as_a_difference(purse: Purse) -> None:
    entry = purse.pay("2026-01-10", "4310", 1_000)
    first = send(purse, "2026-01")
    purse.pay("2026-02-10", "4310", 20)
    purse.reverse(entry)
    second = send(purse, "2026-02")

    assert (first.number, second.number) == (1, 2)
    assert told(purse, first) == [("2026-01", "1010", 0, 1_000, False), ("2026-01", "4310", 1_000, 0, False)]
    assert told(purse, second) == [
        ("2026-01", "1010", 1_000, 0, True), ("2026-01", "4310", 0, 1_000, True),
        ("2026-02", "1010", 0, 20, False), ("2026-02", "4310", 20, 0, False),
    ]  # fmt: skip


def test_all_batches_together_are_the_books(purse: Purse) -> None:
    sums: dict[str, int] = {}
    for number, period in enumerate(("2026-01", "2026-01", "2026-02")):
        purse.pay(f"2026-01-{10 + number}", "4310", 100 + number)
        purse.pay("2026-02-03", "4350", 7)
        for one in lines(purse, send(purse, period)):
            assert one.debit >= 0 and one.credit >= 0
            sums[one.account] = sums.get(one.account, 0) + one.debit - one.credit

    assert sums == purse.balances()


def test_nothing_new_a_month_that_runs_and_who_is_no_controller_are_refused(purse: Purse) -> None:
    purse.pay("2026-01-10", "4310", 1_000)
    send(purse, "2026-01")

    with pytest.raises(NothingToHandOver):
        send(purse, "2026-01")
    with pytest.raises(PeriodStillRuns):
        send(purse, "2026-03")
    with purse.home.by(purse.bram), pytest.raises(NotThere):
        purse.home.house.reports.hand_over(period="2026-02")


def test_two_who_send_at_once_never_send_the_same_posting(purse: Purse) -> None:
    purse.pay("2026-01-10", "4310", 1_000)
    data, moment, ready = purse.home.house.workspace.data, purse.home.clock.moment, threading.Barrier(2)
    outcomes: list[str] = []

    def one() -> None:
        house = House(data)
        try:
            with fixed_clock(moment), act_as(Acting(purse.cato, "", command=new_id())):
                ready.wait(20)
                house.reports.hand_over(period="2026-01")
            outcomes.append("sent")
        except NothingToHandOver:
            outcomes.append("nothing")
        finally:
            house.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    with purse.home.house.now() as views:
        assert sorted(outcomes) == ["nothing", "sent"]
        assert [one.postings for one in batches(views)] == [2]


def test_the_controller_sends_on_the_page_and_takes_the_file(purse: Purse, client: Clients, home: Home) -> None:
    purse.pay("2026-01-10", "4310", 123_456)
    cato = client(purse.cato)
    page = cato.get("/money/hand-over").text
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token

    sent = cato.post("/money/hand-over", data={"csrf": token[1], "command": new_id(), "period": "2026-01"})

    file = cato.get("/money/hand-over/1.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))
    assert sent.status_code == 303 and "Nog niets overgedragen" in page
    assert [row[8:10] for row in rows[1:]] == [["0,00", "1234,56"], ["1234,56", "0,00"]]
    assert rows[1][3] == "De Lindehof"
    assert cato.get("/money/hand-over/1.xlsx").data[:2] == b"PK"
    assert cato.get("/money/hand-over/2.csv").status_code == 404
    again = cato.post("/money/hand-over", data={"csrf": token[1], "command": new_id(), "period": "2026-01",
                                                "page": "/money/hand-over"})  # fmt: skip
    assert again.status_code == 422 and "niets nieuws geboekt" in again.text


def test_a_team_does_not_see_what_is_handed_over(purse: Purse, client: Clients) -> None:
    assert client(purse.fenna).get("/money/hand-over").status_code in (403, 404)
    assert client(purse.bram).get("/money/hand-over").status_code in (403, 404)
