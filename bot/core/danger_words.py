"""Word lists of danger: how a line of `bot/data/danger.<language>.txt` becomes something that can be looked for.

A line is a row of words that stand in this order. `a|b` is either, `a_b` two words as one choice, `word?` may be
missing, `word*` has any ending, `~word` may be mistyped, `...` is a gap of at most four words in one sentence, `$` the
end of a sentence. With ` & ` between them several such rows stand in one sentence, in any order. Lines under `[not]`
are ways of speaking that only sound like danger; under `[words]` stand real words that are no typing error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

DangerKind: TypeAlias = Literal["acute", "child", "violence", "suicide"]

NOT = "not"
WORDS = "words"
SECTIONS = (*get_args(DangerKind), NOT, WORDS)
_GAP = r" (?:[^\s.#]+ ){0,4}"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The lines of one section. `rows` by the first letters of a row, so that few are tried at each word."""

    rows: Mapping[str, tuple[re.Pattern[str], ...]] = field(default_factory=dict)
    together: tuple[tuple[re.Pattern[str], ...], ...] = ()

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a row stands in a text of single spaces, with " . " between sentences."""
        for word in _WORD.finditer(text):
            start = word.start()
            for row in (*self.rows.get(text[start], ()), *self.rows.get(text[start : start + 2], ())):
                found = row.match(text, start)
                if found:
                    yield found.span()

    def found_in(self, text: str) -> bool:
        """Does one of the lines stand in it?"""
        if any(self.spans(text)):
            return True
        return any(_all_in(sentence, parts) for sentence in text.split(".") for parts in self.together)


@dataclass(frozen=True, slots=True)
class DangerWords:
    """All lists together, of every language at once: people mix languages when it matters."""

    dangers: tuple[tuple[DangerKind, Phrases], ...] = ()
    sayings: Phrases = field(default_factory=Phrases)
    key_words: frozenset[str] = frozenset()  # may be mistyped
    real_words: frozenset[str] = frozenset()  # are never a typing error of one of those


NO_DANGER_WORDS = DangerWords()


def read_danger_words(texts: Iterable[str]) -> DangerWords:
    """Read the lists, one text per language. Raises ValueError with the line that can't be understood."""
    sections: dict[str, list[str]] = {section: [] for section in SECTIONS}
    for text in texts:
        for section, line in _lines(text):
            sections[section].append(line)
    words = [word for lines in sections.values() for line in lines for word in re.split(r"[\s|_?*$&]+|\.\.\.", line)]
    return DangerWords(
        tuple((kind, _phrases(sections[kind])) for kind in get_args(DangerKind)),
        _phrases(sections[NOT]),
        frozenset(word[1:] for word in words if word.startswith("~")),
        frozenset(word.strip("~") for word in words if word),
    )


def _lines(text: str) -> Iterator[tuple[str, str]]:
    section = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        if line and section not in SECTIONS:
            raise ValueError(f"line {number}: [{section}] is not one of {', '.join(SECTIONS)}")
        if line and not line.startswith("["):
            yield section, line


def _phrases(lines: Iterable[str]) -> Phrases:
    rows: dict[str, list[re.Pattern[str]]] = {}
    together = []
    for line in lines:
        if " & " in line:
            together.append(tuple(re.compile(r"(?<!\w)" + _pattern(part)) for part in line.split(" & ")))
            continue
        pattern = re.compile(_pattern(line))
        for letters in {choice.lstrip("~")[:2] for choice in line.split()[0].replace("*", "").split("|")}:
            rows.setdefault(letters.rstrip("_"), []).append(pattern)
    return Phrases({letters: tuple(found) for letters, found in rows.items()}, tuple(together))


def _pattern(row: str) -> str:
    """The regular expression of a row. A space may be missing between two words, so that "ikwildood" is found too."""
    pattern, glue = "", ""
    for item in row.split():
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
    return f"(?:{'|'.join(_choice(choice.lstrip('~')) for choice in item.split('|'))})"


def _choice(choice: str) -> str:
    ending = r"\w*" if choice.endswith("*") else ""
    return re.escape(choice.removesuffix("*")).replace("_", " ?") + ending


def _all_in(sentence: str, parts: Iterable[re.Pattern[str]]) -> bool:
    return all(part.search(sentence) for part in parts)
