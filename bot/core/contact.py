"""The next contact: one kind, one moment, one owner, for everybody who has not said stop.

`next_contact` is one pure function of what is known. It is asked again after every event, in the same transaction,
so nobody can be forgotten by an event that nobody thought of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.known import Known, World
from bot.core.moments import daily, day_of, evening_before, local, morning_of, spread, waking
from bot.core.resident import Contact, ContactKind, FollowUp, Plan, Resident

ASKING = frozenset({"look_again", "after", "again", "quiet", "wake", "calm"})  # an answer is hoped for
USEFUL_BEFORE_START = timedelta(minutes=30)
WHILE_ASKED = timedelta(days=1)  # nothing unasked is said to somebody who waits for a human
LAST_USEFUL_BEFORE_START = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted next, before hours and caps. `asked`: the resident chose it, so the caps do not count."""

    kind: ContactKind
    moment: datetime
    plan: Plan | None = None
    asked: bool = False
    silent: bool = False  # says nothing, so any hour will do


def next_contact(known: Known, world: World) -> Contact | None:
    """The next contact of a resident; None after stop, and after they blocked the bot (a visit is erased all the same).

    `due` is never in the past: what is overdue is due now, or as soon as the night is over. A volunteer who took a
    follow-up keeps it as long as it is the same one; it comes back to the bot `policy.claim_by` after its moment.
    """
    resident = known.resident
    if resident.remember and (resident.stopped or resident.gone):
        return None
    wanted = _wanted(known, world)
    due = max(wanted.moment, world.now) if wanted.silent else _allowed(wanted, resident, world)
    owned = known.contact is not None and known.contact.owner is not None and _same(known.contact, wanted)
    if owned and known.contact is not None:
        due = _comes_back(wanted, due, known.contact, world)
        return Contact(wanted.kind, due, known.contact.owner, known.contact.owner_name, wanted.plan, known.contact.id)
    return Contact(wanted.kind, due, plan=wanted.plan)


def is_due(known: Known, world: World) -> Contact | None:
    """The contact that may be said at this moment, or None when it must wait after all."""
    contact = next_contact(known, world)
    return contact if contact is not None and contact.due <= world.now else None


# ── what is wanted ──────────────────────────────────────────────────────────────────────────────────────────────
def _wanted(known: Known, world: World) -> Wanted:
    resident = known.resident
    if resident.danger_at is not None and resident.remember is not False:
        return Wanted("calm", resident.danger_at + world.policy.danger_kept, asked=True)
    if resident.remember is not True:
        return Wanted("forget", _end_of_visit(known, world), silent=True)
    if resident.paused_until is not None and resident.paused_until > world.now:
        return Wanted("wake", resident.paused_until, asked=True)
    if resident.paused_until is not None:
        return Wanted("wake", world.now, asked=True)
    plans = [wanted for plan in known.plans if (wanted := _for_plan(plan, known, world))]
    wanted = min(plans, key=lambda one: one.moment) if plans else _without_plan(known, world)
    waits = _is_promised_a_human(known) and not wanted.asked
    return replace(wanted, moment=max(wanted.moment, world.now + WHILE_ASKED)) if waits else wanted


def _is_promised_a_human(known: Known) -> bool:
    """Whether a promise stands. When no more is promised, the bot stays in touch as ever, so nobody is forgotten."""
    handover = known.handover
    return handover is not None and handover.state == "asked" and handover.promised_at is not None


def _end_of_visit(known: Known, world: World) -> datetime:
    """A day after the last word, theirs or a human's; never while a human is asked for or there."""
    handover, seen = known.handover, known.resident.seen_at or world.now
    if handover is not None and handover.state != "closed":
        return world.now + world.policy.visit_kept
    closed = handover.closed_at if handover is not None and handover.closed_at is not None else seen
    return max(seen, closed) + world.policy.visit_kept


def _for_plan(plan: Plan, known: Known, world: World) -> Wanted | None:
    if plan.state != "planned" or plan.asked_after:
        return None
    before = _before(plan, known, world)
    if before is not None:
        return before
    day_after = day_of(plan.starts_at, world) + timedelta(days=1)
    return Wanted("after", local(day_after, world.policy.after_at, world) + spread(known.resident.id, world), plan)


def _before(plan: Plan, known: Known, world: World) -> Wanted | None:
    """The reminder, unless it was given, was not wanted, or would come too late to be of use."""
    if plan.remind == "not" or plan.reminded:
        return None
    morning = morning_of(plan.starts_at, world) if plan.remind == "morning" else None
    moment = morning or evening_before(plan.starts_at, world)
    if known.handover is not None and known.handover.state == "claimed":
        moment = _last_useful(plan, world)
    moment += spread(known.resident.id, world) if morning is None else timedelta(0)
    at = waking(max(moment, world.now), known.resident.id, world)
    return Wanted("before", moment, plan, asked=True) if at < plan.starts_at - USEFUL_BEFORE_START else None


def _last_useful(plan: Plan, world: World) -> datetime:
    """The last moment at which a reminder still helps: two hours before, or the evening before something early."""
    late = plan.starts_at - LAST_USEFUL_BEFORE_START
    return late if waking(late, 0, world) == late else evening_before(plan.starts_at, world)


def _without_plan(known: Known, world: World) -> Wanted:
    resident, policy, follow_up = known.resident, world.policy, known.resident.follow_up
    since = follow_up.since or resident.looked_at or resident.seen_at or world.now
    if follow_up.unanswered >= policy.quiet_after:
        return _quiet(resident, since, world)
    if not follow_up.looked_again and follow_up.visits == 0 and not known.plans:
        looked = resident.looked_at or resident.seen_at or world.now
        return Wanted("look_again", _on_day(looked + policy.look_again_after, known, world))
    return Wanted("again", _again(known, since, world))


def _again(known: Known, since: datetime, world: World) -> datetime:
    """Before the next date of what was good, once; then the taper: contact becomes less as things go well."""
    step, taper = known.resident.follow_up.step, world.policy.taper
    if step > 0:
        return _on_day(since + taper[min(step - 1, len(taper) - 1)], known, world)
    plan = last_visit(known)
    dates = world.coming.get(plan.activity, ()) if plan else ()
    later = [evening_before(slot.start, world) for slot in dates if evening_before(slot.start, world) > since]
    return min(later) if later else _on_day(since + taper[0], known, world)


def _quiet(resident: Resident, since: datetime, world: World) -> Wanted:
    steps, at = world.policy.quiet_steps, resident.follow_up.unanswered - world.policy.quiet_after
    if at < len(steps):
        return Wanted("quiet", daily(day_of(since + steps[at], world), resident.id, world))
    seen = resident.seen_at or since
    return Wanted("forget", daily(day_of(seen + world.policy.farewell_after, world), resident.id, world), asked=True)


def last_visit(known: Known) -> Plan | None:
    """The last plan that was good."""
    return max((p for p in known.plans if p.state == "went"), key=lambda p: p.starts_at, default=None)


def _on_day(moment: datetime, known: Known, world: World) -> datetime:
    return max(moment, daily(day_of(moment, world), known.resident.id, world))


# ── when it may be said ─────────────────────────────────────────────────────────────────────────────────────────
def _allowed(wanted: Wanted, resident: Resident, world: World) -> datetime:
    """The first moment, from now, that keeps the quiet hours, the rest after a talk, and the caps."""
    at = waking(max(wanted.moment, world.now), resident.id, world)
    if wanted.asked:
        return at
    policy = world.policy
    if resident.seen_at is not None:
        at = waking(max(at, resident.seen_at + policy.rest_after_talk), resident.id, world)
    said = resident.follow_up.last_unasked
    if sum(day_of(moment, world) == day_of(at, world) for moment in said) >= policy.per_day:
        at = daily(day_of(at, world) + timedelta(days=1), resident.id, world)
    in_week = sorted(moment for moment in said if at - moment < timedelta(days=7))
    if len(in_week) >= policy.per_week:
        free = in_week[-policy.per_week] + timedelta(days=7)
        at = max(at, daily(day_of(free, world) + timedelta(days=1), resident.id, world))
    return at


def _comes_back(wanted: Wanted, due: datetime, contact: Contact, world: World) -> datetime:
    """When a follow-up that a volunteer took returns to the bot: a reminder while it still helps, the rest later."""
    moment = max(wanted.moment, min(due, contact.due))
    if wanted.plan is not None and wanted.kind == "before":
        return max(world.now, min(moment + world.policy.claim_by, _last_useful(wanted.plan, world)))
    return waking(max(world.now, wanted.moment + world.policy.claim_by), 0, world)


def _same(contact: Contact, wanted: Wanted) -> bool:
    if contact.kind != wanted.kind:
        return False
    mine, theirs = contact.plan, wanted.plan
    return (mine is None) == (theirs is None) and (
        mine is None or theirs is None or (mine.activity, mine.starts_at) == (theirs.activity, theirs.starts_at)
    )


# ── what changes when it is said ────────────────────────────────────────────────────────────────────────────────
def said(known: Known, contact: Contact, world: World) -> Known:
    """Remember that this contact has been said, so that the next one follows from it."""
    before = known.resident.follow_up
    after = before
    if contact.kind in ASKING:
        recent = tuple(m for m in before.last_unasked if world.now - m < timedelta(days=7))
        after = replace(before, since=world.now, unanswered=before.unanswered + 1, last_unasked=(*recent, world.now))
    if contact.kind == "look_again":
        after = replace(after, looked_again=True, unanswered=max(after.unanswered, world.policy.quiet_after))
    if contact.kind in ("wake", "calm"):
        after = replace(after, looked_again=True)
    if contact.kind == "again":
        after = replace(after, step=after.step + 1)
    resident = replace(known.resident, follow_up=after)
    if contact.kind == "calm":
        resident = replace(resident, danger_at=None)
    if contact.kind == "wake":
        resident = replace(resident, paused_until=None)
    return replace(known, resident=resident, plans=_plans_after(known, contact), contact=None)


def answered_by_human(known: Known, world: World) -> Known:
    """A volunteer did this follow-up: it counts as said and as answered."""
    if known.contact is None:
        return known
    done = said(known, known.contact, world)
    return replace(done, resident=replace(done.resident, follow_up=answered(done.resident.follow_up)))


def answered(follow_up: FollowUp) -> FollowUp:
    """Anything a resident does is an answer."""
    return replace(follow_up, unanswered=0)


def _plans_after(known: Known, contact: Contact) -> tuple[Plan, ...]:
    about = contact.plan
    if about is None:
        return known.plans
    return tuple(
        _marked(p, contact.kind) if (p.activity, p.starts_at) == (about.activity, about.starts_at) else p
        for p in known.plans
    )


def _marked(plan: Plan, kind: ContactKind) -> Plan:
    return replace(plan, reminded=plan.reminded or kind == "before", asked_after=plan.asked_after or kind == "after")
