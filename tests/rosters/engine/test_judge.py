"""The judge in bench/ against rosters worked out by hand."""

from __future__ import annotations

import pytest

from bench.instances import broken, objective, rows_of

GOOD = """,,E,L,L,,
E,E,E,E,E,,
,L,L,L,L,,
"""


def test_a_lawful_roster_breaks_nothing(week):
    assert broken(week, GOOD) == []


def test_what_it_costs_is_every_wish_and_every_cell(week):
    wishes = 2  # Chris wanted no L on day 4
    too_many = 1 + 1  # E on day 2, L on day 3; L on day 4 has no line in the cover, so it is free
    too_few = 100 + 100  # E in the weekend

    assert objective(week, GOOD) == wishes + too_many + too_few


@pytest.mark.parametrize(
    ("who", "row", "says"),
    [
        (0, "E,E,,,,,", "Anna: works on day off 0"),
        (0, ",,L,E,,,", "Anna: E after L on day 3"),
        (0, ",E,,,E,E,", "Anna: 1 days in a row, at least 2"),
        (0, ",E,E,E,E,E,E", "Anna: 2880 minutes, 960 to 2400"),
        (0, ",,,,,,E", "Anna: 480 minutes, 960 to 2400"),
        (0, ",E,E,E,E,E,E", "Anna: 6 days in a row, at most 5"),
        (0, ",E,E,,E,E,", "Anna: 1 days off in a row, at least 2"),
        (1, ",E,L,,,,", "Bram: 1 shifts L, at most 0"),
        (2, ",E,E,E,,,", "Chris: 3 shifts E, at most 2"),
        (2, ",,,,,L,L", "Chris: 1 weekends, at most 0"),
        (2, ",N,N,,,,", "Chris: unknown shift N"),
    ],
)
def test_each_broken_rule_is_named(week, who, row, says):
    rows = GOOD.splitlines()
    rows[who] = row

    assert says in broken(week, "\n".join(rows))


def test_runs_and_days_off_at_the_edges_may_be_short(week):
    rows = GOOD.splitlines()
    rows[1] = "E,,,,E,E,"

    assert broken(week, "\n".join(rows)) == []


@pytest.mark.parametrize("text", [",,\n,,\n,,\n", GOOD + ",,,,,,\n", GOOD.replace(",L,L,L,L,,\n", "")])
def test_a_roster_that_is_not_whole_is_refused(week, text):
    with pytest.raises(ValueError):
        rows_of(week, text)
