"""About half of the carers let their home ask them to take a shift, each for the parts of the day that suit."""

from __future__ import annotations

from web.demo.cast import Home
from web.demo.stage import Life, Stage

_CHOICES = (
    (("working", "off"), ("V", "D", "L", "N", "S", "A")),
    (("off",), ("V", "D", "L")),
    (("working", "off"), ("V", "D", "L", "S", "N")),
)
"""The days and parts of the day that one after the other agrees to."""


def agree(stage: Stage, home: Home) -> Life:
    """In an evening, every other carer agrees to be asked."""
    for n, carer in enumerate(home.carers[::2]):
        days, places = _CHOICES[n % len(_CHOICES)]
        stage.act(carer.id, stage.house.rosters.agree_to_asks, home.id, days=list(days), places=list(places))
        yield stage.soon(2, 6)
