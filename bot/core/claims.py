"""Claims: one volunteer takes a conversation, hands it back, or leaves and it is open again."""

from __future__ import annotations

from dataclasses import replace

from bot.core.effects import AnswerPress, Button, DeleteMessage, Effect, Memory, OpenTopic, Say, ToTeam, ToTopic
from bot.core.ending import handed_back
from bot.core.events import TeamPressed
from bot.core.group_cards import briefing, card_edit, contact_words, more_text, request_card, title
from bot.core.known import Group, GroupStep, Known, World
from bot.core.promises import promise_words, promised_moment
from bot.core.requests import END, OWN_QUESTIONS, is_open, new_handover, topic_for
from bot.core.resident import Handover, Team, Volunteer, Why
from bot.core.screens import lines, tell, with_resident
from bot.core.text import Text, Words, say


def alert(group: Group, event: TeamPressed, text: Words) -> GroupStep:
    """Only tell the one who pressed."""
    return GroupStep(group, (AnswerPress(event.press, text),))


def take(group: Group, by: Volunteer, known: Known, event: TeamPressed, world: World) -> GroupStep:
    """The first press wins; whoever comes after reads who was first."""
    handover = known.handover
    if handover is None or handover.state == "closed":
        return alert(group, event, say("This conversation is over. Thank you all the same."))
    if handover.state == "claimed":
        return alert(group, event, _taken(handover, by))
    taken = replace(handover, card=handover.card or _card_of(event))
    return _claimed(group, by, known, taken, (AnswerPress(event.press),), world)


def more(group: Group, by: Volunteer, known: Known, event: TeamPressed, world: World) -> GroupStep:
    """A little more before taking it, as far as the resident said yes to that."""
    if known.handover is None or not is_open(known):
        return alert(group, event, say("This conversation is over. Thank you all the same."))
    return alert(group, event, more_text(known, known.handover, world))


def later(group: Group, by: Volunteer, known: Known, event: TeamPressed, world: World) -> GroupStep:
    """Not today: a good answer."""
    return alert(group, event, say("That's fine, {name}. The card stays here for the others.", name=by.name))


def begin(group: Group, by: Volunteer, known: Known, event: TeamPressed, world: World) -> GroupStep:
    """A volunteer starts a conversation: with who consented, or had a hard time in the last days."""
    if known.handover is not None and is_open(known):
        return take(group, by, known, event, world)
    resident, team = known.resident, group.team
    if resident.gone or resident.stopped or (resident.paused_until is not None and resident.danger_at is None):
        return alert(group, event, say("They asked for rest. We leave it at that."))
    if team is None or not (resident.share or resident.danger_at):
        return alert(group, event, say("They did not say yes to that. They can always ask for a human themselves."))
    why: Why = "danger" if resident.danger_at else "follow_up"
    handover = new_handover(known, team, why, world)
    numbered = with_resident(known, handovers=handover.number)
    topic = topic_for(known, numbered, handover)
    return _claimed(group, by, numbered, handover, (AnswerPress(event.press), *topic), world)


def hand_back(group: Group, by: Volunteer, known: Known, event: TeamPressed, world: World) -> GroupStep:
    """The claimer hands back to the bot."""
    handover = known.handover
    if handover is None or handover.state != "claimed":
        return alert(group, event, say("The bot already has this conversation."))
    if handover.claimed_by != by.id:
        return alert(group, event, say("Only {name} can hand this back.", name=handover.claimer_name))
    step = handed_back(known, world)
    return GroupStep(group, (AnswerPress(event.press), *step.effects), (step.known,))


def topic_again(group: Group, by: Volunteer, known: Known, event: TeamPressed, world: World) -> GroupStep:
    """The right was missing when the topic should be opened: try once more."""
    handover = known.handover
    if handover is None or not is_open(known) or handover.topic is not None:
        return alert(group, event, say("That is no longer needed."))
    again = OpenTopic(handover.team, known.resident.id, title(known.resident), report=f"topic:{known.resident.id}")
    return GroupStep(group, (AnswerPress(event.press, say("I try it again.")), again))


def _claimed(
    group: Group, by: Volunteer, known: Known, handover: Handover, before: tuple[Effect, ...], world: World
) -> GroupStep:
    claimed = replace(
        handover, state="claimed", claimed_by=by.id, claimer_name=by.name, claimed_at=world.now, promised_at=None,
        hinted=False,
    )
    question = handover.question if known.resident.question in OWN_QUESTIONS else known.resident.question
    now = replace(with_resident(known, question=question), handover=claimed)
    card = () if claimed.card is None else (card_edit(now, claimed, claimed.card, world),)
    return GroupStep(group, (*before, *card, _is_here(now, claimed), briefing(now, claimed, world)), (now,))


def _is_here(known: Known, handover: Handover) -> Effect:
    """Before any human word: who writes from now on, and who can read it."""
    name = handover.claimer_name
    opening = (
        say("<b>{name}</b> (volunteer) is here now, and would like to hear how you are.", name=name)
        if handover.card is None and handover.why in ("follow_up", "danger")
        else say("<b>{name}</b> (volunteer) is here now.", name=name)
    )
    rest = say("What you write goes to {name}. The whole team can read it. I keep quiet.", name=name)
    return tell(known, lines(opening, rest, gap=" "), (END,))


def _taken(handover: Handover, by: Volunteer) -> Text:
    if handover.claimed_by == by.id:
        return say("You already have this conversation.")
    return say("{name} was first and has this conversation.", name=handover.claimer_name)


def _card_of(event: TeamPressed) -> int | None:
    return event.message if event.topic is None else None


# ── somebody leaves the team ────────────────────────────────────────────────────────────────────────────────────
def left(group: Group, world: World) -> GroupStep:
    """A volunteer left: their conversations are open again, their follow-ups free, and everybody concerned hears it."""
    by, team = group.by, group.team
    if by is None or team is None:
        return GroupStep(group)
    effects: list[Effect | Memory] = []
    changed = []
    for known in group.due:
        after, said = _let_go(known, by, team, world)
        if said:
            changed.append(after)
            effects += said
    return GroupStep(replace(group, by=replace(by, left=True)), tuple(effects), tuple(changed))


def _let_go(known: Known, by: Volunteer, team: Team, world: World) -> tuple[Known, list[Effect]]:
    said: list[Effect] = []
    contact, handover = known.contact, known.handover
    if contact is not None and contact.owner == by.id:
        known = replace(known, contact=replace(contact, owner=None, owner_name=""))
        free = say("Free again: <b>{who}</b>, {what}.", who=title(known.resident), what=contact_words(contact, world))
        button = Button(say("I'll do this one"), f"!mine:{known.resident.id}:{contact.kind}")
        said.append(Say(ToTeam(team.id), free, ((button,),)))
    if handover is not None and handover.state == "claimed" and handover.claimed_by == by.id:
        known, more_said = _open_again(known, handover, world)
        said += more_said
    return known, said


def _open_again(known: Known, handover: Handover, world: World) -> tuple[Known, list[Effect]]:
    open_again = replace(
        handover, state="asked", claimed_by=None, claimer_name="", claimed_at=None, card=None, late=0, noticed_at=None,
        promised_at=promised_moment(world), hinted=False, briefing=None,
    )
    now = replace(known, handover=open_again)
    name = handover.claimer_name
    to_resident = lines(
        say("{name} can't go on. I asked who takes over.", name=name), promise_words(open_again, world),
        say("Your words are safe here."), gap=" ",
    )
    to_topic = say("{name} left the team. Who takes over? The card is in General.", name=name)
    old = [] if handover.card is None else [DeleteMessage(ToTeam(handover.team), handover.card)]
    return now, [*old, request_card(now, open_again, world), Say(ToTopic(known.resident.id), to_topic),
                 tell(now, to_resident, (END,))]
