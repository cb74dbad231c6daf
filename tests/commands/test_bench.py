"""`bench` finds what stands in bench/ by itself, and hands each measurement the options that it knows."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

import web.commands.bench as module
from bench import report


@pytest.fixture
def measurements(monkeypatch):
    """Two measurements in place of the slow ones."""
    asked = {}

    def rebuild(facts=1_000_000, say=print):
        asked["rebuild"] = facts
        say("halfway")
        return {"ratio": 1.5}

    def roster():
        return {"cpu_ms": 1.2}

    monkeypatch.setattr(
        module,
        "found",
        lambda: iter([("rebuild", SimpleNamespace(run=rebuild, __doc__="Rebuilding.\n\nMore.")),
                      ("roster", SimpleNamespace(run=roster, __doc__="A roster."))]),
    )  # fmt: skip
    return asked


def test_everything_is_measured_unless_something_is_named(command, measurements):
    everything = command("bench", "--json").json()
    one = command("bench", "roster", "--json").json()

    assert everything == {"rebuild": {"ratio": 1.5}, "roster": {"cpu_ms": 1.2}}
    assert one == {"roster": {"cpu_ms": 1.2}}


def test_each_gets_the_options_that_it_knows(command, measurements):
    said = command("bench", "--facts", 5_000)

    assert measurements["rebuild"] == 5_000
    assert "ratio" in said.out and "halfway" in said.err


def test_they_can_be_listed(command, measurements):
    assert command("bench", "list").out.splitlines()[0].split() == ["rebuild", "Rebuilding."]


def test_what_is_not_there_is_wrong_usage(command, measurements):
    said = command("bench", "speed")

    assert said.code == 2 and "there are rebuild, roster" in said.err


def test_the_projects_own_measurements_are_found():
    assert [name for name, measurement in module.found() if not measurement.__doc__] == []
    assert "rebuild" in dict(module.found())


def test_the_page_keeps_what_was_not_measured_and_puts_limits_beside_what_they_limit():
    before = report.page({"verify": {"seconds": 6}, "rebuild": {"ratio": 2.5}}, date(2026, 3, 1))

    after = report.page({"rebuild": {"ratio": 1.5, "limit": {"ratio": 2}}}, date(2026, 3, 2), before)

    assert "| ratio | 1.5 | at most 2 |" in after and "2.5" not in after
    assert "Measured on 2026-03-02." in after
    assert after.endswith(before[before.index("## verify") :]) and after.count("\n## ") == 2
