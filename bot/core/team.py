"""The group's side: what volunteers press and write, and what the sender tells of it. Here it is only sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.claims import alert, begin, hand_back, later, left, more, take, topic_again
from bot.core.day_list import did, mine, morning, undo
from bot.core.effects import Effect, Say, ToTeam
from bot.core.events import GroupInspected, MemberLeft, MorningCame, TeamEvent, TeamPressed, TeamSaid
from bot.core.known import Group, GroupStep, Known, World
from bot.core.linking import asked_to_link, inspected
from bot.core.reported import heard
from bot.core.requests import is_open, team_for
from bot.core.resident import Team, Volunteer
from bot.core.text import say
from bot.core.topic_talk import handed_back_by_word, in_topic, is_command, talked
from bot.core.volunteers import agree, ask_to_agree, choose_name, is_volunteer

__all__ = ["heard", "step"]

LINK, NAME, BACK, HELP = {"koppel", "link"}, {"naam", "name"}, {"terug", "back"}, {"hulp", "help"}


def step(group: Group, event: TeamEvent, world: World) -> GroupStep:
    """What volunteers, the morning or Telegram's answer about a group bring about."""
    match event:
        case TeamSaid():
            return _said(group, event, world)
        case TeamPressed():
            return _pressed(group, event, world)
        case MemberLeft():
            return left(group, world)
        case GroupInspected():
            return inspected(group, event, world)
        case MorningCame():
            return morning(group, world)


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _said(group: Group, event: TeamSaid, world: World) -> GroupStep:
    about = _in_own_topic(group, event)
    if is_command(event.text):
        return GroupStep(group) if event.edited else _commanded(group, about, event, world)
    return talked(group, about, event) if about is not None else GroupStep(group)


def _in_own_topic(group: Group, event: TeamSaid) -> Known | None:
    known = group.resident
    if event.topic is None or known is None or known.handover is None or known.handover.topic != event.topic:
        return None
    return known


def _commanded(group: Group, about: Known | None, event: TeamSaid, world: World) -> GroupStep:
    """Commands stay in the group, known or not."""
    head, _, words = event.text[1:].partition(" ")
    name = head.partition("@")[0].casefold()
    if name in LINK:
        return asked_to_link(group, event, words.strip(), world)
    if group.team is None:
        return GroupStep(group)
    if name in NAME:
        return choose_name(group, group.team, event, words)
    if about is not None and name in BACK:
        return handed_back_by_word(group, about, event, world)
    text = say("I know: /terug (hand back to the bot), /naam (your first name). Nothing was sent.")
    if about is not None:
        return in_topic(group, about, event, text)
    return GroupStep(group, (Say(ToTeam(group.team.id), text, reply_to=event.message),) if name in HELP else ())


# ── buttons ─────────────────────────────────────────────────────────────────────────────────────────────────────
_DEEDS: dict[str, Callable[[Group, Volunteer, Known, TeamPressed, World], GroupStep]] = {
    "take": take, "more": more, "later": later, "open": begin, "back": hand_back, "topic": topic_again,
    "mine": mine, "did": did, "undo": undo,
}


def _pressed(group: Group, event: TeamPressed, world: World) -> GroupStep:
    """A button in the group. Its data may be anything: who and what it is about is looked up, nothing is trusted."""
    verb, team = event.data.removeprefix("!").split(":")[0], group.team
    if team is None or not event.data.startswith("!"):
        return alert(group, event, say("That button no longer does anything."))
    if verb == "agree":
        return _agreed(group, team, event, world)
    deed, known = _DEEDS.get(verb), _meant(group, team, event, world)
    if deed is None or known is None:
        return alert(group, event, say("That button no longer does anything."))
    if group.by is None or not is_volunteer(group.by):
        return ask_to_agree(group, team, event)
    return deed(group, group.by, known, event, world)


def _meant(group: Group, team: Team, event: TeamPressed, world: World) -> Known | None:
    """The resident the button is about, when this team may know of them."""
    known, parts = group.resident, event.data.split(":")
    if known is None or len(parts) < 2 or parts[1] != str(known.resident.id):
        return None
    if known.handover is not None and is_open(known):
        return known if known.handover.team == team.id else None
    return known if team_for(known.resident, world.teams) == team or _talked_here(known, team) else None


def _talked_here(known: Known, team: Team) -> bool:
    return known.handover is not None and known.handover.team == team.id


def _agreed(group: Group, team: Team, event: TeamPressed, world: World) -> GroupStep:
    """They agree, and what they had pressed before is done now: `!agree:<resident>:<verb>[:…]`."""
    step_ = agree(group, team, event, world)
    by, parts = step_.group.by, event.data.split(":")
    if by is None or by.id == 0 or not is_volunteer(by) or len(parts) < 3 or parts[2] not in _DEEDS:
        return step_
    wanted = replace(event, data=":".join([f"!{parts[2]}", parts[1], *parts[3:]]))
    deed = _pressed(step_.group, wanted, world)
    effects: tuple[Effect, ...] = step_.effects  # type: ignore[assignment]  # agreeing touches no memory
    return GroupStep(deed.group, (*effects, *deed.effects), deed.residents)
