"""Telegram's HTML: into a text with entities, with Telegram's own complaints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.demo.links import WrongLink, link
from bot.demo.references import decode, read_reference

Entity = dict[str, Any]

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_SPACE = " \t\r\n"
_CLEANED = dict.fromkeys([*range(10), *range(11, 32)], " ") | dict.fromkeys(
    [0x0D, *range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A], ""
)
_NAME_END = re.compile(r"[\s>]|$")
_ATTRIBUTE = re.compile(r"[^\s=>/\"']*")
_PLAIN = re.compile(r"[^<&]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")


class Unparsable(Exception):
    """The text is no HTML that Telegram takes; the reason is in its own words."""


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int  # UTF-16 units


def utf16(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """A text as Telegram keeps it: control characters are spaces, and marks that turn or strike a line are gone."""
    return text.translate(_CLEANED)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The text and its entities (offsets in UTF-16 units), outer ones first. Raises `Unparsable`."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.found: list[tuple[int, Entity]] = []

    def parse(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            self._step()
        if self.open:
            raise Unparsable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        text = "".join(self.out)
        if _SURROGATE.search(text):
            raise Unparsable(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        ordered = sorted(self.found, key=lambda one: (one[1]["offset"], -one[1]["length"], one[0]))
        return text, _with_languages([entity for _, entity in ordered])

    def _step(self) -> None:
        if self.source.startswith("</", self.at):
            self._end_tag()
        elif self.source[self.at] == "<":
            self._start_tag()
        elif self.source[self.at] == "&":
            character, self.at = read_reference(self.source, self.at)
            self._put(character)
        else:
            self._put(self._match(_PLAIN))

    def _put(self, text: str) -> None:
        self.out.append(clean(text))
        self.length += len(text) if text.isprintable() and text.isascii() else utf16(self.out[-1])

    def _start_tag(self) -> None:
        begin = self.at
        tag = self._name(begin + 1).lower()
        if self.at >= len(self.source):
            raise Unparsable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in KINDS:
            raise Unparsable(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes: dict[str, str] = {}
        while self._skip_space() != ">":
            self._attribute(tag, begin, attributes)
        self.at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise Unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(tag, attributes, self.length))

    def _attribute(self, tag: str, begin: int, attributes: dict[str, str]) -> None:
        name = self._match(_ATTRIBUTE)
        if not name:
            raise Unparsable(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        if self._skip_space() != "=":
            if self.at >= len(self.source):
                raise Unparsable(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            attributes.setdefault(name.lower(), "")
            return
        self.at += 1
        if not (quote := self._skip_space()):
            raise Unparsable(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes[name.lower()] = self._quoted(quote, begin) if quote in "\"'" else self._token(begin)

    def _quoted(self, quote: str, begin: int) -> str:
        end = self.source.find(quote, self.at + 1)
        if end < 0 or end + 1 >= len(self.source):
            raise Unparsable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        value, self.at = decode(self.source[self.at + 1 : end]), end + 1
        return value

    def _token(self, begin: int) -> str:
        start, value = self.at, self._match(_TOKEN).lower()
        if self.at < len(self.source) and self.source[self.at] not in _SPACE + ">":
            raise Unparsable(f"Unexpected end of name token at byte offset {self._byte(start)}")
        if self.at >= len(self.source):
            raise Unparsable(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise Unparsable(f"Unexpected end tag at byte offset {self._byte(begin)}")
        name = self._name(begin + 2).lower()
        if self._skip_space() != ">":
            raise Unparsable(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        ended = self.open.pop()
        if name and name != ended.tag:
            raise Unparsable(
                f'Unmatched end tag at byte offset {self._byte(begin)}, expected "</{ended.tag}>", found "</{name}>"'
            )
        if self.length > ended.start and (entity := self._entity(ended)):
            self.found.append((len(self.open), entity))

    def _entity(self, ended: _Open) -> Entity | None:
        length = self.length - ended.start
        entity: Entity = {"offset": ended.start, "length": length, "type": KINDS[ended.tag]}
        if ended.tag == "a":
            inside = "".join(self.out).encode("utf-16-le", "surrogatepass")[ended.start * 2 :]
            try:
                return entity | {"url": link(ended.attributes.get("href") or inside.decode("utf-16-le", "replace"))}
            except WrongLink:
                return None
        if ended.tag == "tg-emoji":
            entity["custom_emoji_id"] = _emoji_id(ended.attributes.get("emoji-id", ""))
        if ended.tag == "blockquote" and "expandable" in ended.attributes:
            entity["type"] = "expandable_blockquote"
        language = ended.attributes.get("class", "").removeprefix("language-")
        if ended.tag == "code" and language != ended.attributes.get("class", ""):
            entity["language"] = language
        return entity

    def _name(self, start: int) -> str:
        end = _NAME_END.search(self.source, start)
        self.at = end.start() if end else len(self.source)
        return self.source[start : self.at]

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        text = found[0] if found else ""
        self.at += len(text)
        return text

    def _skip_space(self) -> str:
        while self.at < len(self.source) and self.source[self.at] in _SPACE:
            self.at += 1
        return self.source[self.at] if self.at < len(self.source) else ""

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))


def _emoji_id(given: str) -> str:
    if not given.isdecimal() or not 0 < int(given) < 2**63:
        raise Unparsable("Invalid custom emoji identifier specified")
    return given


def _with_languages(entities: list[Entity]) -> list[Entity]:
    """`pre` and `code` with a language over the same span become one `pre` in that language."""
    languages = {(e["offset"], e["length"]): e["language"] for e in entities if e["type"] == "code" and "language" in e}
    whole = {(e["offset"], e["length"]) for e in entities if e["type"] == "pre"} & languages.keys()
    kept: list[Entity] = []
    for entity in entities:
        span = (entity["offset"], entity["length"])
        entity.pop("language", None)
        if entity["type"] == "pre" and span in whole:
            entity["language"] = languages[span]
        if entity["type"] != "code" or span not in whole:
            kept.append(entity)
    return kept
