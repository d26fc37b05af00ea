"""What people do in their own chat with the bot, kindly or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.demo import media
from bot.demo.errors import NotPossible
from bot.demo.methods_copying import CAPTIONED
from bot.demo.town import Json
from tests.monkey.scene import Input, Scene
from tests.monkey.words import forged, sentence, typed

LONG_AGO = 10_000_000
ORDINARY = (
    "like:music", "need:free", "page:likes:1", "page:place:1", "done:likes", "find", "human", "look", "rem:evening",
)
POINTS = ((52.09, 5.12), (52.1, 5.06), (51.9, 4.5), (0.0, 0.0), (90.0, 180.0), (-33.9, 151.2))
SERVICE: tuple[Json, ...] = (
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86_400}}, {"delete_chat_photo": True},
    {"chat_background_set": {"type": {"type": "chat_theme", "theme_name": "🌷"}}},
)
KINDS = sorted(media.KINDS)

Deed = Callable[[Scene, int], str]


def press_shown(scene: Scene, me: int) -> str:
    """A button that is in view, mostly the newest."""
    shown = scene.with_buttons(scene.town.chats[me], 1 if scene.chance.random() < 0.8 else 6)
    if not shown:
        return say_outside(scene, me)
    message = scene.chance.choice(shown)
    return _press(scene, me, message.id, scene.data_of(message))


def press_old(scene: Scene, me: int) -> str:
    """A button of any age."""
    message = scene.any_message(scene.town.chats[me], scene.town.bot.id)
    if message is None or not message.inline:
        return press_shown(scene, me)
    return _press(scene, me, message.id, scene.data_of(message))


def press_twice(scene: Scene, me: int) -> str:
    """The same button twice in the same instant."""
    shown = scene.with_buttons(scene.town.chats[me], 2)
    if not shown:
        return say(scene, me)
    message = scene.chance.choice(shown)
    data = scene.data_of(message)
    return f"{_press(scene, me, message.id, data)}; {_press(scene, me, message.id, data)}"


def press_forged(scene: Scene, me: int) -> str:
    """Anything at all, under a message that has buttons."""
    shown = scene.with_buttons(scene.town.chats[me], 8)
    data = forged(scene.chance, list(range(1, 12)))
    if not shown or not data:
        return say(scene, me)
    return _press(scene, me, scene.chance.choice(shown).id, data)


def press_of_others(scene: Scene, me: int) -> str:
    """What stands under somebody else's message, or the team's."""
    others = [scene.group, *(scene.town.chats[one] for one in scene.residents if one != me)]
    theirs, mine = scene.with_buttons(scene.chance.choice(others), 9), scene.with_buttons(scene.town.chats[me], 4)
    if not theirs or not mine:
        return say(scene, me)
    return _press(scene, me, scene.chance.choice(mine).id, scene.data_of(scene.chance.choice(theirs)))


def press_gone(scene: Scene, me: int) -> str:
    """Under a message that was deleted, or that never was."""
    chat = scene.town.chats[me]
    gone = [number for chat_id, number in scene.gone if chat_id == me]
    number = scene.chance.choice(gone) if gone and scene.chance.random() < 0.7 else chat.last_id + LONG_AGO
    data = forged(scene.chance, []) if scene.chance.random() < 0.4 else scene.chance.choice(ORDINARY)
    return _press(scene, me, number, data or "x")


def say(scene: Scene, me: int) -> str:
    """Anything somebody may type."""
    return _say(scene, me, typed(scene.chance))


def say_outside(scene: Scene, me: int) -> str:
    """Words that no question asks for."""
    return _say(scene, me, sentence(scene.chance), outside=True)


def answer(scene: Scene, me: int) -> str:
    """Words as an answer to some message."""
    message = scene.any_message(scene.town.chats[me])
    return _say(scene, me, typed(scene.chance), reply_to=message.id if message else None)


def pour(scene: Scene, me: int) -> str:
    """Many messages in one breath."""
    return "; ".join(say(scene, me) for _ in range(scene.chance.randint(3, 8)))


def edit(scene: Scene, me: int) -> str:
    """Change the last words, or some of long ago."""
    chat = scene.town.chats[me]
    message = scene.last_by(chat, me) if scene.chance.random() < 0.7 else scene.any_message(chat, me)
    if message is None or not ("text" in message.content or CAPTIONED & message.content.keys()):
        return say(scene, me)
    words = typed(scene.chance)[:900]
    begin = scene.next_update()
    scene.people.say(me, me, words, edit=message.id)
    return _done(scene, me, f"edits {message.id} to {words[:60]!r}", begin)


def send(scene: Scene, me: int) -> str:
    """Something that is not text, sometimes with words under it or as an answer."""
    kind = scene.chance.choice(KINDS)
    words = typed(scene.chance)[:900] if kind in CAPTIONED and scene.chance.random() < 0.4 else ""
    answered = scene.any_message(scene.town.chats[me]) if scene.chance.random() < 0.2 else None
    begin = scene.next_update()
    scene.people.send(me, me, kind, caption=words.strip(), reply_to=answered.id if answered else None)
    return _done(scene, me, f"sends a {kind} {words[:40]!r}", begin)


def send_unknown(scene: Scene, me: int) -> str:
    """Something that Telegram has since yesterday, and no library knows."""
    begin = scene.next_update()
    chat = scene.town.chats[me]
    scene.people._hears(chat, scene.town.post(chat, me, {"hologram": {"depth": 3}}))
    return _done(scene, me, "sends a hologram", begin)


def service(scene: Scene, me: int) -> str:
    """What Telegram writes down by itself: nobody owes an answer to that."""
    chat = scene.town.chats[me]
    content = scene.chance.choice(SERVICE)
    scene.people._hears(chat, scene.town.post(chat, me, content, service=True))
    return f"{me} makes Telegram write {content}"


def share_place(scene: Scene, me: int) -> str:
    """A point: near, far away, or at the end of the world."""
    lat, lon = scene.chance.choice(POINTS)
    begin = scene.next_update()
    scene.people.send(me, me, "location", lat=lat, lon=lon)
    return _done(scene, me, f"is at {lat}, {lon}", begin)


def album(scene: Scene, me: int) -> str:
    """Some pictures at once."""
    begin = scene.next_update()
    for _ in range(scene.chance.randint(2, 4)):
        scene.people.send(me, me, scene.chance.choice(("photo", "video")), album=f"a{begin}")
    return _done(scene, me, "sends an album", begin)


def react(scene: Scene, me: int) -> str:
    """A reaction: nobody owes an answer to that."""
    message = scene.any_message(scene.town.chats[me])
    if message is None:
        return say(scene, me)
    scene.people.react(me, me, message.id, scene.chance.choice(("👍", "❤", "😢", "")))
    return f"{me} reacts to {message.id}"


def delete(scene: Scene, me: int) -> str:
    """Take a message away, one's own or the bot's: in a private chat both may."""
    message = scene.any_message(scene.town.chats[me])
    if message is None:
        return say(scene, me)
    scene.people.delete(me, me, message.id)
    scene.gone.add((me, message.id))
    return f"{me} deletes {message.id}"


def block(scene: Scene, me: int) -> str:
    """Block the bot, or unblock it."""
    is_blocked = scene.town.users[me].blocked
    scene.burst.touched.add(me)
    (scene.people.unblock if is_blocked else scene.people.block)(me)
    return f"{me} {'unblocks' if is_blocked else 'blocks'} the bot"


def leave_telegram(scene: Scene, me: int) -> str:
    """Leave for good; somebody new comes."""
    if me not in scene.residents:
        return say(scene, me)
    scene.burst.touched.add(me)
    scene.people.deactivate(me)
    scene.residents.remove(me)
    scene.meet()
    return f"{me} leaves Telegram"


DEEDS: Mapping[Deed, float] = {
    press_shown: 48, press_old: 5, press_twice: 4, press_forged: 4, press_of_others: 2, press_gone: 1.5, say: 20,
    say_outside: 5, answer: 2, pour: 0.8, edit: 4, send: 5, share_place: 1.5, album: 0.7, react: 0.7, delete: 1.2,
    block: 0.5, leave_telegram: 0.05, send_unknown: 0.3, service: 0.3,
}


def _press(scene: Scene, me: int, message: int, data: str) -> str:
    begin = scene.next_update()
    press = scene.people.press(me, me, message, data)
    told = _done(scene, me, f"presses {data!r} under {message}", begin, press=press)
    scene.burst.presses[press] = told
    return told


def _say(scene: Scene, me: int, words: str, *, reply_to: int | None = None, outside: bool = False) -> str:
    begin = scene.next_update()
    scene.people.say(me, me, words, reply_to=reply_to)
    return _done(scene, me, f"types {words[:60]!r}", begin, outside=outside)


def _done(scene: Scene, me: int, told: str, begin: int, *, press: str = "", outside: bool = False) -> str:
    told = f"{me} {told}"
    scene.burst.inputs.append(Input(told, me, range(begin, scene.next_update()), press, outside))
    return told


def in_private(scene: Scene) -> str:
    """Somebody does something in their own chat."""
    everybody = [*scene.residents, *scene.helpers, scene.stranger]
    me = scene.chance.choice(scene.residents[:3] if scene.chance.random() < 0.5 else everybody)
    if scene.town.users[me].blocked:
        return block(scene, me) if scene.chance.random() < 0.3 else f"{me} keeps the bot blocked"
    deed = scene.chance.choices(list(DEEDS), list(DEEDS.values()))[0]
    try:
        return deed(scene, me) if scene.town.users[me].started else say(scene, me)
    except NotPossible as why:
        return f"{me} can't: {why}"
