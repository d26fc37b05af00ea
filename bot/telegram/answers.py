"""What Telegram's refusals mean for a row: wait, try again, or never. Order matters, since errors are subclasses.

Surely not sent: no connection, 429. Unknown: read and write timeouts, 5xx. For ever: `BadRequest`, `Forbidden`.
"""

from __future__ import annotations

import re

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.platform import Moved, Refused, SendResult, Unreachable, Wait
from bot.telegram.request import NotSentError, TooManyRequestsError

# Parts of descriptions, in lower case; Telegram has no codes for them.
TOPIC_GONE = ("message thread not found", "topic_deleted", "topic_id_invalid", "topic_closed")
MESSAGE_GONE = (
    "message to copy not found", "message to edit not found", "message to react not found",
    "message to reply not found",
    "message to delete not found", "message can't be edited", "message_id_invalid", "message to be replied not found",
)
UNPARSABLE = ("can't parse", "message is too long", "message_too_long", "caption is too long", "caption_too_long")
UNCHANGED = ("message is not modified", "topic_not_modified")
UNANSWERABLE = ("query is too old", "query id is invalid", "query_id_invalid")
NOT_TEXT = ("there is no text in the message to edit",)
TOO_OLD_TO_DELETE = ("message can't be deleted",)
LONG_CAPTION = ("caption is too long", "caption_too_long")

QUOTED = re.compile(r"[\"“”'].*[\"“”']|:.*$", re.DOTALL)
LONGEST_REASON = 80


def says(error: TelegramError, parts: tuple[str, ...]) -> bool:
    """Whether a refusal is one of those."""
    description = error.message.lower()
    return any(part in description for part in parts)


def result_of(error: TelegramError) -> SendResult:
    """What the sender makes of an error."""
    if isinstance(error, TooManyRequestsError):
        return Wait(error.retry_after_s)
    if isinstance(error, ChatMigrated):
        return Moved(error.new_chat_id)
    if isinstance(error, Forbidden):
        return Refused("blocked", reason(error))
    if isinstance(error, BadRequest):
        return Refused(_why(error), reason(error))
    return Unreachable(maybe_sent=not isinstance(error, NotSentError | InvalidToken), reason=kind_of(error))


def kind_of(error: TelegramError) -> str:
    """What went wrong, without a text of the outside: of our own transport the reason, else the name of the error."""
    return error.message if isinstance(error, NotSentError) else type(error).__name__


def reason(error: TelegramError) -> str:
    """Telegram's own words for a refusal, without anything that it quotes of ours."""
    return QUOTED.sub("", error.message.removeprefix("Forbidden: "))[:LONGEST_REASON].strip()


def _why(error: BadRequest) -> str:
    if says(error, TOPIC_GONE):
        return "topic_gone"
    if says(error, MESSAGE_GONE):
        return "message_gone"
    return "unparsable" if says(error, UNPARSABLE) else "refused"
