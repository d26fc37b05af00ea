"""Values as JSON and back: events and what we remember through pydantic, effects with the names of their classes.

Effects need the names: `ToResident(7)` and `ToTopic(7)` look the same without.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast, get_args

from pydantic import TypeAdapter

from bot.core import effects, text
from bot.core.effects import Effect
from bot.core.events import Event

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")

_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def to_json(value: DataclassInstance) -> str:
    """A frozen dataclass as JSON. Raises ValueError for what could not be read again (half a character)."""
    adapter: TypeAdapter[Any] = _adapter(type(value))
    return adapter.dump_json(value, warnings="error").decode()


def from_json(kind: type[T], body: str) -> T:
    """The value again; fields that came later get their default. Raises ValueError where it can't be read."""
    adapter: TypeAdapter[T] = _adapter(cast(Hashable, kind))
    return adapter.validate_json(body)


def event_from_json(kind: str, body: str) -> Event:
    """The event of the class named `kind`. Raises ValueError where it can't be read."""
    if kind not in _events():
        raise ValueError(f"no event is called {kind}")
    return cast(Event, from_json(_events()[kind], body))


def effect_to_json(effect: Effect) -> str:
    """A rendered effect as JSON, without what has its default value."""
    return json.dumps(_plain(effect), ensure_ascii=False, separators=(",", ":"))


def effect_from_json(body: str) -> Effect:
    """The effect again. Raises ValueError where it can't be read."""
    try:
        return cast(Effect, _value(json.loads(body)))
    except (KeyError, TypeError) as error:
        raise ValueError("an effect that this version does not know") from error


def _plain(value: object) -> object:
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, datetime):
        return {"=": "datetime", "iso": value.isoformat()}
    kept: dict[str, object] = {"=": kind.__name__}
    for name, usual in _usual_values(cast(Hashable, kind)):
        held = getattr(value, name)
        if held is not usual and held != usual:
            kept[name] = _plain(held)
    return kept


def _value(plain: Any) -> object:
    if isinstance(plain, list):
        return tuple([_value(part) for part in plain])
    if not isinstance(plain, dict):
        return plain
    if plain["="] == "datetime":
        return datetime.fromisoformat(plain["iso"])
    kind = _effect_parts()[plain["="]]
    return kind(**{name: _value(plain[name]) for name, _ in _usual_values(cast(Hashable, kind)) if name in plain})


@cache
def _usual_values(kind: type[Any]) -> tuple[tuple[str, object], ...]:
    """The fields of a dataclass with their default values (`MISSING` where there is none)."""
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


@cache
def _events() -> dict[str, type[Any]]:
    return {kind.__name__: kind for kind in get_args(Event)}


@cache
def _effect_parts() -> dict[str, type[Any]]:
    parts = (*get_args(Effect), *get_args(effects.To), effects.Button, text.Html)
    return {kind.__name__: kind for kind in parts}
