"""The application over a house, made quickly: what addresses and templates compile to is kept from test to test."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from projections.house import House
from web import create_app


class _Compiled(BytecodeCache):
    """What templates compile to, in memory; the key of each is its name and its text."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept, if it was of the same text."""
        if found := self.kept.get(bucket.key):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


class _Rule(Rule):
    """An address whose builder is compiled once: half of the time of making an application goes there."""

    built: ClassVar[dict[object, Any]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        key = (self.rule, tuple(self._trace), tuple(sorted((self.defaults or {}).items())), append_unknown)
        if key not in self.built:
            self.built[key] = super()._compile_builder(append_unknown)
        return self.built[key]


_COMPILED = _Compiled()


def app_over(house: House, **config: Any) -> Flask:
    """The application over a house, which lets what breaks through to the test."""
    Flask.url_rule_class = _Rule
    app = create_app(house.workspace.data, config={"HOUSE": house, "PROPAGATE_EXCEPTIONS": True} | config)
    app.jinja_env.bytecode_cache = _COMPILED
    return app
