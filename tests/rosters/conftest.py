"""De Lindehof with a roster that was laid before the team."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.kernel import Id
from tests.harness.home import Home, moved_in


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """De Lindehof, roster for four weeks from Monday 2 March 2026, laid before the team."""
    with moved_in(tmp_path) as lindehof:
        lindehof.draft()
        lindehof.lay()
        yield lindehof


@pytest.fixture
def anna(home: Home) -> Id:
    """Anna plans."""
    return home.person("anna")


@pytest.fixture
def bram(home: Home) -> Id:
    """Bram works in De Lindehof."""
    return home.person("bram")


@pytest.fixture
def fenna(home: Home) -> Id:
    """Fenna works in De Lindehof."""
    return home.person("fenna")


@pytest.fixture
def emre(home: Home) -> Id:
    """Emre works in De Lindehof."""
    return home.person("emre")
