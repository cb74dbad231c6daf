"""Dutch first, English second: the Dutch sentence is the key, and both catalogues are complete."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, request
from flask_babel import Babel, Domain, gettext, ngettext

from domain.finance.statements import Spot
from domain.kernel import Money, Refusal

_DAYS = re.compile(r"(\d+) dag(?:en)?(?: en (.+))?")
_HOURS = re.compile(r"(\d+) uur(?: en (\d+) minuten)?")
_MINUTES = re.compile(r"(\d+) minuten")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"\d{4}-\d\d")
_NAMED: dict[str, Callable[[str], str]] = {}
LANGUAGES = ("nl", "en")
COOKIE = "taal"
CATALOGUE = Path(__file__).parent / "translations" / "en" / "LC_MESSAGES" / "messages.po"


@cache
def catalogue() -> NullTranslations:
    """The English catalogue, read from the text that is kept: there is no compiled file to forget."""
    if not CATALOGUE.exists():
        return NullTranslations()
    compiled = BytesIO()
    with CATALOGUE.open("rb") as file:
        write_mo(compiled, read_po(file, locale="en"))
    compiled.seek(0)
    return Translations(compiled)


_DUTCH = NullTranslations()


class Catalogues(Domain):  # type: ignore[misc]
    """Gives gettext the catalogue of the page's language."""

    def get_translations(self) -> NullTranslations:
        """Dutch needs none: the key is the sentence."""
        return catalogue() if language() == "en" else _DUTCH


def language() -> str:
    """The language of this page: what was chosen, else Dutch, whatever the browser asks for; a program may ask."""
    try:
        found: str = g.language  # a thousand times for a long page
    except (AttributeError, RuntimeError):  # not asked yet, or outside a page
        if not request:
            return "nl"
        chosen = request.cookies.get(COOKIE)
        g.language = found = chosen if chosen in LANGUAGES else _asked_by_program()
    return found


def _asked_by_program() -> str:
    """What Accept-Language says to the API: a program chooses it, where a browser sends what its maker thought."""
    if not request.path.startswith("/api/"):
        return "nl"
    return request.accept_languages.best_match(LANGUAGES) or "nl"


def tr(refusal: Refusal) -> str:
    """A refusal's sentence in the page's language."""
    details = {name: _detail(value, name) for name, value in refusal.details.items()}
    return str(gettext(refusal.template())).format(**details)


@cache
def _terminal() -> Flask:
    """An app without pages: what speaks of a language looks for one."""
    app = Flask(__name__)
    setup_language(app)
    return app


def in_english(refusal: Refusal) -> str:
    """A refusal as a command tells it: what the English pages say, for commands speak English."""
    with _terminal().app_context():
        g.language = "en"
        return tr(refusal)


def names_detail(name: str, told: Callable[[str], str]) -> None:
    """Say how the details of this name are told: an account with what it is called."""
    _NAMED[name] = told


def _detail(value: object, name: str = "") -> object:
    if isinstance(value, Money | Spot):
        return value.written(language())
    if isinstance(value, str):
        return _NAMED[name](value) if name in _NAMED else in_words(_dated(value))
    if name == "month" and isinstance(value, int):
        return format_date(date(2000, value, 1), "MMMM", locale=language())
    return value


def _dated(text: str) -> str:
    """A day or a month as a sentence has it: 20 november 2026, oktober 2026."""
    try:
        if _DAY.fullmatch(text):
            return str(format_date(date.fromisoformat(text), "d MMMM y", locale=language()))
        if _MONTH.fullmatch(text):
            return str(format_date(date.fromisoformat(f"{text}-01"), "MMMM y", locale=language()))
    except ValueError:
        pass
    return text


def euro(cents: int) -> str:
    """An amount as it stands on the page: `€ 1.234,50`, in English `€1,234.50`."""
    return Money(cents).written(language())


def in_words(text: str) -> str:
    """A detail of a refusal; the hours that the checker tells in Dutch are told in the page's language."""
    if days := _DAYS.fullmatch(text):
        told = ngettext("%(num)s dag", "%(num)s dagen", int(days[1]))
        return " ".join((told, str(gettext("en")), in_words(days[2]))) if days[2] else str(told)
    if hours := _HOURS.fullmatch(text):
        said = gettext("{hours} uur en {rest} minuten") if hours[2] else gettext("{hours} uur")
        return str(said).format(hours=hours[1], rest=hours[2])
    if minutes := _MINUTES.fullmatch(text):
        return str(gettext("{rest} minuten")).format(rest=minutes[1])
    return str(gettext(text)) if text else ""


_LEGAL = {
    "artikel": "article", "lid": "paragraph", "bijlage": "annex", "en": "and", "Besluit": "Decision", "cao": "cao",
}  # fmt: skip


def article_told(article: str) -> str:
    """`ATW artikel 5:3 lid 2`, in English with the words of English; names of laws and agreements stay."""
    if language() != "en":
        return article
    return " ".join(_LEGAL.get(word, word) for word in article.split(" "))


def setup_language(app: Flask) -> None:
    """gettext in pages, in the language of the page."""
    babel = Babel(app, locale_selector=language, default_locale="nl", default_timezone="Europe/Amsterdam")
    babel.domain_instance = Catalogues()
    app.add_template_global(language, "language")
    app.add_template_global(tr, "tr")
    app.add_template_filter(article_told, "article")
    app.add_template_filter(in_words, "told")
    app.add_template_filter(euro, "euro")
