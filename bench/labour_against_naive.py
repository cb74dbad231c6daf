"""The checker of the labour rules against the naive implementation of the tests, on many random agendas.

    python -m bench.labour_against_naive --examples 5000 [--seed 1] [--weeks 20]

Prints how many were compared; of the first difference the smallest agenda that shows it, as `roster check` reads it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any


class Differs(AssertionError):
    """The two do not agree; Hypothesis looks for a smaller agenda that shows it."""


def main() -> int:
    """Half of the agendas under the law, half under the cao; 1 when the two differ."""
    from tests.rosters.labour.compare import difference

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--examples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weeks", type=int, default=20, help="history at most, in weeks")
    asked = parser.parse_args()
    began = time.monotonic()
    for rules in ("atw", "cao-ghz"):
        compared, smallest = compare(rules, asked.examples // 2, asked.seed, asked.weeks)
        print(f"{rules}: {compared} agendas compared, {time.monotonic() - began:.0f} s since the start")
        if smallest is not None:
            print(difference(smallest), json.dumps(smallest), sep="\n")
            return 1
    return 0


def compare(rules: str, examples: int, number: int, weeks: int) -> tuple[int, dict[str, Any] | None]:
    """How many were compared, and the smallest agenda that shows the first difference."""
    # here, since `bench list` imports every module and must do without what only tests need
    from hypothesis import HealthCheck, given, seed, settings

    from tests.rosters.labour.agendas import agendas
    from tests.rosters.labour.compare import difference

    compared = 0
    smallest: dict[str, Any] | None = None

    @seed(number)
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(agendas(rules, weeks=weeks))
    def both(agenda: dict[str, Any]) -> None:
        nonlocal compared, smallest
        compared += 1
        if difference(agenda) is not None:
            smallest = agenda
            raise Differs

    try:
        both()
    except Differs:
        return compared, smallest
    return compared, None


if __name__ == "__main__":
    sys.exit(main())
