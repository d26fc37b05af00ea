"""What is wrong with a call of the bot: against the Bot API's table, its limits, its markup, and what may be refused.

Our own reading of the Bot API, apart from the look-alike's: so the two hold each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.bot_api.markup import parse
from tests.bot_api.table import breaches_in, fields_of, length_in, reactions

Call = Mapping[str, Any]

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
BUTTONS_LIMIT, ROW_LIMIT = 100, 8
GENERAL = 1
ACTIONS = frozenset({
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
})
HARMLESS = (
    ("editMessageText", re.compile("message is not modified")),
    ("editMessageCaption", re.compile("message is not modified")),
    ("editMessageReplyMarkup", re.compile("message is not modified")),
    ("editForumTopic", re.compile("TOPIC_NOT_MODIFIED")),
    ("answerCallbackQuery", re.compile("query is too old")),
    ("editMessageText", re.compile("there is no text in the message to edit")),
    ("deleteMessage", re.compile("message can't be deleted")),
)
"""Refusals that mean that it is done already or done otherwise: a caption is changed, an old message emptied."""


def breaches_of(call: Call) -> list[str]:
    """Everything that the Bot API does not allow in it, as it was sent. What came of it is `refused`."""
    method, params = call["method"], call["params"]
    fields = fields_of(method)
    if fields is None:
        return [f"there is no method {method}"]
    found = list(breaches_in(params, fields, method))
    return found or [*_words(method, params), *_keyboard(method, params), *_places(method, params)]


def refused(call: Call) -> str:
    """How Telegram refused it, where that was not harmless; else empty. A network that failed refuses nothing."""
    status, why = call["status"], call.get("description", "")
    if status in (200, 0, -1, 429) or status >= 500:
        return ""
    if any(call["method"] == method and words.search(why) for method, words in HARMLESS):
        return ""
    return f"{call['method']} was refused: {status} {why}"


def _words(method: str, params: Mapping[str, Any]) -> Iterator[str]:
    for name, least, most in (("text", 1, TEXT_LIMIT), ("caption", 0, CAPTION_LIMIT)):
        if name not in params or method == "answerCallbackQuery":
            continue
        words = params[name]
        if params.get("parse_mode"):
            read = parse(words)
            yield from (f"{method}.{name}: {wrong}" for wrong in read.wrong)
            words = read.text
        if not least <= length_in(words.strip(), "characters") <= most:
            yield f"{method}.{name} must have {least} to {most} characters, and has {len(words.strip())}"
    if params.get("parse_mode", "HTML") != "HTML":
        yield f"{method}.parse_mode must be HTML"
    if method == "answerCallbackQuery" and length_in(params.get("text", ""), "characters") > 200:
        yield f"{method}.text must have 0 to 200 characters"


def _keyboard(method: str, params: Mapping[str, Any]) -> Iterator[str]:
    markup = params.get("reply_markup") or {}
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTONS_LIMIT:
        yield f"{method} has {len(buttons)} buttons"
    if any(len(row) > ROW_LIMIT for row in rows):
        yield f"{method} has a row of more than {ROW_LIMIT} buttons"
    if any(not button["text"].strip() for button in buttons):
        yield f"{method} has a button without words"
    if "inline_keyboard" in markup and any(len(ACTIONS & button.keys()) != 1 for button in buttons):
        yield f"{method} has a button that does not do exactly one thing"


def _places(method: str, params: Mapping[str, Any]) -> Iterator[str]:
    if params.get("message_thread_id") == GENERAL:
        yield f"{method} names General as a topic: it has to leave that out"
    if "chat_id" in params and not isinstance(params["chat_id"], int):
        yield f"{method}.chat_id is no number"
    for reaction in params.get("reaction") or ():
        if reaction.get("type") == "emoji" and reaction["emoji"] not in reactions():
            yield f"{method}: bots may not react with {reaction['emoji']}"
    if len(params.get("reaction") or ()) > 1:
        yield f"{method}: bots set one reaction"
    name = params.get("name")
    if method.endswith("ForumTopic") and name is not None and not name.strip():
        yield f"{method} names a topic without a name"
