"""People are loaded and saved as a whole, have one next contact, and are erased to the last byte."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.effects import Relay, ToResident, ToTopic
from bot.core.events import ContactDue, DeadlinePassed
from bot.core.known import Known
from bot.core.resident import Answers, Contact, Deadline, FollowUp, Plan, Resident, Where
from bot.store import Sql, Store, contacts, deadlines, handovers, inbox, relays, residents
from bot.store.handovers import AlreadyClaimed
from tests.shell.stored import ANNA, BEN, MINUTE, NOW, asked, link, meet, stored

SECRET = "a word that nobody else has"
ANNAS_CHAT = 777_000_777
HOUR = timedelta(hours=1)


async def test_a_stranger_is_not_known(store: Store) -> None:
    assert await store.read(lambda sql: residents.load(sql, ANNA)) is None
    assert await store.read(lambda sql: residents.load_by_id(sql, 1)) is None


async def test_everything_we_may_remember_comes_back(store: Store) -> None:
    singing, walking = Plan("zingen", NOW + 2 * HOUR, barrier="weather"), Plan("wandelen", NOW + HOUR, "went")
    answers = Answers(("singing",), Where("Lombok", 52.1, 5.1, "lombok"), ("quiet", "free"))
    everything = Resident(
        1, "en", language_chosen=True, remember=True, name="Anna", share=True, question="place", answers=answers,
        page=2, choosing="zingen", said_no=("bingo",), shown=(("zingen", 2),), last_offer=("zingen", "bingo"),
        seen_at=NOW, follow_up=FollowUp(NOW, 1, 2, last_unasked=(NOW,)), handovers=1,
    )
    contact = Contact("before", NOW + HOUR, 5, "Fatima", singing, 1)

    def unit(sql: Sql) -> Known:
        team = link(sql)
        handover = asked(team.id, claimed_by=5, claimer_name="Fatima", topic=44, claimed_at=NOW)
        return meet(sql, resident=everything, plans=(singing, walking), handover=handover, contact=contact)

    known = await store.transaction(unit)

    assert known.resident == everything
    assert known.plans == (walking, singing)
    assert known.contact == contact
    assert known.handover is not None
    assert known.handover.topic == 44


async def test_plans_are_changed_added_and_taken_away(store: Store) -> None:
    stays, changes, goes = (Plan(name, NOW + HOUR) for name in ("a", "b", "c"))

    def unit(sql: Sql) -> Known:
        known = meet(sql, plans=(stays, changes, goes))
        residents.save(sql, known, replace(known, plans=(stays, replace(changes, state="called_off"), Plan("d", NOW))))
        return stored(sql)

    known = await store.transaction(unit)

    assert [(plan.activity, plan.state) for plan in known.plans] == [
        ("d", "planned"), ("a", "planned"), ("b", "called_off")
    ]


async def test_a_number_is_never_given_to_somebody_else(store: Store) -> None:
    def unit(sql: Sql) -> tuple[int, int]:
        first = meet(sql, ANNA).resident.id
        residents.erase(sql, first, 0, NOW)
        return first, meet(sql, ANNA).resident.id

    first, second = await store.transaction(unit)

    assert second > first


# ── the next contact ────────────────────────────────────────────────────────────────────────────────────────────
async def test_everybodys_next_contact_is_told_first_due_first(store: Store) -> None:
    later, sooner = Contact("after", NOW + 2 * HOUR), Contact("before", NOW + HOUR, 5, "Fatima")

    def unit(sql: Sql) -> list[tuple[int, Contact]]:
        meet(sql, ANNA, contact=later)
        meet(sql, BEN, contact=sooner)
        return contacts.upcoming(sql)

    assert await store.transaction(unit) == [(BEN, sooner), (ANNA, later)]


async def test_nobody_can_have_two_next_contacts(store: Store) -> None:
    def unit(sql: Sql) -> None:
        known = meet(sql)
        contacts._insert(sql, known.resident.id, Contact("wake", NOW))

    with pytest.raises(sqlite3.IntegrityError):
        await store.transaction(unit)


async def test_the_same_contact_again_keeps_its_number_and_another_gets_a_new_one(store: Store) -> None:
    def unit(sql: Sql) -> list[int]:
        known = meet(sql)
        assert known.contact is not None
        numbers = [known.contact.id]
        for contact in (replace(known.contact, id=0), Contact("wake", known.contact.due), None, known.contact):
            residents.save(sql, known, replace(known, contact=contact))
            now = stored(sql).contact
            numbers.append(now.id if now else 0)
        return numbers

    assert await store.transaction(unit) == [1, 1, 2, 0, 3]


async def test_a_contact_that_is_due_comes_once(store: Store) -> None:
    await store.transaction(lambda sql: meet(sql, contact=Contact("wake", NOW)))

    early = await store.read(lambda sql: residents.due_contacts(sql, NOW - MINUTE))
    due = await store.read(lambda sql: residents.due_contacts(sql, NOW))
    await store.transaction(lambda sql: inbox.accept(sql, due, NOW))
    again = await store.read(lambda sql: residents.due_contacts(sql, NOW))

    assert (early, again) == ([], [])
    assert [(row.chat, row.event) for row in due] == [(ANNA, ContactDue(1, 1))]
    assert await store.read(residents.next_due) is None


async def test_a_promise_that_is_due_comes_once_and_stays_the_same_promise(store: Store) -> None:
    promise = Deadline("promise", NOW)

    def unit(sql: Sql) -> list[object]:
        known = meet(sql, promises=[promise])
        inbox.accept(sql, due := residents.due_deadlines(sql, NOW), NOW)
        residents.save(sql, known, known, [promise])
        return [due[0].event, *residents.due_deadlines(sql, NOW)]

    assert await store.transaction(unit) == [DeadlinePassed(1, 1, "promise")]


async def test_a_promise_that_is_kept_is_no_deadline_any_more(store: Store) -> None:
    def unit(sql: Sql) -> tuple[bool, bool]:
        known = meet(sql, promises=[Deadline("promise", NOW)])
        stood = deadlines.stands(sql, 1)
        residents.save(sql, known, known, [])
        return stood, deadlines.stands(sql, 1)

    assert await store.transaction(unit) == (True, False)


async def test_the_clock_hears_of_the_first_thing_that_is_due(store: Store) -> None:
    def unit(sql: Sql) -> None:
        meet(sql, ANNA, contact=Contact("wake", NOW + 3 * HOUR), promises=[Deadline("promise", NOW + HOUR)])
        meet(sql, BEN, contact=Contact("wake", NOW + 2 * HOUR))

    await store.transaction(unit)

    assert await store.read(residents.next_due) == NOW + HOUR


async def test_the_audit_finds_who_has_no_next_contact_unless_they_said_stop(store: Store) -> None:
    def unit(sql: Sql) -> list[int]:
        meet(sql, 1)
        meet(sql, 2, contact=None)
        meet(sql, 3, contact=None, resident=Resident(3, stopped=True))
        meet(sql, 4, contact=None, resident=Resident(4, gone=True))
        return residents.audit(sql)

    assert await store.transaction(unit) == [2]


async def test_the_audit_finds_a_contact_whose_moment_went_by_without_effect(store: Store) -> None:
    def unit(sql: Sql) -> tuple[list[int], list[int]]:
        meet(sql, contact=Contact("wake", NOW))
        inbox.accept(sql, residents.due_contacts(sql, NOW), NOW)
        waits = residents.audit(sql)
        inbox.done(sql, 1, NOW)
        return waits, residents.audit(sql)

    assert await store.transaction(unit) == ([], [1])


# ── conversations with a human ──────────────────────────────────────────────────────────────────────────────────
async def test_of_two_who_claim_only_the_first_wins(store: Store) -> None:
    def unit(sql: Sql) -> Known:
        known = meet(sql, handover=asked(link(sql).id))
        assert known.handover is not None
        for volunteer in (5, 6):
            claimed = replace(known.handover, state="claimed", claimed_by=volunteer, claimed_at=NOW)
            residents.save(sql, known, replace(known, handover=claimed))
        return known

    with pytest.raises(AlreadyClaimed):
        await store.transaction(unit)


async def test_the_last_conversation_is_known_as_long_as_its_topic_exists(store: Store) -> None:
    def unit(sql: Sql) -> list[int | None]:
        known = meet(sql, handover=asked(link(sql).id, topic=44))
        assert known.handover is not None
        closed = replace(known.handover, state="closed", closed_at=NOW)
        seen: list[int | None] = []
        for handover in (closed, asked(known.handover.team, number=2), replace(closed, topic=None)):
            residents.save(sql, stored(sql), replace(stored(sql), handover=handover))
            now = stored(sql).handover
            seen.append(now.number if now else None)
        return seen

    assert await store.transaction(unit) == [1, 2, 2]


async def test_the_usual_wait_is_the_median_of_at_least_five_of_the_last_month(store: Store) -> None:
    def claimed(sql: Sql, chat: int, waited: int) -> None:
        meet(sql, chat, handover=asked(1, claimed_by=5, claimed_at=NOW + waited * MINUTE))

    def unit(sql: Sql) -> list[float | None]:
        waits: list[float | None] = []
        for chat, waited in enumerate([1, 2, 30, 4, 5]):
            waits.append(handovers.usual_wait(sql, NOW))
            claimed(sql, chat, waited)
        return [*waits, handovers.usual_wait(sql, NOW), handovers.usual_wait(sql, NOW + timedelta(days=31))]

    assert await store.transaction(unit) == [None] * 5 + [240.0, None]


async def test_pairs_of_messages_are_kept_for_a_month(store: Store) -> None:
    def unit(sql: Sql) -> tuple[int, int]:
        meet(sql)
        relays.remember(sql, Relay(ToTopic(1), ToResident(1), 10), 110, NOW)
        return relays.purge(sql, NOW + timedelta(days=29)), relays.purge(sql, NOW + timedelta(days=31))

    assert await store.transaction(unit) == (0, 1)
