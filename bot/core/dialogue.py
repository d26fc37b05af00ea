"""The conversation with a resident: what we know, and what happened, make what we know and what we do.

Danger goes before every rule, then commands, then a human who has the conversation, then the open question.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core import account, danger, handover, replies
from bot.core.commands import YES, plain, slash_command, spoken_command, spoken_language
from bot.core.contact import answered
from bot.core.effects import Say
from bot.core.events import (
    CameBack,
    ContactDue,
    DeadlinePassed,
    Left,
    Pressed,
    ResidentEvent,
    Said,
    SentMedia,
    SharedPlace,
)
from bot.core.follow_ups import contact_due
from bot.core.known import Known, Step, World
from bot.core.planning import show_plans
from bot.core.presses import pressed
from bot.core.resume import LOOK, hello, open_question
from bot.core.screens import HUMAN, lines, tell, with_resident, without_words_to
from bot.core.suggestions import show
from bot.core.text import say


def step(known: Known, event: ResidentEvent, world: World) -> Step:
    """What a resident, the clock or a promise brings about. `world.now` is the moment of it."""
    return _with_greeting(_step(known, event, world))


def _step(known: Known, event: ResidentEvent, world: World) -> Step:
    match event:
        case ContactDue():
            return contact_due(known, event.contact, world)
        case DeadlinePassed():
            passed = handover.topic_passed if event.what == handover.TOPIC else handover.promise_passed
            return passed(known, world)
        case Left():
            return _left(known, world)
        case CameBack():
            return Step(with_resident(known, gone=False, seen_at=world.now))
        case Said():
            return said(_seen(known, event.language, world), event, world)
        case SentMedia():
            return _media(_seen(known, event.language, world), event, world)
        case SharedPlace():
            return _place(_seen(known, event.language, world), event, world)
        case Pressed():
            return pressed(_seen(known, event.language, world), event, world)


def _with_greeting(step_: Step) -> Step:
    """Remember that somebody has now seen the first screen (or what it offers to tell), if they have."""
    shown = any(isinstance(effect, Say) and any(LOOK in row for row in effect.buttons) for effect in step_.effects)
    return replace(step_, known=with_resident(step_.known, greeted=True)) if shown else step_


def sorry(known: Known, world: World) -> Step:
    """One honest sentence when we failed three times, and the way to a human."""
    text = say("Something went wrong on my side. It was not you. Shall I get you a human?")
    return Step(known, (tell(known, text, (HUMAN,)),))


def _seen(known: Known, language: str | None, world: World) -> Known:
    """They did something: they are here, whatever was before."""
    resident = known.resident
    spoken = resident.language
    if not resident.language_chosen and language is not None:
        short = language.split("-")[0].casefold()
        spoken = short if short in world.languages else world.languages[0]
    resident = replace(
        resident, language=spoken, seen_at=world.now, gone=False, stopped=False,
        follow_up=answered(resident.follow_up),
    )
    if resident.paused_until_word:
        resident = replace(resident, paused_until=None, paused_until_word=False)
    if resident.danger_at is not None and world.now - resident.danger_at >= world.policy.danger_kept:
        resident = replace(resident, danger_at=None)
    return replace(known, resident=resident)


def _left(known: Known, world: World) -> Step:
    """They blocked the bot: everything scheduled is gone, and a volunteer who was talking is told."""
    ended = handover.end_by_resident(known, world) if handover.is_open(known) else Step(known)
    plans = tuple(replace(p, state="called_off") if p.state == "planned" else p for p in ended.known.plans)
    gone = with_resident(replace(ended.known, plans=plans), gone=True, question="none", choosing="")
    return Step(gone, without_words_to(known, ended.effects))


# ── what is typed ───────────────────────────────────────────────────────────────────────────────────────────────
def said(known: Known, event: Said, world: World) -> Step:
    """Somebody typed something."""
    signs = danger.signs(event.text, world.danger_words)
    if signs is not None:
        return _danger(known, event, signs, world)
    slash = slash_command(event.text)
    if slash is not None:
        return command(known, *slash, world)
    if handover.is_claimed(known):
        return _with_human(known, event, world)
    word = spoken_command(event.text)
    if word is not None:
        return command(known, word, "", world)
    language = spoken_language(event.text)
    if language is not None:
        return account.speak(known, language, world)
    if handover.is_open(known):
        to_bot = None if event.edited else account.answer_to_command(known, plain(event.text), world)
        return to_bot or handover.said(account.let_go(known), event, world)
    return replies.typed(known, event, world)


def _with_human(known: Known, event: Said, world: World) -> Step:
    """All words are for the human. A "yes" may have been meant for /forget: only the button erases then."""
    relayed = handover.said(account.let_go(known), event, world)
    if known.resident.question != "forget" or plain(event.text) not in YES:
        return relayed
    return Step(relayed.known, (*relayed.effects, account.tap_to_forget(known)))


def _danger(known: Known, event: Said | SentMedia, signs: danger.Danger, world: World) -> Step:
    """The right lines at once; a human who has the conversation gets the words as well."""
    answer = danger.answer(known, signs, world)
    marked = with_resident(answer.known, danger_at=world.now)
    relayed = handover.said(marked, event, world) if handover.is_open(marked) else Step(marked)
    return Step(relayed.known, (*answer.effects, *relayed.effects))


def command(known: Known, key: str, rest: str, world: World) -> Step:
    """A command, typed with a slash or in plain words."""
    if key == "start":
        return start(known, rest, world)
    if key == "activities" and known.resident.question == "hello":
        return Step(known, (hello(known, world),))
    answer = _COMMANDS.get(key)
    if answer is None:
        unknown = tell(known, say("I don't know that command. With /help you see them all."), (HUMAN,))
        return Step(known, (unknown,))
    return answer(known, world)


_COMMANDS: dict[str, Callable[[Known, World], Step]] = {
    "activities": show,
    "plans": show_plans,
    "human": handover.ask,
    "help": account.help_screen,
    "pause": account.pause_screen,
    "stop": account.stop,
    "mydata": account.my_data,
    "forget": account.ask_forget,
    "language": account.languages,
}


def start(known: Known, rest: str, world: World) -> Step:
    """Hello, or where we were. A poster's link or code (`/start lombok`) fills in the area."""
    known = replies.with_area(known, rest, world)
    if known.resident.question == "hello":
        return Step(known, (hello(known, world),))
    text = say("There you are. Shall we go on?")
    if handover.is_open(known):
        return Step(known, (tell(known, lines(text, say("Your question is with the team.")), *replies.WITH_HUMAN),))
    return Step(known, (tell(known, text), *open_question(known, world)))


# ── what is not text ────────────────────────────────────────────────────────────────────────────────────────────
def _media(known: Known, event: SentMedia, world: World) -> Step:
    """With a human it is relayed; the bot says honestly that it can't see it, but it reads the words under it."""
    signs = danger.signs(event.caption, world.danger_words) if event.caption else None
    if signs is not None:
        return _danger(known, event, signs, world)
    if handover.is_open(known):
        return handover.said(known, event, world)
    text = {
        "voice": say("I can't listen to a voice message, I'm a computer. A human can."),
        "video_note": say("I can't watch that, I'm a computer. A human can."),
        "photo": say("I can't look at pictures, I'm a computer. A human can."),
        "video": say("I can't watch that, I'm a computer. A human can."),
        "sticker": say("That's a nice one. I only read words, I'm a computer."),
    }.get(event.kind, say("I can't open that, I'm a computer. A human can."))
    return replies.after_a_detour(known, text, world)


def _place(known: Known, event: SharedPlace, world: World) -> Step:
    """A shared location answers the question where; to a human it goes on as it is."""
    if handover.is_claimed(known):
        return handover.said(known, event, world)
    return replies.located(known, event, world)
