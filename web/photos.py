"""A photo that comes with a form: kept at once, so that it stays when something else on the form is refused."""

from __future__ import annotations

from flask import g, request

from domain.kernel import Id, Refusal
from web.receipts import receipt_image

STANDING = "driehoek.receipt"
"""Where the page that is shown again finds the photo that was sent."""


def sent_photo(subject: Id, field: str) -> str | None:
    """The photo that came with the form, or the one that came before it was refused; its digest.

    What a form says was sent before counts only when it is kept for the same subject; raises BlobMissing.
    """
    file, kept = request.files.get(field), request.form.get("kept", "")
    data = file.read() if file and file.filename else b""
    if data:
        try:
            kept = str(g.house.blobs.keep(subject, receipt_image(data)))
        except Refusal as refusal:
            refusal.field = field
            raise
    elif kept:
        g.house.blobs.read(subject, kept)  # nobody else's, and still there
    request.environ[STANDING] = kept
    return kept or None


def photo_standing() -> str:
    """The photo that a form that was refused had already."""
    return str(request.environ.get(STANDING, ""))
