"""`bench ledger`: the same books for every tool, and no figure when a tool finds other balances."""

from __future__ import annotations

import pytest

from bench import ledger_tools
from bench.ledger_books import TEAMS, write
from bench.ledger_cold import from_log


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    data = tmp_path_factory.mktemp("books")
    write(data, 300)
    return data


def test_every_figure_is_there_and_all_agree(command, hledger_path):
    said = command("bench", "ledger", "--transactions", 300, "--against", "hledger", "--json")

    found = said.json()["ledger"]
    assert found["equal_cold"] == "yes"
    assert found["against"]["hledger"]["cpu_s"] > 0 and found["cold"]["peak_mb"] > 0
    assert set(found["warm"]) == {"account", "trial_balance", "what_changed"}
    assert set(found["page"]) == {
        "balance", "balance_of_five_years", "overview", "findings", "close", "open_items", "costs", "budget", "card",
        "card_far_end", "card_step_at_far_end", "report",
    }  # fmt: skip
    assert set(found["page_first"]) == set(found["page_after_a_fact"]) == set(found["page"])
    assert {
        f"{part}_{name}_ms_p99" for part in ("page", "page_after_a_fact") for name in found["page"]
    } < set(found["limit"])  # fmt: skip
    assert found["closing_a_month"]["ms_median"] > 0


def test_a_tool_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setattr("bench.ledger_tools.shutil.which", lambda _: None)
    monkeypatch.setattr("bench.ledger_tools.sys.executable", "/nowhere/python")

    assert list(ledger_tools.found("hledger, beancount")) == [("hledger", None), ("beancount", None)]


def test_an_unknown_tool_is_wrong_usage(command):
    assert command("bench", "ledger", "--against", "gnucash").code == 2


def test_a_tool_that_finds_another_balance_is_no_measurement(books, tmp_path, hledger_path):
    balances = from_log(str(books / "events.db"))
    journal = tmp_path / "books.hledger"
    ledger_tools.write_journal("hledger", books, journal, balances)
    assert ledger_tools.measured("hledger", hledger_path, journal)["peak_mb"] > 0
    balances[TEAMS[3]]["1010"] += 1
    ledger_tools.write_journal("hledger", books, journal, balances)

    with pytest.raises(RuntimeError, match="difference: 0.01"):
        ledger_tools.measured("hledger", hledger_path, journal)
