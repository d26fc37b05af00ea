"""Which interests somebody means who types what they like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.catalogue.models import Catalogue

LIKE = 85.0  # ratio of rapidfuzz from which a typing error is taken for what was meant
PERHAPS = 75.0  # from here it is worth asking
SHORTEST = 5  # letters; shorter words resemble everything
FEW_WORDS = 3  # more than this is a sentence, in which a likeness says little
LONGEST = 600
_CLAUSES = re.compile(r"[.,;:!?\n()]|\b(?:maar|but|wel|liever|rather|except|behalve)\b")
_ONLY = re.compile(r"\b(?:niet alleen|not only|niet te|waarom niet|why not)\b")
_NOT = frozenset((
    "geen", "niet", "nooit", "niks", "niets", "zonder", "hekel", "haat", "no", "not", "never", "without", "hate",
    "dislike", "nothing", "dont", "cant", "doesnt", "isnt", "wont",
))
_AND = frozenset(("en", "and", "&", "+"))

Names = Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Understood:
    """Keys of the interests that were meant, in the order they were typed. `unsure`: (what was typed, key)."""

    keys: tuple[str, ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    """Words `start` to `end` of a clause mean these interests."""

    start: int
    end: int
    keys: tuple[str, ...]


def understand(text: str, catalogue: Catalogue) -> Understood:
    """The interests in a typed text: names and synonyms in every language, one word or a whole sentence.

    What follows a "no" in a clause is not meant; what stands before it is, unless nothing follows.
    """
    names = _names(catalogue)
    said = _ONLY.sub(" ", _plain(text[:LONGEST]))
    keys: dict[str, None] = {}
    for clause in _CLAUSES.split(said):
        words = clause.split()
        for hit in _without_refused(words, _hits(words, names)):
            keys.update(dict.fromkeys(hit.keys))
    if keys or len(said.split()) > FEW_WORDS or any(word in _NOT for word in said.split()):
        return Understood(tuple(keys))
    return Understood((), tuple(_perhaps(said.split(), names)))


@lru_cache(maxsize=4)
def _names(catalogue: Catalogue) -> Names:
    """Every name and synonym, as words, with the interests it may mean."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key, interest in catalogue.interests.items():
        for name in (key.replace("_", " "), *interest.name.values(), *interest.synonyms):
            words = tuple(_plain(name).split())
            if words and key not in found.get(words, ()):
                found[words] = (*found.get(words, ()), key)
    return found


def _hits(words: list[str], names: Names) -> list[_Hit]:
    """Names in a clause, longest first at each word; then words that look like a name."""
    longest = max(map(len, names), default=0)
    hits, start = [], 0
    while start < len(words):
        for end in range(min(start + longest, len(words)), start, -1):
            keys = names.get(tuple(words[start:end])) or (_like(words[start], names) if end == start + 1 else ())
            if keys:
                hits.append(_Hit(start, end, keys))
                start = end - 1
                break
        start += 1
    return hits


def _like(word: str, names: Names, least: float = LIKE) -> tuple[str, ...]:
    """The interests of the one-word name that looks most like this word and begins alike."""
    if len(word) < SHORTEST:
        return ()
    single = [name[0] for name in names if len(name) == 1 and name[0][0] == word[0] and len(name[0]) >= SHORTEST]
    found = process.extractOne(word, single, scorer=fuzz.ratio, score_cutoff=least)
    return names[(found[0],)] if found else ()


def _without_refused(words: list[str], hits: list[_Hit]) -> Iterator[_Hit]:
    """The hits that are meant: not those after a "no", nor the one before it when nothing follows."""
    refusals = [place for place, word in enumerate(words) if word in _NOT]
    if not refusals:
        yield from hits
        return
    first = refusals[0]
    after = [hit for hit in hits if hit.start > first]
    before = [hit for hit in hits if hit.start < first]
    if not after:
        joint = max((place for place in range(first) if words[place] in _AND), default=-1)
        before = [hit for hit in before if hit.start < joint]
    yield from before


def _perhaps(words: list[str], names: Names) -> Iterator[tuple[str, str]]:
    for word in words:
        for key in _like(word, names, PERHAPS)[:1]:
            yield word, key


def _plain(text: str) -> str:
    """Small letters without accents; marks that end a clause stay."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("'", "").replace("’", ""))
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^\w\s.,;:!?()&+]|_", " ", kept)
