"""What somebody decides about the bot itself: help, language, pause, stop, what is known, and being forgotten."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core import handover
from bot.core.commands import NO, YES
from bot.core.effects import Button, Effect, Erase, File, ToResident
from bot.core.intake import NEED_LABELS
from bot.core.known import Known, Step, World
from bot.core.planning import name_of, show_plans
from bot.core.resident import FollowUp, Need
from bot.core.resume import hello, open_question, question_left
from bot.core.screens import HUMAN, lines, tell, with_resident, without_words_to
from bot.core.suggestions import CHANGE
from bot.core.text import Arg, Join, Text, foreign, name, say

LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
PAUSE_WORDS = {"week": "week", "maand": "month", "month": "month", "schrijf": "open", "write": "open"}
PAUSES = {"week": timedelta(days=7), "month": timedelta(days=30)}


def help_screen(known: Known, world: World) -> Step:
    """What the bot can do, and the ways to everything."""
    near = say("I look for things to do with you. I am a computer. A human is always near.")
    alone = say("I look for things to do with you. I am a computer. No human reads along here yet.")
    text = lines(
        near if handover.team_for(known.resident, world.teams) else alone,
        say("In danger? Call <b>112</b>. I do not stand guard."),
        say("/activities what there is to do\n/plans your plans\n/human a human\n/pause quiet for a while\n"
            "/stop no more messages\n/mydata what I remember\n/forget erase everything\n/language another language"),
    )
    return Step(
        known,
        (tell(known, text, (Button(say("Have a look for me"), "find"), Button(say("My plans"), "plans")),
              (CHANGE, Button(say("What I remember"), "mydata")),
              (Button(say("I'm stuck with an institution"), "stuck"),), (HUMAN,)),),
    )


def change_screen(known: Known) -> Step:
    """Which answer shall be different?"""
    return Step(
        known,
        (tell(known, say("What would you like to change?"),
              (Button(say("What I like"), "ask:likes"), Button(say("Where I look"), "ask:place")),
              (Button(say("What to keep in mind"), "ask:needs"), Button(say("My language"), "lang")), (HUMAN,)),),
    )


def languages(known: Known, world: World) -> Step:
    """Every language we speak, by its own name."""
    buttons = [Button(say("{name}", name=LANGUAGE_NAMES.get(key, key)), f"lang:{key}") for key in world.languages]
    return Step(known, (tell(known, say("Which language shall I speak?"), tuple(buttons)),))


def stuck(known: Known, world: World) -> Step:
    """Stuck with an institution: no activities, but a human and independent support."""
    support = [
        say("• {name}: <b>{number}</b>", name=name(line.name), number=line.number)
        for line in world.catalogue.help_lines
        if "support" in line.when
    ]
    opening = tell(known, lines(
        say("That is tiring, when you don't get an answer."),
        say("A human will read along with you.") if handover.team_for(known.resident, world.teams) else None,
        lines(say("These people are independent, and free:"), *support, gap="\n") if support else None,
    ))
    asked = handover.ask(known, world, why="institution")
    return Step(asked.known, (opening, *asked.effects))


def speak(known: Known, language: str, world: World) -> Step:
    """Another language, with the answers kept and the open question put again."""
    if language not in world.languages:
        return languages(known, world)
    changed = with_resident(known, language=language, language_chosen=True)
    if handover.is_open(changed):
        return Step(changed, (tell(changed, say("From now on I write in English.")),))
    if changed.resident.question == "hello":
        return Step(changed, (hello(changed, world),))
    return Step(changed, (tell(changed, say("From now on I write in English.")), *open_question(changed, world)))


# ── pause and stop ──────────────────────────────────────────────────────────────────────────────────────────────
def pause_screen(known: Known, _: World) -> Step:
    """Quiet, for how long?"""
    asked = with_resident(known, question="pause")
    return Step(
        asked,
        (tell(asked, say("I'll be quiet. For how long?"),
              (Button(say("A week"), "pause:week"), Button(say("A month"), "pause:month")),
              (Button(say("Until I write"), "pause:open"),)),),
    )


def pause(known: Known, how_long: str, world: World) -> Step:
    """Nothing unasked for so long; even "until I write" has an end, so that nobody is forgotten."""
    if how_long not in (*PAUSES, "open"):
        return pause_screen(known, world)
    until = world.now + PAUSES.get(how_long, world.policy.wake_at_the_latest)
    paused = with_resident(
        known, paused_until=until, paused_until_word=how_long == "open", question="none", stopped=False
    )
    text = (
        say("I'll be quiet until you write. You can always write.")
        if how_long == "open"
        else say("I'll be quiet until {day}. You can always write.", day=until.astimezone(world.zone).date())
    )
    return Step(paused, (tell(paused, text),))


def answer_to_command(known: Known, words: str, world: World) -> Step | None:
    """The answer to what a command asked (quiet for how long? erase everything?); None for any other words."""
    question = known.resident.question
    if question == "pause":
        how_long = next((key for word, key in PAUSE_WORDS.items() if word in words.split()), "")
        return pause(known, how_long, world) if how_long else None
    if question == "forget" and words in YES:
        return forget(known, world)
    return keep(known, world) if question == "forget" and words in NO else None


def let_go(known: Known) -> Known:
    """What a command asked is answered by the very next words only: a "yes" to something else must erase nothing."""
    if known.resident.question not in ("pause", "forget"):
        return known
    return with_resident(known, question=question_left(known))


def stop(known: Known, world: World) -> Step:
    """Stop: one line, everything scheduled is gone, nothing is sent again until they write."""
    ended = handover.end_by_resident(known, world) if handover.is_open(known) else Step(known)
    stopped = with_resident(
        ended.known, stopped=True, question="none", choosing="", paused_until=None, paused_until_word=False,
        follow_up=FollowUp(visits=known.resident.follow_up.visits),
    )
    plans = tuple(replace(p, state="called_off") if p.state == "planned" else p for p in stopped.plans)
    text = say("I have stopped. You get no more messages from me. If you write again, I'm here.")
    return Step(replace(stopped, plans=plans), (*without_words_to(known, ended.effects), tell(stopped, text)))


# ── what is known ───────────────────────────────────────────────────────────────────────────────────────────────
def my_data(known: Known, world: World) -> Step:
    """All we know, readable, and as a file; what is sensitive can be dropped piece by piece."""
    drops = [
        (Button(say("Drop: {need}", need=NEED_LABELS[need]), f"drop:{need}"),) for need in known.resident.answers.needs
    ]
    text = lines(
        say("This is what I remember about you:"), lines(*_facts(known, world), gap="\n"),
        say("Telegram gives me your chat number and your language. I keep no phone number and no surname."),
    )
    said = tell(known, text, *drops, (CHANGE, Button(say("Erase everything"), "forget")), (HUMAN,))
    return Step(known, (said, _as_file(known)))


def _facts(known: Known, world: World) -> list[Text]:
    resident, answers = known.resident, known.resident.answers
    nothing = say("nothing yet")
    interests = world.catalogue.interests
    names = tuple(foreign(interests[key].name) for key in answers.likes if key in interests)
    needs: tuple[Arg, ...] = tuple(dict.fromkeys(NEED_LABELS[need].msgid for need in answers.needs))
    likes: Arg = Join(names) if names else nothing
    mind: Arg = Join(tuple(Text(str(msgid)) for msgid in needs)) if needs else nothing
    facts = [
        say("• Language: {language}", language=LANGUAGE_NAMES.get(resident.language, resident.language)),
        say("• You like: {likes}", likes=likes),
        say("• You look in: {place}", place=answers.where.name if answers.where else nothing),
        say("• To keep in mind: {needs}", needs=mind),
        say("• What a human may call you: {name}", name=resident.name or nothing),
        *(say("• Plan: {name}, {day}", name=name_of(plan, world), day=plan.starts_at) for plan in known.plans),
        say("• Not for you: {n} activities", n=len(resident.said_no)),
    ]
    if resident.share is not None:
        yes, no = say("yes"), say("no")
        facts.append(say("• Volunteers may see your answers: {share}", share=yes if resident.share else no))
    if known.contact is not None and resident.remember:
        facts.append(say("• I may write to you again: {day}", day=known.contact.due.astimezone(world.zone).date()))
    return facts


def _as_file(known: Known) -> Effect:
    resident, where = known.resident, known.resident.answers.where
    content = {
        "language": resident.language,
        "name": resident.name,
        "volunteers_may_see_answers": resident.share,
        "likes": resident.answers.likes,
        "place": where.name if where else None,
        "needs": resident.answers.needs,
        "not_for_me": resident.said_no,
        "suggested": dict(resident.shown),
        "plans": [
            {"activity": p.activity, "starts_at": _iso(p.starts_at), "state": p.state, "remind": p.remind,
             "barrier": p.barrier}
            for p in known.plans
        ],
        "next_contact": {"kind": known.contact.kind, "due": _iso(known.contact.due)} if known.contact else None,
        "last_seen": _iso(resident.seen_at),
        "paused_until": _iso(resident.paused_until),
        "visits": resident.follow_up.visits,
        "conversations_with_humans": resident.handovers,
    }
    caption = say("The same, as a file.")
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return File(ToResident(resident.id), "schuifaan.json", text, caption)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def drop_need(known: Known, need: str, world: World) -> Step:
    """Forget one sensitive thing."""
    kept: tuple[Need, ...] = tuple(n for n in known.resident.answers.needs if n != need)
    changed = with_resident(known, answers=replace(known.resident.answers, needs=kept))
    return my_data(changed, world)


# ── being forgotten ─────────────────────────────────────────────────────────────────────────────────────────────
def ask_forget(known: Known, _: World) -> Step:
    """One question before everything is gone."""
    asked = with_resident(known, question="forget")
    text = say("Shall I erase everything I know about you? Your plans go too. This can't be undone.")
    return Step(asked, (tell(asked, text, *_YES_OR_NO),))


def tap_to_forget(known: Known) -> Effect:
    """While a human is there, a typed "yes" is theirs."""
    text = say("I passed that on. Shall I erase everything about you? Then tap the button.")
    return tell(known, text, *_YES_OR_NO)


_YES_OR_NO = ((Button(say("Yes, erase everything"), "forget:yes"),), (Button(say("No, keep it"), "forget:no"),))


def forget(known: Known, world: World) -> Step:
    """Every row about them goes, and the topic in the volunteers' group; one line says so."""
    goodbye = tell(known, say("Everything is erased. I no longer know you. You are always welcome: just write."))
    return Step(known, (*handover.erased(known, world.now), Erase(known.resident.id), goodbye))


def keep(known: Known, world: World) -> Step:
    """Not erased after all."""
    kept = let_go(known)
    text = say("I keep it all as it was.")
    if handover.is_open(kept):
        return Step(kept, (tell(kept, text),))
    on = show_plans(kept, world).effects if kept.plans else open_question(kept, world)
    return Step(kept, (tell(kept, text), *on))
