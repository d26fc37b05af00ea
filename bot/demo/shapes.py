"""How the Bot API writes users, chats, members and messages down."""

from __future__ import annotations

from typing import Any

from bot.demo.town import ADMIN_RIGHTS, Chat, Json, Member, Message, Topic, Town, User

MEMBER_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_invite_users",
)

RESTRICTED_RIGHTS = (
    *MEMBER_PERMISSIONS, "can_change_info", "can_pin_messages", "can_manage_topics", "can_react_to_messages",
    "can_edit_tag",
)


def user_shape(user: User, *, full: bool = False) -> Json:
    """A User. `full` only for the bot itself, in `getMe`."""
    shape: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    shape |= {"username": user.username} if user.username else {}
    shape |= {"language_code": user.language_code} if user.language_code else {}
    if full:
        shape |= {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        shape |= {"can_connect_to_business": False, "has_main_web_app": False}
    return shape


def chat_shape(town: Town, chat: Chat) -> Json:
    """A Chat."""
    shape: Json = {"id": chat.id, "type": chat.type}
    if chat.type == "private":
        user = town.users[chat.id]
        shape["first_name"] = user.first_name
        return shape | ({"username": user.username} if user.username else {})
    shape["title"] = chat.title
    return shape | ({"is_forum": True} if chat.is_forum else {})


def full_chat_shape(town: Town, chat: Chat) -> Json:
    """A ChatFullInfo."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    shape = chat_shape(town, chat) | {"accent_color_id": chat.id % 7, "max_reaction_count": 11}
    shape["accepted_gift_types"] = dict.fromkeys(gifts, False)
    if chat.type != "private":
        shape["permissions"] = dict.fromkeys(MEMBER_PERMISSIONS, True) | {
            "can_pin_messages": False, "can_change_info": False, "can_manage_topics": False,
        }
    last = next((m for m in map(chat.message, reversed(chat.pinned)) if m), None)
    return shape | ({"pinned_message": message_shape(town, last)} if last else {})


def member_shape(town: Town, member: Member) -> Json:
    """A ChatMember of its kind."""
    shape: Json = {"user": user_shape(town.users[member.user]), "status": member.status}
    if member.status == "creator":
        shape["is_anonymous"] = member.anonymous
    if member.status == "administrator":
        shape |= {"can_be_edited": False, "is_anonymous": member.anonymous}
        shape |= {right: member.rights.get(right, False) for right in ADMIN_RIGHTS}
    if member.status == "restricted":
        shape |= {right: member.rights.get(right, False) for right in RESTRICTED_RIGHTS} | {"is_member": True}
    if member.status in ("kicked", "restricted"):
        shape["until_date"] = 0
    return shape


def topic_shape(topic: Topic) -> Json:
    """A ForumTopic."""
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}


def message_shape(town: Town, message: Message, *, nested: bool = False) -> Json:
    """A Message as the bot sees it. A nested one (replied to, pinned) does not show what it replies to itself."""
    chat = town.chats[message.chat]
    shape: Json = {"message_id": message.id, **_sender(town, chat, message)}
    shape |= {"chat": chat_shape(town, chat), "date": message.date}
    if (thread := message.topic or message.thread) is not None:
        shape["message_thread_id"] = thread
    if message.topic is not None:
        shape["is_topic_message"] = True
    shape |= {"edit_date": message.edit_date} if message.edit_date else {}
    shape |= {"has_protected_content": True} if message.protected else {}
    shape |= {} if nested else _reply(town, chat, message)
    shape |= message.content
    return shape | ({"reply_markup": message.inline} if message.inline else {})


def inaccessible_shape(town: Town, chat: Chat, message_id: int) -> Json:
    """An InaccessibleMessage: one that is gone."""
    return {"chat": chat_shape(town, chat), "message_id": message_id, "date": 0}


def _sender(town: Town, chat: Chat, message: Message) -> dict[str, Any]:
    shape: Json = {"from": user_shape(town.users[message.sender])}
    return shape | ({"sender_chat": chat_shape(town, chat)} if message.as_chat else {})


def _reply(town: Town, chat: Chat, message: Message) -> Json:
    """In a topic, what replies to nothing replies to the service message that made the topic."""
    target = chat.message(message.reply_to)
    if target is None and message.topic is not None and message.topic != message.id:
        target = chat.message(message.topic)
    shape: Json = {"reply_to_message": message_shape(town, target, nested=True)} if target else {}
    return shape | ({"quote": message.quote} if message.quote else {})
