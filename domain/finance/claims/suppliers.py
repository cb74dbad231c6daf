"""The name of a shop or a supplier, as whoever spells it: two halves of one purchase count together."""

from __future__ import annotations

import re
import unicodedata

_FORM = re.compile(r"( (b ?v|n ?v|v ?o ?f))+$")
"""What a firm is by law, behind its name."""


def supplier_name(text: str) -> str:
    """A name without capitals, accents, signs, spaces and a last bv, nv or vof; of signs alone, those signs."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = "".join(sign if sign.isalnum() else " " for sign in bare).split()
    return _FORM.sub("", " ".join(words)).replace(" ", "") or plain
