"""The files of a catalogue taken apart: what stands at the top, and the activities one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.catalogue.activity import Activity
from bot.catalogue.composing import Fault, Level, Node
from bot.catalogue.composing import Path as Where
from bot.catalogue.help_lines import DUTCH_HELP_LINES
from bot.catalogue.letters import decode
from bot.catalogue.models import Catalogue
from bot.catalogue.spelling import nearest
from bot.catalogue.syntax import read_tree
from bot.catalogue.validation import validate

_LIST = "activities"


@dataclass(slots=True)
class Source:
    """A file: its tree (None when it can't be read) and what is wrong outside its activities."""

    path: Path
    tree: Node | None
    faults: list[Fault] = field(default_factory=list)

    def keys_of(self, part: str) -> tuple[str, ...]:
        """The keys of a mapping at the top (areas, interests), also when something in it is wrong."""
        return tuple(self.tree.parts[part].keys) if self.tree and part in self.tree.parts else ()


@dataclass(slots=True)
class Entry:
    """One activity of a file. `key` names it to people, also when its id is missing."""

    source: Source
    node: Node
    key: str
    activity: Activity | None
    faults: list[Fault]

    @property
    def is_valid(self) -> bool:
        """Whether nothing keeps it out."""
        return self.activity is not None and all(fault.level != "error" for fault in self.faults)

    def tell(self, code: str, path: Where, *, warn: bool = False, **facts: object) -> None:
        """Say that something is not right at `path`."""
        name = ".".join(step for step in path if isinstance(step, str))
        level: Level = "warning" if warn else "error"
        self.faults.append(Fault(code, *self.node.position(path), facts, field=name, level=level))


def open_source(path: Path) -> Source:
    """Read a file as far as its tree."""
    try:
        tree, faults = read_tree(decode(path.read_bytes()))
    except FileNotFoundError:
        return Source(path, None, [Fault("no_file", 1, 1)])
    except OSError:
        return Source(path, None, [Fault("unreadable", 1, 1)])
    except Fault as fault:
        return Source(path, None, [fault])
    if tree is None:
        return Source(path, None, faults or [Fault("nothing", 1, 1)])
    if not isinstance(tree.value, dict):
        return Source(path, None, [*faults, Fault("mapping", tree.line, tree.column)])
    return Source(path, tree, faults)


def languages_of(source: Source) -> tuple[str, ...]:
    """The languages of the catalogue, the default one first; Dutch and English when they can't be read."""
    given = source.tree.value.get("languages") if source.tree else None
    if isinstance(given, list) and given and all(isinstance(language, str) for language in given):
        return tuple(given)
    return ("nl", "en")


def read_top(source: Source, languages: tuple[str, ...]) -> Catalogue | None:
    """Everything but the activities. None when something there is wrong."""
    if source.tree is None:
        return None
    tree = source.tree
    parts = {key: part for key, part in tree.parts.items() if key != _LIST}
    value = {key: value for key, value in tree.value.items() if key != _LIST}
    top, faults = validate(Catalogue, Node(tree.line, tree.column, value, parts, tree.keys), languages)
    source.faults.extend(faults)
    if top and not top.help_lines and top.region.public_holidays and top.region.public_holidays.country == "NL":
        top = top.model_copy(update={"help_lines": DUTCH_HELP_LINES})
    return top


def read_entries(source: Source, languages: tuple[str, ...], *, alone: bool) -> Iterator[Entry]:
    """The activities of a file. `alone`: nothing else may stand in it (a file of a folder)."""
    if source.tree is None:
        return
    if alone:
        source.faults.extend(_strangers(source.tree))
    listed = source.tree.parts.get(_LIST)
    if listed is None or not isinstance(listed.value, list):
        if listed is not None and listed.value is not None:
            source.faults.append(Fault("list", listed.line, listed.column, field=_LIST))
        return
    below = min((line for line, _ in source.tree.keys.values() if line > listed.line), default=None)
    for number, node in listed.parts.items():
        after = listed.parts.get(int(number) + 1)
        inside = _take(source.faults, node.line, after.line if after else below)
        activity, faults = validate(Activity, node, languages)
        yield Entry(source, node, _key(node, int(number)), activity, inside + faults)


def _strangers(tree: Node) -> Iterator[Fault]:
    for key, (line, column) in tree.keys.items():
        if key != _LIST:
            facts = {"given": key, "nearest": nearest(key, [_LIST]), "allowed": _LIST}
            yield Fault("unknown_field", line, column, facts, field=key)


def _take(faults: list[Fault], first: int, end: int | None) -> list[Fault]:
    """Take the faults that stand in these lines out of a list."""
    inside = [fault for fault in faults if first <= fault.line and (end is None or fault.line < end)]
    faults[:] = [fault for fault in faults if fault not in inside]
    return inside


def _key(node: Node, number: int) -> str:
    given = node.value.get("id") if isinstance(node.value, dict) else None
    return str(given)[:40] if isinstance(given, str) and given else f"#{number + 1}"
