"""The API on expense claims: one's own and the team's, making one with or without a photo, and deciding. In cents."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_smorest import Blueprint
from flask_smorest.fields import Upload
from marshmallow import Schema, fields, validate

from domain.finance.claims import WantedClaim, claims_of
from domain.kernel import Id, id_of
from domain.kernel.money import MOST_CENTS
from projections.finance_claims import ClaimView, claims_by, claims_in
from web.acting import command_key
from web.acts import acts, takes_file, team_or_404
from web.api_commands import did
from web.api_schemas import ID, DoneAnswer, Nothing
from web.finance_claims import the_claim
from web.finance_claims_view import STATES, mandate_for, may_decide, may_pay
from web.parts import opened
from web.receipts import receipt_image

_CLAIMS = "/teams/<id:team>/money/claims"
_CLAIM = f"{_CLAIMS}/<id:claim>"
_STATES = tuple(state for state in STATES if state != "sent")


class PageQuestion(Schema):
    """How many at the most, and only those that were made before a position: the last one of the page before."""

    limit = fields.Integer(
        load_default=200, validate=validate.Range(1, 200), metadata={"description": "So many at the most."}
    )
    before = fields.Integer(
        validate=validate.Range(1, 2**62),
        metadata={"description": "Made before this position: that of the last claim of the page before."},
    )  # fmt: skip


class ClaimsQuestion(PageQuestion):
    """The same, and only in this state; all without it."""

    state = fields.String(
        load_default=None, validate=validate.OneOf(_STATES), metadata={"description": "Only in this state. [all]"}
    )


class ClaimAnswer(Schema):
    """A claim. `content` is the hash of what it says: an approval is of that. `iban`: for who pays and who asked."""

    id = fields.String()
    team = fields.String()
    maker = fields.String()
    state = fields.String()
    fund = fields.String()
    account = fields.String()
    cents = fields.Integer()
    day = fields.String()
    supplier = fields.String()
    text = fields.String()
    number = fields.String(allow_none=True)
    missing = fields.String(allow_none=True)
    receipt = fields.String(allow_none=True)
    how = fields.String()
    iban = fields.String(allow_none=True)
    content = fields.String()
    decider = fields.String(allow_none=True)
    mandate = fields.String(allow_none=True)
    entry = fields.String(allow_none=True)
    why = fields.String(allow_none=True)
    payer = fields.String(allow_none=True)
    paid = fields.String(allow_none=True)
    position = fields.Integer()


class WholeClaimAnswer(ClaimAnswer):
    """The same, with the mandate under which who asks may approve it; null when there is none."""

    may_approve_under = fields.String(allow_none=True)


class MakeClaim(Schema):
    """What was spent for the team. Without a photo `missing` says why there is none; `iban` for `how`: bank."""

    account = fields.String(required=True, validate=validate.Length(1, 20))
    cents = fields.Integer(required=True, strict=True, validate=validate.Range(1, MOST_CENTS))
    day = fields.Date(required=True)
    supplier = fields.String(required=True, validate=validate.Length(1, 200))
    text = fields.String(required=True, validate=validate.Length(1, 1000))
    number = fields.String(load_default="", validate=validate.Length(0, 100))
    missing = fields.String(load_default="", validate=validate.Length(0, 1000))
    how = fields.String(load_default="cash", validate=validate.OneOf(["cash", "bank"]))
    iban = fields.String(load_default="", validate=validate.Length(0, 50))


class MakeClaimWithReceipt(MakeClaim):
    """The same as fields of a form, beside the photo."""

    cents = fields.Integer(required=True, validate=validate.Range(1, MOST_CENTS))


class Photo(Schema):
    """The picture of the receipt: JPEG, PNG or WebP, at most 15 MB. What it tells of where it was made is not kept."""

    receipt = Upload(required=True)


class ApproveClaim(Schema):
    """What was seen, by its hash, and the mandate under which it is approved."""

    content = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}\Z"))
    mandate = fields.String(required=True, validate=ID)


class DeclineClaim(Schema):
    """Why not."""

    why = fields.String(required=True, validate=validate.Length(1, 1000))


def add_claims(bp: Blueprint) -> None:
    """Let the blueprint answer and do them."""
    bp.get("/me/claims")(bp.arguments(PageQuestion, location="query")(bp.response(200, ClaimAnswer(many=True))(mine)))
    bp.get(_CLAIMS)(
        bp.arguments(ClaimsQuestion, location="query")(bp.response(200, ClaimAnswer(many=True))(claims_of_team))
    )
    bp.get(_CLAIM)(bp.response(200, WholeClaimAnswer)(claim_of_one))
    photo = bp.arguments(Photo, location="files")(bp.response(201, DoneAnswer)(make_claim_with_receipt))
    bp.post(f"{_CLAIMS}/with-receipt")(bp.arguments(MakeClaimWithReceipt, location="form")(photo))
    for rule, schema, view in (
        (_CLAIMS, MakeClaim, make_claim),
        (f"{_CLAIM}/approve", ApproveClaim, approve_claim),
        (f"{_CLAIM}/decline", DeclineClaim, decline_claim),
        (f"{_CLAIM}/withdraw", Nothing, withdraw_claim),
    ):
        bp.post(rule)(bp.arguments(schema)(bp.response(201, DoneAnswer)(view)))


@acts("trail.see_own")
def mine(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """What who asks claimed, in whichever team, the last ones first."""
    return [_claim(one) for one in claims_by(g.views, g.person, **asked)]


@acts("finance.see_claims")
def claims_of_team(asked: dict[str, Any], team: Id) -> list[dict[str, Any]]:
    """A team's claims, the last ones first."""
    team_or_404("finance.see_claims", team)
    state = asked.pop("state")
    return [_claim(one) for one in claims_in(g.views, team, *([state] if state else _STATES), **asked)]


@acts("finance.see_claims")
def claim_of_one(team: Id, claim: Id) -> dict[str, Any]:
    """One claim, and whether who asks may approve it."""
    team_or_404("finance.see_claims", team)
    found = the_claim(team, claim)
    fits = mandate_for(found)[0] if found.state == "made" and may_decide(found) else None
    return _claim(found) | {"may_approve_under": fits.id if fits else None}


@acts("finance.make_claim")
def make_claim(asked: dict[str, Any], team: Id) -> dict[str, Any]:
    """Claim it, with why there is no receipt."""
    team_or_404("finance.make_claim", team)
    return _make(asked, team, None)


@acts("finance.make_claim")
@takes_file
def make_claim_with_receipt(asked: dict[str, Any], photo: dict[str, Any], team: Id) -> dict[str, Any]:
    """Claim it with the photo of its receipt."""
    team_or_404("finance.make_claim", team)
    picture = receipt_image(photo["receipt"].read())
    return _make(asked, team, str(g.house.blobs.keep(claims_of(g.person), picture)))


@acts("finance.approve_claim")
def approve_claim(asked: dict[str, Any], team: Id, claim: Id) -> dict[str, Any]:
    """Approve what was seen: it is posted at once."""
    team_or_404("finance.approve_claim", team)
    the_claim(team, claim)
    return did(lambda: g.house.claims.approve_claim(claim, **asked), claim)


@acts("finance.approve_claim")
def decline_claim(asked: dict[str, Any], team: Id, claim: Id) -> dict[str, Any]:
    """Do not approve it, and say why."""
    team_or_404("finance.approve_claim", team)
    the_claim(team, claim)
    return did(lambda: g.house.claims.decline_claim(claim, **asked), claim)


@acts("finance.make_claim")
def withdraw_claim(_: dict[str, Any], team: Id, claim: Id) -> dict[str, Any]:
    """No longer want one's own claim."""
    team_or_404("finance.make_claim", team)
    the_claim(team, claim)
    return did(lambda: g.house.claims.withdraw_claim(claim), claim)


def _make(asked: dict[str, Any], team: Id, receipt: str | None) -> dict[str, Any]:
    claim = id_of("finance.claim", command_key())
    wanted = WantedClaim(receipt=receipt, **asked | {"day": asked["day"].isoformat()})
    return did(lambda: g.house.claims.make_claim(team, claim=claim, wanted=wanted), claim)


def _claim(one: ClaimView) -> dict[str, Any]:
    told = one.maker == g.person or may_pay(one)
    sealed = {name: _text(getattr(one, name)) for name in ("supplier", "text", "number", "missing", "why")}
    return {
        "id": one.claim, "team": one.team, "maker": one.maker, "state": one.state, "fund": one.fund,
        "account": one.account, "cents": one.cents, "day": one.day, "receipt": one.receipt, "how": one.how,
        "iban": _text(one.iban) if told else None, "content": one.content, "decider": one.decider,
        "mandate": one.mandate, "entry": one.entry, "payer": one.payer, "paid": one.paid, "position": one.made,
    } | sealed  # fmt: skip


def _text(packed: str | None) -> str | None:
    return None if packed is None else opened(packed)
