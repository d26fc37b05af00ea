"""What the bot knows by heart: word lists that people can read and correct."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from bot.core.danger_words import DangerWords, read_danger_words
from bot.core.signs import SignWords, read_sign_words


@cache
def load_danger_words() -> DangerWords:
    """`danger.<language>.txt` of every language we have, read once. Raises ValueError naming a line that is wrong."""
    return read_danger_words(_lists("danger."))


@cache
def load_sign_words() -> SignWords:
    """`signs.<language>.txt` of every language we have, read once. Raises ValueError naming a line that is wrong."""
    return read_sign_words(_lists("signs."))


def _lists(beginning: str) -> Iterator[str]:
    names = sorted(item.name for item in files(__name__).iterdir() if item.name.startswith(beginning))
    return (files(__name__).joinpath(name).read_text(encoding="utf-8") for name in names)
