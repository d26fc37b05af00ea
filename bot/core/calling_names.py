"""How people want to be called: telling a name from a sentence, and a first name for a volunteer."""

from __future__ import annotations

import re

from bot.core.commands import GREETINGS, NO, SKIP, THANKS, YES, plain

LONGEST = 30
LONGEST_FIRST_NAME = 20
MOST_WORDS = 4
_OPENING = re.compile(
    r"^\W*(?:ik heet|mijn naam is|ik ben|noem me(?: maar)?|zeg maar|my name is|i am|i'm|im|call me)\s+", re.IGNORECASE
)
_NOT_IN_A_NAME = frozenset(
    {
        "ik", "jij", "hij", "zij", "we", "wij", "jullie", "me", "mij", "mijn", "het", "een", "en", "of", "is",
        "ben", "bent", "zijn", "was", "wil", "wilt", "kan", "kun", "moet", "heb", "heeft", "had", "ga", "gaat",
        "niet", "geen", "wel", "nog", "al", "zo", "dit", "dat", "wat", "wie", "waar", "hoe", "hulp", "help",
        "alleen", "bang", "moe", "ziek", "verdrietig", "boos", "rot", "slecht", "gevallen", "dood", "pijn",
        "thuis", "nu", "snel", "iemand", "niemand", "alles", "iets", "niets", "weet", "voel", "vind", "graag",
        "misschien", "ok", "i", "you", "he", "she", "they", "my", "it", "a", "the", "and", "or", "are", "want",
        "can", "must", "have", "has", "go", "not", "no", "so", "this", "that", "what", "who", "where", "how",
        "alone", "afraid", "scared", "tired", "sick", "sad", "angry", "bad", "pain", "home", "now", "soon",
        "someone", "nobody"
    }
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


def name_in(text: str) -> str:
    """The name somebody gives ("Anna", "ik heet Anna de Wit", "Mevrouw Bakker"); "" when it is a sentence.

    In doubt it is a sentence: words that are meant for a human must never be swallowed as a name.
    """
    said = text.strip()
    given = _OPENING.sub("", said).strip(" .!")
    words = given.split()
    if not words or len(words) > MOST_WORDS or len(given) > LONGEST or "?" in said or any(c.isdigit() for c in said):
        return ""
    if not all(_LETTERS.fullmatch(word) for word in words):
        return ""
    known = {plain(word) for word in words}
    if known & _NOT_IN_A_NAME or plain(said) in GREETINGS | THANKS | YES | NO:
        return ""
    return " ".join(word if word != word.lower() else _capital(word, n) for n, word in enumerate(words))


def is_skipped(text: str) -> bool:
    """Does somebody rather not say?"""
    return plain(text) in NO | SKIP


def first_name(text: str) -> str:
    """A first name for a volunteer: one word of letters, at most 20; "" when there is none in it."""
    found = _LETTERS.search(text.strip())
    word = found.group()[:LONGEST_FIRST_NAME].strip("'’.-") if found else ""
    return word[:1].upper() + word[1:]


def _capital(word: str, n: int) -> str:
    small = n > 0 and word in {"de", "der", "den", "van", "ter", "ten", "el", "al", "bin", "von", "da"}
    return word if small else word[:1].upper() + word[1:]
