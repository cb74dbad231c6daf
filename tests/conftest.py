"""What all tests share: the browser and the PostgreSQL of this machine, and a loud line when one is missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.harness import chromium, hledger, postgres

IN_CI = os.environ.get("CI") == "true"
LEFT_OUT = pytest.StashKey[dict[str, int]]()


def _missing() -> dict[str, str]:
    """Name what this machine lacks, by the fixture that gives it."""
    missing = {}
    if not chromium.find():
        missing["chromium_path"] = "a Chromium (put its path in DRIEHOEK_CHROMIUM)"
    if not os.environ.get("DRIEHOEK_TEST_POSTGRES") and not list(postgres.programs()):
        missing["postgres_address"] = "a PostgreSQL (put a superuser's address in DRIEHOEK_TEST_POSTGRES)"
    if not hledger.find():
        missing["hledger_path"] = "an hledger (put its path in DRIEHOEK_HLEDGER)"
    return missing


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run, and count it; in CI it stays in and fails."""
    config.stash[LEFT_OUT] = left_out = {}
    wanted = {name for item in items for name in getattr(item, "fixturenames", ())}
    if IN_CI or not wanted & {"chromium_path", "postgres_address", "hledger_path"}:
        return
    for fixture, what in _missing().items():
        out = [item for item in items if fixture in getattr(item, "fixturenames", ())]
        if out:
            left_out[what] = len(out)
            config.hook.pytest_deselected(items=out)
            items[:] = [item for item in items if item not in out]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Of several processes only the first one speaks: the others hand it what they left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(LEFT_OUT, {})


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what another process left out; all of them were given the same tests."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", {})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say loudly, above the last line, what was not tested and which checks are red."""
    for what, count in config.stash.get(LEFT_OUT, {}).items():
        terminalreporter.write_sep("!", f"NOT TESTED: {count} tests need {what}", red=True, bold=True)
    if failed := os.environ.get("DRIEHOEK_FAILED_CHECKS"):
        terminalreporter.write_sep("!", f"RED BEFORE THE TESTS: {failed}; see above", red=True, bold=True)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Give the path of a Chromium that starts."""
    found = chromium.find()
    if not found:
        pytest.fail("There is no Chromium here: put its path in DRIEHOEK_CHROMIUM.")
    return found


@pytest.fixture(scope="session")
def hledger_path() -> str:
    """Give the path of an hledger that starts."""
    found = hledger.find()
    if not found:
        pytest.fail("There is no hledger here: put its path in DRIEHOEK_HLEDGER.")
    return found


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """Give the address of a throw-away PostgreSQL's superuser; read it with psycopg.conninfo, its host is a folder.

    `./driehoek test` starts one for the whole run; pytest alone starts its own here.
    """
    if given := os.environ.get("DRIEHOEK_TEST_POSTGRES"):
        yield given
        return
    try:
        with postgres.cluster() as cluster:
            yield cluster.address
    except postgres.Unusable as reason:
        pytest.fail(f"There is no PostgreSQL here: {reason}")


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for all tests of a process: two at once do not go together."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=flags)
        yield started
        started.close()
