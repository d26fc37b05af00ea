"""The Bot API's table of methods and types, and everything in which an object breaks it, deeply."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parent.parent / "data" / "bot_api.json"
SIMPLE: Mapping[str, tuple[type, ...]] = {
    "Integer": (int,), "String": (str,), "Float": (int, float), "Boolean": (bool,), "True": (bool,),
}
PARSED_FIRST = frozenset({"text", "caption"})
"""Fields whose length counts after their markup is read: whoever reads it looks at their limit."""

Fields = Mapping[str, Mapping[str, Any]]


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The whole of `tests/data/bot_api.json`, made by `scripts/bot_api.py`."""
    found: dict[str, Any] = json.loads(TABLE.read_text("utf-8"))
    return found


def fields_of(method: str) -> Fields | None:
    """The fields of a method, None where there is no such method."""
    found: Fields | None = table()["methods"].get(method)
    return found


def reactions() -> frozenset[str]:
    """The emoji that may be reactions."""
    return frozenset(table()["reactions"]["emoji"])


def breaches_in(given: Mapping[str, Any], fields: Fields, where: str) -> Iterator[str]:
    """Everything in which an object does not have these fields, each with where it stands."""
    for name, field in fields.items():
        if field.get("required") and given.get(name) is None:
            yield f"{where} lacks {name}"
    for name, value in given.items():
        if name not in fields:
            yield f"{where} has no field {name}"
        elif not (wrong := list(_against(value, fields[name]["types"], f"{where}.{name}"))):
            yield from _limited(value, name, fields[name], f"{where}.{name}")
        else:
            yield from wrong


def length_in(text: str, unit: str) -> int:
    """How long Telegram finds a text: its characters are those of UTF-16."""
    return len(text.encode()) if unit == "bytes" else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _limited(value: Any, name: str, field: Mapping[str, Any], where: str) -> Iterator[str]:
    constant = field.get("constant")
    if constant is not None and value != constant:
        yield f"{where} must be {constant}"
    if "limit" in field and isinstance(value, str) and name not in PARSED_FIRST:
        least, most, unit = field["limit"]
        if not least <= length_in(value, unit) <= most:
            yield f"{where} must have {least} to {most} {unit}, and has {length_in(value, unit)}"


def _against(value: Any, kinds: list[str], where: str) -> Iterator[str]:
    """Nothing where it fits one of the kinds; else what is wrong with it as the kind it resembles most."""
    tried = [list(_as(value, kind, where)) for kind in _leaves(kinds)]
    if all(tried):
        yield from min(tried, key=len)


def _leaves(kinds: list[str]) -> Iterator[str]:
    for kind in kinds:
        subtypes = table()["types"].get(kind, {}).get("subtypes", [])
        yield from _leaves(subtypes) if subtypes else (kind,)


def _as(value: Any, kind: str, where: str) -> Iterator[str]:
    wrong = f"{where} must be of type {kind}"
    if kind in SIMPLE:
        is_right = isinstance(value, SIMPLE[kind]) and (kind in ("Boolean", "True") or not isinstance(value, bool))
        if not is_right or (kind == "True" and value is not True):
            yield wrong
    elif kind.startswith("Array of "):
        yield from _as_array(value, kind.removeprefix("Array of "), where, wrong)
    elif kind == "InputFile":
        if not (isinstance(value, dict) and value.keys() == {"file_name", "file_size"}):
            yield wrong
    elif not isinstance(value, dict):
        if not (kind == "KeyboardButton" and isinstance(value, str)):
            yield wrong
    else:
        yield from breaches_in(value, table()["types"][kind]["fields"], where)


def _as_array(value: Any, kind: str, where: str, wrong: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield wrong
        return
    for number, one in enumerate(value):
        yield from _against(one, [kind], f"{where}[{number}]")
