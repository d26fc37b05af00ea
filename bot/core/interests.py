"""Which interests somebody means who types what they like."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogue.models import Catalogue


@dataclass(frozen=True, slots=True)
class Understood:
    """Keys of the interests that were meant, in the order they were typed. `unsure`: (what was typed, key)."""

    keys: tuple[str, ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()


def understand(text: str, catalogue: Catalogue) -> Understood:
    """The interests in a typed text: names and synonyms in every language, one word or a whole sentence."""
    words = {word.strip(".,!?").casefold() for word in text.split()}
    keys = [
        key for key, interest in catalogue.interests.items()
        if words & {name.casefold() for name in (key, *interest.name.values(), *interest.synonyms)}
    ]
    return Understood(tuple(keys))
