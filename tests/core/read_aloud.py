"""What an effect says, in English, for tests that want to read it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.core.effects import Button, Effect, Memory, To
from bot.core.text import Arg, Words
from bot.texts import Texts
from tests.core.people import ZONE


@cache
def _texts() -> Texts:
    """Texts without any translation: everybody reads the source."""
    compiled = io.BytesIO()
    write_mo(compiled, Catalog(locale="en"))
    compiled.seek(0)
    english = GNUTranslations(compiled)
    return Texts({"nl": english, "en": english})


def aloud(words: Arg | Words | None) -> str:
    """The words as they are read, with their tags; nothing for None."""
    return "" if words is None else _texts().render(words, "en", ZONE)


def told(effects: Iterable[Effect | Memory], to: To) -> str:
    """Everything that is said to somebody, one message a line."""
    mine = [effect for effect in effects if getattr(effect, "to", None) == to]
    return "\n".join(aloud(getattr(effect, "text", None)) for effect in mine if getattr(effect, "text", None))


def buttons(effects: Iterable[Effect | Memory]) -> list[str]:
    """The data of every button under what is said."""
    rows = [row for effect in effects for row in getattr(effect, "buttons", ())]
    return [button.data for row in rows for button in row if isinstance(button, Button)]
