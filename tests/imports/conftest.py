"""A small nurse-rostering file that the tests make themselves, and the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.commands.conftest import Said, drive
from tests.harness.home import Home, moved_in

SMALL = """\
# made by the tests
SECTION_HORIZON
14

SECTION_SHIFTS
# ShiftID, Length in mins, Shifts which cannot follow this shift | separated
E,480,
D,480,E
L,480,E|D

SECTION_STAFF
A,E=14|D=14|L=0,4320,3360,5,2,2,1
B,E=14|D=14|L=5,4320,3360,5,2,2,1
Q,E=0|D=14|L=2,2160,1200,5,1,2,1

SECTION_DAYS_OFF
A,0
B,6,7,10

SECTION_SHIFT_ON_REQUESTS
B,0,D,1
Q,2,L,3

SECTION_SHIFT_OFF_REQUESTS
A,9,E,2

SECTION_COVER
0,E,2,100,1
0,L,1,100,1
13,D,1,100,1
"""


@pytest.fixture
def command() -> Callable[..., Said]:
    return drive


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with moved_in(tmp_path / "home") as home:
        yield home


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """A file with this content."""

    def write(content: str | bytes = SMALL) -> Path:
        path = tmp_path / "file"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
