"""First names, where everybody knows everybody; whole names of who would be mixed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from domain.kernel import Id


def first_names(names: Mapping[Id, str]) -> dict[Id, str]:
    """The first name of each, and the whole name where two share one."""
    firsts = {person: name.split(" ", 1)[0] or name for person, name in names.items()}
    counts = Counter(firsts.values())
    return {person: first if counts[first] == 1 else names[person] for person, first in firsts.items()}
