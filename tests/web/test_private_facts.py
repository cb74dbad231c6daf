"""What is sealed for one person is opened for that person, also when somebody reads the whole log."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("office", ["auditor", "controller"])
def test_that_somebody_asked_for_protection_is_read_by_nobody_else(home, client, office):
    fenna, reading = home.person("fenna"), home.person("yara")
    home.second_team()
    with home.by(OPERATOR):
        home.house.teams.give_office(reading, office=office, since="2026-01-01")
    with home.by(fenna):
        home.house.rosters.ask_protection(id_of("p"), first="2026-02-15", last="2026-08-01", tells=[])
        asked = home.house.workspace.position()
        home.house.rosters.end_protection(id_of("p"))
        ended = home.house.workspace.position()
    own, others = client(fenna), client(reading)

    assert [own.get(f"/facts/{fact}").status_code for fact in (asked, ended)] == [200, 200]
    assert [others.get(f"/facts/{fact}").status_code for fact in (asked, ended)] == [404, 404]
    trail = others.get(f"/people/{fenna}/trail")
    assert "bescherming" in own.get(f"/people/{fenna}/trail").text
    assert trail.status_code == 200 and "bescherming" not in trail.text
    assert "bescherming" not in others.get(f"/teams/{home.team}/trail?who={fenna}").text
