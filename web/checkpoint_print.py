"""A checkpoint on paper: the text itself, and the same as a QR code."""

from __future__ import annotations

from io import BytesIO

import segno
from markupsafe import escape


def checkpoint_qr_svg(text: str, label: str = "") -> str:
    """The text as a QR code in SVG, without style or size of its own, for the page's CSS to place.

    Always black on white, also on a dark screen: many readers do not see the reverse.
    """
    code = segno.make(text, error="m", micro=False, encoding="utf-8")
    out = BytesIO()
    code.save(
        out,
        kind="svg",
        xmldecl=False,
        omitsize=True,
        border=4,
        dark="#000",
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    named = f'<svg role="img" aria-label="{escape(label)}" ' if label else '<svg role="img" '
    return out.getvalue().decode().replace("<svg ", named, 1).strip()
