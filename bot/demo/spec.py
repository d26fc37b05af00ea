"""The Bot API's own table of methods, fields and types, and whether a value fits it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

Fields = dict[str, dict[str, Any]]

SIMPLE: dict[str, tuple[type, ...]] = {
    "Integer": (int,), "String": (str,), "Float": (int, float), "Boolean": (bool,), "True": (bool,), "InputFile": (str,)
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a value does not fit, in the Bot API's words, and where in it, like `reply_markup.keyboard[0][1]`."""

    why: str
    where: str = ""

    def below(self, step: str) -> Misfit:
        """The same, seen from one level up."""
        return Misfit(self.why, f"{step}.{self.where}" if self.where and self.where[0] != "[" else step + self.where)


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """The whole of `spec.json`, made by `bot.demo.respec`."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("spec.json").read_text("utf-8"))
    return found


def fields_of(method: str) -> Fields:
    """The parameters of a method we have."""
    found: Fields = spec()["methods"][method]
    return found


@lru_cache
def required_of(method: str) -> tuple[str, ...]:
    """The parameters that a method can't do without."""
    return tuple(name for name, field in fields_of(method).items() if field["required"])


def returned_by(method: str) -> list[str]:
    """The types of what a method gives."""
    found: list[str] = spec()["returns"][method]
    return found


def reactions() -> frozenset[str]:
    """The emoji that may be reactions."""
    return frozenset(spec()["reactions"]["emoji"])


def misfit(value: Any, kinds: Sequence[str]) -> Misfit | None:
    """Why `value` is none of `kinds`; None when it fits one. Unknown fields of objects are a misfit."""
    reasons: list[tuple[int, Misfit]] = []
    for kind in kinds:
        found = _misfit(value, kind)
        if found is None:
            return None
        reasons.append((_likeness(value, kind), found))
    return max(reasons, key=lambda one: one[0])[1]


def misfit_fields(value: dict[str, Any], fields: Fields) -> Misfit | None:
    """Why an object does not have exactly these fields, or None."""
    for name, field in fields.items():
        if field["required"] and name not in value:
            return Misfit(f'Can\'t find field "{name}"')
    for name, one in value.items():
        if name not in fields:
            return Misfit(f'Unknown field "{name}"')
        if wrong := misfit(one, fields[name]["types"]):
            return Misfit(wrong.why or f'Field "{name}" must be of type {_named(fields[name]["types"])}',
                          wrong.below(name).where)
    return None


def _misfit(value: Any, kind: str) -> Misfit | None:
    """An empty reason: it is of another type, and whoever knows the name of the field says so."""
    if (simple := SIMPLE.get(kind)) is not None:
        return None if isinstance(value, simple) and (bool in simple or not isinstance(value, bool)) else Misfit("")
    if kind.startswith("Array of "):
        return _misfit_list(value, kind.removeprefix("Array of "))
    if not isinstance(value, dict):
        return None if kind == "KeyboardButton" and isinstance(value, str) else Misfit("")  # "for simple text buttons"
    entry = spec()["types"].get(kind)
    if entry is None:
        return Misfit(f"The look-alike lacks the type {kind}")
    return misfit(value, entry["subtypes"]) if entry["subtypes"] else misfit_fields(value, entry["fields"])


def _misfit_list(value: Any, kind: str) -> Misfit | None:
    if not isinstance(value, list):
        return Misfit("")
    for i, one in enumerate(value):
        if wrong := _misfit(one, kind):
            return wrong.below(f"[{i}]")
    return None


def _likeness(value: Any, kind: str) -> int:
    """How much an object looks as if this type was meant."""
    entry = spec()["types"].get(kind)
    if entry is None or not isinstance(value, dict):
        return -1
    if entry["subtypes"]:
        return max(_likeness(value, one) for one in entry["subtypes"])
    return len(value.keys() & entry["fields"].keys())


def _named(kinds: Sequence[str]) -> str:
    if kinds[0].startswith("Array of "):
        return "Array"
    return kinds[0] if kinds[0] in SIMPLE else "Object"
