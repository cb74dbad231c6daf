"""Amounts on pages and in refusals, in both languages."""

from flask import Flask, render_template_string

from domain.finance.statements.refusals import StatementGap
from domain.kernel import Money
from web.language import setup_language, tr

NO_BREAK = "\N{NO-BREAK SPACE}"


def _app():
    app = Flask(__name__)
    setup_language(app)
    return app


def test_an_amount_is_written_in_the_language_of_the_page():
    app = _app()

    with app.test_request_context("/"):
        assert render_template_string("{{ -123450|euro }}") == f"€{NO_BREAK}\N{MINUS SIGN}1.234,50"
    with app.test_request_context("/", headers={"Cookie": "taal=en"}):
        assert render_template_string("{{ -123450|euro }}") == "\N{MINUS SIGN}€1,234.50"


def test_a_refusal_writes_its_amounts_in_the_language_of_the_page():
    refusal = StatementGap(row=7, closing=Money(9750), opening=Money(900000))
    app = _app()

    with app.test_request_context("/"):
        assert f"begint met €{NO_BREAK}9.000,00" in tr(refusal)
    with app.test_request_context("/", headers={"Cookie": "taal=en"}):
        assert "opens with €9,000.00" in tr(refusal)
