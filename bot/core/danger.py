"""Words of danger: how they are noticed, and what is said then. This goes before every other rule."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogue.models import HelpKind
from bot.core.danger_words import KINDS, DangerKind, DangerWords
from bot.core.effects import Button, Say, ToTeam, ToTopic
from bot.core.group_cards import title
from bot.core.help_lines import EMERGENCY, help_lines, help_words
from bot.core.known import Known, Step, World
from bot.core.requests import is_open, team_for
from bot.core.resident import Team
from bot.core.screens import HUMAN, lines, tell, with_resident
from bot.core.text import Lines, Text, say
from bot.core.word_finding import sections_in

# Which line was said last: letters, so that what is kept says nothing about a person.
CALM = ("a", "b", "c")
URGENT = ("d", "e", "f")

_STAY = say("They stay on the line with you.")
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
def answer(known: Known, danger: Danger, world: World) -> Step:
    """The right lines, warmly and without judgement, to the resident; a card to the team, without the words.

    Within `policy.danger_again` of the last words of danger the answer is shorter and there is no second card, unless
    it has become acute. No answer is word for word the one before it.
    """
    at, before, team = known.resident.danger_at, known.resident.last_line, team_for(known.resident, world.teams)
    full = URGENT[0] if danger.kinds[0] == "acute" else CALM[0]
    is_worse = full == URGENT[0] and before not in URGENT
    is_again = at is not None and world.now - at < world.policy.danger_again and not is_worse
    if is_again or (at is not None and before == full):
        text, line = _shortly(danger, known, world)
    else:
        text, line = _fully(danger, known, team, world), full
    buttons = ((HUMAN,),) if team is not None and not is_open(known) else ()
    alerts = (alert for alert in _alerts(known, team) if not (is_again and isinstance(alert.to, ToTeam)))
    return Step(with_resident(known, last_line=line), (tell(known, text, *buttons), *alerts))


def _fully(danger: Danger, known: Known, team: Team | None, world: World) -> Lines:
    return lines(
        *_opening(danger.kinds[0], known, world),
        help_words(_lines_for(danger), known.resident, world, say("These people listen, and know what helps:")),
        lines(say("I'm a computer and I don't stand guard."), _who_knows(known, team), gap=" "),
    )


def _shortly(danger: Danger, known: Known, world: World) -> tuple[Lines, str]:
    """The numbers again, in other words than the last time; and which words those were."""
    number, now = _emergency(known, world), right_now(known, world)
    choices = (
        (CALM[1], say("I read that it is still hard. You don't have to solve this by yourself."), now),
        (CALM[2], say("I'm still here. Please talk with someone now, that helps."), now),
    )
    if danger.kinds[0] == "acute":
        choices = (
            (URGENT[1], say("Don't wait for me. Call <b>{number}</b> now.", number=number), _STAY),
            (URGENT[2], say("Please call <b>{number}</b>, or ask somebody to do it.", number=number), _STAY),
        )
    line, *opening = next(choice for choice in choices if choice[0] != known.resident.last_line)
    people = help_words(_lines_for(danger), known.resident, world, say("These people are there for you:"))
    return lines(*opening, people, _who_knows(known, None)), line


def _opening(kind: DangerKind, known: Known, world: World) -> tuple[Text, ...]:
    if kind == "acute":
        number = _emergency(known, world)
        return (say("This sounds urgent. Call <b>{number}</b> now. They help at once.", number=number),)
    return (_OPENINGS[kind], right_now(known, world))


def right_now(known: Known, world: World) -> Text:
    """What to do when it can't wait."""
    return say("Is there danger right now? Call <b>{number}</b>.", number=_emergency(known, world))


def _emergency(known: Known, world: World) -> str:
    found = help_lines(("danger",), known.resident, world)
    return found[0].number if found else EMERGENCY


def _lines_for(danger: Danger) -> list[HelpKind]:
    return [line for kind in danger.kinds for line in _LINES[kind]]


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


def _alerts(known: Known, team: Team | None) -> tuple[Say, ...]:
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
