"""Looking for the rows of word lists in what somebody wrote. It is quick for whatever is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.core.spelling import normal
from bot.core.word_lines import NOT, Row, WordLists, compiled

WINDOW = 40  # words that are looked at together; each row within 20 words stands in one of the windows as a whole
STRIDE = 20
LONGEST_GLUED = 12  # letters of a word that stands without a space before the next
SHORTEST_GLUED = 4
LONGEST_WORD = 30
_TOKEN = re.compile(r"[^ .]+")


def sections_in(text: str, lists: WordLists) -> frozenset[str]:
    """The sections of which a line stands in the text, but for what only sounds like it.

    Finds words, not meanings: it misses what is said in a roundabout way, and a song text can sound like anything.
    """
    looking = _Looking(lists)
    spoken = normal(text, lists)
    if next(looking.found_in(spoken), None) is None:
        return frozenset()
    return frozenset(looking.found_in(looking.without_sayings(spoken)))


@dataclass(slots=True)
class _Looking:
    """One look at one text. What it keeps is gone with it."""

    lists: WordLists
    pieces: dict[str, frozenset[str]] = field(default_factory=dict)
    tried: dict[str, tuple[Row, ...]] = field(default_factory=dict)

    def candidates(self, window: str) -> tuple[Row, ...]:
        """The rows for which every word is there, in whatever order."""
        if window not in self.tried:
            self.tried[window] = tuple(self._candidates(window))
        return self.tried[window]

    def _candidates(self, window: str) -> Iterator[Row]:
        there: frozenset[str] = frozenset().union(*map(self._pieces_of, set(_TOKEN.findall(window))))
        for word in there & self.lists.rows.keys():
            for row in self.lists.rows[word]:
                for need in row.needs:
                    if need.isdisjoint(there):
                        break
                else:
                    yield row

    def found_in(self, text: str) -> Iterator[str]:
        """The sections that are found, each once."""
        done = {NOT}
        for window, _ in _windows(text):
            for row in self.candidates(window):
                if row.section not in done and _in(row, window):
                    done.add(row.section)
                    yield row.section

    def without_sayings(self, text: str) -> str:
        """The text with a "#" where something stands that only sounds like it."""
        spans = {
            (start + found[0], start + found[1])
            for window, starts in _windows(text)
            for row in self.candidates(window)
            if row.section == NOT
            for found in _spans(row, window)
            for start in starts
        }
        kept, done = "", 0
        for begin, end in sorted(spans):
            if begin >= done:
                kept += text[done:begin] + "#"
            done = max(done, end)
        return kept + text[done:]

    def _pieces_of(self, token: str) -> frozenset[str]:
        """The words of the lists that a word is, begins with, or is glued from."""
        if token not in self.pieces:
            real_words = self.lists.real_words
            begun = [token[:n] for n in range(1, min(len(token), LONGEST_WORD) + 1)]
            glued = _glued(token, real_words) if len(token) >= SHORTEST_GLUED else ()
            self.pieces[token] = real_words.intersection([token, *begun, *glued])
        return self.pieces[token]


def _glued(token: str, real_words: frozenset[str]) -> set[str]:
    """The words of a row of words without spaces ("ikwildood"); nothing when something else is in it."""
    reached: dict[int, set[int]] = {0: set()}  # where a word can end, and where that word begins
    for start in range(len(token)):
        if start in reached:
            for end in range(start + 1, min(start + LONGEST_GLUED, len(token)) + 1):
                if token[start:end] in real_words:
                    reached.setdefault(end, set()).add(start)
    words: set[str] = set()
    ends = [len(token)] if len(token) in reached else []
    while ends:
        end = ends.pop()
        starts = reached.pop(end, set())
        words |= {token[start:end] for start in starts}
        ends += starts
    return words


def _windows(text: str) -> Iterator[tuple[str, list[int]]]:
    """Parts of sentences with where they start; the last of a sentence ends with " ."; each only once."""
    windows: dict[str, list[int]] = {}
    for sentence in re.finditer(r"[^.]+\.?", text):
        words = list(_TOKEN.finditer(text, sentence.start(), sentence.end()))
        for first in range(0, max(len(words) - WINDOW + STRIDE, 1), STRIDE):
            last = first + WINDOW
            if words:
                start = words[first].start()
                end = sentence.end() if last >= len(words) else words[last - 1].end()
                windows.setdefault(text[start:end], []).append(start)
    yield from windows.items()


def _in(row: Row, window: str) -> bool:
    there = all(compiled(part).search(window) for part in row.parts)
    return there and not any(compiled(part).search(window) for part in row.absent)


def _spans(row: Row, window: str) -> Iterator[tuple[int, int]]:
    """Where a row stands; one of several parts takes the whole window."""
    if len(row.parts) == 1 and not row.absent:
        yield from (found.span() for found in compiled(row.parts[0]).finditer(window))
    elif _in(row, window):
        yield 0, len(window)
