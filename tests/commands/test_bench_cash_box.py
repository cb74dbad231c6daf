"""`bench cash_box`: paying and spending after few and after many are measured side by side."""

from __future__ import annotations

from bench import cash_box


def test_few_and_many_are_compared_for_each(command, monkeypatch):
    for name, value in (("FEW", 20), ("TIMES", 2), ("IN_TURN", 1)):
        monkeypatch.setattr(cash_box, name, value)
    whole = cash_box.run

    monkeypatch.setattr(cash_box, "run", lambda say=print: whole(120, say))
    found = command("bench", "cash_box", "--json").json()["cash_box"]

    for what in ("paying", "paying_loaded_anew", "spending", "spending_loaded_anew"):
        assert found[what]["few_cpu_ms"] > 0 and found[what]["many_cpu_ms"] > 0
    assert found["movements"] == 120
