"""Word lists: how a line of a list in `bot/data/` becomes something that can be looked for.

A line is a row of words that stand in this order. `a|b` is either, `a_b` two words as one choice, `word?` may be
missing, `word*` has any ending, `~word` may be mistyped, `...` is a gap of at most four words in one sentence, `$` the
end of a sentence. With ` & ` between them several such rows stand near each other, in any order; one that begins with
`!` may not stand there. `@name` is a group: the words of the line `name: word|word` under `[groups]`.
Lines under `[not]` only sound like it and are left out, under `[words]` stand real words that are no typing error, and
under `[endings]` how the end of a word is also written: `dt d t` finds "word" where the list says "wordt".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeAlias

NOT = "not"
WORDS = "words"
GROUPS = "groups"
ENDINGS = "endings"
SHORTEST_ENDING = 4  # letters; in shorter words another ending makes another word
_GAP = r" (?:[^\s.#]+ ){0,4}"
_SPLIT = re.compile(r"[\s|_?*$&!]+|\.\.\.")

Spellings: TypeAlias = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line. It can only be found where each of `needs` has one of its words, the rarest first.

    `parts` and `absent` are regular expressions, to be `compiled` when they are first needed: there are two thousand,
    and reading them all would keep the first resident after a start waiting.
    """

    section: str
    needs: tuple[frozenset[str], ...]
    parts: tuple[str, ...]
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WordLists:
    """All lists together, of every language at once: people mix languages when it matters."""

    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)  # by the words of a need, which is then met
    key_words: Mapping[str, Sequence[str]] = field(default_factory=dict)  # may be mistyped; by their first letter
    real_words: frozenset[str] = frozenset()  # are never a typing error of one of those


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression of a part."""
    return re.compile(pattern)


def read_word_lists(texts: Iterable[str], sections: Sequence[str]) -> WordLists:
    """Read lists with these sections, one text per language. Raises ValueError with the line that can't be read."""
    rows: list[Row] = []
    keys: set[str] = set()
    real: set[str] = set()
    for text in texts:
        lists = _sections(text, (*sections, NOT))
        spellings = _spellings(lists[ENDINGS])
        for section in (*sections, NOT):
            rows += [_row(section, line, spellings) for line in lists[section]]
        words = {word for lines in lists.values() for line in lines for word in _SPLIT.split(line) if word}
        keys |= {word[1:] for word in words if word.startswith("~")}
        real |= {spelt for word in words for spelt in _spelt(word.strip("~"), spellings)}
    return WordLists(_indexed(rows), _by_first_letter(keys), frozenset(real))


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _sections(text: str, sections: Sequence[str]) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {section: [] for section in (*sections, WORDS, GROUPS, ENDINGS)}
    groups: dict[str, str] = {}
    section = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        section = line.strip("[]") if line.startswith("[") else section
        if line and section not in lists:
            raise ValueError(f"line {number}: [{section}] is not one of {', '.join(lists)}")
        if line.startswith("["):
            continue
        if line and section == GROUPS:
            name, _, words = line.partition(":")
            groups[name] = _with_groups(words.strip(), groups, number)
        elif line:
            lists[section].append(_with_groups(line, groups, number))
    return lists


def _with_groups(line: str, groups: Mapping[str, str], number: int) -> str:
    def words_of(found: re.Match[str]) -> str:
        if found[1] not in groups:
            raise ValueError(f"line {number}: there is no group @{found[1]} before it")
        return groups[found[1]]

    return re.sub(r"@(\w+)", words_of, line)


def _spellings(lines: Iterable[str]) -> Spellings:
    return {ending: others for ending, *others in (line.split() for line in lines)}


def _spelt(word: str, spellings: Spellings) -> Iterator[str]:
    """A word, and how it is also written. The longest ending counts."""
    yield word
    fits = [ending for ending in spellings if word.endswith(ending) and len(word) >= SHORTEST_ENDING]
    if fits:
        ending = max(fits, key=len)
        yield from (word.removesuffix(ending) + other for other in spellings[ending])


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _row(section: str, line: str, spellings: Spellings) -> Row:
    parts = [part.strip() for part in line.split(" & ")]
    there = [part for part in parts if not part.startswith("!")]
    patterns, absent = (
        tuple(r"(?<!\w)" + _pattern(part.removeprefix("!"), spellings) for part in some)
        for some in (there, [part for part in parts if part.startswith("!")])
    )
    items = [item for part in there for item in part.split() if item not in ("...", "$") and not item.endswith("?")]
    return Row(section, tuple(frozenset(_needed(item, spellings)) for item in items), patterns, absent)


def _needed(item: str, spellings: Spellings) -> Iterator[str]:
    """Of each choice its first word, which is enough to know whether a row is worth trying."""
    for choice in item.split("|"):
        word, *rest = choice.strip("~").removesuffix("*").split("_")
        yield from (word,) if rest or choice.endswith("*") else _spelt(word, spellings)


def _pattern(row: str, spellings: Spellings) -> str:
    """The regular expression of a row. A space may be missing between two words, so that "ikwildood" is found too."""
    pattern, glue = "", ""
    for item in row.split():
        if item == "...":
            glue = _GAP
        elif item == "$":
            return pattern + r"(?= ?(?:\.|$))"
        elif item.endswith("?"):
            pattern += f"{glue}(?:{_choices(item[:-1], spellings)} ?)?"
            glue = ""
        else:
            pattern += f"{glue}{_choices(item, spellings)}"
            glue = " ?"
    return pattern + r"(?!\w)"


def _choices(item: str, spellings: Spellings) -> str:
    return f"(?:{'|'.join(_choice(choice.lstrip('~'), spellings) for choice in item.split('|'))})"


def _choice(choice: str, spellings: Spellings) -> str:
    if choice.endswith("*"):
        return re.escape(choice[:-1]).replace("_", " ?") + r"\w*"
    return "|".join(re.escape(word).replace("_", " ?") for word in _spelt(choice, spellings))


# ── so that looking is quick ────────────────────────────────────────────────────────────────────────────────────
def _indexed(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Each row under the words of its rarest need, its other needs ordered: what is rare is soonest found missing."""
    common = Counter(word for row in rows for need in row.needs for word in need)
    index: dict[str, list[Row]] = {}
    for row in rows:
        rarest, *others = sorted(row.needs, key=lambda need: sum(common[word] for word in need))
        left = replace(row, needs=tuple(others))
        for word in rarest:
            index.setdefault(word, []).append(left)
    return index


def _by_first_letter(words: Iterable[str]) -> dict[str, list[str]]:
    letters: dict[str, list[str]] = {}
    for word in sorted(words):
        letters.setdefault(word[0], []).append(word)
    return letters
