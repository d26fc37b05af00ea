"""The Bot API's own table of methods, fields and types, and whether a value fits it."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

Fields = dict[str, dict[str, Any]]


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """The whole of `spec.json`, made by `bot.demo.respec`."""
    found: dict[str, Any] = json.loads(Path(__file__).with_name("spec.json").read_text("utf-8"))
    return found


def fields_of(method: str) -> Fields:
    """The parameters of a method we have."""
    found: Fields = spec()["methods"][method]
    return found


def reactions() -> frozenset[str]:
    """The emoji that may be reactions."""
    return frozenset(spec()["reactions"]["emoji"])


def misfit(value: Any, kinds: list[str], where: str) -> str | None:
    """Why `value` is none of `kinds`; None when it fits one. Unknown fields of objects are a misfit."""
    reasons = [_misfit(value, kind, where) for kind in kinds]
    return None if None in reasons else min((r for r in reasons if r), key=len, default=None)


def _misfit(value: Any, kind: str, where: str) -> str | None:
    if kind.startswith("Array of "):
        return _misfit_list(value, kind.removeprefix("Array of "), where)
    simple: dict[str, tuple[type, ...]] = {"Integer": (int,), "String": (str,), "Float": (int, float)}
    if kind in simple:
        fits = isinstance(value, simple[kind]) and not isinstance(value, bool)
        return None if fits else f'{where} must be of type {kind}'
    if kind in ("Boolean", "True"):
        return None if isinstance(value, bool) else f"{where} must be of type Boolean"
    if kind == "InputFile":
        return None if isinstance(value, str) else f"{where} must be a file"
    return _misfit_object(value, kind, where)


def _misfit_list(value: Any, kind: str, where: str) -> str | None:
    if not isinstance(value, list):
        return f"{where} must be an Array"
    return next((bad for i, one in enumerate(value) if (bad := _misfit(one, kind, f"{where}[{i}]"))), None)


def _misfit_object(value: Any, kind: str, where: str) -> str | None:
    if not isinstance(value, dict):
        return f"{where} must be an Object"
    entry = spec()["types"].get(kind)
    if entry is None:
        return f"{where}: the look-alike lacks the type {kind}"
    if entry["subtypes"]:
        return misfit(value, entry["subtypes"], where)
    return misfit_fields(value, entry["fields"], where)


def misfit_fields(value: dict[str, Any], fields: Fields, where: str) -> str | None:
    """Why an object does not have exactly these fields, or None."""
    for name, field in fields.items():
        if name not in value and field["required"]:
            return f'{where}: field "{name}" is missing'
    for name, one in value.items():
        if name not in fields:
            return f'{where}: unknown field "{name}"'
        if bad := misfit(one, fields[name]["types"], f'{where}: field "{name}"'):
            return bad
    return None
