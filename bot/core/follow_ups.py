"""Follow-ups: what is said when the next contact is due, and what an answer to it does."""

from __future__ import annotations

from dataclasses import replace

from bot.core import account, handover
from bot.core import contact as contacts
from bot.core.effects import Button, Effect, Erase, Say, ToTopic
from bot.core.known import Known, Step, World
from bot.core.moments import day_of
from bot.core.planning import choose, if_then, plan_of, show_plans, venue, with_plan
from bot.core.resident import Contact, Plan, code_of
from bot.core.screens import HUMAN, SOMETHING_ELSE, lines, minutes_of, tell, with_resident
from bot.core.suggestions import place_words
from bot.core.text import Clock, Text, foreign, say

NOT_NOW = Button(say("Not now"), "notnow")
YES_LOOK = Button(say("Yes, have a look"), "find")
LOOK_FOR_ME = Button(say("Have a look for me"), "find")
LESS = Button(say("Less often"), "pause")


def contact_due(known: Known, contact_row: int, world: World) -> Step:
    """Say the next contact, if it is still the one that stands and may be said now; else only think again."""
    if known.contact is None or known.contact.id != contact_row:
        return Step(known)
    due = contacts.is_due(known, world)
    if due is None:
        return Step(known)
    if due.kind == "forget":
        return _forget(known, world)
    if known.handover is not None and known.handover.state == "claimed" and due.kind != "before":
        return Step(contacts.said(known, due, world), (_to_volunteer(known, due, world),))
    effects = _words(known, due, world)
    return Step(contacts.said(_asking(known, due), due, world), effects)


def _forget(known: Known, world: World) -> Step:
    """The end of a visit says nothing; after two years of silence there is one last line. The topic goes as well."""
    farewell = tell(known, say("We have not spoken for two years. I have erased what I knew about you. "
                               "You are always welcome again: just write."))
    last: tuple[Effect, ...] = (farewell,) if known.resident.remember is True else ()
    return Step(known, (*last, *handover.erased(known, world.now), Erase(known.resident.id)))


def _asking(known: Known, due: Contact) -> Known:
    """What stands open from now on: what is asked here. A "yes" to this must not answer an older question."""
    known = with_resident(account.let_go(known), last_line=due.kind)
    return with_resident(known, question="none", choosing="") if due.kind in ("after", "before") else known


def _to_volunteer(known: Known, due: Contact, world: World) -> Effect:
    """While a human has the conversation the bot is silent: what it would have asked becomes their line."""
    who = known.resident.name or code_of(known.resident.id)
    about = due.plan.activity if due.plan else ""
    activity = world.catalogue.activities.get(about)
    text = {
        "after": say("Now I would ask {who} how it was. Will you ask it?", who=who),
        "calm": say("Two days ago {who} wrote something worrying. Will you ask how it is now?", who=who),
        "wake": say("The pause of {who} is over. Will you say so?", who=who),
    }.get(due.kind, say("Now I would ask {who} if they want to look again. Will you ask it?", who=who))
    name = say("It is about {name}.", name=foreign(activity.name)) if activity else None
    return Say(ToTopic(known.resident.id), lines(text, name, gap=" "))


# ── what each kind says ─────────────────────────────────────────────────────────────────────────────────────────
def _words(known: Known, due: Contact, world: World) -> tuple[Effect, ...]:
    if due.kind == "before" and due.plan is not None:
        return _before(known, due.plan, world)
    if due.kind == "after" and due.plan is not None:
        return (_after(known, due.plan, world),)
    if due.kind == "again":
        return (_again(known, world),)
    if due.kind == "quiet":
        return (_quiet(known, world),)
    if due.kind == "calm":
        text = say("How are you now? I can look for something small with you. Or I get you a human.")
        return (tell(known, text, (HUMAN,), (LOOK_FOR_ME, NOT_NOW)),)
    opening = (
        say("Your pause is over. Shall I have another look with you?")
        if due.kind == "wake"
        else say("Shall I have another look with you?")
    )
    return (tell(known, opening, (YES_LOOK, NOT_NOW), (LESS, HUMAN)),)


def _before(known: Known, plan: Plan, world: World) -> tuple[Effect, ...]:
    activity = world.catalogue.activities.get(plan.activity)
    ref = f"{plan.activity}:{minutes_of(plan.starts_at)}"
    rows = [
        (Button(say("I'm going"), f"going:{ref}"), Button(say("Not this time"), f"skipthis:{ref}")),
        (Button(say("Call it off"), f"off:{ref}"), HUMAN),
    ]
    if activity is None:
        return (tell(known, say("Your plan of {day} is no longer on my list. Please ask if it goes on.",
                                day=plan.starts_at), (SOMETHING_ELSE, HUMAN)),)
    is_today = day_of(plan.starts_at, world) == day_of(world.now, world)
    opening = (
        say("Today at {time}: <b>{name}</b>.", time=Clock(plan.starts_at), name=foreign(activity.name))
        if is_today
        else say("Tomorrow at {time}: <b>{name}</b>.", time=Clock(plan.starts_at), name=foreign(activity.name))
    )
    text = lines(
        opening,
        say("Where: {place}", place=place_words(activity)),
        say("Who welcomes you: {who}", who=foreign(activity.first_visit.welcomed_by)),
        if_then(plan, activity),
    )
    said = replace(tell(known, text, *rows), not_after=plan.starts_at)
    return (said, *venue(known, activity))


def _after(known: Known, plan: Plan, world: World) -> Effect:
    ref = f"{plan.activity}:{minutes_of(plan.starts_at)}"
    activity = world.catalogue.activities.get(plan.activity)
    question = (
        say("How was it at {name}?", name=foreign(activity.name)) if activity else say("How was it yesterday?")
    )
    return tell(
        known, question, (Button(say("Good"), f"good:{ref}"),), (Button(say("Not for me"), f"nah:{ref}"),),
        (Button(say("I didn't go"), f"missed:{ref}"),), (HUMAN,),
    )


def _again(known: Known, world: World) -> Effect:
    plan = contacts.last_visit(known)
    activity = world.catalogue.activities.get(plan.activity) if plan else None
    slots = world.coming.get(plan.activity, ()) if plan else ()
    if activity is not None and slots and known.resident.follow_up.step == 0:
        name = foreign(activity.name)
        text = say("{name} is on again on {day}. Would you like to go?", name=name, day=slots[0].start)
        yes = Button(say("I'd like to go"), f"go:{activity.id}")
        return tell(known, text, (yes,), (SOMETHING_ELSE, NOT_NOW), (LESS, HUMAN))
    text = say("How are things? Shall I have another look with you?")
    return tell(known, text, (YES_LOOK, NOT_NOW), (LESS, HUMAN))


def _quiet(known: Known, world: World) -> Effect:
    text = say("You don't have to do anything. The door stays open. If you write, I'm here.")
    return tell(known, text, (LOOK_FOR_ME, HUMAN))


# ── the answers ─────────────────────────────────────────────────────────────────────────────────────────────────
def going(known: Known, activity: str, letters: str, world: World) -> Step:
    """They are going."""
    plan = plan_of(known, activity, letters)
    if plan is None or plan.state != "planned" or plan.starts_at < world.now:
        return show_plans(known, world)
    return Step(known, (tell(known, say("Nice. I'll ask afterwards how it was.")),))


def good(known: Known, activity: str, letters: str, world: World) -> Step:
    """It was good: say when it is on again, and once, after three visits, ask about helping out."""
    plan = plan_of(known, activity, letters)
    if plan is None:
        return show_plans(known, world)
    is_new = plan.state != "went"
    before = known.resident.follow_up
    visits = before.visits + is_new
    helps = visits >= 3 and not before.asked_to_give
    follow_up = replace(before, visits=visits, since=world.now, step=0 if is_new else before.step,
                        asked_to_give=before.asked_to_give or helps)
    went = with_plan(with_resident(known, follow_up=follow_up), replace(plan, state="went", asked_after=True))
    slots, item = world.coming.get(activity, ()), world.catalogue.activities.get(activity)
    next_time = say("Next time: {day}.", day=slots[0].start) if slots else None
    offer = say("Would you like to help out there too?") if helps and item and item.give else None
    help_out = (Button(say("Help out there"), f"help:{activity}"),) if offer else ()
    again = (Button(say("I'll go again"), f"go:{activity}"),) if slots else ()
    text = lines(say("I'm glad to hear it."), next_time, offer, gap=" ")
    return Step(went, (tell(went, text, (*again, *help_out), (SOMETHING_ELSE, NOT_NOW), (HUMAN,)),))


def not_for_me_after(known: Known, activity: str, letters: str, world: World) -> Step:
    """It was not for them: a good answer."""
    plan = plan_of(known, activity, letters)
    said_no = known.resident.said_no
    known = with_resident(known, said_no=said_no if activity in said_no else (*said_no, activity))
    changed = with_plan(known, replace(plan, state="passed", asked_after=True)) if plan else known
    text = say("Now you know. Shall I look for something else?")
    return Step(changed, (tell(changed, text, (SOMETHING_ELSE, NOT_NOW), (HUMAN,)),))


def missed(known: Known, activity: str, letters: str, world: World) -> Step:
    """They did not go. Never counted, never repeated back."""
    plan = plan_of(known, activity, letters)
    changed = with_plan(known, replace(plan, state="missed", asked_after=True)) if plan else known
    text = say("That's all right. Sometimes it doesn't work out. Would you like something else, or another time?")
    another = Button(say("Another time"), f"go:{activity}")
    along = Button(say("With someone"), f"with:{activity}")
    return Step(changed, (tell(changed, text, (another, along), (SOMETHING_ELSE, NOT_NOW), (HUMAN,)),))


def skip_this_time(known: Known, activity: str, letters: str, world: World) -> Step:
    """Not this time: the plan is off, and the next date is one tap away."""
    plan = plan_of(known, activity, letters)
    if plan is None or plan.state != "planned":
        return choose(known, activity, world)
    off = with_plan(known, replace(plan, state="called_off"))
    text = say("That's fine. Another time, perhaps?")
    return Step(off, (tell(off, text, (Button(say("Another time"), f"go:{activity}"), SOMETHING_ELSE), (HUMAN,)),))


def not_now(known: Known) -> Step:
    """Nothing now: a good answer, and nothing is asked."""
    text: Text = say("That's fine. I'm here when you want to look again.")
    return Step(known, (tell(known, text),))
