"""Adds what is missing; what is there is never written again: `python -m tests.golden.make`.

Samples of facts, and what each kind of aggregate keeps. `--wider TOPIC ...`: these may keep more than was recorded,
because only the life that is recorded became fuller.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.golden import states
from tests.golden.samples import FOLDER, SUMS, known, name_of, sample_of, sum_of
from tests.harness.lived import lived_in


def main() -> None:
    """Write what is missing, with the hashes of the samples."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--wider", nargs="+", default=[], metavar="TOPIC")
    _samples()
    _states(frozenset(asked.parse_args().wider))


def _samples() -> None:
    listed = SUMS.read_text(encoding="utf-8").splitlines() if SUMS.exists() else []
    for topic, fact in known().items():
        file = FOLDER / name_of(topic, fact.class_version)
        if not file.exists():
            file.write_text(sample_of(topic, fact), encoding="utf-8")
            listed.append(sum_of(file))
            print(f"added {file.name}")
    SUMS.write_text("".join(f"{line}\n" for line in sorted(listed, key=lambda line: line.split()[1])), encoding="utf-8")


def _states(wider: frozenset[str]) -> None:
    with TemporaryDirectory() as folder, lived_in(Path(folder)) as home:
        seen = states.kept_by(home.house.workspace)
    for added in states.record(seen, wider=wider):
        print(f"added what {added} keeps")
    for problem in states.wrong(seen, states.read()):
        print(problem)


if __name__ == "__main__":
    main()
