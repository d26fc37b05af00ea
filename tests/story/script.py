"""A story as text: what everybody does and says, line by line. See tests/stories/README.md for the grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

VERBS = (
    "now", "language", "resident", "bot", "buttons", "edits", "place", "file", "resident sends",
    "resident shares", "resident edits", "resident forges", "resident blocks", "resident unblocks", "volunteer",
    "team", "topic", "alert", "later", "at", "silence", "nothing is known", "topic deleted", "restart", "backup",
    "restore", "no team",
)
_LINE = re.compile(r"^(?P<who>[a-z ]+?)(?: (?P<name>[A-Z]\w+))?(?: (?P<where>in General))?: ?(?P<what>.*)$")
BUTTON = re.compile(r"\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a story: who or what, a name where there is one, and the words."""

    number: int
    verb: str
    name: str
    in_general: bool
    words: str

    @property
    def button(self) -> str | None:
        """The label, when the whole line is one button."""
        found = BUTTON.fullmatch(self.words)
        return found[1] if found else None

    @property
    def buttons(self) -> list[str]:
        """All labels of the line."""
        return BUTTON.findall(self.words)


class BadStory(Exception):
    """A line that no story may have."""


def read_story(path: Path) -> list[Line]:
    """The lines in the story's fenced blocks; what stands outside them is for the reader."""
    lines: list[Line] = []
    inside = False
    for number, text in enumerate(path.read_text("utf-8").splitlines(), 1):
        if text.startswith("```"):
            inside = not inside and text.strip() == "```story"
        elif inside and text.startswith("  ") and lines:
            last = lines[-1]
            joined = f"{last.words} {text.strip()}".strip()
            lines[-1] = Line(last.number, last.verb, last.name, last.in_general, joined)
        elif inside and text.strip():
            lines.append(_line(path, number, text.rstrip()))
    return lines


def _line(path: Path, number: int, text: str) -> Line:
    found = _LINE.match(text) or _LINE.match(f"{text}:")
    if not found or found["who"] not in VERBS:
        raise BadStory(f"{path.name}:{number}: {text!r} is not a line of a story; it may begin with {', '.join(VERBS)}")
    return Line(number, found["who"], found["name"] or "", bool(found["where"]), found["what"].strip())


def says(expected: str, heard: str) -> bool:
    """Whether a text says what the story expects; `…` stands for anything, line ends for a space."""
    pattern = ".*".join(re.escape(part) for part in _spaced(expected).split("…"))
    return re.fullmatch(pattern, _spaced(heard)) is not None


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
