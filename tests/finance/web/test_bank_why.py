"""Why an entry of the bank stands there is told with the day as people write it."""

from __future__ import annotations

from collections.abc import Callable

from flask.testing import FlaskClient

from tests.finance.bank.banked import Banked, march
from tests.finance.web.test_replay import plain
from tests.harness.money import Purse


def test_the_line_of_the_bank_is_told_by_its_day_in_words(purse: Purse, client: Callable[..., FlaskClient]) -> None:
    purse.home.clock.moment = purse.home.clock.moment.replace(month=3, day=9)
    Banked(purse).take(march())
    with purse.home.house.now() as views:
        entry, day = views.execute("SELECT entry, value_date FROM finance_entry WHERE kind = 'bank'").fetchone()

    page = plain(client(purse.fenna).get(f"/teams/{purse.team}/money/entries/{entry}").text)

    assert f"Bankregel van {int(day[8:])} maart 2026" in page and f"Bankregel van {day}" not in page
