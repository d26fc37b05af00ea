"""The help lines of the catalogue, as lines of a message: for danger, for talking, for children."""

from __future__ import annotations

from collections.abc import Sequence

from bot.catalogue.models import HelpKind, HelpLine
from bot.core.known import World
from bot.core.resident import Resident
from bot.core.screens import lines
from bot.core.text import Lines, Text, foreign, name, say

EMERGENCY = "112"


def help_lines(kinds: Sequence[HelpKind], resident: Resident, world: World) -> tuple[HelpLine, ...]:
    """The lines of these kinds that serve where somebody is, in the order of the kinds, none twice.

    Of one kind those that are there for few other kinds come first: the children's line before one for everybody.

    Lines that speak another language come after those that speak the resident's, but are never left out.
    """
    area = resident.answers.where.area if resident.answers.where else ""
    here = [line for line in world.catalogue.help_lines if not line.areas or area in line.areas]
    found = [line for kind in kinds for line in sorted(here, key=lambda one: len(one.when)) if kind in line.when]
    unique = {line.number: line for line in reversed(found)}
    first = sorted(unique.values(), key=found.index)
    return tuple(sorted(first, key=lambda line: bool(line.languages) and resident.language not in line.languages))


def help_words(kinds: Sequence[HelpKind], resident: Resident, world: World, opening: Text) -> Lines | None:
    """An opening and a line for each; None when the catalogue has none of these kinds."""
    found = help_lines(kinds, resident, world)
    return lines(opening, *(_words(line) for line in found), gap="\n") if found else None


def _words(line: HelpLine) -> Text:
    if line.hours:
        return say("• {name}: <b>{number}</b>, {hours}", name=name(line.name), number=line.number,
                   hours=foreign(line.hours))
    return say("• {name}: <b>{number}</b>", name=name(line.name), number=line.number)
