"""What is answered to a sign: warmly, briefly, without activities, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core import account, danger, handover, hours, promises
from bot.core.effects import Button, Erase, Say, ToTeam
from bot.core.group_cards import title
from bot.core.help_lines import help_words
from bot.core.known import Known, Step, World
from bot.core.requests import team_for
from bot.core.screens import HUMAN, lines, tell, with_resident
from bot.core.signs import Sign, SignKind
from bot.core.text import Text, foreign, say

NOTHING_NOW = Button(say("Nothing now"), "notnow")
LOOK_TOGETHER = Button(say("Look together"), "find")


# Which line was said last: letters, so that what is kept says nothing about a person.
FIRST, AGAIN = "a", "b"
OF_THE_LIST = "list"
HUMAN_OFFERED = frozenset({*danger.CALM, *danger.URGENT, FIRST, AGAIN, OF_THE_LIST})  # each ends with "a human?"


def answer_sign(known: Known, sign: Sign, world: World) -> Step:
    """The answer to a sign. The same words never come twice in a row."""
    return _ANSWERS[sign.kind](known, world)


def _listening(known: Known, first: Text, again: Text) -> tuple[Known, Text]:
    """One of two lines, by turns; and that it was said."""
    if known.resident.last_line == FIRST:
        return with_resident(known, last_line=AGAIN), again
    return with_resident(known, last_line=FIRST), first


# ── one for each ────────────────────────────────────────────────────────────────────────────────────────────────
def _under_16(known: Known, world: World) -> Step:
    """Nothing of a child is kept: every row goes, and what is in the group; one last line."""
    text = lines(
        say("Thank you for telling your age. I may not keep anything of you. Everything is erased now."),
        help_words(("child",), known.resident, world, say("There are people who are there for you:")),
    )
    return Step(known, (*handover.erased(known, world.now), Erase(known.resident.id), tell(known, text)))


def _grief(known: Known, _: World) -> Step:
    """One sentence, one question. Another sentence when it is said again."""
    heard, line = _listening(known, say("How sad that you have to miss someone."), say("That is a lot to carry."))
    text = lines(line, say("Would you like to talk about it with a human? Or nothing for now?"), gap=" ")
    return Step(heard, (tell(heard, text, (HUMAN,), (NOTHING_NOW,)),))


def _anger(known: Known, world: World) -> Step:
    """No defence and no advice. A human, and by when: the moment that a request made now would be promised."""
    heard, line = _listening(
        known, say("I read that you are angry. You may be."), say("I read that you have had enough. That may be said.")
    )
    return Step(heard, (tell(heard, lines(line, _when_a_human_reads(heard, world)), (HUMAN,)),))


def _institution(known: Known, world: World) -> Step:
    return account.stuck(known, world)


def _complaint(known: Known, world: World) -> Step:
    """The team hears that something is wrong, not what: the words go to them only when a human is asked for."""
    team = team_for(known.resident, world.teams)
    if team is None:
        contact = world.catalogue.organisation
        text = lines(
            say("Thank you for saying so. No human reads along here yet."),
            say("You can tell it here: {name}, {contact}", name=foreign(contact.name), contact=contact.privacy_contact)
            if contact and contact.privacy_contact else None,
        )
        return Step(known, (tell(known, text),))
    if known.resident.last_line == OF_THE_LIST:
        again = say("Thank you. Tell a human what is wrong, then they can look into it.")
        return Step(with_resident(known, last_line=""), (tell(known, again, (HUMAN,)),))
    thanks = lines(
        say("Thank you for saying so. I told the team that something in my list is wrong."),
        say("They don't know what it is. I didn't pass on your words. Will you tell a human?"),
    )
    card = say("📋 <b>{who}</b> says that something in the list is wrong. What it is, the bot did not pass on.",
               who=title(known.resident))
    told = with_resident(known, last_line=OF_THE_LIST)
    return Step(told, (tell(told, thanks, (HUMAN,)), Say(ToTeam(team.id), card)))


def _for_other(known: Known, _: World) -> Step:
    """No profile of somebody who isn't here: a few words to read together."""
    heard, line = _listening(
        known,
        say("Kind of you to think of somebody. I keep nothing about them. Read this together:"),
        say("You can read this together:"),
    )
    text = lines(
        line,
        say("<i>Hi, I'm Schuifaan, a computer. I look with you for something nice nearby. You choose yourself. "
            "You can stop at any moment.</i>"),
    )
    return Step(heard, (tell(heard, text, (LOOK_TOGETHER,), (HUMAN,)),))


_ANSWERS: Mapping[SignKind, Callable[[Known, World], Step]] = {
    "under_16": _under_16,
    "grief": _grief,
    "anger": _anger,
    "institution": _institution,
    "complaint": _complaint,
    "for_other": _for_other,
}


def _when_a_human_reads(known: Known, world: World) -> Text:
    if team_for(known.resident, world.teams) is None:
        return say("Shall I say who you can reach?")
    moment = hours.in_words(promises.promised_moment(world), world)
    return say("Shall I get you a human? Ask now, and somebody reads it at the latest <b>{moment}</b>.", moment=moment)
