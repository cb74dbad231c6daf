"""A checkpoint on paper: the text itself, and the same as a QR code."""

from __future__ import annotations

from io import BytesIO

import segno


def checkpoint_qr_svg(text: str) -> str:
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
    return out.getvalue().decode().replace("<svg ", '<svg role="img" ', 1).strip()
