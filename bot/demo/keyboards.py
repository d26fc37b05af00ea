"""What a call puts under its message: an inline keyboard, or a reply keyboard, its removal or a forced reply."""

from __future__ import annotations

from bot.demo.errors import bad, lacking
from bot.demo.links import WrongLink, link
from bot.demo.town import Chat, Json

BUTTONS_LIMIT = 100
ROW_LIMIT = 8
DATA_LIMIT = 64  # bytes
COPY_LIMIT = 256
ACTIONS = (
    "callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
)


def markup_of(params: Json, chat: Chat) -> tuple[Json | None, Json | None]:
    """The inline keyboard and the reply keyboard of a call; never both. One without buttons is none."""
    given = params.get("reply_markup")
    if given is None:
        return None, None
    if "inline_keyboard" in given:
        rows = [row for row in given["inline_keyboard"] if row]
        _check_inline(rows)
        return ({"inline_keyboard": rows} if rows else None), None
    _check_reply(given.get("keyboard", []), chat)
    return None, given if any(given.get("keyboard", [True])) else None


def _check_inline(rows: list[list[Json]]) -> None:
    for button in (button for row in rows for button in row):
        if not button["text"].strip():
            raise bad("inline keyboard button text must be non-empty")
        actions = [name for name in ACTIONS if button.get(name) not in (None, "")]
        if not actions:
            raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if len(actions) > 1:
            raise lacking(f"buttons with two actions: {' and '.join(actions)}")
        _check_action(actions[0], button)
    if sum(len(row) for row in rows) > BUTTONS_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad("reply markup is too long")


def _check_action(action: str, button: Json) -> None:
    if action == "callback_data" and len(button[action].encode()) > DATA_LIMIT:
        raise bad("BUTTON_DATA_INVALID")
    if action == "copy_text" and not 1 <= len(button[action]["text"]) <= COPY_LIMIT:
        raise bad("BUTTON_COPY_TEXT_INVALID")
    if action in ("callback_game", "pay"):
        raise bad("BUTTON_TYPE_INVALID")
    if action == "url":
        try:
            link(button[action])
        except WrongLink as reason:
            raise bad(f"inline keyboard button URL '{button[action]}' is invalid: {reason}") from None


def _check_reply(rows: list[list[Json | str]], chat: Chat) -> None:
    for button in (button for row in rows for button in row):
        asked = button if isinstance(button, dict) else {"text": button}
        if not str(asked["text"]).strip():
            raise bad("keyboard button text must be non-empty")
        if chat.type != "private" and asked.get("request_location"):
            raise bad("location can be requested in private chats only")
        if chat.type != "private" and asked.get("request_contact"):
            raise bad("phone number can be requested in private chats only")
