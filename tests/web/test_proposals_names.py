"""An alternative is named after what it is best in."""

from __future__ import annotations

import pytest

from projections.proposals import Alternative
from web.proposals_names import best_in

AIMS = ("fair", "wishes", "hours")


def offered(*figures: tuple[float, int, int]) -> list[Alternative]:
    """One of each aim in turn, with points apart, wishes and hours off."""
    return [
        Alternative(n, AIMS[n], 1, (), (), {}, {"points_apart": apart, "wishes_met": met, "minutes_off": off * 60})
        for n, (apart, met, off) in enumerate(figures)
    ]


@pytest.mark.parametrize(
    ("figures", "names"),
    [
        ([(1.0, 42, 95), (2.0, 45, 95), (3.0, 42, 51)], ["fair", "wishes", "hours"]),
        ([(2.0, 45, 95), (2.0, 42, 51)], ["wishes", "hours"]),
        ([(34.2, 42, 51)], ["fair"]),
        ([(34.2, 42, 51), (34.2, 42, 95)], ["hours", "other"]),
        ([(2.0, 42, 60), (2.0, 42, 60)], ["fair", "wishes"]),
        ([(2.0, 43, 60), (1.0, 45, 70), (3.0, 42, 50)], ["mixed", "wishes", "hours"]),
    ],
)
def test_the_name_says_what_it_is_best_in(figures: list[tuple[float, int, int]], names: list[str]) -> None:
    made = offered(*figures)

    assert [best_in(one, made) for one in made] == names
