"""Texts and captions of a call: parsed, checked and trimmed as Telegram does before it counts their length."""

from __future__ import annotations

from bot.demo.errors import bad, lacking
from bot.demo.links import WrongLink, link
from bot.demo.markup import Entity, Unparsable, clean, parse_html, utf16
from bot.demo.town import Json

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_TYPES = frozenset(
    "mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote "
    "expandable_blockquote code pre text_link text_mention custom_emoji".split()
)
_NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
_SPACES = " \n"


def text_of(params: Json) -> Json:
    """The text of a message with its entities, as a part of its content."""
    if not params.get("text"):
        raise bad("message text is empty")
    text, entities = _trimmed(*_parsed(params, "text", "entities"))
    if not text:
        raise bad("text must be non-empty")
    if utf16(text) > TEXT_LIMIT:
        raise bad("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_of(params: Json) -> Json:
    """The caption of a call with its entities, as a part of a content; nothing where there is none."""
    caption, entities = _trimmed(*_parsed(params, "caption", "caption_entities"))
    if utf16(caption) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    if not caption:
        return {}
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})


def _parsed(params: Json, field: str, entities_field: str) -> tuple[str, list[Entity]]:
    raw: str = params.get(field) or ""
    mode = str(params.get("parse_mode") or "").lower()
    if mode == "html":
        try:
            return parse_html(raw)
        except Unparsable as reason:
            raise bad(f"can't parse entities: {reason}") from None
    if mode in ("markdown", "markdownv2"):
        raise lacking(f"the parse_mode {mode}: write HTML")
    if mode:
        raise bad("unsupported parse_mode")
    return clean(raw), _checked(params.get(entities_field) or [], utf16(raw))


def _checked(entities: list[Entity], length: int) -> list[Entity]:
    checked = []
    for one in entities:
        _check_kind(one)
        start, end = one["offset"], one["offset"] + one["length"]
        if start < 0:
            raise bad(f"receive an entity with incorrect offset {start}")
        if start > length:
            raise bad(f"entity begins after the end of the text at UTF-16 offset {start}")
        if end > length:
            there = f"UTF-16 offset {end}"
            raise bad(f"entity beginning at UTF-16 offset {start} ends after the end of the text at {there}")
        checked.append(one | ({"url": _linked(one["url"])} if one["type"] == "text_link" else {}))
    return sorted(checked, key=lambda one: (one["offset"], -one["length"]))


def _check_kind(entity: Entity) -> None:
    if entity["type"] not in ENTITY_TYPES:
        raise bad("can't parse MessageEntity: Unsupported type specified")
    needed = _NEEDED.get(entity["type"])
    if needed and needed not in entity:
        raise bad(f'can\'t parse MessageEntity: Can\'t find field "{needed}"')


def _linked(url: str) -> str:
    try:
        return link(url)
    except WrongLink as reason:
        raise bad(f"entity URL '{url}' is invalid: {reason}") from None


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without spaces around it; entities end where the text ends. Spaces at the beginning of an entity stay."""
    text = text.rstrip(_SPACES)
    if text[:1] not in _SPACES and (not entities or _end(entities) <= utf16(text)):
        return text, entities
    first = min((one["offset"] for one in entities), default=len(text))
    cut = min(len(text) - len(text.lstrip(_SPACES)), first)
    text = text[cut:]
    end = utf16(text) + cut
    moved = [one | {"offset": one["offset"] - cut, "length": min(one["length"], end - one["offset"])}
             for one in entities]
    return text, [one for one in moved if one["length"] > 0]


def _end(entities: list[Entity]) -> int:
    return max(int(one["offset"] + one["length"]) for one in entities)
