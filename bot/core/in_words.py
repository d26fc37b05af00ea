"""What is typed in answer to a follow-up does what its button would: nobody needs to find the button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bot.core.commands import NO, YES
from bot.core.contact import last_visit
from bot.core.follow_ups import going, good, missed, not_now, skip_this_time
from bot.core.known import Known, Step, World
from bot.core.planning import choose, typed_reminder
from bot.core.resident import Plan
from bot.core.screens import minutes_of, with_resident
from bot.core.suggestions import show

GOOD = YES | frozenset(
    ["leuk", "fijn", "top", "gezellig", "mooi", "heel leuk", "heel gezellig", "het was leuk", "het was goed",
     "het was fijn", "het was gezellig", "good", "nice", "great", "lovely", "it was good", "it was nice",
     "it was great"]
)
MISSED = NO | frozenset(
    ["niet geweest", "ik ben niet geweest", "niet gegaan", "ik ben niet gegaan", "ik was er niet", "i didn t go",
     "i did not go", "didn t go", "i wasn t there"]
)

Deed: TypeAlias = Callable[[Known, str, str, World], Step]


def answered(known: Known, words: str, world: World) -> Step | None:
    """The answer to the follow-up said last; None when the words are about something else."""
    asked, heard = known.resident.last_line, with_resident(known, last_line="")
    if asked in ("look_again", "wake", "again") and words in YES:
        plan = last_visit(known) if asked == "again" else None
        return choose(heard, plan.activity, world) if plan else show(heard, world)
    if asked in ("look_again", "wake", "again") and words in NO:
        return not_now(heard)
    if asked == "remind":
        return typed_reminder(heard, words, world)
    plan = _asked_after(known) if asked == "after" else _reminded(known, world) if asked == "before" else None
    deed = _deed(asked, words)
    return deed(heard, plan.activity, minutes_of(plan.starts_at), world) if plan and deed else None


def _deed(asked: str, words: str) -> Deed | None:
    if asked == "after":
        return good if words in GOOD else missed if words in MISSED else None
    return going if words in YES else skip_this_time if words in NO else None


def _asked_after(known: Known) -> Plan | None:
    asked = [plan for plan in known.plans if plan.asked_after and plan.state == "planned"]
    return max(asked, key=lambda plan: plan.starts_at, default=None)


def _reminded(known: Known, world: World) -> Plan | None:
    coming = [plan for plan in known.plans if plan.reminded and plan.state == "planned" and plan.starts_at > world.now]
    return min(coming, key=lambda plan: plan.starts_at, default=None)
