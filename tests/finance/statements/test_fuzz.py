"""Ten thousand files that were changed anyhow are each read whole or refused by name."""

import pytest

from bench import statement_fuzz
from domain.finance.statements import read_statements
from tests.finance.statements.files import seeds


@pytest.mark.parametrize("place", range(len(seeds())))
def test_each_file_to_begin_from_is_read(place):
    assert read_statements(seeds()[place])[0].lines


def test_changed_files_are_read_or_refused():
    outcomes = statement_fuzz.fuzz(10_000, seed=20261122)

    assert sum(outcomes.values()) == 10_000
    assert outcomes["read"] >= 400 and len(outcomes) >= 15


def test_a_reader_that_falls_over_is_found(monkeypatch):
    def falls_over(data):
        raise KeyError("Ntry")

    monkeypatch.setattr(statement_fuzz, "read_statements", falls_over)

    with pytest.raises(statement_fuzz.NeitherReadNorRefused):
        statement_fuzz.fuzz(1, seed=1)
