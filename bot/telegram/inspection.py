"""What the bot may do in a group, and whether somebody administers it."""

from __future__ import annotations

from telegram import Bot, ChatMember
from telegram.constants import ChatID, ChatMemberStatus, ChatType
from telegram.error import BadRequest

from bot.core.effects import Address, Inspect
from bot.core.events import GroupInspected
from bot.platform import SendResult, Sent

NEEDED = ("can_manage_topics", "can_delete_messages", "can_pin_messages")
ADMINISTRATORS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


async def inspect(bot: Bot, order: Inspect, to: Address) -> SendResult:
    """Look at a group. A private chat is its own person's: nothing is missing there."""
    chat = await bot.get_chat(to.chat)
    private = chat.type == ChatType.PRIVATE
    found = GroupInspected(
        chat=to.chat,
        report=order.report,
        title=chat.title or "",
        is_forum=bool(chat.is_forum),
        missing=() if private else missing_rights(await bot.get_chat_member(to.chat, own_id(bot))),
        asker_is_admin=order.user == to.chat if private else await _administers(bot, to.chat, order.user),
    )
    return Sent(event=found)


def missing_rights(own: ChatMember) -> tuple[str, ...]:
    """What the bot still needs to be useful in a group."""
    if own.status not in ADMINISTRATORS:
        return ("administrator", *NEEDED)
    return tuple(right for right in NEEDED if own.status != ChatMemberStatus.OWNER and not getattr(own, right, False))


async def _administers(bot: Bot, chat: int, user: int) -> bool:
    """Only an administrator can write as the group itself. Somebody who is not a member may be unknown to Telegram."""
    if user == ChatID.ANONYMOUS_ADMIN:
        return True
    try:
        return (await bot.get_chat_member(chat, user)).status in ADMINISTRATORS
    except BadRequest:
        return False


def own_id(bot: Bot) -> int:
    """The number of the bot itself, which its token begins with."""
    return int(bot.token.partition(":")[0])
