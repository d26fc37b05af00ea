"""The next contact: nobody is forgotten, nobody is nagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.catalogue.models import Slot
from bot.core.contact import answered_by_human, is_due, next_contact, said
from bot.core.known import Known
from bot.core.moments import day_of, is_night
from bot.core.policy import Policy
from bot.core.resident import Contact, FollowUp, Handover, Plan
from tests.core.people import ZONE, a_world, anna, at, going, knows

POLICY = Policy()


def due(known: Known, now: str) -> tuple[str, str]:
    """Kind and local moment of the next contact."""
    contact = next_contact(known, a_world(now))
    assert contact is not None
    return contact.kind, f"{contact.due.astimezone(ZONE):%Y-%m-%d %H:%M}"


def test_who_looked_without_choosing_is_asked_again_after_three_days() -> None:
    assert due(knows(anna()), "2026-12-01 10:00") == ("look_again", "2026-12-04 10:31")


def test_a_reminder_comes_the_evening_before() -> None:
    known = knows(anna(), going("2026-12-08 10:00", remind="evening"))

    assert due(known, "2026-12-01 10:05") == ("before", "2026-12-07 18:31")


def test_a_reminder_that_morning_comes_at_nine() -> None:
    known = knows(anna(), going("2026-12-08 14:00", remind="morning"))

    assert due(known, "2026-12-01 10:05") == ("before", "2026-12-08 09:00")


def test_that_morning_is_the_evening_before_for_something_early() -> None:
    known = knows(anna(), going("2026-12-08 09:30", remind="morning"))

    assert due(known, "2026-12-01 10:05") == ("before", "2026-12-07 18:31")


def test_without_a_reminder_they_are_asked_afterwards_all_the_same() -> None:
    known = knows(anna(), going("2026-12-08 10:00", remind="not"))

    assert due(known, "2026-12-01 10:05") == ("after", "2026-12-09 11:01")


def test_a_machine_that_slept_drops_a_reminder_that_is_of_no_use_any_more() -> None:
    known = knows(anna(), going("2026-12-08 10:00", remind="evening"))

    assert due(known, "2026-12-08 12:00") == ("after", "2026-12-09 11:01")


def test_a_machine_that_slept_does_not_speak_at_night() -> None:
    known = knows(anna(), going("2026-12-08 14:00", remind="evening"))

    assert due(known, "2026-12-08 03:00") == ("before", "2026-12-08 09:01")


def test_a_question_afterwards_is_never_dropped() -> None:
    known = knows(anna(), going("2026-12-08 10:00", remind="not"))

    assert due(known, "2026-12-20 15:00") == ("after", "2026-12-20 15:00")


def test_there_is_nothing_after_stop() -> None:
    assert next_contact(knows(anna(stopped=True)), a_world("2026-12-01 10:00")) is None


def test_there_is_nothing_for_who_blocked_the_bot() -> None:
    assert next_contact(knows(anna(gone=True)), a_world("2026-12-01 10:00")) is None


def test_a_pause_ends_with_one_line_and_reminders_wait() -> None:
    paused = anna(paused_until=at("2026-12-20 10:00"))

    assert due(knows(paused, going("2026-12-08 10:00")), "2026-12-02 10:00") == ("wake", "2026-12-20 10:00")


def test_a_visit_without_remembering_is_erased_after_a_day() -> None:
    assert due(knows(anna(remember=False)), "2026-12-01 10:00") == ("forget", "2026-12-02 10:00")


def test_a_visit_of_somebody_who_left_is_erased_all_the_same() -> None:
    assert due(knows(anna(remember=None, gone=True)), "2026-12-01 10:00") == ("forget", "2026-12-02 10:00")


def test_a_visit_is_not_erased_while_a_human_is_asked_for() -> None:
    asked = Handover(1, team=1, why="asked", asked_at=at("2026-12-01 10:00"))
    known = knows(anna(remember=None), handover=asked)

    assert due(known, "2026-12-02 10:00") == ("forget", "2026-12-03 10:00")
    assert is_due(known, a_world("2026-12-02 10:00")) is None


def test_a_visit_is_erased_a_day_after_the_human_left() -> None:
    closed = Handover(
        1, team=1, why="asked", asked_at=at("2026-12-01 10:00"), state="closed", closed_at=at("2026-12-04 15:00")
    )

    assert due(knows(anna(remember=False), handover=closed), "2026-12-04 15:00") == ("forget", "2026-12-05 15:00")


def test_who_waits_for_a_human_hears_nothing_unasked_meanwhile() -> None:
    asked = Handover(1, 1, "asked", at("2026-12-01 10:00"), promised_at=at("2026-12-04 15:00"))
    known = knows(anna(), handover=asked)

    assert is_due(known, a_world("2026-12-04 10:31")) is None
    assert due(known, "2026-12-04 10:31") == ("look_again", "2026-12-05 10:31")


def test_when_no_human_is_promised_any_more_the_bot_stays_in_touch() -> None:
    asked = Handover(1, 1, "asked", at("2026-12-01 10:00"), late=3)

    assert due(knows(anna(), handover=asked), "2026-12-04 10:31") == ("look_again", "2026-12-04 10:31")


def test_after_words_of_danger_follow_ups_wait_two_days_for_one_gentle_line() -> None:
    known = knows(anna(danger_at=at("2026-12-01 10:00")), going("2026-12-02 14:00"))

    assert due(known, "2026-12-01 10:00") == ("calm", "2026-12-03 10:00")


def test_two_follow_ups_without_an_answer_become_quiet_and_quieter() -> None:
    since = at("2026-12-10 11:00")

    moments = [
        due(knows(anna(follow_up=FollowUp(since=since, unanswered=n, looked_again=True))), "2026-12-10 11:00")
        for n in (2, 3, 4)
    ]

    assert moments == [("quiet", "2026-12-17 10:31"), ("quiet", "2027-03-10 10:31"), ("quiet", "2027-06-08 10:31")]


def test_after_two_years_of_silence_everything_is_erased() -> None:
    silent = anna(follow_up=FollowUp(since=at("2027-09-01 10:31"), unanswered=5, looked_again=True))

    assert due(knows(silent), "2027-09-01 10:31") == ("forget", "2028-11-30 10:31")


def test_after_a_good_visit_the_next_date_is_offered_once_and_then_contact_becomes_less() -> None:
    went = going("2026-12-08 10:00", state="went", asked_after=True)
    answered = at("2026-12-09 11:30")
    dates = {"zingen-op-dinsdag": [Slot(at("2026-12-15 10:00"), at("2026-12-15 11:30"))]}
    world = a_world("2026-12-09 11:30", dates)

    first = next_contact(knows(anna(seen_at=answered, follow_up=FollowUp(since=answered, visits=1)), went), world)
    later = [
        next_contact(knows(anna(seen_at=answered, follow_up=FollowUp(since=answered, visits=1, step=n)), went), world)
        for n in (1, 2, 3, 9)
    ]

    assert first is not None
    assert f"{first.due.astimezone(ZONE):%m-%d %H:%M}" == "12-14 18:30"
    assert [day_of(c.due, world).isoformat() for c in later if c] == [
        "2026-12-23", "2027-01-20", "2027-03-03", "2027-03-03"
    ]


def test_at_most_one_unasked_message_a_day_and_two_a_week() -> None:
    said_today = FollowUp(last_unasked=(at("2026-12-09 11:00"),))
    said_twice = FollowUp(last_unasked=(at("2026-12-07 11:00"), at("2026-12-08 11:00")))
    plan = going("2026-12-08 10:00", remind="not")

    assert due(knows(anna(follow_up=said_today), plan), "2026-12-09 11:05") == ("after", "2026-12-10 10:31")
    assert due(knows(anna(follow_up=said_twice), plan), "2026-12-09 10:00")[1] >= "2026-12-14 11:00"


def test_no_unasked_message_within_twelve_hours_of_a_talk() -> None:
    known = knows(anna(seen_at=at("2026-12-09 08:00")), going("2026-12-08 10:00", remind="not"))

    assert due(known, "2026-12-09 08:00") == ("after", "2026-12-09 20:00")


def test_a_follow_up_that_a_volunteer_took_stays_theirs_and_comes_back_when_not_done() -> None:
    known = knows(anna(), going("2026-12-08 10:00", remind="not"))
    own = next_contact(known, a_world("2026-12-01 10:05"))
    assert own is not None

    taken = replace(known, contact=replace(own, owner=7, owner_name="Fatima", id=12))
    kept = next_contact(taken, a_world("2026-12-09 08:45"))

    assert kept is not None
    assert (kept.owner, kept.id) == (7, 12)
    assert f"{kept.due.astimezone(ZONE):%m-%d %H:%M}" == "12-09 15:01"


def test_a_reminder_that_a_volunteer_took_comes_back_while_it_still_helps() -> None:
    known = knows(anna(), going("2026-12-08 14:00", remind="evening"))
    own = next_contact(known, a_world("2026-12-01 10:05"))
    assert own is not None

    kept = next_contact(replace(known, contact=replace(own, owner=7, id=12)), a_world("2026-12-07 09:00"))

    assert kept is not None
    assert kept.due < at("2026-12-08 12:01")


def test_what_a_volunteer_did_counts_as_said_and_as_answered() -> None:
    known = knows(anna(), going("2026-12-08 10:00", remind="not"))
    own = next_contact(known, a_world("2026-12-09 11:05"))

    done = answered_by_human(replace(known, contact=own), a_world("2026-12-09 11:05"))

    assert done.plans[0].asked_after
    assert done.resident.follow_up.unanswered == 0


def test_while_a_human_has_the_conversation_a_reminder_waits_for_the_last_useful_moment() -> None:
    with_fatima = Handover(1, team=1, why="asked", asked_at=at("2026-12-01 10:00"), state="claimed", claimed_by=7)
    known = knows(anna(), going("2026-12-08 14:00", remind="evening"), handover=with_fatima)

    assert due(known, "2026-12-01 10:05") == ("before", "2026-12-08 12:01")


moments = st.datetimes(datetime(2026, 11, 1), datetime(2027, 6, 1)).map(lambda d: d.replace(tzinfo=ZONE))  # noqa: DTZ001 - the zone is put on here
plans = st.builds(
    Plan, st.just("zingen-op-dinsdag"), moments, st.sampled_from(["planned", "called_off", "went", "missed"]),
    st.sampled_from(["evening", "morning", "not"]), reminded=st.booleans(), asked_after=st.booleans(),
)
follow_ups = st.builds(
    FollowUp, since=st.none() | moments, unanswered=st.integers(0, 6), step=st.integers(0, 5),
    looked_again=st.booleans(), visits=st.integers(0, 4), last_unasked=st.lists(moments, max_size=4).map(tuple),
)
people = st.builds(
    anna, id=st.integers(1, 500), remember=st.sampled_from([True, True, True, False, None]), seen_at=moments,
    looked_at=st.none() | moments, paused_until=st.none() | moments, danger_at=st.none() | moments,
    follow_up=follow_ups,
)


@given(people, st.lists(plans, max_size=3), moments)
def test_everybody_who_did_not_say_stop_has_a_next_contact_that_is_not_in_the_past_and_not_at_night(
    resident: object, made: list[Plan], now: datetime
) -> None:
    world = a_world(now)
    contact = next_contact(knows(resident, *made), world)  # type: ignore[arg-type]  # hypothesis builds residents

    assert contact is not None
    assert contact.due >= now
    assert contact.kind == "forget" or not is_night(contact.due, world)


@given(people, st.lists(plans, max_size=3), moments)
def test_saying_what_is_due_always_leads_on_and_never_to_the_same_moment(
    resident: object, made: list[Plan], now: datetime
) -> None:
    known = knows(resident, *made)  # type: ignore[arg-type]  # hypothesis builds residents
    unasked: list[datetime] = []
    moment = now
    for _ in range(12):
        contact = next_contact(known, a_world(moment))
        assert contact is not None
        moment = contact.due
        if contact.kind == "forget":
            return
        ready = is_due(known, a_world(moment))
        assert ready is not None
        assert ready.kind == contact.kind
        if contact.kind in ("look_again", "after", "again", "quiet"):
            unasked.append(moment)
        known = said(replace(known, contact=contact), contact, a_world(moment))
    for first, second in pairwise(unasked):
        assert second - first >= timedelta(hours=12)


def test_a_contact_that_is_not_due_yet_is_not_said() -> None:
    known = knows(anna(), contact=Contact("look_again", at("2026-12-04 10:31")))

    assert is_due(known, a_world("2026-12-02 10:00")) is None
