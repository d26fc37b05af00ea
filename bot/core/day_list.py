"""The day's list: which follow-ups are near, and taking a single one over from the bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.claims import alert
from bot.core.contact import answered_by_human
from bot.core.effects import AnswerPress, Button, Edit, Keyboard, Say, ToTeam
from bot.core.events import TeamPressed
from bot.core.group_cards import contact_words, title
from bot.core.known import Group, GroupStep, Known, World
from bot.core.requests import is_open, team_for
from bot.core.resident import Contact, Team, Volunteer
from bot.core.screens import keyboard, lines
from bot.core.text import Text, say, say_n

SHARED: frozenset[str] = frozenset({"look_again", "before", "after", "again", "quiet"})  # kinds a human may do
MOST = 10  # a group bears 20 messages a minute


def morning(group: Group, world: World) -> GroupStep:
    """Weekday mornings: who waits for a human, and each follow-up that is near, with a button to take it."""
    team = group.team
    if team is None or team.purpose != "volunteers":
        return GroupStep(group)
    ours = [known for known in group.due if team_for(known.resident, world.teams) == team]
    near = [(known, contact) for known in ours if (contact := _near(known, world)) is not None]
    waiting = [known for known in ours if known.handover is not None and known.handover.state == "asked"]
    if not near and not waiting:
        return GroupStep(group)
    to = ToTeam(team.id)
    shown = [Say(to, _line(known, contact, world), _choices(known, contact)) for known, contact in near[:MOST]]
    return GroupStep(group, (_opening(team, waiting, len(near)), *shown))


def _near(known: Known, world: World) -> Contact | None:
    """The follow-up a volunteer may take: soon, of a resident who said yes, and who wants to hear from us."""
    contact, resident = known.contact, known.resident
    if contact is None or contact.kind not in SHARED or contact.due > world.now + world.policy.list_ahead:
        return None
    if not resident.share or resident.stopped or resident.gone or (known.handover is not None and is_open(known)):
        return None
    return contact


def _opening(team: Team, waiting: Sequence[Known], near: int) -> Say:
    who = [say("🙋 <b>{who}</b> still waits for a human.", who=title(known.resident)) for known in waiting]
    count = say_n(
        "The bot will write to {n} person soon. Would you rather do it?",
        "The bot will write to {n} people soon. Would you rather do one?", near,
    )
    rest = say("I show the first {n}.", n=MOST) if near > MOST else None
    return Say(ToTeam(team.id), lines(say("Good morning."), *who, count if near else None, rest, gap="\n"))


def _line(known: Known, contact: Contact, world: World) -> Text:
    if contact.owner is None:
        return say("<b>{who}</b>: {what}.", who=title(known.resident), what=contact_words(contact, world))
    return say(
        "<b>{who}</b>: {what}. {name} does it.", who=title(known.resident), what=contact_words(contact, world),
        name=contact.owner_name,
    )


def _choices(known: Known, contact: Contact) -> Keyboard:
    resident = known.resident.id
    if contact.owner is None:
        return keyboard((Button(say("I'll do this one"), f"!mine:{resident}:{contact.kind}"),))
    return keyboard(
        (Button(say("Done"), f"!did:{resident}:{contact.kind}"),
         Button(say("Not after all"), f"!undo:{resident}:{contact.kind}")),
        (Button(say("Open the conversation"), f"!open:{resident}"),),
    )


# ── one of them ─────────────────────────────────────────────────────────────────────────────────────────────────
def mine(group: Group, by: Volunteer, known: Known, event: TeamPressed, world: World) -> GroupStep:
    """A volunteer takes this one follow-up; not done in time, it comes back to the bot."""
    contact = _meant(known, event, world)
    if contact is None:
        return alert(group, event, _GONE)
    if contact.owner is not None:
        return alert(group, event, _whose(contact, by))
    owned = replace(contact, owner=by.id, owner_name=by.name)
    return _changed(group, replace(known, contact=owned), owned, event, world)


def undo(group: Group, by: Volunteer, known: Known, event: TeamPressed, world: World) -> GroupStep:
    """Not after all: the bot does it, as it would have."""
    contact = _meant(known, event, world)
    if contact is None or contact.owner is None:
        return alert(group, event, _GONE)
    if contact.owner != by.id:
        return alert(group, event, _whose(contact, by))
    free = replace(contact, owner=None, owner_name="")
    return _changed(group, replace(known, contact=free), free, event, world)


def did(group: Group, by: Volunteer, known: Known, event: TeamPressed, world: World) -> GroupStep:
    """Done: it counts as said, and the bot says nothing."""
    contact = _meant(known, event, world)
    if contact is None or contact.owner is None or group.team is None:
        return alert(group, event, _GONE)
    if contact.owner != by.id:
        return alert(group, event, _whose(contact, by))
    done = say("✔️ <b>{who}</b>: done by {name}.", who=title(known.resident), name=by.name)
    edit = Edit(ToTeam(group.team.id), event.message, done)
    return GroupStep(group, (AnswerPress(event.press), edit), (answered_by_human(known, world),))


_GONE = say("This follow-up is no longer there. Nothing needs to be done.")


def _meant(known: Known, event: TeamPressed, world: World) -> Contact | None:
    """The follow-up under the button: what stands now, when it is of that kind. Its row may have got another number."""
    contact, parts = known.contact, event.data.split(":")
    if contact is None or len(parts) < 3 or contact.kind != parts[2] or contact.kind not in SHARED:
        return None
    if contact.owner is None and _near(known, world) is None:
        return None
    return contact


def _whose(contact: Contact, by: Volunteer) -> Text:
    if contact.owner == by.id:
        return say("You already do this one.")
    return say("{name} does this one.", name=contact.owner_name)


def _changed(group: Group, known: Known, contact: Contact, event: TeamPressed, world: World) -> GroupStep:
    if group.team is None:
        return GroupStep(group)
    edit = Edit(ToTeam(group.team.id), event.message, _line(known, contact, world), _choices(known, contact))
    return GroupStep(group, (AnswerPress(event.press), edit), (known,))
