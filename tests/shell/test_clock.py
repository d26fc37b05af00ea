"""The clock: what time it is, and when something that comes round is next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.clock import MovedClock, SystemClock
from bot.clockwork import Cron, next_after

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 12, 1, 10, 0, tzinfo=AMSTERDAM)


async def _nothing(_: datetime) -> None:
    """For a cron whose run does not matter here."""


MORNING = Cron("morning", _nothing, hour="8", minute="45", day_of_week="mon-fri")


def test_the_computers_clock_is_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_a_moved_clock_runs_on_from_where_it_was_put() -> None:
    seconds = iter([100.0, 100.0, 107.0, 107.0, 109.0])
    clock = MovedClock(TUESDAY, lambda: next(seconds))

    assert clock.now() == TUESDAY
    clock.move(timedelta(days=1))

    assert clock.now() == TUESDAY + timedelta(days=1, seconds=9)


def test_moving_the_clock_tells_who_wants_to_know() -> None:
    clock = MovedClock(TUESDAY)
    seen: list[datetime] = []
    clock.when_moved(lambda: seen.append(clock.now()))

    clock.move_to(TUESDAY - timedelta(hours=3))

    assert seen == [TUESDAY - timedelta(hours=3)]


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2026-12-01 08:44:59", "2026-12-01 08:45"),
        ("2026-12-01 08:45:00", "2026-12-02 08:45"),
        ("2026-12-04 09:00:00", "2026-12-07 08:45"),
        ("2026-03-27 09:00:00", "2026-03-30 08:45"),
    ],
)
def test_the_morning_comes_on_weekdays_at_the_same_local_time(last: str, expected: str) -> None:
    after = datetime.fromisoformat(last).replace(tzinfo=AMSTERDAM)

    found = next_after(MORNING.trigger(AMSTERDAM), after)

    assert found == datetime.fromisoformat(expected).replace(tzinfo=AMSTERDAM)
