"""De kas: what lies in each cash box, what is paid from it, and how two people count it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.finance.cash import DENOMINATIONS
from domain.finance.cash.refusals import NothingCounted, PiecesUnreadable, ReceiptOrReason
from domain.kernel import Id, NotThere, cents_of, id_of
from projections.finance_balances import balance
from projections.finance_cash import Box, Count, boxes, count_of, counts
from projections.finance_overview import accounts, books_first
from web.acting import acting, command_key
from web.acts import acts, allowed, takes_file, team_or_404
from web.finance_clocks import asked_day, clocks_of, counted_on, here_on, moved_to, views_now
from web.finance_proposal_form import kept_document
from web.second_eyes import own_count
from web.shown import shown_day
from web.trail_story import teller

bp = Blueprint("finance_cash", __name__)


@dataclass(frozen=True, slots=True)
class BoxShown:
    """A cash box with what the books say lies in it, in cents, and its counts, the newest first."""

    box: Box
    cents: int
    counts: list[Count]
    """Of days up to the one that the page shows."""
    waiting: Count | None
    """The count that waits for a second person, whatever day the page shows."""

    @property
    def above(self) -> int:
        """By how much there is more in it than was agreed."""
        return max(0, self.cents - self.box.most) if self.box.most is not None else 0

    @property
    def signed(self) -> Count | None:
        """The last count that two people signed."""
        return next((one for one in self.counts if one.state == "signed"), None)


@bp.before_request
def mark_place() -> None:
    """In the menu it stands under Geld, in the tabs under Kas."""
    g.place, g.tab = "finance.overview", "finance_cash.show"


@bp.get("/teams/<id:team>/money/cash")
@acts("finance.see_money")
def show(team: Id) -> ResponseReturnValue:
    """Every cash box of the team."""
    team_or_404("finance.see_money", team)
    if books_first(views_now(), team) is None:
        return redirect(url_for("finance.overview", team=team), 303)
    asked, found = asked_day(shown_day().isoformat()), boxes(g.views, team)
    here_with = here_on("finance_cash.show", team, asked)
    if to := moved_to(asked, here_with):
        return redirect(to, 303)
    clocks = clocks_of(team, asked, here_with, counted_on(team, [box.account for box in found]))
    return render_template(
        "finance/cash/page.html", team=team, boxes=[_box_on(team, box, asked.on) for box in found], tells=teller(),
        asked=asked, clocks=clocks,
        counts=_may("finance.count_cash", team), spends=_may("finance.spend_cash", team),
        agrees=_may("finance.set_cash_limits", team),
    )  # fmt: skip


def _box_on(team: Id, box: Box, on: str) -> BoxShown:
    """A box at the end of a day, with what was counted until then."""
    standing, waiting = balance(g.views, team, box.account, on), counts(g.views, team, box.account, 1, state="waiting")
    return BoxShown(box, standing, counts(g.views, team, box.account, on=on), waiting[0] if waiting else None)


@bp.get("/teams/<id:team>/money/cash/<account>/spend")
@acts("finance.spend_cash")
def spend_form(team: Id, account: str) -> ResponseReturnValue:
    """The form of something that was paid from the box."""
    team_or_404("finance.spend_cash", team)
    if g.at is not None:
        return redirect(url_for(".show", team=team), 303)
    box, chart = the_box(team, account), accounts(g.views).values()
    costs = [one for one in chart if one.fund == box.fund and one.kind == "expense" and not one.use and not one.closed]
    return render_template(
        "finance/cash/spend.html", team=team, box=box, costs=costs, day=shown_day().isoformat(),
        cents=balance(g.views, team, account),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/cash/<account>/spend")
@acts("finance.spend_cash")
@takes_file
def spend_cash(team: Id, account: str) -> ResponseReturnValue:
    """Write down what was paid from the box."""
    team_or_404("finance.spend_cash", team)
    the_box(team, account)
    form, day = request.form, request.form.get("day", "").strip()
    receipt = kept_document(team, day, "receipt")
    cents, no_receipt = cents_of(form.get("amount", "")), form.get("no_receipt", "")
    if receipt is None and not no_receipt.strip():
        raise ReceiptOrReason
    with acting():
        g.house.cash.spend_cash(
            team, account, spending=command_key(), cents=cents, day=day, expense=form.get("account", ""),
            text=form.get("text", ""), receipt=receipt, no_receipt=no_receipt,
        )  # fmt: skip
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.get("/teams/<id:team>/money/cash/<account>/count")
@acts("finance.count_cash")
def count_form(team: Id, account: str) -> ResponseReturnValue:
    """The form in which somebody counts: how many of each note and coin."""
    team_or_404("finance.count_cash", team)
    if g.at is not None:
        return redirect(url_for(".show", team=team), 303)
    return render_template(
        "finance/cash/count_form.html", team=team, box=the_box(team, account), pieces=DENOMINATIONS,
        day=shown_day().isoformat(), waiting=counts(g.views, team, account, 1, state="waiting"), tells=teller(),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/cash/<account>/count")
@acts("finance.count_cash")
def count_cash(team: Id, account: str) -> ResponseReturnValue:
    """Write down what lies there."""
    team_or_404("finance.count_cash", team)
    the_box(team, account)
    count = id_of("finance.count", command_key())
    with acting():
        g.house.cash.count_cash(
            team, account, count=count, day=request.form.get("day", "").strip(), pieces=_pieces(),
            text=request.form.get("text", ""),
        )  # fmt: skip
    return redirect(url_for(".count", team=team, count=count, saved=1), 303)


@bp.get("/teams/<id:team>/money/cash/counts/<id:count>")
@acts("finance.see_money")
def count(team: Id, count: Id) -> ResponseReturnValue:
    """A count: what lay there, what the books say, and who signed."""
    team_or_404("finance.see_money", team)
    found = the_count(team, count)
    expected = balance(g.views, team, found.account, found.day) if found.expected is None else found.expected
    waits, own = found.state == "waiting" and g.at is None, own_count(found)
    return render_template(
        "finance/cash/count.html", team=team, found=found, box=the_box(team, found.account), expected=expected,
        difference=found.cents - expected, tells=teller(), own=own,
        signs=waits and not own and _may("finance.count_cash", team),
    )  # fmt: skip


@bp.post("/teams/<id:team>/money/cash/counts/<id:count>/sign")
@acts("finance.count_cash")
def sign_count(team: Id, count: Id) -> ResponseReturnValue:
    """Sign somebody else's count; the difference that was seen is posted."""
    team_or_404("finance.count_cash", team)
    found = the_count(team, count)
    try:
        difference = int(request.form.get("difference", ""))
    except ValueError:
        raise PiecesUnreadable from None
    with acting():
        g.house.cash.sign_count(team, found.account, count, difference=difference)
    return redirect(url_for(".count", team=team, count=count, saved=1), 303)


@bp.post("/teams/<id:team>/money/cash/counts/<id:count>/reject")
@acts("finance.count_cash")
def reject_count(team: Id, count: Id) -> ResponseReturnValue:
    """Let it be counted again, and say why."""
    team_or_404("finance.count_cash", team)
    found = the_count(team, count)
    with acting():
        g.house.cash.reject_count(team, found.account, count, why=request.form.get("text", ""))
    return redirect(url_for(".show", team=team, saved=1), 303)


@bp.post("/teams/<id:team>/money/cash/<account>/limits")
@acts("finance.set_cash_limits")
def set_cash_limits(team: Id, account: str) -> ResponseReturnValue:
    """Agree how much may lie in the box, and how much a member pays from it without being asked."""
    team_or_404("finance.set_cash_limits", team)
    the_box(team, account)
    most, most_spent = (cents_of(request.form.get(name, ""), field=name) for name in ("most", "most_spent"))
    with acting():
        g.house.cash.set_cash_limits(team, account, most=most, most_spent=most_spent)
    return redirect(url_for(".show", team=team, saved=1), 303)


def the_box(team: Id, account: str) -> Box:
    """A cash box that the pages show; raises NotThere."""
    found = next((box for box in boxes(g.views, team) if box.account == account), None)
    if found is None:
        raise NotThere
    return found


def the_count(team: Id, count: Id) -> Count:
    """A count of this team; raises NotThere."""
    found = count_of(g.views, team, count)
    if found is None:
        raise NotThere
    return found


def _may(action: str, team: Id) -> bool:
    return g.at is None and bool(allowed(action, team))


def _pieces() -> dict[int, int]:
    """How many of each note and coin were typed; raises PiecesUnreadable and NothingCounted beside a field."""
    found = {}
    if not any(request.form.get(f"pieces_{cents}", "").strip() for cents in DENOMINATIONS):
        raise NothingCounted(field=f"pieces_{max(DENOMINATIONS)}")
    for cents in DENOMINATIONS:
        text = request.form.get(f"pieces_{cents}", "").strip()
        if text and not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise PiecesUnreadable(field=f"pieces_{cents}")
        found[cents] = int(text or 0)
    return found
