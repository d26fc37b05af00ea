"""What we want to say, before it is put into a language.

A `Text` is a gettext message (its msgid is the English sentence) with arguments. `bot/texts.py` turns it into
words; nothing in the core knows Dutch from English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

Localized: TypeAlias = Mapping[str, str]
"""A text of the catalogue by language key, the default language first."""


@dataclass(frozen=True, slots=True)
class Join:
    """Several things in one sentence: "singing, cooking and walking", by the language's own rules."""

    parts: tuple[Arg, ...]
    style: str = "standard"  # or "or"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A catalogue text: shown in the reader's language, or in the default one with a short marker.

    `is_name`: it is what somebody or something is called, so it needs no marker.
    """

    by_language: tuple[tuple[str, str], ...]
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """Only the time of a moment: "10.00 uur"."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Euro:
    """An amount of money: "€ 3"."""

    amount: float


@dataclass(frozen=True, slots=True)
class Text:
    """One gettext message and its arguments. `plural` and `n` only where a number decides the form.

    Arguments are escaped when rendered; the message itself may hold Telegram's HTML (`<b>`, `<i>`).
    A `datetime` argument becomes a day and a time in words, a `date` a day in words.
    """

    msgid: str
    args: Mapping[str, Arg] = field(default_factory=dict)
    plural: str | None = None
    n: int = 0


@dataclass(frozen=True, slots=True)
class Lines:
    """Paragraphs of one message. `gap` is what stands between them (a blank line, or only a line end)."""

    parts: tuple[Arg, ...]
    gap: str = "\n\n"


@dataclass(frozen=True, slots=True)
class Html:
    """A text that has been put into words: Telegram HTML, everything from people escaped."""

    html: str


Arg: TypeAlias = "str | int | float | date | datetime | Text | Lines | Join | Foreign | Clock | Euro"
Words: TypeAlias = "Text | Lines | Foreign | Html"


def say(msgid: str, /, **args: Arg) -> Text:
    """A message to be translated. Babel extracts the first argument of every `say(…)` call."""
    return Text(msgid, args)


def say_n(msgid: str, plural: str, n: int, /, **args: Arg) -> Text:
    """A message whose form depends on the number `n` (given to the text as `{n}`)."""
    return Text(msgid, {"n": n, **args}, plural, n)


def in_language(text: Localized, language: str) -> str:
    """A catalogue text as plain letters, for places that can't be put into words later (a file, a map)."""
    return text.get(language) or next(iter(text.values()), "")


def name(text: Localized) -> Foreign:
    """What a place or an organisation is called: the same in every language unless the catalogue says otherwise."""
    return Foreign(tuple(text.items()), is_name=True)


def foreign(text: Localized) -> Foreign:
    """A catalogue text by language, as an argument or as a message of its own."""
    return Foreign(tuple(text.items()))


_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but not the tab and the line end
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi: they can make a text look like another one
    "\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb"  # what nobody sees; the joiners of emoji and of Persian stay
    "\ud800-\udfff]"  # halves of a character, which nothing can store
)


def clean(text: str) -> str:
    """What somebody typed, without control, bidi and unseen characters. Line ends of any kind become `\\n`."""
    if text.isprintable():
        return text
    return _UNWANTED.sub("", re.sub("\r\n?|[\u2028\u2029]", "\n", text))
