"""What is sealed for one person is opened for that person, also when somebody reads the whole log."""

from __future__ import annotations

from domain.kernel import OPERATOR, id_of


def test_who_reads_the_whole_log_does_not_read_why_somebody_is_protected(home, client):
    fenna, auditor = home.person("fenna"), home.person("yara")
    home.second_team()
    with home.by(OPERATOR):
        home.house.teams.give_office(auditor, office="auditor", since="2026-01-01")
    with home.by(fenna):
        home.house.rosters.ask_protection(id_of("p"), first="2026-02-15", last="2026-08-01", tells=[])
    fact = f"/facts/{home.house.workspace.position()}"

    assert "pregnant" in client(fenna).get(fact).text
    assert "pregnant" not in client(auditor).get(fact).text
