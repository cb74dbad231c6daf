"""The ledger card of an account, one fact at a time, and the page of one entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from domain.finance.ledger import texts_of
from domain.kernel import Id, NotThere, iso_day
from projections.finance_balances import balance
from projections.finance_card import AFTER_ALL, Page, Place, page_after, page_before, place_of, steps
from projections.finance_entry_page import backs_of, entry_at, entry_of, lines_at
from projections.finance_overview import AccountRow, accounts, books_first, fresh, last_days
from web.acts import acts, team_or_404
from web.blobs import send_blob
from web.finance import bp
from web.finance_clocks import (
    Asked,
    Counted,
    asked_day,
    clocks_of,
    counted_for,
    counted_on,
    here_on,
    moved_to,
    views_now,
)
from web.finance_why import chain
from web.finance_words import SHOWN_FUNDS
from web.shown import shown_day
from web.trail_story import teller

ON_A_PAGE = 40


@bp.get("/teams/<id:team>/money/accounts/<account>")
@acts("finance.see_money")
def card(team: Id, account: str) -> ResponseReturnValue:
    """What was posted to an account, with what was on it after each line; `?fact=` tells why of one of them."""
    team_or_404("finance.see_money", team)
    g.tab, found = "finance.balance", the_account(team, account)
    day, newest = shown_day().isoformat(), last_days(g.views, team).get(account)
    asked = asked_day(max(day, newest or day))
    first = _first(asked)
    here_with = _here_with(team, account, asked, first)
    if to := moved_to(asked, here_with):
        return redirect(to, 303)
    chosen = _chosen(team, account, asked.on)
    page = _page(team, account, first, asked.on, chosen)
    counted = Counted(counted_on(team, [account]).days, counted_for(team).moments)
    return render_template(
        "finance/card.html", team=team, account=found, page=page, asked=asked, first=first, chosen=chosen,
        clocks=clocks_of(team, asked, here_with, counted, fact=chosen and str(chosen.position), **_x()),
        left=balance(g.views, team, account, asked.on), tells=teller(),
        fresh=fresh(found, balance(g.views, team, account), newest, day),
        beside=steps(g.views, team, account, place_of(g.views, team, account, chosen.position) or AFTER_ALL,
                     first=first, last=asked.on) if chosen else (None, None),
        why=chain(chosen) if chosen else [], here_with=here_with,
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/entries/<id:entry>")
@acts("finance.see_money")
def entry(team: Id, entry: Id) -> ResponseReturnValue:
    """One entry: its lines, who and why, and what took it back."""
    team_or_404("finance.see_money", team)
    g.tab, found = "finance.balance", entry_of(g.views, team, entry)
    if found is None or found.fund not in SHOWN_FUNDS:
        raise NotThere
    g.day_chosen = day.on if (day := asked_day("")).named else None
    _x()
    return render_template(
        "finance/entry.html", team=team, entry=found, lines=lines_at(g.views, found.position), why=chain(found),
        backs=backs_of(g.views, entry), tells=teller(), pictured=_pictured(team, found),
    )  # fmt: skip


@bp.get("/teams/<id:team>/money/entries/<id:entry>/document")
@acts("finance.see_money")
def entry_document(team: Id, entry: Id) -> ResponseReturnValue:
    """The picture behind an entry: a receipt, as it was kept with it."""
    team_or_404("finance.see_money", team)
    found = entry_of(g.views, team, entry)
    if found is None or found.fund not in SHOWN_FUNDS or found.document is None:
        raise NotThere
    return send_blob(texts_of(team, found.value_date[:4]), found.document)


def _pictured(team: Id, found: Any) -> bool:
    """Whether this page has the picture behind an entry: of an opening from a file the books keep the hash alone."""
    if found.document is None or found.kind not in {"cash", "invoice", "opening"}:
        return False
    return found.kind != "opening" or bool(g.house.blobs.holds(texts_of(team, found.value_date[:4]), found.document))


def the_account(team: Id, code: str) -> AccountRow:
    """An account that this team's page may show; residents' money stands on pages of its own. Raises NotThere."""
    # looked at from a moment at which it was not there yet, it is a card with nothing on it
    found = accounts(g.views).get(code) or accounts(views_now()).get(code)
    if found is None or found.fund not in SHOWN_FUNDS or books_first(views_now(), team) is None:
        raise NotThere
    return found


def _first(asked: Asked) -> str:
    """The first day that is asked, or nothing; `?last=` is what `?on=` was called."""
    last, before = asked_day("", "last"), asked_day("", "first")
    if not request.args.get("on"):
        asked.on, asked.named = last.on or asked.on, last.named
        if last.errors:
            asked.errors["on"], asked.typed["on"] = last.errors["last"], last.typed["last"]
    asked.errors |= before.errors
    return before.on


def _x() -> dict[str, str]:
    """X of the replay that the card was opened from: on the way back it is still there."""
    text = request.args.get("from", "")
    g.known_from = text if text.isascii() and text.isdigit() and len(text) <= 18 else None
    return {"from": text} if g.known_from else {}


def _chosen(team: Id, account: str, on: str) -> Any:
    text = request.args.get("fact", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        return None
    found = entry_at(g.views, team, int(text))
    if found is None or found.value_date > on or place_of(g.views, team, account, found.position) is None:
        return None
    return found


def _page(team: Id, account: str, first: str, last: str, chosen: Any) -> Page:
    """The page that is asked, the one on which the chosen entry stands, or the last one."""
    place = _place(request.args.get("before", "")), _place(request.args.get("after", ""))
    asked: dict[str, Any] = {"first": first, "last": last, "limit": ON_A_PAGE}
    if place[1]:
        return page_after(g.views, team, account, place[1], **asked)
    end = place[0] or AFTER_ALL
    found = page_before(g.views, team, account, end, **asked)
    if chosen and all(line.position != chosen.position for line in found.lines):
        return page_before(g.views, team, account, (chosen.value_date, chosen.position, 2**31), **asked)
    return found


def _place(text: str) -> Place | None:
    """`2026-02-03:41:0` as it stands in an address."""
    day, _colon, rest = text.partition(":")
    position, _colon, line = rest.partition(":")
    if not all(number.isascii() and number.isdigit() and len(number) <= 18 for number in (position, line)):
        return None
    try:
        return iso_day(day), int(position), int(line)
    except ValueError:
        return None


def _here_with(team: Id, account: str, asked: Asked, first: str) -> Callable[..., str]:
    """The address of this card with something changed in it."""
    address = here_on("finance.card", team, asked, account=account, first=first or None, **_x())

    def here_with(**changed: Any) -> str:
        for name in ("before", "after"):
            if isinstance(changed.get(name), tuple):
                changed[name] = ":".join(map(str, changed[name]))
        return address(**changed)

    return here_with
