"""When we may speak unasked, and how long we wait: every number of it, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """Local wall-clock times and delays. The reasons stand in the design (conversation.md, Follow-ups)."""

    wakes_at: time = time(9, 0)  # no unasked message before
    sleeps_at: time = time(21, 0)  # and none from here
    evening_at: time = time(18, 30)  # "the evening before"
    morning_at: time = time(9, 0)  # "that morning"
    early_before: time = time(10, 0)  # for something earlier, that morning is the evening before
    after_at: time = time(11, 0)  # the day after: how was it?
    daily_at: time = time(10, 30)  # everything that has no hour of its own
    spread: timedelta = timedelta(minutes=20)  # not everybody at the same minute
    rest_after_talk: timedelta = timedelta(hours=12)
    per_day: int = 1
    per_week: int = 2
    look_again_after: timedelta = timedelta(days=3)
    taper: tuple[timedelta, ...] = (timedelta(weeks=2), timedelta(weeks=6), timedelta(weeks=12))
    quiet_after: int = 2  # follow-ups without an answer
    quiet_steps: tuple[timedelta, ...] = (timedelta(days=7), timedelta(days=90), timedelta(days=180))
    farewell_after: timedelta = timedelta(days=730)
    wake_at_the_latest: timedelta = timedelta(days=180)
    visit_kept: timedelta = timedelta(hours=24)  # without remembering
    danger_kept: timedelta = timedelta(hours=48)
    danger_again: timedelta = timedelta(minutes=10)  # so soon after words of danger the team is not told twice
    topic_kept: timedelta = timedelta(days=30)
    claim_by: timedelta = timedelta(hours=4)  # a follow-up that a volunteer took: how long after its moment it waits
    list_ahead: timedelta = timedelta(hours=36)
    promise: timedelta = timedelta(hours=1)  # of office hours: by then somebody reads a request for a human
    later_promise: timedelta = timedelta(hours=4)  # of office hours, when a promise was not kept
    promises: int = 3  # so often a new moment is promised; after that we say that we don't know
    warn_before: timedelta = timedelta(minutes=15)  # so long before a promise passes the resident is told
    notice_rest: timedelta = timedelta(minutes=10)  # a waiting resident is not told more often that we passed it on
    link_code_kept: timedelta = timedelta(hours=1)
    link_tries: int = 5
