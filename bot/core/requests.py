"""Asking for a human: the first tap makes the request; a name and a yes to sharing are asked after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.calling_names import is_skipped, name_in
from bot.core.effects import Button, DeleteTopic, Edit, Effect, OpenTopic, RenameTopic, ToTopic
from bot.core.group_cards import briefing_text, card_edit, request_card, title
from bot.core.help_lines import help_words
from bot.core.known import Known, Step, World
from bot.core.promises import how_long, promise_words, promised_moment
from bot.core.resident import Handover, Question, Resident, Team, Why
from bot.core.screens import lines, tell, with_resident
from bot.core.text import Text, name, say

CALL_OFF = Button(say("Rather not"), "human_off")
END = Button(say("End this conversation"), "human_off")
SKIP_NAME = Button(say("Skip"), "skip:name")
OWN_QUESTIONS: frozenset[Question] = frozenset({"name", "share"})


def is_open(known: Known) -> bool:
    """Did this resident ask for a human, and is that not over?"""
    return known.handover is not None and known.handover.state != "closed"


def is_claimed(known: Known) -> bool:
    """Does a human have the conversation?"""
    return known.handover is not None and known.handover.state == "claimed"


def team_for(resident: Resident, teams: Sequence[Team]) -> Team | None:
    """Who reads along with this resident: the team of their area, else one for everywhere, else any; None without."""
    where = resident.answers.where
    area = where.area if where else ""
    volunteers = [team for team in teams if team.purpose == "volunteers"]
    near = [team for team in volunteers if area and area in team.areas]
    wide = [team for team in volunteers if not team.areas]
    return next(iter([*near, *wide, *volunteers]), None)


def ask(known: Known, world: World, why: Why = "asked", activity: str = "") -> Step:
    """Ask for a human. Asking again while that is open says how it stands, and asks nobody twice."""
    if known.handover is not None and is_open(known):
        return Step(known, (_as_it_stands(known, known.handover, world),))
    team = team_for(known.resident, world.teams)
    if team is None:
        return Step(known, (_nobody_here(known, world),))
    asked = _asked(known, team, why, activity, world)
    handover = asked.handover
    if handover is None:
        return Step(known)
    waiting = tell(asked, lines(how_long(handover, world), _WHO_READS), (CALL_OFF,))
    first, question = _first_question(asked)
    return Step(
        first, (waiting, request_card(first, handover, world), *topic_for(known, first, handover), *question)
    )


def topic_for(before: Known, after: Known, handover: Handover) -> tuple[Effect, ...]:
    """A topic, unless that of the last conversation is there to be used again. One in another team goes."""
    last = before.handover
    if handover.topic is not None:
        return ()
    elsewhere = (DeleteTopic(last.team, last.topic),) if last is not None and last.topic is not None else ()
    new = OpenTopic(handover.team, after.resident.id, title(after.resident), report=f"topic:{after.resident.id}")
    return (*elsewhere, new)


def new_handover(known: Known, team: Team, why: Why, world: World) -> Handover:
    """A request, numbered after the last one; it finds the topic of the last one again."""
    last = known.handover
    question = known.resident.question
    return Handover(
        number=known.resident.handovers + 1,
        team=team.id,
        why=why,
        asked_at=world.now,
        topic=last.topic if last is not None and last.team == team.id else None,
        question="none" if question in OWN_QUESTIONS else question,
    )


def _asked(known: Known, team: Team, why: Why, activity: str, world: World) -> Known:
    handover = replace(new_handover(known, team, why, world), promised_at=promised_moment(world), plan=activity)
    return replace(with_resident(known, handovers=handover.number), handover=handover)


_WHO_READS = say("What you type from now on goes to them. The whole team can read it.")


def _as_it_stands(known: Known, handover: Handover, world: World) -> Effect:
    if handover.state == "claimed":
        return tell(known, say("{name} is here. Just write.", name=handover.claimer_name), (END,))
    text = lines(say("Your question is with the volunteers."), promise_words(handover, world), gap=" ")
    return tell(known, text, (CALL_OFF,))


def _nobody_here(known: Known, world: World) -> Effect:
    """Nothing is pretended: who can be reached instead."""
    organisation = world.catalogue.organisation
    text = lines(
        say("No human reads along here yet. I'd rather say so than let you wait."),
        help_words(("talk",), known.resident, world, say("You can call someone for a talk:")),
        say("This bot belongs to {name}: {contact}", name=name(organisation.name),
            contact=organisation.privacy_contact) if organisation and organisation.privacy_contact else None,
    )
    return tell(known, text, (Button(say("Have a look for me"), "find"),))


def busy(known: Known, world: World) -> Step:
    """A button of the bot was pressed while a human has the conversation."""
    handover = known.handover
    if handover is None or not is_open(known):
        return Step(known)
    return Step(known, (_as_it_stands(known, handover, world),))


# ── the name, and the yes ───────────────────────────────────────────────────────────────────────────────────────
def _first_question(known: Known) -> tuple[Known, tuple[Effect, ...]]:
    """The name at the first request only; a visit that is not remembered is asked nothing."""
    resident = known.resident
    if resident.remember is False:
        return known, ()
    if not resident.name and resident.handovers == 1:
        asking = with_resident(known, question="name")
        return asking, (tell(asking, say("What may I call you? The volunteers see that name."), (SKIP_NAME,)),)
    return _share_question(known)


def _share_question(known: Known, *before: Text) -> tuple[Known, tuple[Effect, ...]]:
    if known.resident.share is not None:
        return _back_to_question(known), tuple(tell(known, line) for line in before)
    asking = with_resident(known, question="share")
    text = lines(
        *before,
        say("May they see your answers? Then you don't have to tell it again."),
        gap=" ",
    )
    buttons = (Button(say("Yes, they may"), "share:yes"), Button(say("Rather not"), "share:no"))
    return asking, (tell(asking, text, buttons),)


def _back_to_question(known: Known) -> Known:
    """The question that stood open before a human was asked for."""
    if known.handover is None or known.resident.question not in OWN_QUESTIONS:
        return known
    return with_resident(known, question=known.handover.question)


def named(known: Known, text: str, world: World) -> Step | None:
    """What was typed as an answer to "what may they call you?"; None when it is not a name but words for the team."""
    if is_skipped(text):
        return skip_name(known, world)
    name = name_in(text)
    if not name:
        return None
    called = with_resident(known, name=name)
    asking, effects = _share_question(called, say("Hello {name}.", name=name))
    renamed = RenameTopic(ToTopic(called.resident.id), title(called.resident))
    return Step(asking, (*effects, renamed, *in_the_group(asking, world)))


def skip_name(known: Known, world: World) -> Step:
    """No name: a guest. An old button, pressed later, changes nothing."""
    if known.resident.question != "name" or not is_open(known):
        return busy(known, world)
    asking, effects = _share_question(known, say("That's fine."))
    return Step(asking, effects)


def choose_share(known: Known, answer: str, world: World) -> Step:
    """Yes or no to sharing the answers; can be changed with the same buttons at any time."""
    if answer not in ("yes", "no"):
        return Step(*_share_question(with_resident(known, share=None)))
    shared = _back_to_question(with_resident(known, share=answer == "yes"))
    thanks = say("Thank you. They can see your answers.")
    kept = say("That's fine. They don't see your answers.")
    return Step(shared, (tell(shared, thanks if answer == "yes" else kept), *in_the_group(shared, world)))


def in_the_group(known: Known, world: World) -> tuple[Effect, ...]:
    """What the group shows of a resident, made true again: the card and the briefing."""
    handover = known.handover
    if handover is None or not is_open(known):
        return ()
    card = () if handover.card is None else (card_edit(known, handover, handover.card, world),)
    return (*card, *_briefing_edit(known, handover, world))


def _briefing_edit(known: Known, handover: Handover, world: World) -> tuple[Effect, ...]:
    if handover.briefing is None or handover.state != "claimed":
        return ()
    back = ((Button(say("Hand back to the bot"), f"!back:{known.resident.id}"),),)
    return (Edit(ToTopic(known.resident.id), handover.briefing, briefing_text(known, handover, world), back),)
