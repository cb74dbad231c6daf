"""Problems and answers as JSON and back: what was recorded or sent is checked field by field when it is read."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import orjson

from domain.rosters.engine.team.answer import Alternative
from domain.rosters.engine.team.problem import VERSION, Problem


class WrongForm(ValueError):
    """What is wrong with a text, and where."""


def to_json(value: Any) -> str:
    """A problem, an alternative or whatever else here is a dataclass, as one line of text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def problem_of(text: str | bytes) -> Problem:
    """The problem that a text holds; raises WrongForm."""
    found = _read(text, Problem)
    assert isinstance(found, Problem)
    return found


def alternative_of(text: str | bytes) -> Alternative:
    """The alternative that a text holds; raises WrongForm."""
    found = _read(text, Alternative)
    assert isinstance(found, Alternative)
    return found


def _read(text: str | bytes, kind: type) -> Any:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise WrongForm(f"no JSON: {error}") from None
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise WrongForm(f"version: this is not version {VERSION}")
    return _value(value, kind, kind.__name__)


@lru_cache(64)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(value: Any, kind: Any, place: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _value(value, next(k for k in get_args(kind) if k is not type(None)), place)
    if origin is tuple:
        return _tuple(value, get_args(kind), place)
    if is_dataclass(kind):
        return _object(value, kind, place)
    if kind is float and type(value) in (int, float):
        return float(value)
    if type(value) is not kind:
        raise WrongForm(f"{place}: this is no {kind.__name__}")
    return value


def _tuple(value: Any, kinds: tuple[Any, ...], place: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise WrongForm(f"{place}: this is no list")
    if kinds[-1] is Ellipsis:
        return tuple(_value(one, kinds[0], f"{place}[{number}]") for number, one in enumerate(value))
    if len(value) != len(kinds):
        raise WrongForm(f"{place}: these are not {len(kinds)} values")
    return tuple(_value(one, kind, f"{place}[{n}]") for n, (one, kind) in enumerate(zip(value, kinds, strict=True)))


def _object(value: Any, kind: Any, place: str) -> Any:
    names = {field.name for field in fields(kind)}
    if not isinstance(value, dict) or set(value) != names:
        raise WrongForm(f"{place}: this is no {kind.__name__} with {', '.join(sorted(names))}")
    hints = _hints(kind)
    return kind(**{name: _value(one, hints[name], f"{place}.{name}") for name, one in value.items()})
