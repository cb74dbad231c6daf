"""The page docs/performance.md, made of what was measured."""

from __future__ import annotations

import importlib
import os
import platform
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

_HEAD = """# Performance

Figures of `./driehoek bench` (`--write` makes this page) on {day}: {cores} cores, Python {python}, SQLite {sqlite}.
Each part is a run of its own; CPU is that of the process that is measured. Machines are noisy: read the ratios,
which come from one run, before the milliseconds, and run again before a figure near its limit is believed.
A limit is what the project asks of itself.
"""


def page(measured: Mapping[str, Mapping[str, Any]], day: date) -> str:
    """The Markdown of all figures, one part for each measurement, with its limits beside what they limit."""
    import sqlite3

    parts = [
        _HEAD.format(
            day=day.isoformat(),
            cores=os.cpu_count(),
            python=platform.python_version(),
            sqlite=sqlite3.sqlite_version,
        )
    ]
    for name, figures in measured.items():
        about = (importlib.import_module(f"bench.{name}").__doc__ or "").strip().partition("\n")[0]
        limits = figures.get("limit", {})
        rows = [
            f"| {label} | {value} | {_limit(label, limits)} |"
            for label, value in _flat({key: value for key, value in figures.items() if key != "limit"})
        ]
        parts.append(f"## {name}\n\n{about}\n\n| figure | measured | limit |\n|---|---|---|\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _flat(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in figures.items():
        label = f"{before}{key.replace('_', ' ')}"
        if isinstance(value, Mapping):
            yield from _flat(value, f"{label}: ")
        else:
            yield label, value


def _limit(label: str, limits: Mapping[str, Any]) -> str:
    """The limit whose name is the last words of the figure's label."""
    words = label.replace(": ", " ")
    found = [f"at most {limit}" for key, limit in limits.items() if words.endswith(key.replace("_", " "))]
    return found[0] if found else ""
