"""Changed bank statements through the service and the page: each is taken whole or refused by name, never half.

    python -m bench.bank_fuzz [--mutations 10000] [--seed 1]

After each file the books of the bank are what the statements add up to, and every line has its entry. Ends with 1 at
the first file that does something else, and writes that file.
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stderr
from pathlib import Path

from bench.statement_fuzz import NeitherReadNorRefused, changed
from domain.kernel import Refusal

_PAGE_EVERY = 10
"""Every so manieth file also goes through the page, which takes most of the time."""


def main() -> int:
    """0 when every file was taken whole or refused."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--mutations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        try:
            with redirect_stderr(io.StringIO()):  # a line for each page would hide what is found
                outcomes = fuzz(Path(folder), asked.mutations, asked.seed)
        except NeitherReadNorRefused as found:
            Path("bank_fuzz.found").write_bytes(found.data)
            print(f"bank_fuzz.found ({found}): {found.__cause__!r}")
            return 1
    for outcome, times in outcomes.most_common():
        print(f"{times:>7} {outcome}")
    print(f"{asked.mutations} files in {time.process_time() - began:.1f} s of CPU")
    return 0


def fuzz(folder: Path, mutations: int, seed: int, page_every: int = _PAGE_EVERY) -> Counter[str]:
    """How often each outcome was found, of the service and of the page."""
    # here, since `bench list` imports every module and must do without what only tests need
    from tests.finance.bank.fuzzed import Fuzzed, days

    outcomes: Counter[str] = Counter()
    with Fuzzed.begun(folder) as bank:
        for number, data in enumerate(changed(days(), mutations, seed)):
            try:
                if number % page_every == 0:
                    outcomes[f"page {bank.show(data)}"] += 1
                outcomes[bank.take(data)] += 1
            except Refusal as refusal:
                outcomes[type(refusal).__name__] += 1
            except Exception as other:
                raise NeitherReadNorRefused(data) from other
            if (wrong := bank.wrong()) is not None:
                raise NeitherReadNorRefused(data) from AssertionError(wrong)
    return outcomes


if __name__ == "__main__":
    sys.exit(main())
