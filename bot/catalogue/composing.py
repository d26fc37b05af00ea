"""From the letters of a file to a tree that knows where everything stands, with YAML 1.2's core meaning.

libyaml reads the letters; PyYAML's own constructors stay out of it, because with YAML 1.1 an unquoted `10:00` is 600,
`no` is false and a second `name:` silently wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import yaml

from bot.catalogue.fields import WrittenFloat, WrittenInt

Level: TypeAlias = Literal["error", "warning"]
MAX_DEPTH = 20
MAX_ALIASED = 10_000  # nodes more, through aliases
_Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NULLS = {"", "~", "null", "Null", "NULL"}
_MAY_MEAN_MORE = frozenset("+-.0123456789~nNtTfF")  # with any other first letter it is a text
_CURLY = frozenset("“”„‘’‚")
_STR = "tag:yaml.org,2002:str"


class Fault(Exception):
    """Something is not right at a place: `code` and `facts` make its sentence. Line and column count from 1."""

    def __init__(
        self, code: str, line: int, column: int, facts: Mapping[str, object] | None = None, *,
        field: str = "", level: Level = "error",
    ) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.field, self.level = code, line, column, field, level
        self.facts: dict[str, object] = {"field": field.rpartition(".")[2], **(facts or {})}


Path: TypeAlias = tuple[str | int, ...]
_NOTHING: Mapping[Any, Any] = MappingProxyType({})  # inside a scalar


@dataclass(slots=True)
class Node:
    """A value and where it stands. `value` is plain data; `parts` and `keys` tell where its parts stand."""

    line: int
    column: int
    value: Any
    parts: Mapping[str | int, Node]
    keys: Mapping[str, tuple[int, int]]
    size: int = 1

    def at(self, path: Path) -> Node:
        """The node at the end of `path`, or the last one on the way that exists."""
        node = self
        for step in path:
            if step not in node.parts:
                return node
            node = node.parts[step]
        return node

    def position(self, path: Path) -> tuple[int, int]:
        """Line and column of what stands at `path`: of the name of a field without a value, else of the value."""
        node = self.at(path)
        if path and path[-1] in node.keys:
            return node.keys[str(path[-1])]
        return node.line, node.column


Event: TypeAlias = Any  # PyYAML's events share no typed base


def compose(text: str) -> tuple[Node | None, list[Fault]]:
    """The tree of the one document in `text`, None for an empty one, and the faults that could be passed over.

    Raises `Fault` or `yaml.YAMLError` where nothing can be made of what follows.
    """
    composer = _Composer(text)
    try:
        return composer.document(), composer.faults
    except yaml.MarkedYAMLError as error:
        raise composer.unclosed(error) or error from None


class _Composer:
    def __init__(self, text: str) -> None:
        self._next = _Loader(text).get_event
        self._anchors: dict[str, Node] = {}
        self._aliased = 0
        self.faults: list[Fault] = []
        self._quoted: Event | None = None  # the last text in quotes that takes more than one line

    def unclosed(self, error: yaml.MarkedYAMLError) -> Fault | None:
        """The quote that was probably never closed: the error stands right behind where the next quote closed it."""
        quoted, mark = self._quoted, error.problem_mark
        if quoted and mark and quoted.end_mark.line == mark.line:
            return _fault("open_quote", quoted)
        return None

    def document(self) -> Node | None:
        self._next()  # the start of the stream
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        node = self._node(self._next(), 0)
        self._next()  # the end of the document
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise _fault("two_documents", event)
        return node

    def _node(self, event: Event, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise _fault("too_deep", event)
        kind = type(event)
        if kind is yaml.ScalarEvent:
            node = Node(*_position(event), self._scalar(event), _NOTHING, _NOTHING)
        elif kind is yaml.AliasEvent:
            return self._alias(event)
        elif kind is yaml.SequenceStartEvent:
            node = self._sequence(event, depth)
        else:
            node = self._mapping(event, depth)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _alias(self, event: Event) -> Node:
        meant = self._anchors.get(event.anchor)
        if meant is None:
            self.faults.append(_fault("alias", event, given=event.anchor))
            return Node(*_position(event), "*" + event.anchor, _NOTHING, _NOTHING)
        self._aliased += meant.size
        if self._aliased > MAX_ALIASED:
            raise _fault("bomb", event)
        return Node(*_position(event), meant.value, meant.parts, meant.keys, meant.size)

    def _sequence(self, start: Event, depth: int) -> Node:
        values: list[Any] = []
        parts: dict[str | int, Node] = {}
        size = 1
        while type(event := self._next()) is not yaml.SequenceEndEvent:
            part = self._node(event, depth + 1)
            parts[len(values)] = part
            values.append(part.value)
            size += part.size
        return Node(*self._untagged(start), values, parts, _NOTHING, size)

    def _mapping(self, start: Event, depth: int) -> Node:
        values: dict[str, Any] = {}
        parts: dict[str | int, Node] = {}
        keys: dict[str, tuple[int, int]] = {}
        size = 1
        while type(event := self._next()) is not yaml.MappingEndEvent:
            key = self._key(event, depth)
            part = self._node(self._next(), depth + 1)
            size += part.size + 1
            if key in keys:
                self.faults.append(_fault("duplicate_key", event, given=key, at=keys[key][0]))
                continue
            keys[key] = _position(event)
            parts[key] = part
            if part.value is not None:  # a field without a value is a field not filled in
                values[key] = part.value
        return Node(*self._untagged(start), values, parts, keys, size)

    def _key(self, event: Event, depth: int) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self.faults.append(_fault("odd_key", event))
            self._node(event, depth + 1)
            return ""
        if event.value == "<<" and event.implicit[0]:
            self.faults.append(_fault("merge_key", event))
        return str(event.value)

    def _scalar(self, event: Event) -> object:
        if event.tag not in {None, "!", _STR}:
            self.faults.append(_fault("tag", event))
        if event.style in {"'", '"'} and event.start_mark.line < event.end_mark.line:
            self._quoted = event
        plain = event.tag is None and event.implicit[0]
        if plain and event.value[:1] in _CURLY:
            line, column = _position(event)
            self.faults.append(Fault("curly_quote", line, column, level="warning"))
        return _meaning(str(event.value)) if plain else str(event.value)

    def _untagged(self, event: Event) -> tuple[int, int]:
        if event.tag not in {None, "!"}:
            self.faults.append(_fault("tag", event))
        return _position(event)


def _meaning(text: str) -> object:
    """The core meaning of a plain scalar. Numbers remember how they were written."""
    if text and text[0] not in _MAY_MEAN_MORE:
        return text
    if text in _NULLS:
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if _INT.fullmatch(text) and len(text) < 20:
        return WrittenInt(int(text, 0) if text[:2] in {"0o", "0x"} else int(text), text)
    if _FLOAT.fullmatch(text) and len(text) < 40:
        return WrittenFloat(float(text), text)
    return text


def _position(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _fault(code: str, event: Event, **facts: object) -> Fault:
    line, column = _position(event)
    return Fault(code, line, column, facts)
