"""What another process does after a command decided and just before it is recorded."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from typing import Any

import pytest

from domain.workspace import Workspace, _running
from projections.house import House
from tests.harness.home import Home

Act = Callable[[House], None]
Meanwhile = Callable[..., None]


def between(home: Home, monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """What lets another process act, once or more often, before the next command of this one is recorded."""

    def meanwhile(act: Act, *, times: int = 1) -> None:
        save, left, ours = Workspace.save, [times], home.house.workspace

        def late(workspace: Workspace, *saved: Any, **given: Any) -> int:
            if left[0] and workspace is ours:
                left[0] -= 1
                other = House(ours.data, ours.database)
                copy_context().run(_elsewhere, act, other)
                other.close()
            return save(workspace, *saved, **given)

        monkeypatch.setattr(Workspace, "save", late)

    return meanwhile


def _elsewhere(act: Act, house: House) -> None:
    """What the running command holds is not what another process reads."""
    _running.set(None)
    act(house)
