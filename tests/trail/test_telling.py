"""Whatever happens in a woongroep, the trail can tell it, and every entry and fact of it has a page."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask, g

from domain.finance.bank.limit import LIMIT
from domain.finance.budget import RATES
from domain.finance.ledger import CHART
from domain.finance.reports import HANDOVER
from domain.kernel import fact_topics
from domain.teams import ORGANISATION
from tests.harness.pages import app_over
from web.places import Places
from web.sentences import SENTENCES, WAYS, sentence
from web.session import PLAIN
from web.teller import Teller


@pytest.fixture
def app(lived_in: Any) -> Flask:
    """The application over De Lindehof."""
    return app_over(lived_in.house)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_of_fact_is_told_with_all_its_places_filled(lived_in: Any, app: Flask, language: str) -> None:
    told: dict[str, str] = {}

    with app.test_request_context(), lived_in.house.now() as views:
        g.language = language
        teller = Teller(views, lived_in.house.vault)
        for recorded in lived_in.house.workspace.facts(0, 10_000):
            fact = lived_in.house.workspace.decode(recorded)
            told[recorded.topic] = sentence(teller, fact, recorded.position).striptags()

    assert set(told) == set(fact_topics())
    assert not [text for text in told.values() if "{" in text or "None" in text or "niemand" in text]


def test_every_way_of_telling_occurs(lived_in: Any, app: Flask) -> None:
    used = set()

    with app.test_request_context(), lived_in.house.now() as views:
        teller = Teller(views, lived_in.house.vault)
        for recorded in lived_in.house.workspace.facts(0, 10_000):
            fact = lived_in.house.workspace.decode(recorded)
            way = WAYS.get(recorded.topic)
            if way:
                used |= {
                    f"{recorded.topic}:{way(fact, Places(teller, fact, recorded.position, lead))}"
                    for lead in ("", "rosters.AbsenceReported")
                }

    assert used == {key for key in SENTENCES if ":" in key}


def test_every_fact_has_a_page_and_every_page_of_the_trail_opens(lived_in: Any, app: Flask) -> None:
    anna = app.test_client()
    anna.set_cookie(PLAIN, app.extensions["accounts"].begin_session(lived_in.person("anna")))
    last = lived_in.house.workspace.position()

    facts, shared = lived_in.house.workspace.facts(0, last), (ORGANISATION, CHART, RATES, HANDOVER, LIMIT)
    ours = [fact.position for fact in facts if fact.originator_id not in shared]
    statuses = {position: anna.get(f"/facts/{position}").status_code for position in ours}
    opened = 0
    before = f"/teams/{lived_in.team}/trail"
    while before:
        page = anna.get(before)
        assert page.status_code == 200
        opened += page.text.count('class="fact"')
        older = page.text.rpartition("before=")[2].partition('"')[0] if ">Ouder<" in page.text else ""
        before = f"/teams/{lived_in.team}/trail?before={older}" if older else ""

    assert set(statuses.values()) <= {200, 404}
    hidden = {fact.topic for fact in facts if statuses.get(fact.position) == 404}
    # what others asked for themselves is not hers to open
    assert hidden == {
        "rosters.AgendaBegun", "rosters.LeaveAccountBegun", "rosters.ProtectionAsked", "rosters.ProtectionEnded",
    }  # fmt: skip
    assert opened > 60


def test_the_page_of_a_shift_that_came_open_leads_to_the_absence(lived_in: Any, app: Flask) -> None:
    from projections.trail import fact as row_at
    from projections.trail import together
    from web.fact_page import fact_view

    with app.test_request_context(), lived_in.house.now() as views:
        g.language, g.house, g.views, g.at, g.person = "nl", lived_in.house, views, None, lived_in.person("anna")
        g.position, g.relations = lived_in.house.workspace.position(), lived_in.house.authority.relations(g.person)
        position = views.execute(
            "SELECT max(position) FROM trail_fact WHERE topic = 'rosters.ShiftUnassigned' AND command IN "
            "(SELECT command FROM trail_fact WHERE topic = 'rosters.AbsenceReported')"
        ).fetchone()[0]
        row = row_at(views, position)
        others = [other for other in together(views, row.command, position) if other.position != position]
        view = fact_view(row, others, Teller(views, lived_in.house.vault))

    assert view.cause is None
    assert "afwezig" in view.causes[0].says.striptags()
