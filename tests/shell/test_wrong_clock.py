"""The clock is set back, or far ahead and back again: no flood, nothing twice, nothing at night, nobody forgotten."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.shell.processes import EXAMPLE
from tests.story.person import Person
from tests.story.playing import ZONE
from tests.story.stage import Stage, a_stage

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=UTC)
IN_1970 = datetime(1970, 1, 1, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
JUMPS = pytest.mark.parametrize("by", [-HOUR, -DAY, IN_1970 - TUESDAY], ids=["an hour", "a day", "to 1970"])


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A town with a linked team."""
    async with a_stage(TUESDAY, tmp_path, EXAMPLE) as opened:
        yield opened


@pytest.fixture
async def anna(stage: Stage) -> Person:
    """Somebody who has seen suggestions."""
    person = Person.of(stage, "Anna")
    await person.look()
    return person


# ── back ────────────────────────────────────────────────────────────────────────────────────────────────────────
@JUMPS
async def test_what_is_being_sent_does_not_wait_for_the_old_time_to_come_again(
    stage: Stage, anna: Person, by: timedelta
) -> None:
    before = len(anna.heard())
    stage.it.faults.add("500", method="sendMessage")
    stage.it.people.say(anna.me, anna.me, "/hulp")
    waits = "SELECT 1 FROM outbox WHERE attempts > 0 AND done_at IS NULL"
    await stage.app.store.until(lambda sql: sql.one(waits))

    stage.clock.move(by)
    await stage.settle()

    assert len(anna.heard()) == before + 1


@JUMPS
async def test_everybody_is_answered_and_nothing_is_said_unasked(stage: Stage, anna: Person, by: timedelta) -> None:
    stage.clock.move(by)
    await stage.settle()
    quiet = len(anna.heard())
    await anna.say("/hulp")

    assert len(anna.heard()) == quiet + 1
    assert (await anna.known()).contact is not None


@JUMPS
async def test_when_it_is_right_again_a_reminder_comes_once_and_by_day(
    stage: Stage, anna: Person, by: timedelta
) -> None:
    due = (await anna.known()).contact
    assert due is not None
    before = len(anna.heard())

    stage.clock.move(by)
    await stage.settle()
    stage.clock.move_to(TUESDAY + HOUR)
    await stage.settle()
    assert len(anna.heard()) == before
    await stage.move_to(due.due + HOUR)

    assert len(anna.heard()) == before + 1


async def test_people_who_came_in_1970_are_not_all_called_at_once_when_it_is_right_again(stage: Stage) -> None:
    stage.clock.move_to(IN_1970)
    await stage.settle()
    people = [Person.of(stage, f"Bewoner {number}") for number in range(3)]
    for person in people:
        await person.look()
    before = [len(person.heard()) for person in people]

    stage.clock.move_to(TUESDAY.replace(hour=2))  # three o'clock at night
    await stage.settle()
    at_night = [len(person.heard()) for person in people]
    await stage.move_to(TUESDAY + 2 * HOUR)

    assert at_night == before
    assert all(len(person.heard()) - was <= 1 for person, was in zip(people, before, strict=True))
    assert all([(await person.known()).contact for person in people])


# ── ahead, and back ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("by", [400 * DAY, 3650 * DAY], ids=["a year", "ten years"])
async def test_far_ahead_and_back_nobody_is_forgotten(
    stage: Stage, anna: Person, by: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    before = len(anna.heard())
    stage.clock.move(by)
    await stage.settle()
    ahead = len(anna.heard())
    caplog.clear()
    caplog.set_level(logging.WARNING, "bot")

    stage.clock.move_to(TUESDAY + HOUR)
    await stage.settle()
    back, contact = len(anna.heard()), (await anna.known()).contact
    await stage.move_to(TUESDAY + 30 * DAY)

    assert ahead - before <= 1
    assert back == ahead
    assert contact is not None
    assert contact.due < TUESDAY + 30 * DAY
    assert len(anna.heard()) == ahead + 1
    told = [record.getMessage() for record in caplog.records if record.name == "bot.clockwork"]
    assert [line[:22] for line in told] == ["The clock was set back"]


async def test_a_clock_that_was_put_right_while_the_bot_was_off_is_noticed_at_the_start(
    stage: Stage, anna: Person
) -> None:
    stage.clock.move(3650 * DAY)
    await stage.settle()
    await stage.close()
    stage.clock.move_to(TUESDAY + HOUR)

    await stage.restart()
    contact = (await anna.known()).contact

    assert contact is not None
    assert contact.due < TUESDAY + 30 * DAY


async def test_who_waits_for_a_human_gets_an_honest_promise_again(stage: Stage, anna: Person) -> None:
    await anna.say("/mens")
    stage.clock.move(3650 * DAY)
    await stage.settle()

    stage.clock.move_to(TUESDAY + HOUR)
    await stage.settle()

    handover = (await anna.known()).handover
    assert handover is not None
    assert handover.promised_at is not None
    assert TUESDAY < handover.promised_at.astimezone(ZONE) < TUESDAY + DAY
