"""The pages. `create_app` is a list of what is set up; each slice has one blueprint."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter

import web.acts
from domain.store.accounts import Accounts
from projections.house import House
from web.home import home

SLICES = (
    "accounts", "first_use", "teams", "people", "health", "moments",
    "rosters", "roster_export", "roster_copying", "today", "trail", "checkpoints", "mine", "hours", "demand", "api",
    "imports_page", "asks", "sick_calls", "leave", "hours_account",
    "agency", "calls", "market", "month", "notices", "rounds", "fairness", "proposals", "proposal_reasons",
    "findings", "rule_sets", "agreements", "access", "shortages",
    "finance", "finance_files", "finance_budget", "finance_bank", "finance_cash", "finance_findings",
    "finance_residents",
    "finance_close", "finance_reports", "finance_handover", "finance_opening",
    "finance_claims", "mandates",
)  # fmt: skip
"""The modules with a blueprint `bp`."""


class IdConverter(BaseConverter):
    """An id in an address: 32 lower-case hex digits."""

    regex = "[0-9a-f]{32}"


def create_app(
    data: Path, database: str | None = None, *, demo: bool = False, config: dict[str, Any] | None = None
) -> Flask:
    """The web application of one process."""
    app = Flask(__name__)
    app.config.from_mapping(
        DEMO=demo, MAX_CONTENT_LENGTH=1 << 20, MAX_FORM_MEMORY_SIZE=1 << 20, SEND_FILE_MAX_AGE_DEFAULT=3600
    )
    app.config.update(config or {})
    _setup_house(app, data, database)
    _setup_addresses(app)
    _setup_requests(app)
    _setup_pages(app)
    _setup_checkpoints(app)
    _setup_proposals(app)
    _setup_slices(app)
    web.acts.check_routes(app)
    return app


def _setup_house(app: Flask, data: Path, database: str | None) -> None:
    house = app.config.get("HOUSE") or House(data, database)
    app.extensions["house"] = house
    app.extensions["accounts"] = Accounts(house.vault.rows)
    app.secret_key = house.vault.secret("web")


def _setup_addresses(app: Flask) -> None:
    app.url_map.converters["id"] = IdConverter
    app.add_url_rule("/", "home", home)
    app.view_functions["static"] = web.acts.public(app.view_functions["static"])


def _setup_requests(app: Flask) -> None:
    from web.csrf import setup_csrf
    from web.errors import setup_errors
    from web.logs import setup_logs
    from web.moment import setup_moment
    from web.security import setup_security
    from web.session import setup_session
    from web.still import setup_still

    setup_still(app)
    setup_logs(app)
    setup_moment(app)
    setup_session(app)
    setup_csrf(app)
    setup_errors(app)
    setup_security(app)


def _setup_pages(app: Flask) -> None:
    from web.dates import setup_dates
    from web.language import setup_language
    from web.layout import setup_layout
    from web.team_words import setup_team_words

    setup_language(app)
    setup_dates(app)
    setup_layout(app)
    setup_team_words(app)


def _setup_checkpoints(app: Flask) -> None:
    from web.checkpoint_keeper import setup_checkpoints

    setup_checkpoints(app)


def _setup_proposals(app: Flask) -> None:
    from web.proposal_starter import setup_proposals

    setup_proposals(app)


def _setup_slices(app: Flask) -> None:
    for name in SLICES:
        if find_spec(f"web.{name}"):
            app.register_blueprint(import_module(f"web.{name}").bp)
