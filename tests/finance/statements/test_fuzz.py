"""A file that was changed anyhow is read whole or refused by name (10,000 of them: bench/statement_fuzz.py)."""

import pytest

from bench import statement_fuzz
from domain.finance.statements import read_statements
from tests.finance.statements.files import seeds


@pytest.mark.parametrize("place", range(len(seeds())))
def test_each_file_to_begin_from_is_read(place):
    assert read_statements(seeds()[place])[0].lines


def test_changed_files_are_read_or_refused():
    outcomes = statement_fuzz.fuzz(500, seed=20261122)

    assert sum(outcomes.values()) == 500
    assert outcomes["read"] >= 20 and len(outcomes) >= 15


def test_a_reader_that_falls_over_is_found(monkeypatch):
    def falls_over(data):
        raise KeyError("Ntry")

    monkeypatch.setattr(statement_fuzz, "read_statements", falls_over)

    with pytest.raises(statement_fuzz.NeitherReadNorRefused):
        statement_fuzz.fuzz(1, seed=1)
