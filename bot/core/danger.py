"""Words of danger: how they are noticed, and what is said then. This goes before every other rule."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogue.models import HelpKind
from bot.core.danger_words import KINDS, DangerKind, DangerWords
from bot.core.effects import Button, Effect, Say, ToTeam, ToTopic
from bot.core.group_cards import title
from bot.core.help_lines import EMERGENCY, help_lines, help_words
from bot.core.known import Known, World
from bot.core.requests import is_open, team_for
from bot.core.resident import Team
from bot.core.screens import HUMAN, lines, tell
from bot.core.text import Text, say
from bot.core.word_finding import sections_in

_OPENINGS: dict[DangerKind, Text] = {
    "child": say("Thank you for telling this. A child must be safe. You don't have to carry this alone."),
    "violence": say("Thank you for telling this. Nobody may be hurt or threatened. You need not carry this alone."),
    "suicide": say("Thank you for telling this. That takes courage. I'm glad that you write."),
}
_LINES: dict[DangerKind, tuple[HelpKind, ...]] = {
    "acute": (),
    "child": ("child", "violence"),
    "violence": ("violence",),
    "suicide": ("suicide", "talk"),
}


@dataclass(frozen=True, slots=True)
class Danger:
    """What was noticed, the most urgent kind first. Never the words themselves."""

    kinds: tuple[DangerKind, ...]


def signs(text: str, words: DangerWords) -> Danger | None:
    """The signs of danger in what somebody wrote; None when there are none that we know."""
    found = sections_in(text, words)
    kinds = tuple(kind for kind in KINDS if kind in found)
    return Danger(kinds) if kinds else None


# ── what is said then ───────────────────────────────────────────────────────────────────────────────────────────
def answer(known: Known, danger: Danger, world: World) -> tuple[Effect, ...]:
    """The right lines, warmly and without judgement, to the resident; a card to the team, without the words."""
    team = team_for(known.resident, world.teams)
    kinds = [line for kind in danger.kinds for line in _LINES[kind]]
    text = lines(
        *_opening(danger.kinds[0], known, world),
        help_words(kinds, known.resident, world, say("These people listen, and know what helps:")),
        lines(say("I'm a computer and I don't stand guard."), _who_knows(known, team), gap=" "),
    )
    buttons = ((HUMAN,),) if team is not None and not is_open(known) else ()
    return (tell(known, text, *buttons), *_alerts(known, team))


def _opening(kind: DangerKind, known: Known, world: World) -> tuple[Text, ...]:
    emergency = help_lines(("danger",), known.resident, world)
    number = emergency[0].number if emergency else EMERGENCY
    if kind == "acute":
        return (say("This sounds urgent. Call <b>{number}</b> now. They help at once.", number=number),)
    return (_OPENINGS[kind], say("Is there danger right now? Call <b>{number}</b>.", number=number))


def _who_knows(known: Known, team: Team | None) -> Text | None:
    """Which human hears of this: nobody is told in secret."""
    handover = known.handover
    if handover is not None and handover.state == "claimed":
        return say("{name} reads it too.", name=handover.claimer_name)
    if handover is not None and handover.state == "asked":
        return say("I asked the volunteers to be quick.")
    if team is None:
        return None
    return say("I told the volunteers that you have a hard time, not what you wrote. Shall I get you a human?")


def _alerts(known: Known, team: Team | None) -> tuple[Effect, ...]:
    """For the team: that something is wrong and with whom. Never what was written, nor of which kind it was."""
    handover, resident = known.handover, known.resident.id
    wrote = say("❗ <b>{who}</b> wrote something worrying. The bot gave the right numbers.", who=title(known.resident))
    has_topic = handover is not None and (handover.topic is not None or is_open(known))
    to_topic = (Say(ToTopic(resident), wrote),) if has_topic else ()
    if handover is not None and handover.state == "claimed":
        now = say("{name} talks with them.", name=handover.claimer_name)
        return (*to_topic, Say(ToTeam(handover.team), lines(wrote, now, gap=" ")))
    if team is None:
        return to_topic
    button = Button(say("I'll write to them"), f"!take:{resident}" if is_open(known) else f"!open:{resident}")
    return (*to_topic, Say(ToTeam(team.id), wrote, ((button,),)))
