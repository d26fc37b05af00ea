"""Becoming a volunteer: a first name of one's own choice, and a yes to a code of conduct of one screen."""

from __future__ import annotations

from dataclasses import replace

from bot.core.calling_names import first_name
from bot.core.effects import AnswerPress, Button, Edit, Say, ToTeam
from bot.core.events import Member, TeamPressed, TeamSaid
from bot.core.known import Group, GroupStep, World
from bot.core.linking import ANONYMOUS
from bot.core.resident import Team, Volunteer
from bot.core.screens import lines
from bot.core.text import Lines, Text, say


def is_volunteer(by: Volunteer | None) -> bool:
    """Did this person agree, and are they still in the group?"""
    return by is not None and by.agreed_at is not None and not by.left


def ask_to_agree(group: Group, team: Team, event: TeamPressed) -> GroupStep:
    """The first press of somebody: the code of conduct, with a button that then does what they pressed."""
    by = group.by
    if by is not None and not by.left:
        text = say("First press 'I agree' in General. Can't find it? Send there: /naam and your first name.")
        return GroupStep(group, (AnswerPress(event.press, text),))
    new = _new(team, event.by, first_name(event.by.name), by)
    parts = event.data.removeprefix("!").split(":")
    wanted = ":".join([*parts[1:2], parts[0], *parts[2:]])
    text = say("Nice that you want to help. First read our agreement. It now stands in General.")
    return GroupStep(replace(group, by=new), (AnswerPress(event.press, text), _conduct(team, new, wanted)))


def agree(group: Group, team: Team, event: TeamPressed, world: World) -> GroupStep:
    """They agree: from now on a volunteer. What they had pressed is done by the caller, for somebody we know."""
    by = group.by or _new(team, event.by, first_name(event.by.name), None)
    if not by.name:
        nameless = say("First choose a name. Send: /naam and your first name.")
        return GroupStep(group, (AnswerPress(event.press, nameless),))
    if is_volunteer(by):
        return GroupStep(group)
    agreed = replace(group, by=replace(by, agreed_at=world.now, left=False))
    done = Edit(ToTeam(team.id), event.message, say("{name} is a volunteer of this team now.", name=by.name))
    if group.by is None:
        again = say("Welcome, {name}. Now press the card once more.", name=by.name)
        return GroupStep(agreed, (done, AnswerPress(event.press, again)))
    return GroupStep(agreed, (done,))


def choose_name(group: Group, team: Team, event: TeamSaid, words: str) -> GroupStep:
    """`/naam Roos`: another first name."""
    name = first_name(words)
    if event.by.user == ANONYMOUS:
        return _line(group, team, event, say("You write anonymously here. Press a button, then I know you."))
    if not name:
        return _line(group, team, event, say("Write your first name after it, like this: /naam Roos"))
    if group.by is not None and is_volunteer(group.by):
        named = replace(group, by=replace(group.by, name=name))
        return _line(named, team, event, say("From now on I call you {name}.", name=name))
    new = _new(team, event.by, name, group.by)
    return GroupStep(replace(group, by=new), (_conduct(team, new, "0:hello"),))


def _new(team: Team, member: Member, name: str, before: Volunteer | None) -> Volunteer:
    if before is not None:
        return replace(before, name=name or before.name, agreed_at=None, left=False)
    return Volunteer(0, team.id, member.user, name)


def _conduct(team: Team, by: Volunteer, wanted: str) -> Say:
    button = Button(say("I agree, I am {name}", name=by.name), f"!agree:{wanted}"[:64])
    return Say(ToTeam(team.id), _agreement(by), ((button,),) if by.name else ())


def _agreement(by: Volunteer) -> Lines:
    name = (
        say("They see you as {name}. Rather another name? Send: /naam Roos", name=by.name)
        if by.name
        else say("First choose a first name. Send: /naam Roos")
    )
    return lines(
        say("<b>What we agree with each other</b>"),
        lines(
            say("• What people tell stays in this group."),
            say("• You listen. You don't judge, and you solve nothing for them."),
            say("• You give no phone number, address or money, and you ask for none."),
            say("• You promise only what you will do."),
            say("• In danger you call 112, and you tell the coordinator."),
            say("• Too much? Hand back. That is always good."),
            gap="\n",
        ),
        name,
    )


def _line(group: Group, team: Team, event: TeamSaid, text: Text) -> GroupStep:
    return GroupStep(group, (Say(ToTeam(team.id), text, reply_to=event.message),))
