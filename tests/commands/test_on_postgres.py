"""The commands do the same on PostgreSQL."""

from __future__ import annotations

from tests.commands.conftest import UNTIL
from tests.harness.databases import fresh
from tests.imports.conftest import SMALL

SMALL_DEMO = ("--teams", 1, "--weeks", 1, "--until", UNTIL)


def test_a_demo_is_made_read_rebuilt_and_imported_into(command, tmp_path, postgres_address):
    (tmp_path / "file").write_text(SMALL)
    with fresh(tmp_path / "data", postgres_address) as place:
        where = ("--data", place.data, "--database", place.database)

        made = command("demo", *where, *SMALL_DEMO, "--json").json()
        facts = command("events", *where).lines()
        again = command("demo", *where, *SMALL_DEMO)
        imported = command("import", "roster", tmp_path / "file", "--team", "Proef", "--start", "2026-04-06", *where)
        shown = command("roster", "show", *where, "--team", "Proef", "--period", "2026-04-07", "--json").json()
        checked = command("rebuild", "--check", *where, "--json").json()

    assert made["facts"] == len(facts) > 500
    assert again.code == 1
    assert imported.code == 0
    assert (shown["from"], sum(want["min"] for want in shown["demand"])) == ("2026-04-06", 4)
    assert checked["equal"] is True
