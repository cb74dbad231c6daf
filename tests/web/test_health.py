"""What a machine that watches asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def test_a_process_that_can_work_says_what_it_stands_on(home: Any, client: Any) -> None:
    client(home.anna).get("/me")

    answer = client(None).get("/readyz")

    assert answer.status_code == 200
    assert answer.json["position"] == home.house.workspace.position()
    assert answer.json["views"] == {"ok": True, "lag": 0}
    assert answer.json["vault"]["ok"] and answer.json["log"]["settings"] == "asserted"
    assert client(None).get("/livez").json == {"status": "ok"}


def test_a_log_that_cannot_be_written_is_not_ready_but_alive(home: Any, client: Any, monkeypatch: Any) -> None:
    def read_only(*_: object) -> None:
        raise OSError("a read-only file system")

    monkeypatch.setattr(home.house.workspace.recorder, "insert_events", read_only)

    answer = client(None).get("/readyz")

    assert answer.status_code == 503
    assert answer.json["log"] == {"ok": False, "reason": "OSError"}
    assert client(None).get("/livez").status_code == 200


def test_the_age_of_the_last_checkpoint_is_told(home: Any, client: Any) -> None:
    nobody = client(None)
    none = nobody.get("/readyz").json["checkpoint"]
    nobody.application.extensions["checkpoints"].make_due()
    home.clock.advance(timedelta(minutes=90))

    told = nobody.get("/readyz").json["checkpoint"]

    assert none == {"ok": True, "age_minutes": None, "position": 0, "failed": None}
    assert told == {"ok": True, "age_minutes": 90, "position": home.house.workspace.position(), "failed": None}
