"""What is answered to typed words: to the open question, or to anything else somebody may write."""

from __future__ import annotations

from dataclasses import replace

from bot.catalogue.models import PlaceFound, PlaceUnsure
from bot.core import account, danger, handover, in_words, intake, kindly
from bot.core.commands import GREETINGS, NO, SKIP, THANKS, WHO_ARE_YOU, YES, plain
from bot.core.effects import Button, Say
from bot.core.events import Said, SharedPlace
from bot.core.interests import understand
from bot.core.kindly import answer_sign
from bot.core.known import Known, Step, World
from bot.core.planning import choose_barrier, own_barrier
from bot.core.resident import Question
from bot.core.resume import WAYS_IN, hello, open_question
from bot.core.screens import HUMAN, tell, with_resident
from bot.core.signs import sign_of
from bot.core.suggestions import show
from bot.core.text import Text, say

WITH_HUMAN = ((Button(say("Back to the bot"), "human_off"),),)
QUESTIONS: dict[str, Question] = {"likes": "likes", "place": "place", "needs": "needs"}
COMPUTER_LINES: tuple[tuple[str, Text], ...] = (
    ("computer", say("I'm only a computer, so I don't understand that. A human does.")),
    ("buttons", say("That is too difficult for me. You can tap a button, or ask a human.")),
)


def typed(known: Known, event: Said, world: World) -> Step:
    """Words of a resident who is talking with the bot. Grief, anger and the like go before the open question."""
    sign = sign_of(event.text, world.sign_words)
    if sign is not None:
        return answer_sign(known, sign, world)
    question = known.resident.question
    words = plain(event.text)
    sooner = _before_the_question(known, words, world)
    if sooner is not None:
        return sooner
    if question == "hello":
        return _to_hello(known, event.text, words, world)
    if question == "likes":
        return _to_likes(known, event.text, world)
    if question == "place":
        return _to_place(known, event.text, words, world)
    if question == "needs":
        return _to_needs(known, event.text, world)
    if question == "barrier":
        return choose_barrier(known, "none", world) if words in NO | SKIP else _own_barrier(known, world)
    return anything(account.let_go(known), event.text, world)


def _before_the_question(known: Known, words: str, world: World) -> Step | None:
    """What is never an answer to the open question: it is about the last thing we said, or about nothing."""
    asked = account.answer_to_command(known, words, world) or in_words.answered(known, words, world)
    if asked is not None:
        return asked
    if words in YES and known.resident.last_line in kindly.HUMAN_OFFERED:
        return _yes_to_a_human(known, world)
    if words in WHO_ARE_YOU:
        return after_a_detour(known, say("I'm Schuifaan, a computer, not a human. I can get you a human."), world)
    if words in GREETINGS | THANKS and known.resident.question in ("likes", "place", "needs"):
        return anything(known, words, world)
    return None


def _yes_to_a_human(known: Known, world: World) -> Step:
    """A human was just offered. In danger the number to call comes first."""
    heard, in_danger = with_resident(known, last_line=""), known.resident.danger_at is not None
    asked = handover.ask(heard, world, why="danger" if in_danger else "asked")
    call = (tell(heard, danger.right_now(known, world)),) if in_danger else ()
    return Step(asked.known, (*call, *asked.effects))


def _own_barrier(known: Known, world: World) -> Step:
    return _never_twice(known, "barrier", own_barrier(known), world)


# ── the open question ───────────────────────────────────────────────────────────────────────────────────────────
def begin(known: Known, world: World) -> Step:
    """Yes to looking: the answers may be remembered from here."""
    if known.resident.remember and known.resident.looked_at is not None:
        return show(known, world)
    return after_question(with_resident(known, remember=True), "hello", world)


def without_remembering(known: Known, world: World) -> Step:
    """A visit all the same: nothing of it is kept for longer than a day. Who is remembered is asked first."""
    if known.resident.remember:
        return account.ask_forget(known, world)
    visit = with_resident(known, remember=False, name="", share=None)
    text = say("Then I remember nothing. A day after your last message it is all gone.")
    begun = after_question(visit, "hello", world)
    return Step(begun.known, (tell(visit, text), *begun.effects))


def after_question(known: Known, done: str, world: World, *heard: Text | None) -> Step:
    """The next question that has no answer yet; after the last one, and for later changes, the suggestions."""
    order = ("hello", "likes", "place", "needs")
    if known.resident.looked_at is None or done == "hello":
        for question in order[order.index(done) + 1 :]:
            if question == "place" and known.resident.answers.where is not None:
                continue
            asked = intake.ask(known, QUESTIONS[question], world)
            lines_heard = tuple(tell(asked.known, line) for line in heard if line is not None)
            return Step(asked.known, (*lines_heard, *asked.effects))
    return show(known, world, *heard)


def _to_hello(known: Known, text: str, words: str, world: World) -> Step:
    if words in YES and known.resident.greeted:
        return begin(known, world)
    with_words = intake.typed_likes(known, text, world) if words not in NO | SKIP else None
    if with_words is not None and not known.resident.greeted:
        return Step(with_words, (hello(with_words, world),))
    if with_words is not None:
        likes = with_resident(with_words, remember=True)
        return after_question(likes, "likes", world, intake.heard_likes(likes, world))
    return _not_understood(known, world) if known.resident.greeted and words not in GREETINGS else Step(
        known, (hello(known, world),)
    )


def _to_likes(known: Known, text: str, world: World) -> Step:
    answered = intake.typed_likes(known, text, world)
    if answered is None:
        place = world.places.find(text)
        if isinstance(place, PlaceFound) and place.area:
            return after_question(intake.move_to(known, place), "place", world, intake.heard_place(place))
        unknown = say("I don't know that one yet. Choose something that comes close. Or skip this.")
        return _never_twice(known, "likes", tell(known, unknown, *intake.likes_buttons(known, world)), world)
    return after_question(answered, "likes", world, intake.heard_likes(answered, world))


def _to_place(known: Known, text: str, words: str, world: World) -> Step:
    if words in SKIP | NO:
        return after_question(known, "place", world)
    answer = world.places.find(text)
    if isinstance(answer, PlaceFound):
        return after_question(intake.move_to(known, answer), "place", world, intake.heard_place(answer))
    if isinstance(answer, PlaceUnsure):
        return Step(known, (intake.ask_which(known, text, answer),))
    return _never_twice(known, "place", intake.unknown_place(known, world), world)


def _to_needs(known: Known, text: str, world: World) -> Step:
    answered = intake.typed_needs(known, text)
    if answered is not None:
        return after_question(answered, "needs", world)
    unknown = say("I can't look for that. A human can think along with you. Or choose one of these.")
    return _never_twice(known, "needs", tell(known, unknown, *intake.needs_buttons(known, world)), world)


def _never_twice(known: Known, key: str, line: Say, world: World) -> Step:
    """The line, when it was not the last one said; else the honest one about being a computer, with its buttons."""
    if known.resident.last_line != key:
        return Step(with_resident(known, last_line=key), (line,))
    key, words = COMPUTER_LINES[0]
    return Step(with_resident(known, last_line=key), (replace(line, text=words),))


def located(known: Known, event: SharedPlace, world: World) -> Step:
    """A shared point: only the area around it is kept."""
    place = world.places.at(event.lat, event.lon)
    if not isinstance(place, PlaceFound):
        return Step(known, (intake.unknown_place(known, world),))
    moved = intake.move_to(known, place)
    thanks = intake.thank_for_location(moved, place)
    if moved.resident.question == "hello":
        return Step(moved, (thanks, hello(moved, world)))
    done = after_question(moved, "place", world) if moved.resident.question in ("place", "none") else Step(moved)
    return Step(done.known, (thanks, *done.effects))


def picked(known: Known, number: str, text: str, world: World) -> Step:
    """Which of the places somebody meant."""
    answer = world.places.find(text)
    choices = answer.choices if isinstance(answer, PlaceUnsure) else (answer,) if isinstance(answer, PlaceFound) else ()
    if not number.isdecimal() or len(number) > 2 or int(number) >= len(choices):
        return intake.ask(known, "place", world)
    return after_question(intake.move_to(known, choices[int(number)]), "place", world)


def with_area(known: Known, code: str, world: World) -> Known:
    """The area of a poster's link, when we know it."""
    place = world.places.find(code.replace("_", " ").replace("-", " ")) if code else None
    return intake.move_to(known, place) if isinstance(place, PlaceFound) else known


# ── anything else ───────────────────────────────────────────────────────────────────────────────────────────────
def anything(known: Known, text: str, world: World) -> Step:
    """A greeting, thanks, an interest or a place out of turn; else one honest line, never the same twice in a row."""
    words = plain(text)
    if words in GREETINGS:
        return after_a_detour(known, say("Hi. Nice that you write."), world)
    if words in THANKS:
        return Step(known, (tell(known, say("You're welcome.")),))
    likes = understand(text, world.catalogue).keys
    if likes:
        looking = intake.typed_likes(known, text, world) or known
        return show(looking, world, intake.heard_likes(looking, world))
    place = world.places.find(text)
    if isinstance(place, PlaceFound) and place.area:  # unasked, a town is too often an ordinary word ("Best", "Echt")
        moved = intake.move_to(known, place)
        return show(moved, world, say("I'll look around {place}.", place=place.name))
    return _not_understood(known, world)


def _not_understood(known: Known, world: World) -> Step:
    key, line = next(pair for pair in COMPUTER_LINES if pair[0] != known.resident.last_line)
    return after_a_detour(with_resident(known, last_line=key), line, world)


def after_a_detour(known: Known, line: Text, world: World) -> Step:
    """One line, then the open question again; the human is one tap away in it."""
    if known.resident.question == "none":
        ways = (Button(say("Have a look for me"), "find"), HUMAN)
        return Step(known, (tell(known, line, ways),))
    if known.resident.question == "hello" and known.resident.greeted:
        return Step(known, (tell(known, line, *WAYS_IN),))
    return Step(known, (tell(known, line), *open_question(known, world)))
