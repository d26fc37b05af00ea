"""Word lists of danger, `bot/data/danger.<language>.txt`: its kinds, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

from bot.core.word_lines import WordLists, read_word_lists

DangerKind: TypeAlias = Literal["acute", "child", "violence", "suicide"]
KINDS: tuple[DangerKind, ...] = get_args(DangerKind)

DangerWords: TypeAlias = WordLists
NO_DANGER_WORDS = DangerWords()


def read_danger_words(texts: Iterable[str]) -> DangerWords:
    """Read the lists, one text per language. Raises ValueError with the line that can't be understood."""
    return read_word_lists(texts, KINDS)
