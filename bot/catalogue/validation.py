"""One part of the catalogue against its model: every fault, where it stands, in words of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.catalogue.composing import Fault, Node, Path
from bot.catalogue.fields import as_written
from bot.catalogue.shapes import allowed_at, unfilled
from bot.catalogue.spelling import listed, nearest

Model = TypeVar("Model", bound=BaseModel)
_QUOTED = re.compile(r"'([^']*)'")
_LIMITS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
_LISTS = {"tuple_type", "list_type"}
_MAPPINGS = {"model_type", "model_attributes_type", "dict_type", "mapping_type"}
_NUMBERS = {"int_parsing", "int_type", "float_parsing", "float_type", "int_from_float", "finite_number"}
_RANGES = {"greater_than_equal", "greater_than", "less_than_equal", "less_than"}


def validate(model: type[Model], node: Node, languages: tuple[str, ...]) -> tuple[Model | None, list[Fault]]:
    """The part as its model, None when it has faults, and all of its faults."""
    faults = [_unknown(node, path, allowed) for path, allowed in unfilled(model, node)]
    try:
        made = model.model_validate(node.value, context={"languages": languages})
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, faults + [_fault(model, node, detail) for detail in details]  # type: ignore[arg-type]
    return (None if faults else made), faults


def field_name(path: Path) -> str:
    """A path as people say it: without the numbers of a list."""
    return ".".join(step for step in path if isinstance(step, str))


def _fault(model: type[BaseModel], node: Node, detail: dict[str, Any]) -> Fault:
    path, kind, given = tuple(detail["loc"]), detail["type"], detail.get("input")
    facts: Mapping[str, Any] = detail.get("ctx") or {}
    if kind == "extra_forbidden":
        return _unknown(node, path, allowed_at(model, path))
    if kind == "missing":
        return _missing(node, path)
    code, told = _told(kind, given, facts)
    place = (*path, facts["key"]) if "key" in facts else path
    return Fault(code, *node.position(place), told, field=field_name(path))


def _told(kind: str, given: Any, facts: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The code of our sentence, and its facts."""
    shown = str(as_written(given))[:60]
    if given is None:
        return "empty", {}
    if kind == "literal_error":
        return _choice("choice", shown, tuple(_QUOTED.findall(facts["expected"])))
    if "code" in facts:
        rest = {key: value for key, value in facts.items() if key not in {"code", "allowed", "key"}}
        if "allowed" in facts:
            return _choice(kind, rest["given"], facts["allowed"])
        return kind, rest
    if kind in _NUMBERS:
        return ("comma" if "," in shown else "number"), {"given": shown}
    if kind in _RANGES:
        limit = next(f"{_LIMITS[key]} {value:g}" for key, value in facts.items() if key in _LIMITS)
        return "range", {"given": shown, "limit": limit}
    if kind == "too_short":
        return "at_least_one", {}
    if kind in _LISTS or kind == "too_long":
        return "list", {}
    return ("mapping" if kind in _MAPPINGS else "text"), {}


def _choice(code: str, given: str, allowed: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    return code, {"given": given, "nearest": nearest(given, allowed), "allowed": listed(allowed)}


def _missing(node: Node, path: Path) -> Fault:
    holder = node.at(path[:-1])
    code = "empty" if path[-1] in holder.keys else "missing"
    return Fault(code, *node.position(path), field=field_name(path))


def _unknown(node: Node, path: Path, allowed: tuple[str, ...]) -> Fault:
    """A field that does not exist. Digits alone are the second half of a number with a comma."""
    given = str(path[-1])
    line, column = node.at(path[:-1]).keys.get(given, (node.line, node.column))
    if given.isdigit():
        return Fault("comma", line, column, field=field_name(path[:-1]))
    facts = {"given": given, "nearest": nearest(given, allowed), "allowed": listed(allowed)}
    return Fault("unknown_field", line, column, facts, field=field_name(path))


