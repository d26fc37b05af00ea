"""Put the open question again, with the answers there are: after a human, in another language, after a detour."""

from __future__ import annotations

from bot.core.effects import Button, Effect
from bot.core.intake import likes_screen, needs_screen, place_screen
from bot.core.known import Known, World
from bot.core.planning import ask_barrier
from bot.core.resident import Question
from bot.core.screens import HUMAN, lines, tell
from bot.core.text import Text, name, say

LOOK = Button(say("Let's look"), "look")
WAYS_IN = ((LOOK,), (Button(say("First tell me more"), "tell"), HUMAN))  # for who has seen the first screen


def open_question(known: Known, world: World) -> tuple[Effect, ...]:
    """The question that stands open, or what there is to choose when none does."""
    question = known.resident.question
    if question == "hello":
        return (hello(known, world),)
    if question in ("likes", "place", "needs"):
        return ({"likes": likes_screen, "place": place_screen, "needs": needs_screen}[question](known, world),)
    if question == "barrier" and known.resident.choosing:
        return (ask_barrier(known),)
    return (tell(known, say("What would you like to do?"), *ways_on(known)),)


def question_left(known: Known) -> Question:
    """The first question that has no answer yet; "none" once there have been suggestions, or a plan."""
    resident = known.resident
    if known.handover is not None and known.handover.state != "closed":
        return known.handover.question
    if resident.looked_at is not None or known.plans:
        return "none"
    if resident.remember is None:
        return "hello"
    if not resident.answers.likes:
        return "likes"
    return "place" if resident.answers.where is None else "needs"


def ways_on(known: Known) -> tuple[tuple[Button, ...], ...]:
    """The buttons that are right at any moment."""
    plans = (Button(say("My plans"), "plans"),) if known.plans else ()
    return ((Button(say("Have a look for me"), "find"), *plans), (Button(say("Change my answers"), "change"), HUMAN))


def hello(known: Known, world: World) -> Effect:
    """Who is writing, what it does, and that answers are remembered: the first screen, and a short one."""
    other = "en" if known.resident.language != "en" else "nl"
    own_name = {"en": "English", "nl": "Nederlands"}[other]
    text = lines(
        say("Hi, I'm Schuifaan. I am a computer, not a human. I know nice things near you. Shall I look with you?"),
        _made_by(world),
        say("I ask three short questions. You may skip them all. I remember your answers, so that I can look again."),
    )
    rows = ((LOOK,), (Button(say("First tell me more"), "tell"), Button(say("{name}", name=own_name), f"lang:{other}")))
    return tell(known, text, *rows)


def _made_by(world: World) -> Text | None:
    organisation = world.catalogue.organisation
    return say("I belong to {organisation}.", organisation=name(organisation.name)) if organisation else None


def tell_more(known: Known, world: World) -> Effect:
    """In plain words what is remembered, who can read it, how to stop; and a look without being remembered."""
    text = lines(
        say("I remember your language, what you like, your neighbourhood and your plans."),
        say("Volunteers see your answers only if you say yes. If you talk with a human, their whole team can read it."),
        say("Telegram itself can read along. So don't write things that must stay secret."),
        say("Stop? Type /stop. Erase everything? Type /forget."),
    )
    return tell(known, text, (LOOK,), (Button(say("Look without remembering"), "anon"),), (HUMAN,))
