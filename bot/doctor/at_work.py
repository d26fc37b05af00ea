"""Whether the bot is at work: it runs, Telegram answers it, nothing waits too long, nobody is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.doctor.findings import Finding, how_long, look, many, well, wrong
from bot.pulse import Beat
from bot.store.insight import Insight, Queue

NO_BEAT_FOR = timedelta(minutes=2)
NO_ANSWER_FOR = timedelta(minutes=3)
WAITS_LONG = timedelta(minutes=10)
ORDINARY = {
    "blocked": "the person blocked the bot", "topic_gone": "the topic was deleted",
    "message_gone": "the message was deleted", "too late": "it came too late", "no copy": "there was no copy to change",
    "restored": "it waited in the backup", "no source": "the conversation had ended",
}
RESTART = "start it again: sudo systemctl restart schuifaan (or `schuifaan run`); its log tells why"


def check_running(held: bool, beat: Beat | None, now: datetime) -> Finding:
    """`held`: some process has the database."""
    if not held:
        return wrong("bot", "It does not run.", "start it: sudo systemctl start schuifaan (or `schuifaan run`)")
    if beat is None or now - beat.at > NO_BEAT_FOR:
        return wrong("bot", "It runs, but gives no sign of life.", RESTART)
    trouble = beat.trouble.rstrip(". ")
    if trouble:
        return wrong("bot", f"It runs, but: {trouble}.", _last_answer(beat, now))
    if beat.polled is None or now - beat.polled > NO_ANSWER_FOR:
        return wrong("bot", f"It runs, but hears nothing from Telegram. {_last_answer(beat, now)}.", RESTART)
    return well("bot", f"It runs. {_last_answer(beat, now)}.")


def check_queues(seen: Insight, held: bool, now: datetime) -> Finding:
    """What waits is on its way within seconds, unless something is wrong."""
    lines = [_waits(seen.to_decide, "to be answered", now), _waits(seen.to_say, "to be sent", now)]
    told = " ".join(filter(None, lines)) or "Nothing waits."
    oldest = min((queue.since for queue in (seen.to_decide, seen.to_say) if queue.since), default=now)
    if now - oldest <= WAITS_LONG:
        return well("queues", told)
    if not held:
        return look("queues", told, "it goes on when the bot runs")
    return wrong("queues", told, "see whether Telegram can be reached (above), else " + RESTART)


def check_given_up(seen: Insight) -> Iterator[Finding]:
    """What never arrived, never worked, or could not be read in the last week."""
    strange = {reason: n for reason, n in seen.never_arrived.items() if reason not in ORDINARY}
    usual = [f"{n} × {ORDINARY[reason]}" for reason, n in sorted(seen.never_arrived.items()) if reason in ORDINARY]
    if strange:
        told = ", ".join(f"{n} × {reason}" for reason, n in sorted(strange.items()))
        yield look("given up", f"Telegram did not take: {told}.", "tell the makers, with the log around it")
    elif usual:
        yield well("given up", f"Did not arrive, as it happens: {', '.join(usual)}.")
    else:
        yield well("given up", "Everything arrived.")
    if seen.never_worked:
        told = f"{many(seen.never_worked, 'message')} could not be handled, after three tries."
        yield wrong("mistakes", told, "a mistake of ours: tell the makers, with the lines of the log that say Row")
    if seen.dead_letters:
        told = f"{many(seen.dead_letters, 'message')} of a kind that this version does not know."
        yield look("unreadable", told, "see whether there is a newer version")


def check_people(seen: Insight) -> Iterator[Finding]:
    """Nobody is forgotten, and what was promised is kept."""
    told = f"{many(seen.residents, 'resident')}; whoever has not said stop has a next contact."
    if seen.without_contact:
        missed = f"{seen.without_contact} of {many(seen.residents, 'resident')} have no next contact."
        remedy = "the bot puts that right at 4:10 at night; if it is so tomorrow, tell the makers"
        yield wrong("residents", missed, remedy)
    else:
        yield well("residents", told)
    if not seen.teams:
        told = "None is linked: nobody hears a resident who asks for a human."
        yield look("team", told, "schuifaan link-code, and docs/link-a-team.nl.md")
    elif seen.asking_too_long:
        told = f"{many(seen.asking_too_long, 'resident')} waited longer for a human than was promised."
        yield wrong("requests", told, "call a volunteer: the card with the button is in the group")
    else:
        yield well("requests", f"{seen.asking} waiting for a human." if seen.asking else "Nobody waits for a human.")


def _last_answer(beat: Beat, now: datetime) -> str:
    if beat.polled is None:
        return "Telegram has not answered yet"
    return f"Telegram answered last {how_long(now - beat.polled)} ago"


def _waits(queue: Queue, for_what: str, now: datetime) -> str:
    if queue.since is None:
        return ""
    return f"{queue.waiting} waiting {for_what}, the first for {how_long(now - queue.since)}."
