"""Words of danger: how they are noticed, and what is said then. This goes before every other rule."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.core.danger_words import DangerKind, DangerWords

SHORTEST_MISTYPED = 6  # letters; in shorter words a typing error is too often another word
_DIGITS = str.maketrans("013457@$", "oleastas")


@dataclass(frozen=True, slots=True)
class Danger:
    """What was noticed, the most urgent kind first. Never the words themselves."""

    kinds: tuple[DangerKind, ...]


def signs(text: str, words: DangerWords) -> Danger | None:
    """The signs of danger in what somebody wrote; None when there are none that we know.

    Finds words, not meanings: it misses what is said in a roundabout way, and a song text can sound like danger.
    """
    left = _normal(text, words)
    for saying in words.sayings:
        left = saying.sub("#", left)
    kinds = tuple(kind for kind, pattern in words.dangers if pattern.search(left))
    return Danger(kinds) if kinds else None


def _normal(text: str, words: DangerWords) -> str:
    """Small letters without accents, single spaces, " . " between sentences, known typing errors put right."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c) and c not in "'’`´‘")
    spoken = re.sub(r"\.{2,}|…", " ", letters)
    sentences = re.sub(r"[.!?\n;:]+", " . ", spoken)
    tokens = re.findall(r"[^\W_]+|[.]", re.sub(r"(?<=[^\W\d_])[013457@$](?=[^\W\d_])", _letter, sentences))
    return " ".join(_put_right(token, words) for token in _joined(tokens))


def _letter(found: re.Match[str]) -> str:
    return found.group().translate(_DIGITS)


def _joined(tokens: list[str]) -> list[str]:
    """Letters that were typed apart ("d o o d") as the word they are."""
    joined: list[str] = []
    spelled = ""
    for token in [*tokens, ""]:
        if len(token) == 1 and token.isalpha():
            spelled += token
            continue
        joined += [spelled] if spelled else []
        joined += [token] if token else []
        spelled = ""
    return joined


def _put_right(token: str, words: DangerWords) -> str:
    short = re.sub(r"(.)\1{2,}", r"\1\1", token)  # "doooood"
    if short in words.real_words:
        return short
    squeezed = re.sub(r"(.)\1+", r"\1", token)
    if short != token and squeezed in words.real_words:
        return squeezed
    if len(short) < SHORTEST_MISTYPED:
        return short
    near = (key for key in words.key_words if key[0] == short[0] and OSA.distance(key, short, score_cutoff=1) <= 1)
    return min(near, default=short)
