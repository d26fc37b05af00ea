"""What people do in the volunteers' group, and in a group that has nothing to do with us."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.demo.errors import NotPossible
from bot.demo.methods_copying import CAPTIONED
from bot.demo.town import Chat, Topic
from tests.monkey.deeds_private import KINDS
from tests.monkey.scene import Input, Scene
from tests.monkey.words import MARK, forged, typed

Deed = Callable[[Scene, Chat, int], str]

LEFT_OF_A_TOPIC = ("not found", "TOPIC_DELETED", "TOPIC_ID_INVALID")

COMMANDS = (
    "/terug", "/naam Roos", "/naam", "/naam <b>Piet</b>", "/naam 12345", "/hulp", "/koppel 123456", "/koppel", "/back",
    "/koppel 111111 nergens", "/onbekend", "/terug@schuifaan_demo_bot", "/naam " + "Z" * 300, "/", "/koppel 0 beheer",
)


def press_shown(scene: Scene, chat: Chat, me: int) -> str:
    """A button that is in view."""
    shown = scene.with_buttons(chat, 1 if scene.chance.random() < 0.5 else 10)
    if not shown:
        return write(scene, chat, me)
    message = scene.chance.choice(shown)
    return _press(scene, chat, me, message.id, scene.data_of(message))


def press_together(scene: Scene, chat: Chat, me: int) -> str:
    """Two people press the same button in the same instant."""
    shown = scene.with_buttons(chat, 4)
    if not shown:
        return write(scene, chat, me)
    message = scene.chance.choice(shown)
    data, other = scene.data_of(message), scene.chance.choice(scene.helpers)
    return f"{_press(scene, chat, me, message.id, data)}; {_press(scene, chat, other, message.id, data)}"


def press_forged(scene: Scene, chat: Chat, me: int) -> str:
    """Anything, under a message with buttons; also what residents have under theirs."""
    shown = scene.with_buttons(chat, 10)
    data = forged(scene.chance, list(range(1, scene.met + 20)))
    if scene.chance.random() < 0.2 and (theirs := scene.with_buttons(scene.town.chats[scene.residents[0]], 5)):
        data = scene.data_of(scene.chance.choice(theirs))
    if not shown or not data:
        return write(scene, chat, me)
    return _press(scene, chat, me, scene.chance.choice(shown).id, data)


def press_old(scene: Scene, chat: Chat, me: int) -> str:
    """A button of any age, or under a message that is gone."""
    message = scene.any_message(chat, scene.town.bot.id)
    if message is not None and message.inline:
        return _press(scene, chat, me, message.id, scene.data_of(message))
    gone = [number for chat_id, number in scene.gone if chat_id == chat.id]
    if not gone:
        return press_shown(scene, chat, me)
    return _press(scene, chat, me, scene.chance.choice(gone), f"!take:{scene.chance.randint(1, 12)}")


def write(scene: Scene, chat: Chat, me: int) -> str:
    """Words: mostly in a topic, where the claimer is heard."""
    words = f"{MARK} {scene.chance.randrange(10**6)}" if scene.chance.random() < 0.6 else typed(scene.chance)
    if scene.chance.random() < 0.1:
        words = f"// {words}"[:4000]
    return _write(scene, chat, me, words, _a_topic(scene, chat, 0.85))


def command(scene: Scene, chat: Chat, me: int) -> str:
    """A command, known or not, in the right place or not."""
    return _write(scene, chat, me, scene.chance.choice(COMMANDS), _a_topic(scene, chat, 0.5))


def answer(scene: Scene, chat: Chat, me: int) -> str:
    """Words as an answer to some message."""
    message = scene.any_message(chat)
    if message is None:
        return write(scene, chat, me)
    begin = scene.next_update()
    scene.people.say(me, chat.id, typed(scene.chance), topic=message.topic, reply_to=message.id)
    return _written(scene, chat, f"{me} answers {message.id} in topic {message.topic}", begin, message.topic)


def send(scene: Scene, chat: Chat, me: int) -> str:
    """Something that is not text."""
    kind, topic = scene.chance.choice(KINDS), _a_topic(scene, chat, 0.85)
    words = typed(scene.chance)[:900].strip() if kind in CAPTIONED and scene.chance.random() < 0.4 else ""
    begin = scene.next_update()
    scene.people.send(me, chat.id, kind, caption=words, topic=topic)
    return _written(scene, chat, f"{me} sends a {kind} in topic {topic}", begin, topic)


def edit(scene: Scene, chat: Chat, me: int) -> str:
    """Change one's last words."""
    message = scene.last_by(chat, me)
    if message is None:
        return write(scene, chat, me)
    scene.people.say(me, chat.id, typed(scene.chance)[:900], edit=message.id)
    return f"{me} edits {message.id}"


def react(scene: Scene, chat: Chat, me: int) -> str:
    """A reaction."""
    message = scene.any_message(chat)
    if message is None:
        return write(scene, chat, me)
    scene.people.react(me, chat.id, message.id, "👍")
    return f"{me} reacts to {message.id}"


def delete(scene: Scene, chat: Chat, me: int) -> str:
    """Take a message away."""
    message = scene.any_message(chat)
    if message is None:
        return write(scene, chat, me)
    scene.people.delete(me, chat.id, message.id)
    scene.gone.add((chat.id, message.id))
    return f"{me} deletes {message.id} of the group"


def delete_topic(scene: Scene, chat: Chat, me: int) -> str:
    """Delete a topic; Telegram has three texts for what is left of it."""
    topic = _topic(scene, chat)
    if topic is None or not chat.member(me).may("can_delete_messages"):
        return write(scene, chat, me)
    scene.people.delete_topic(chat.id, topic.id, scene.chance.choice(LEFT_OF_A_TOPIC))
    scene.gone_topics.add((chat.id, topic.id))
    return f"{me} deletes topic {topic.id}"


def close_topic(scene: Scene, chat: Chat, me: int) -> str:
    """Close a topic."""
    topic = _topic(scene, chat)
    if topic is None:
        return write(scene, chat, me)
    scene.people.close_topic(chat.id, topic.id, me)
    return f"{me} closes topic {topic.id}"


def come_or_go(scene: Scene, chat: Chat, me: int) -> str:
    """Somebody leaves, comes back, becomes an administrator, hides behind the group, or is put out."""
    status = scene.chance.choice(("left", "member", "member", "administrator", "kicked", "anonymous"))
    if me == scene.helpers[0]:
        status = "anonymous" if scene.chance.random() < 0.5 else "creator"
    role = ("creator" if me == scene.helpers[0] else "administrator") if status == "anonymous" else status
    scene.people.set_member(chat.id, me, role, anonymous=status == "anonymous")
    return f"{me} is now {status}"


DEEDS: Mapping[Deed, float] = {
    press_shown: 38, press_together: 5, press_forged: 5, press_old: 4, write: 28, command: 6, answer: 4, send: 5,
    edit: 4, react: 1, delete: 1.2, delete_topic: 0.7, close_topic: 0.7, come_or_go: 2.5,
}


def in_group(scene: Scene) -> str:
    """Somebody does something in a group."""
    chat = scene.group if scene.chance.random() < 0.95 else scene.town.chats[scene.second]
    inside = [one for one in (*scene.helpers, scene.stranger, scene.residents[-1]) if chat.member(one).inside]
    outside = [one for one in scene.helpers if not chat.member(one).inside]
    if outside and scene.chance.random() < 0.1:
        return come_or_go(scene, chat, scene.chance.choice(outside))
    if not inside:
        return "nobody is in the group"
    deed = scene.chance.choices(list(DEEDS), list(DEEDS.values()))[0]
    me = scene.chance.choice(inside)
    try:
        return f"[{chat.title}] {deed(scene, chat, me)}"
    except NotPossible as why:
        return f"[{chat.title}] {me} can't: {why}"


def _topic(scene: Scene, chat: Chat) -> Topic | None:
    topics = [topic for topic in chat.topics.values() if not topic.gone]
    if not topics:
        return None
    return topics[-1] if scene.chance.random() < 0.5 else scene.chance.choice(topics[-6:])


def _a_topic(scene: Scene, chat: Chat, share: float) -> int | None:
    topic = _topic(scene, chat) if scene.chance.random() < share else None
    return topic.id if topic else None


def _write(scene: Scene, chat: Chat, me: int, words: str, topic: int | None) -> str:
    begin = scene.next_update()
    number = scene.people.say(me, chat.id, words, topic=topic)
    return _written(scene, chat, f"{me} writes {words[:60]!r} ({number}) in topic {topic}", begin, topic)


def _written(scene: Scene, chat: Chat, told: str, begin: int, topic: int | None) -> str:
    updates = range(begin, scene.next_update())
    if topic is not None and updates:  # without them the bot may not hear it: it is no administrator now
        scene.burst.in_topics.append(Input(told, chat.id, updates, topic=topic))
    return told


def _press(scene: Scene, chat: Chat, me: int, message: int, data: str) -> str:
    press = scene.people.press(me, chat.id, message, data)
    scene.burst.takers.add(me)
    told = f"{me} presses {data!r} under {message}"
    scene.burst.presses[press] = told
    return told
