"""How our words look to Telegram: HTML for messages, plain text for labels and titles, keyboards under them."""

from __future__ import annotations

import html
import re
from typing import Any, TypeAlias

from bot.core.effects import Button, Keyboard, Say
from bot.core.text import Html, Words

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_ALERT = 200
LONGEST_TITLE = 128

Json: TypeAlias = dict[str, Any]

TAG = re.compile(r"</?[a-z][^<>]*>")


def in_html(words: Words) -> str:
    """The HTML of a text. Only what was put into words before it was stored can be sent."""
    if not isinstance(words, Html):
        raise TypeError(f"an effect was stored with a {type(words).__name__} that is in no language yet")
    return words.html


def plain(words: Words, longest: int = LONGEST_TEXT) -> str:
    """A text without its markup, cut where Telegram would refuse it."""
    text = in_html(words)
    if "<" in text or "&" in text:
        text = html.unescape(TAG.sub("", text))
    return text if len(text) <= longest else text[: longest - 1] + "…"


def inline(keyboard: Keyboard) -> Json | None:
    """The buttons under a message as an InlineKeyboardMarkup, None where there are none."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard]} if keyboard else None


def under(say: Say) -> Json | None:
    """What comes with a message. Telegram takes one thing: buttons go before asking or dropping a location."""
    if say.buttons:
        return inline(say.buttons)
    if say.ask_location is not None:
        share = {"text": plain(say.ask_location), "request_location": True}
        return {"keyboard": [[share]], "resize_keyboard": True, "one_time_keyboard": True}
    return {"remove_keyboard": True} if say.drop_location else None


def _button(button: Button) -> Json:
    return {"text": plain(button.label)} | ({"url": button.url} if button.url else {"callback_data": button.data})
