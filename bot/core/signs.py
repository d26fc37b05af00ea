"""Signs: what somebody wrote that asks for another answer than activities. Danger is not here: it goes before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from bot.core.word_finding import sections_in
from bot.core.word_lines import WordLists, read_word_lists

SignKind: TypeAlias = Literal["under_16", "grief", "anger", "institution", "complaint", "for_other"]
KINDS: tuple[SignKind, ...] = get_args(SignKind)

SignWords: TypeAlias = WordLists
NO_SIGN_WORDS = SignWords()


@dataclass(frozen=True, slots=True)
class Sign:
    """What was noticed. Never the words themselves, and never stored."""

    kind: SignKind


def sign_of(text: str, words: SignWords) -> Sign | None:
    """The sign that counts most of those that stand in it; None when there is none that we know."""
    found = sections_in(text, words)
    return next((Sign(kind) for kind in KINDS if kind in found), None)


def read_sign_words(texts: Iterable[str]) -> SignWords:
    """Read `signs.<language>.txt`, one text per language. Raises ValueError with the line that can't be understood."""
    return read_word_lists(texts, KINDS)
