"""The parameters of a request: from the query, a form, a form with files, or JSON; with the types of the table."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.web_request import FileField

from bot.demo.errors import bad
from bot.demo.spec import fields_of, spec
from bot.demo.town import Json

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_FLOAT = re.compile(r"[+-]?[0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ATTACHED = "attach://"


async def params_of(request: web.Request, method: str) -> Json:
    """What a call was given. A file is its name and its content; what is null was not given."""
    raw: dict[str, Any] = dict(request.query)
    if request.can_read_body:
        raw |= await _body(request)
    files = {name: value for name, value in raw.items() if isinstance(value, tuple)}
    fields = fields_of(method)
    params: Json = {}
    for name, value in raw.items():
        if value is None or (name in files and name not in fields):
            continue
        typed = _typed(value, fields.get(name, {}).get("types", []))
        is_pointer = isinstance(typed, str) and typed.startswith(_ATTACHED)
        params[name] = files.get(typed.removeprefix(_ATTACHED), typed) if is_pointer else typed
    return params


def told(params: Json) -> Json:
    """The parameters as they are kept in the list of calls: of a file only its name and size."""
    return {
        name: {"file_name": value[0], "file_size": len(value[1])} if isinstance(value, tuple) else value
        for name, value in params.items()
    }


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        try:
            given = await request.json()
        except ValueError:
            raise bad("can't parse JSON content") from None
        if not isinstance(given, dict):
            raise bad("can't parse JSON content: an Object is expected")
        return given
    if request.content_type == "application/x-www-form-urlencoded":
        text = (await request.read()).decode("utf-8", "surrogateescape")
        return dict(parse_qsl(text, keep_blank_values=True, errors="surrogateescape"))
    return {name: _field(value) for name, value in (await request.post()).items()}


def _field(value: Any) -> Any:
    if isinstance(value, FileField):
        return value.filename, value.file.read()
    if isinstance(value, bytes | bytearray):
        return "", bytes(value)
    return value


def _typed(value: Any, kinds: list[str]) -> Any:
    """A form holds only strings: numbers, flags and JSON are read as the table says."""
    if not isinstance(value, str) or not kinds:
        return value
    if not value.isascii() and _SURROGATE.search(value):
        raise bad("strings must be encoded in UTF-8")
    if "Integer" in kinds and _INTEGER.fullmatch(value):
        return int(value)
    if "Float" in kinds and _FLOAT.fullmatch(value):
        return float(value)
    if kinds[0] in ("Boolean", "True") and value.lower() in ("true", "false", "1", "0"):
        return value.lower() in ("true", "1")
    if any(kind.startswith("Array of ") or kind in spec()["types"] for kind in kinds) and value[:1] in "[{":
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise bad("can't parse JSON object") from None
    return value
