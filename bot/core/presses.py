"""Buttons a resident pressed, of any age, and whatever a hostile client makes up: each does something sensible."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.catalogue.models import PlaceFound
from bot.core import account, follow_ups, handover, intake, planning, replies, suggestions
from bot.core.events import Pressed
from bot.core.known import Known, Step, World
from bot.core.resume import open_question, tell_more
from bot.core.screens import tell, with_resident
from bot.core.text import in_language, say

Answer: TypeAlias = Callable[[Known, str, str, World], Step]

ALSO_WITH_A_HUMAN = frozenset(
    {"human_off", "pause", "forget", "mydata", "drop", "lang", "going", "skipthis", "off", "ics", "good", "nah",
     "missed", "skip:name", "share"}
)
"""What a button may do while a human has the conversation: everything else waits."""


def pressed(known: Known, event: Pressed, world: World) -> Step:
    """Do what the button meant, if that still makes sense; otherwise say what is true now. Never nothing."""
    done = _meant(with_resident(known, last_line=""), event, world)
    return done if done.effects else _old(done.known, world)


def _meant(known: Known, event: Pressed, world: World) -> Step:
    verb, _, rest = event.data.partition(":")
    first, _, second = rest.partition(":")
    if handover.is_claimed(known) and not {verb, event.data} & ALSO_WITH_A_HUMAN:
        return handover.busy(known, world)
    in_place = _IN_PLACE.get(verb)
    if in_place is not None:
        return in_place(known, first, second, event, world)
    answer = _ANSWERS.get(verb)
    return answer(known, first, second, world) if answer else _old(known, world)


def _old(known: Known, world: World) -> Step:
    """A button we do not know (any more)."""
    old = tell(known, say("That button is old. This is where we are now."))
    return Step(known, (old, *open_question(known, world)))


def _like(known: Known, key: str, to: str, event: Pressed, world: World) -> Step:
    return intake.switch_like(known, key, to, event, world)


def _need(known: Known, key: str, to: str, event: Pressed, world: World) -> Step:
    return intake.switch_need(known, key, to, event, world)


def _page(known: Known, kind: str, page: str, event: Pressed, world: World) -> Step:
    return intake.turn_page(known, kind, page, event, world)


_IN_PLACE: dict[str, Callable[[Known, str, str, Pressed, World], Step]] = {"like": _like, "need": _need, "page": _page}


def _place(known: Known, key: str, _: str, world: World) -> Step:
    area = world.catalogue.areas.get(key)
    if area is None:
        return intake.ask(known, "place", world)
    place = PlaceFound(in_language(area.name, world.catalogue.languages[0]), area.lat, area.lon, key)
    return replies.after_question(intake.move_to(known, place), "place", world)


def _done(known: Known, question: str, _: str, world: World) -> Step:
    if question == "name":
        return handover.skip_name(known, world)
    if question not in ("likes", "place", "needs"):
        return _old(known, world)
    return replies.after_question(known, question, world)


def _ask(known: Known, question: str, _: str, world: World) -> Step:
    asked = replies.QUESTIONS.get(question)
    return intake.ask(known, asked, world) if asked else account.change_screen(known)


def _spot(known: Known, _: str, __: str, world: World) -> Step:
    return Step(with_resident(known, question="place"), (intake.ask_location(known),))


def _find(known: Known, _: str, __: str, world: World) -> Step:
    if known.resident.question == "hello":
        return Step(known, open_question(known, world))
    return suggestions.show(known, world)


def _again(known: Known, _: str, __: str, world: World) -> Step:
    if known.resident.question == "hello":
        return Step(known, open_question(known, world))
    return suggestions.something_else(known, world)


def _with(known: Known, activity: str, _: str, world: World) -> Step:
    return handover.ask(known, world, why="companion", activity=activity)


def _forget(known: Known, answer: str, _: str, world: World) -> Step:
    if answer == "yes":
        return account.forget(known, world)
    return account.keep(known, world) if answer == "no" else account.ask_forget(known, world)


def _language(known: Known, language: str, _: str, world: World) -> Step:
    return account.speak(known, language, world)


_ANSWERS: dict[str, Answer] = {
    "look": lambda known, a, b, world: replies.begin(known, world),
    "anon": lambda known, a, b, world: replies.without_remembering(known, world),
    "tell": lambda known, a, b, world: Step(known, (tell_more(known, world),)),
    "place": _place,
    "pick": lambda known, a, b, world: replies.picked(known, a, b, world),
    "done": _done,
    "skip": _done,
    "ask": _ask,
    "spot": _spot,
    "find": _find,
    "again": _again,
    "see": lambda known, a, b, world: suggestions.card(known, a, world),
    "no": lambda known, a, b, world: suggestions.not_for_me(known, a, world),
    "help": lambda known, a, b, world: suggestions.help_out(known, a, world),
    "go": lambda known, a, b, world: planning.choose(known, a, world),
    "undecided": lambda known, a, b, world: planning.undecided(known, a),
    "on": lambda known, a, b, world: planning.choose_date(known, a, b, world),
    "bar": lambda known, a, b, world: planning.choose_barrier(known, a, world),
    "rem": lambda known, a, b, world: planning.choose_reminder(known, a, world),
    "ics": lambda known, a, b, world: planning.calendar(known, a, b, world),
    "plans": lambda known, a, b, world: planning.show_plans(known, world),
    "off": lambda known, a, b, world: planning.call_off(known, a, b, world),
    "with": _with,
    "enquire": lambda known, a, b, world: handover.ask(known, world, activity=a),
    "going": lambda known, a, b, world: follow_ups.going(known, a, b, world),
    "skipthis": lambda known, a, b, world: follow_ups.skip_this_time(known, a, b, world),
    "good": lambda known, a, b, world: follow_ups.good(known, a, b, world),
    "nah": lambda known, a, b, world: follow_ups.not_for_me_after(known, a, b, world),
    "missed": lambda known, a, b, world: follow_ups.missed(known, a, b, world),
    "notnow": lambda known, a, b, world: follow_ups.not_now(known),
    "human": lambda known, a, b, world: handover.ask(known, world),
    "human_off": lambda known, a, b, world: handover.end_by_resident(known, world),
    "share": lambda known, a, b, world: handover.choose_share(known, a, world),
    "change": lambda known, a, b, world: account.change_screen(known),
    "lang": _language,
    "stuck": lambda known, a, b, world: account.stuck(known, world),
    "pause": lambda known, a, b, world: account.pause(known, a, world),
    "mydata": lambda known, a, b, world: account.my_data(known, world),
    "drop": lambda known, a, b, world: account.drop_need(known, a, world),
    "forget": _forget,
}
