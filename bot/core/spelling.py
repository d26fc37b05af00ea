"""Spelling: what somebody typed, as the word lists would write it."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import OSA

from bot.core.word_lines import WordLists

SHORTEST_MISTYPED = 6  # letters; in shorter words a typing error is too often another word
_DIGITS = str.maketrans("013457@$", "oleastas")


def normal(text: str, lists: WordLists) -> str:
    """Small letters without accents, single spaces, " . " between sentences, known typing errors put right."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c) and c not in "'’`´‘")
    spoken = re.sub(r"\.{2,}|…", " ", letters)
    sentences = re.sub(r"[.!?\n;:]+", " . ", spoken)
    tokens = re.findall(r"[^\W_]+|[.]", re.sub(r"(?<=[^\W\d_])[013457@$]+(?=[^\W\d_])", _letter, sentences))
    joined = _joined(tokens)
    right = {token: _put_right(token, lists) for token in set(joined)}
    return " ".join(right[token] for token in joined)


def _letter(found: re.Match[str]) -> str:
    return found.group().translate(_DIGITS)


def _joined(tokens: list[str]) -> list[str]:
    """Letters that were typed apart ("d o o d") as the word they are."""
    joined: list[str] = []
    spelled: list[str] = []
    for token in [*tokens, ""]:
        if len(token) == 1 and token.isalpha():
            spelled.append(token)
            continue
        joined += ["".join(spelled)] if spelled else []
        joined += [token] if token else []
        spelled.clear()
    return joined


def _put_right(token: str, lists: WordLists) -> str:
    short = re.sub(r"(.)\1{2,}", r"\1\1", token)  # "doooood"
    if short in lists.real_words:
        return short
    squeezed = re.sub(r"(.)\1+", r"\1", token)
    if short != token and squeezed in lists.real_words:
        return squeezed
    if len(short) < SHORTEST_MISTYPED:
        return short
    near = (
        key for key in lists.key_words.get(short[0], ())
        if abs(len(key) - len(short)) <= 1 and OSA.distance(key, short, score_cutoff=1) <= 1
    )
    return min(near, default=short)
