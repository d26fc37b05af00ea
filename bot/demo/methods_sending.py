"""Methods that put new content into a chat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.demo.errors import bad
from bot.demo.posting import post
from bot.demo.shapes import message_shape
from bot.demo.town import Json, StoredFile, Town
from bot.demo.wording import caption_of, text_of


def send_message(town: Town, params: Json) -> Json:
    """sendMessage."""
    return message_shape(town, post(town, params, text_of(params)))


def send_venue(town: Town, params: Json) -> Json:
    """sendVenue."""
    for field in ("title", "address"):
        if not params[field].strip():
            raise bad(f"VENUE_{field.upper()}_EMPTY")
    spot = _spot(params)
    venue = {"location": spot, "title": params["title"].strip(), "address": params["address"].strip()}
    return message_shape(town, post(town, params, {"location": spot, "venue": venue}))


def send_location(town: Town, params: Json) -> Json:
    """sendLocation."""
    return message_shape(town, post(town, params, {"location": _spot(params)}))


def send_document(town: Town, params: Json) -> Json:
    """sendDocument: a file that comes along, or the id of one that is there."""
    return _sent_file(town, params, "document", _document)


def send_photo(town: Town, params: Json) -> Json:
    """sendPhoto."""
    return _sent_file(town, params, "photo", _photo)


def _sent_file(town: Town, params: Json, kind: str, shape: Callable[[StoredFile], Any]) -> Json:
    caption = caption_of(params)
    kept = _file(town, params[kind], kind)
    return message_shape(town, post(town, params, {kind: shape(kept)} | caption))


def _spot(params: Json) -> Json:
    if not (-90 <= params["latitude"] <= 90 and -180 <= params["longitude"] <= 180):
        raise bad("wrong latitude or longitude specified")
    return {"latitude": params["latitude"], "longitude": params["longitude"]}


def _file(town: Town, given: Any, kind: str) -> StoredFile:
    if isinstance(given, tuple):
        name, content = given
        if not content:
            raise bad("file must be non-empty")
        return town.keep(name or "file", content)
    if str(given).startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    if str(given).startswith("attach://"):
        raise bad(f"there is no {kind} in the request")
    kept = town.files.get(given)
    if kept is None:
        raise bad("wrong file identifier/HTTP URL specified")
    return kept


def _document(kept: StoredFile) -> Json:
    shape = {"file_name": kept.name, "file_id": kept.id, "file_unique_id": kept.unique, "file_size": len(kept.content)}
    return shape | ({"mime_type": "text/calendar"} if kept.name.endswith(".ics") else {})


def _photo(kept: StoredFile) -> list[Json]:
    size = {"file_id": kept.id, "file_unique_id": kept.unique, "file_size": len(kept.content)}
    return [size | {"width": 320, "height": 240}]
