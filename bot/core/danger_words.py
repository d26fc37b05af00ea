"""Word lists of danger: how a line of `bot/data/danger.<language>.txt` becomes something that can be looked for.

A line is a row of words. `a|b` is either, `a_b` two words as one choice, `word?` may be missing, `word*` has any
ending, `~word` may be mistyped, `...` is a gap of at most four words in one sentence, `$` the end of a sentence.
Lines under `[not]` are ways of speaking that only sound like danger; under `[words]` stand real words that must not
be taken for a typing error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

DangerKind: TypeAlias = Literal["acute", "child", "violence", "suicide"]

NOT = "not"
WORDS = "words"
SECTIONS = (*get_args(DangerKind), NOT, WORDS)
_GAP = r" (?:[^\s.#]+ ){0,4}"


@dataclass(frozen=True, slots=True)
class DangerWords:
    """All lists together, of every language at once: people mix languages when it matters."""

    dangers: tuple[tuple[DangerKind, re.Pattern[str]], ...] = ()
    sayings: tuple[re.Pattern[str], ...] = ()
    key_words: frozenset[str] = frozenset()  # may be mistyped
    real_words: frozenset[str] = frozenset()  # are never a typing error of one of those


NO_DANGER_WORDS = DangerWords()


def read_danger_words(texts: Iterable[str]) -> DangerWords:
    """Read the lists, one text per language. Raises ValueError with the line that can't be understood."""
    sections: dict[str, list[str]] = {section: [] for section in SECTIONS}
    for text in texts:
        for section, line in _lines(text):
            sections[section].append(line)
    phrases = [line for section in SECTIONS for line in sections[section]]
    return DangerWords(
        tuple((kind, _any_of(sections[kind])) for kind in get_args(DangerKind) if sections[kind]),
        (_any_of(sections[NOT]),) if sections[NOT] else (),
        frozenset(word[1:] for line in phrases for word in _words(line) if word.startswith("~")),
        frozenset(word.strip("~") for line in phrases for word in _words(line)),
    )


def _lines(text: str) -> Iterable[tuple[str, str]]:
    section = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        if line and section not in SECTIONS:
            raise ValueError(f"line {number}: [{section}] is not one of {', '.join(SECTIONS)}")
        if line and not line.startswith("["):
            yield section, line


def _words(line: str) -> list[str]:
    return [word for word in re.split(r"[\s|_?*$]+|\.\.\.", line) if word]


def _any_of(lines: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_pattern(line)})" for line in lines))


def _pattern(line: str) -> str:
    """The regular expression of one line, for a text with single spaces and " . " between sentences.

    A space may be missing between two words, so that "ikwildood" is found as well; the ends must be ends of words.
    """
    pattern, glue = r"(?<!\w)", ""
    for item in line.split():
        if item == "...":
            glue = _GAP
        elif item == "$":
            return pattern + r"(?= ?(?:\.|$))"
        elif item.endswith("?"):
            pattern += f"{glue}(?:{_choices(item[:-1])} ?)?"
            glue = ""
        else:
            pattern += f"{glue}{_choices(item)}"
            glue = " ?"
    return pattern + r"(?!\w)"


def _choices(item: str) -> str:
    ending = r"\w*" if item.endswith("*") else ""
    choices = (re.escape(choice.lstrip("~")).replace("_", " ?") for choice in item.removesuffix("*").split("|"))
    return f"(?:{'|'.join(choices)}){ending}"
