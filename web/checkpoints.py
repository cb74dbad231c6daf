"""Controleer zelf: the signed checkpoints, for whoever wants to keep one and check us later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from domain.kernel import NotThere, Refusal, today
from domain.kernel.checkpoint import BadCheckpoint, SignedCheckpoint, VerifierKey
from domain.store.checkpoints import KeyUnusable
from domain.store.hash_list import hash_file
from projections import trail
from web.acts import acts, allowed
from web.checkpoint_keeper import Keeper
from web.checkpoint_print import checkpoint_qr_svg
from web.say import say as _

bp = Blueprint("checkpoints", __name__)

VERIFIER = Path(__file__).parents[1] / "verifier" / "driehoek_verify.py"
ON_A_PAGE = 8


class HashesNotThere(Refusal):
    """De hashes bij dit controlepunt zijn er nu niet. Haal ze op bij een nieuwer controlepunt."""

    status = 503


@dataclass(frozen=True, slots=True)
class Shown:
    """A checkpoint as the page lists it."""

    signed: SignedCheckpoint
    good: bool
    """Whether our own key signed it."""

    @property
    def size(self) -> int:
        """How many facts it covers."""
        return self.signed.checkpoint.size


@bp.get("/checkpoints")
@acts("trail.see_checkpoints")
def show() -> ResponseReturnValue:
    """The checkpoints up to the moment of the page, how to keep one and how to check with it."""
    require_somewhere()
    g.place = "trail.show"
    facts, before = facts_then(), request.args.get("before", "")
    sizes = keeper().checkpoints.sizes(facts)
    asked = [size for size in sizes if size < int(before)] if before.isdecimal() and len(before) < 20 else sizes
    listed = [found for found in map(shown, asked[:ON_A_PAGE]) if found]
    return render_template(
        "checkpoints/page.html",
        latest=next((found for found in map(shown, sizes) if found), None),
        listed=listed,
        older=asked[ON_A_PAGE - 1] if len(asked) > ON_A_PAGE else None,
        paged=asked != sizes,
        facts=facts,
        failed=failure() if g.at is None else None,
        key=public_key(),
        verifier=VERIFIER.is_file(),
    )


@bp.get("/checkpoints/<int:size>.txt")
@acts("trail.see_checkpoints")
def note(size: int) -> ResponseReturnValue:
    """One checkpoint, to keep."""
    return _file(the_checkpoint(size).note.encode(), f"checkpoint-{size}.txt")


@bp.get("/checkpoints/<int:size>.hashes")
@acts("trail.see_checkpoints")
def hashes(size: int) -> ResponseReturnValue:
    """The hash of every fact under it: with these a check names the position that is wrong."""
    checkpoint = the_checkpoint(size).checkpoint
    try:
        found = keeper().checkpoints.tree().hashes(checkpoint)
        fits = found.fits(checkpoint)
    except (OSError, ValueError):
        fits = False
    if not fits:
        raise HashesNotThere
    return _file(hash_file(found.runs, found.leaves()), f"checkpoint-{size}.txt.hashes")


@bp.get("/checkpoints/<int:size>/print")
@acts("trail.see_checkpoints")
def on_paper(size: int) -> ResponseReturnValue:
    """One checkpoint on a sheet of paper."""
    signed = the_checkpoint(size)
    g.place = "trail.show"
    label = _("Het controlepunt als QR-code")
    return render_template(
        "checkpoints/print.html",
        signed=signed,
        point=signed.checkpoint,
        qr=Markup(checkpoint_qr_svg(signed.note, label)),  # made here, of a text that was parsed
        key=public_key(),
    )


@bp.get("/checkpoints/key.pub")
@acts("trail.see_checkpoints")
def key() -> ResponseReturnValue:
    """The public key that the checkpoints are signed with."""
    require_somewhere()
    found = public_key()
    if found is None:
        raise NotThere
    return _file(f"{found}\n".encode(), "checkpoint.pub")


@bp.get("/checkpoints/driehoek_verify.py")
@acts("trail.see_checkpoints")
def verifier() -> ResponseReturnValue:
    """The program that checks without us."""
    require_somewhere()
    if not VERIFIER.is_file():
        raise NotThere
    return _file(VERIFIER.read_bytes(), VERIFIER.name)


def require_somewhere() -> None:
    """Go on for whoever has a role in the organisation or in any team; raises NotThere."""
    if not any(allowed("trail.see_checkpoints", team) for team in (None, *g.relations.teams(today().isoformat()))):
        raise NotThere


def the_checkpoint(size: int) -> SignedCheckpoint:
    """A kept checkpoint of no later than the moment of the page; raises NotThere."""
    require_somewhere()
    found = keeper().checkpoints.of_size(size) if size <= facts_then() else None
    if found is None:
        raise NotThere
    return found


def facts_then() -> int:
    """How many facts there were at the moment of the page."""
    last = trail.fact(g.views, g.position)
    return last.leaf + 1 if last else 0


def shown(size: int) -> Shown | None:
    """The checkpoint of a size as it is listed; None when its file cannot be read."""
    signed, key = keeper().checkpoints.of_size(size), public_key()
    if signed is None:
        return None
    try:
        good = key is not None and signed.check(key).size == size
    except BadCheckpoint:
        good = False
    return Shown(signed, good)


def public_key() -> VerifierKey | None:
    """The key that checkpoints of this workspace are checked with, when it can be read."""
    try:
        return keeper().checkpoints.public_key()
    except KeyUnusable:
        return None


def failure() -> tuple[str, str] | None:
    """When the last checkpoint was not made, and why not, in a sentence."""
    failed = keeper().failure()
    if failed is None:
        return None
    why = {
        "HistoryBent": _(
            "Het logboek past niet meer bij het vorige controlepunt. Laat de beheerder `driehoek verify` uitvoeren."
        ),
        "AccessBent": _(
            "Het inzagelogboek past niet meer bij wat getekend is. Laat de beheerder `driehoek verify` uitvoeren."
        ),
        "KeyUnusable": _("De sleutel kan niet gebruikt worden. De beheerder moet hem terugzetten van de reservekopie."),
        "OSError": _("Er kon niet geschreven worden. De beheerder moet kijken of de schijf vol is."),
    }
    return failed.time, why.get(failed.kind) or _("De beheerder kan in het logbestand zien waarom.")


def keeper() -> Keeper:
    """What makes the checkpoints of this process."""
    found: Keeper = current_app.extensions["checkpoints"]
    return found


def _file(content: bytes | Iterator[bytes], name: str) -> Response:
    kind = "application/octet-stream" if name.endswith(".hashes") else "text/plain; charset=utf-8"
    return Response(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
