"""The words for what people are to a woongroep, and how hours and limits are written."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from flask import Flask
from flask_babel import gettext, lazy_gettext

from domain.kernel import InvalidInput
from domain.people.refusals import HoursOutOfRange
from web.language import language

PLACES = {
    "member": lazy_gettext("medewerker"),
    "resident": lazy_gettext("bewoner"),
    "relative": lazy_gettext("verwant"),
}
ROLES = {
    "planner": lazy_gettext("planner"),
    "finance": lazy_gettext("penningmeester"),
    "quality": lazy_gettext("kwaliteit"),
    "informer": lazy_gettext("informeerder"),
    "developer": lazy_gettext("ontwikkelaar"),
    "mentor": lazy_gettext("mentor"),
    "kerngroep": lazy_gettext("kerngroep"),
}
OFFICES = {
    "administrator": lazy_gettext("beheerder"),
    "controller": lazy_gettext("controller"),
    "auditor": lazy_gettext("auditor"),
    "privacy_officer": lazy_gettext("privacyfunctionaris"),
}
ACCOUNTS = {
    "none": lazy_gettext("nog geen account"),
    "invited": lazy_gettext("uitgenodigd"),
    "open": lazy_gettext("account open"),
    "closed": lazy_gettext("account gesloten"),
}
_WORDS = PLACES | ROLES | OFFICES


def role_word(role: str) -> str:
    """A role, place or office on the screen."""
    return str(_WORDS.get(role, role))


def account_word(account: str) -> str:
    """The state of an account on the screen."""
    return str(ACCOUNTS.get(account, account))


def hours(minutes: int | None) -> str:
    """28 or 24,5: hours as people write them."""
    if minutes is None:
        return ""
    text = f"{Decimal(minutes) / 60:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language() == "nl" else text


def minutes_of(text: str, field: str = "hours") -> int:
    """The minutes of hours as people write them: 28, 24,5, 24.5 or 24:30; raises HoursOutOfRange."""
    text = text.strip()
    if timed := re.fullmatch(r"(\d{1,2}):([0-5]\d)", text):
        return int(timed[1]) * 60 + int(timed[2])
    try:
        found = Decimal(text.replace(",", ".")) * 60
    except InvalidOperation:
        raise HoursOutOfRange(field=field) from None
    if not found.is_finite() or found != found.to_integral_value() or not 0 <= found <= 48 * 60:
        raise HoursOutOfRange(field=field)
    return int(found)


def break_of(text: str) -> int:
    """The minutes of a break as they are typed, nothing for none; raises InvalidInput."""
    text = text.strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise InvalidInput(what="Vul de pauze in als een aantal minuten, bijvoorbeeld 30.", field="breaks")
    return int(text)


def hours_a_week(minutes: int | None) -> str:
    """28 uur, or a dash without a contract."""
    return gettext("%(hours)s uur", hours=hours(minutes)) if minutes else "–"


def setup_team_words(app: Flask) -> None:
    """The filters."""
    for filter_ in (role_word, account_word, hours, hours_a_week):
        app.add_template_filter(filter_)
