"""What a call names, looked up as strictly as Telegram does: chats, topics, messages, texts and keyboards."""

from __future__ import annotations

from typing import Any

from bot.demo.errors import bad, forbidden
from bot.demo.markup import Entity, Unparsable, parse_html, utf16
from bot.demo.town import Chat, Json, Member, Message, Topic, Town

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
BUTTONS_LIMIT = 100
ROW_LIMIT = 8
GONE_TEXTS = {"not found": "message thread not found", "TOPIC_DELETED": "TOPIC_DELETED",
              "TOPIC_ID_INVALID": "TOPIC_ID_INVALID"}
BUTTON_ACTIONS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query",
                  "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "callback_game",
                  "pay")


def chat_to_read(town: Town, given: Any) -> Chat:
    """A chat the bot may know of."""
    chat = town.chats.get(int(given)) if str(given).lstrip("-").isdigit() else None
    if chat is None:
        raise bad("chat not found")
    if chat.migrated_to is not None:
        raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    return chat


def chat_to_write(town: Town, given: Any) -> Chat:
    """A chat the bot may send to now."""
    chat = chat_to_read(town, given)
    if chat.type == "private":
        user = town.users[chat.id]
        if user.deactivated:
            raise forbidden("user is deactivated")
        if user.blocked:
            raise forbidden("bot was blocked by the user")
        if not user.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat
    if not bot_in(town, chat).inside:
        kicked = bot_in(town, chat).status == "kicked"
        raise forbidden(f"bot {'was kicked from' if kicked else 'is not a member of'} the {chat.type} chat")
    return chat


def bot_in(town: Town, chat: Chat) -> Member:
    """The bot's own place in a chat."""
    return chat.member(town.bot.id)


def topic_to_write(chat: Chat, given: Any) -> Topic | None:
    """The topic a call names; None for General. Names of a topic that is gone are refused with its own text."""
    if given is None:
        return None
    topic = chat.topics.get(int(given))
    if not chat.is_forum or topic is None or int(given) == 1:
        raise bad("message thread not found")
    if topic.gone:
        raise bad(GONE_TEXTS.get(topic.gone, topic.gone))
    return topic


def needs_right(town: Town, chat: Chat, right: str, why: str) -> None:
    """An administrator's right of the bot."""
    if not bot_in(town, chat).may(right):
        raise bad(why)


def text_of(params: Json, field: str = "text", limit: int = TEXT_LIMIT) -> tuple[str, list[Entity]]:
    """A text with its entities. Empty and too long are refused, and HTML that Telegram does not take."""
    raw, mode = params.get(field, ""), params.get("parse_mode")
    if mode not in (None, "", "HTML"):
        raise bad(f"unsupported parse_mode: the look-alike lacks {mode}")
    try:
        text, entities = parse_html(raw) if mode else (raw, params.get("entities") or [])
    except Unparsable as reason:
        raise bad(f"can't parse entities: {reason}") from None
    if not text.strip() and field == "text":
        raise bad("message text is empty")
    if utf16(text) > limit:
        raise bad("message is too long" if field == "text" else "message caption is too long")
    return text, entities


def markup_of(params: Json, chat: Chat) -> tuple[Json | None, Json | None]:
    """The inline keyboard and the reply keyboard of a call; never both."""
    given = params.get("reply_markup")
    if given is None:
        return None, None
    if "inline_keyboard" in given:
        check_inline(given["inline_keyboard"])
        return (given, None) if any(given["inline_keyboard"]) else (None, None)
    for row in given.get("keyboard", []):
        for button in row:
            if isinstance(button, dict) and button.get("request_location") and chat.type != "private":
                raise bad("location can be requested in private chats only")
            if not (button["text"] if isinstance(button, dict) else button).strip():
                raise bad("keyboard button text must be non-empty")
    return None, given


def check_inline(rows: list[list[Json]]) -> None:
    """Texts, actions and numbers of buttons."""
    if sum(len(row) for row in rows) > BUTTONS_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise bad("reply markup is too long")
    for button in (button for row in rows for button in row):
        actions = [name for name in BUTTON_ACTIONS if name in button]
        if not button.get("text", "").strip():
            raise bad("inline keyboard button text must be non-empty")
        if len(actions) != 1:
            raise bad("text buttons are unallowed in the inline keyboard")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")
        if "url" in button and not button["url"].startswith(("http://", "https://", "tg://", "mailto:", "tel:")):
            raise bad(f"inline keyboard button URL '{button['url']}' is invalid: unsupported URL protocol")


def reply_of(params: Json, chat: Chat) -> Message | None:
    """The message replied to; missing is refused unless the call allows it. A quote must be part of its text."""
    given = params.get("reply_parameters")
    if given is None:
        return None
    found = chat.message(given["message_id"])
    if found is None and not given.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    if found is not None and given.get("quote") and given["quote"] not in found.content.get("text", ""):
        raise bad("QUOTE_TEXT_INVALID")
    return found


def own_message(town: Town, chat: Chat, given: Any, deed: str = "edit") -> Message:
    """A message of the bot's own that may be changed."""
    message = chat.message(int(given))
    if message is None:
        raise bad(f"message to {deed} not found")
    if message.sender != town.bot.id or message.service:
        raise bad(f"message can't be {deed}ed")
    return message
