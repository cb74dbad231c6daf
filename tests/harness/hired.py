"""Somebody from an agency in De Lindehof."""

from __future__ import annotations

from typing import Any

from domain.kernel import Id, id_of
from domain.policies import Hire


def hired(home: Any, until: str, *, since: str = "2026-02-20", name: str = "Ibo Zand", agency: str = "Zorgflex") -> Id:
    """Anna lets Ibo in from Zorgflex until a week before that day, and then until that day."""
    person = id_of("person", name)
    with home.by(home.person("anna")):
        home.house.staffing.hire_agency(
            home.team, hire=Hire(person, name, since=since, competences=("bhv",)), agency=agency, until=since
        )
        home.house.staffing.redate_agency(home.team, person=person, until=until)
    return person
