"""What the bot knows by heart: word lists that people can read and correct."""

from __future__ import annotations

from importlib.resources import files

from bot.core.danger_words import DangerWords, read_danger_words


def load_danger_words() -> DangerWords:
    """Read `danger.<language>.txt` of every language we have. Raises ValueError naming a line that is wrong."""
    lists = sorted(item.name for item in files(__name__).iterdir() if item.name.startswith("danger."))
    return read_danger_words(files(__name__).joinpath(name).read_text(encoding="utf-8") for name in lists)
