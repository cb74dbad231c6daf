"""The page docs/performance.md, made of what was measured."""

from __future__ import annotations

import importlib
import os
import platform
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

_HEAD = """# Performance

Figures of `./driehoek bench` (`--write` puts them here): {cores} cores, Python {python}, SQLite {sqlite}.
Each part is a run of its own, on the day that it names; CPU is that of the process that is measured. Machines are
noisy: read the ratios, which come from one run, before the milliseconds, and run again before a figure near its limit
is believed.
A limit is what the project asks of itself.
"""


def page(measured: Mapping[str, Mapping[str, Any]], day: date, standing: str = "") -> str:
    """The Markdown of all figures, each with its limit; a part of the page `standing` that was not measured stays."""
    parts = {title: f"## {title}\n{text.rstrip()}\n" for title, text in _parts(standing)}
    parts |= {name: _part(name, figures, day) for name, figures in measured.items()}
    head = _HEAD.format(cores=os.cpu_count(), python=platform.python_version(), sqlite=sqlite3.sqlite_version)
    return "\n".join([head, *(parts[name] for name in sorted(parts))])


def _parts(page: str) -> Iterator[tuple[str, str]]:
    for part in page.split("\n## ")[1:]:
        title, _, text = part.partition("\n")
        yield title, text


def _part(name: str, figures: Mapping[str, Any], day: date) -> str:
    about = (importlib.import_module(f"bench.{name}").__doc__ or "").strip().partition("\n")[0]
    limits = figures.get("limit", {})
    rows = [
        f"| {label} | {value} | {_limit(label, limits)} |"
        for label, value in _flat({key: value for key, value in figures.items() if key != "limit"})
    ]
    table = "\n".join(["| figure | measured | limit |", "|---|---|---|", *rows])
    tables = [table, *(_table(value) for value in figures.values() if _is_table(value))]
    return f"## {name}\n\n{about} Measured on {day.isoformat()}.\n\n" + "\n\n".join(tables) + "\n"


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _table(rows: list[Mapping[str, Any]]) -> str:
    """A figure that is a list of lines with the same names, as a table of its own."""
    names = list(rows[0])
    lines = [
        [name.replace("_", " ") for name in names],
        ["---"] * len(names),
        *([row[n] for n in names] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _flat(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in figures.items():
        label = f"{before}{key.replace('_', ' ')}"
        if _is_table(value):
            continue
        if isinstance(value, Mapping):
            yield from _flat(value, f"{label}: ")
        else:
            yield label, value


def _limit(label: str, limits: Mapping[str, Any]) -> str:
    """The limit whose name is the last words of the figure's label."""
    words = label.replace(": ", " ")
    found = [f"at most {limit}" for key, limit in limits.items() if words.endswith(key.replace("_", " "))]
    return found[0] if found else ""
