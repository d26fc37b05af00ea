"""What the bot sent: allowed by the Bot API, refused only where people caused it, and telling nothing of anybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.demo.town import Chat
from tests.bot_api.calls import breaches_of, refused
from tests.monkey.scene import Scene

Call = Mapping[str, Any]

RIGHTS = ("can_manage_topics", "can_delete_messages", "can_pin_messages")
SHOWN = ("text", "caption", "name", "title", "address")
NUMBER = "31600000000"  # of every contact that is sent here


def watch_calls(scene: Scene) -> Iterator[str]:
    """Every breach in the calls there were; they are forgotten afterwards."""
    calls = scene.stage.it.calls
    done, calls[:] = list(calls), []
    answered: dict[str, int] = {}
    lost: list[tuple[str, Any]] = []  # calls whose answer never came: their repeat may find that it was done
    for call in done:
        if call["status"] == 0 and call["method"] == "getUpdates":
            continue
        yield from breaches_of(call)
        if call["status"] == -1:
            lost.append((call["method"], call["params"]))
        is_repeat = (call["method"], call["params"]) in lost
        if (why := refused(call)) and not is_repeat and not _is_caused_by_people(scene, call):
            yield f"{why}: {_about(call)}"
        if "message is not modified" in call.get("description", ""):
            yield from _unseen(scene, _chat(call))
        if _chat(call) < 0:
            yield from (f"{call['method']} tells a group {what}" for what in _told(scene, call))
        if call["method"] == "answerCallbackQuery":
            press = call["params"]["callback_query_id"]
            answered[press] = answered.get(press, 0) + 1
    yield from _presses(scene, answered)


def _presses(scene: Scene, answered: Mapping[str, int]) -> Iterator[str]:
    for press, told in scene.burst.presses.items():
        if scene.burst.is_troubled:
            continue
        if not scene.town.presses[press]["answered"]:
            yield f"a press was never answered: {told}"
        elif answered.get(press, 0) > 1:
            yield f"a press was answered {answered[press]} times: {told}"


def _unseen(scene: Scene, chat: int) -> Iterator[str]:
    """A single press whose only effect is an edit that changes nothing: whoever pressed sees nothing."""
    alone = [one for one in scene.burst.inputs if one.chat == chat]
    if len(alone) == 1 and alone[0].press and not scene.burst.is_troubled:
        yield f"a press changed nothing that could be seen: {alone[0].told}"


def _chat(call: Call) -> int:
    chat = call["params"].get("chat_id", 0)
    return chat if isinstance(chat, int) else 0


def _about(call: Call) -> str:
    """Where it went and of what kind it is, without words."""
    names = ("chat_id", "message_thread_id", "message_id", "from_chat_id", "callback_query_id", "reply_parameters")
    return ", ".join(f"{name}={call['params'][name]}" for name in names if name in call["params"])


# ── refusals that people caused ─────────────────────────────────────────────────────────────────────────────────
def _is_caused_by_people(scene: Scene, call: Call) -> bool:
    why, params = call.get("description", ""), call["params"]
    chat = scene.town.chats.get(_chat(call))
    source = scene.town.chats.get(params.get("from_chat_id", 0))
    if chat is None:
        return False
    if call["status"] == 403:
        return any(_is_shut(scene, one) for one in (chat, source) if one is not None)
    if "upgraded to a supergroup" in why:
        return chat.migrated_to is not None or (source is not None and source.migrated_to is not None)
    if any(words in why for words in ("thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID")):
        return (chat.id, params.get("message_thread_id")) in scene.gone_topics
    if "not found" in why and "message" in why:
        return _is_of_somebody_gone(scene, call, source or chat)
    if "not enough rights" in why or "TOPIC_CLOSED" in why or "can't be deleted" in why:
        return chat.type != "private" and _is_weak(scene, chat)
    return False


def _is_shut(scene: Scene, chat: Chat) -> bool:
    if chat.id in scene.burst.touched:
        return True
    if chat.type == "private":
        return scene.town.users[chat.id].blocked or scene.town.users[chat.id].deactivated
    return not chat.member(scene.town.bot.id).inside


def _is_weak(scene: Scene, chat: Chat) -> bool:
    own = chat.member(scene.town.bot.id)
    return chat.id in scene.burst.touched or not all(own.may(right) for right in RIGHTS)


def _is_of_somebody_gone(scene: Scene, call: Call, chat: Chat) -> bool:
    """Somebody took the message away, or the topic in which it stood."""
    number = call["params"].get("message_id", 0)
    if (chat.id, number) in scene.gone:
        return True
    message = chat.messages.get(number)
    return message is not None and (chat.id, message.topic) in scene.gone_topics


# ── what a group may not see ────────────────────────────────────────────────────────────────────────────────────
def _told(scene: Scene, call: Call) -> Iterator[str]:
    """What a call shows to a group of who somebody is on Telegram."""
    shown = " ".join(str(call["params"][name]) for name in SHOWN if name in call["params"])
    if call["method"] == "forwardMessage":
        yield "who wrote a message"
    if "text_mention" in str(call["params"].get("entities", "")):
        yield "somebody's profile"
    if call["method"] == "copyMessage" and "contact" in _copied(scene, call):
        yield "a contact with its number"
    if not shown:
        return
    if NUMBER in shown:
        yield "a phone number"
    for user in scene.residents:
        person = scene.town.users[user]
        for what in (str(user), person.username or "", person.first_name):
            if what and what in shown:
                yield f"{what!r} of a resident"


def _copied(scene: Scene, call: Call) -> Mapping[str, Any]:
    source = scene.town.chats.get(call["params"].get("from_chat_id", 0))
    message = source.messages.get(call["params"]["message_id"]) if source and call["status"] == 200 else None
    return message.content if message and source and source.type == "private" else {}
