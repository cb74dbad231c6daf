"""Adds the samples that are missing; one that is there is never written again: `python -m tests.golden.make`."""

from __future__ import annotations

from tests.golden.samples import FOLDER, SUMS, known, name_of, sample_of, sum_of


def main() -> None:
    """Write what is missing, and its hash."""
    listed = SUMS.read_text(encoding="utf-8").splitlines() if SUMS.exists() else []
    for topic, fact in known().items():
        file = FOLDER / name_of(topic, fact.class_version)
        if not file.exists():
            file.write_text(sample_of(topic, fact), encoding="utf-8")
            listed.append(sum_of(file))
            print(f"added {file.name}")
    SUMS.write_text("".join(f"{line}\n" for line in sorted(listed, key=lambda line: line.split()[1])), encoding="utf-8")


if __name__ == "__main__":
    main()
