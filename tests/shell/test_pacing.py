"""Pace and patience: how fast, what a 429 stops, how long the next try waits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pacing import Pace, Rank
from bot.patience import LONGEST_S, Patience

ANNA, BEN, COR, GROUP = 501, 502, 503, -1001


class HandClock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def pace(clock: HandClock) -> Pace:
    return Pace(clock)


def _as_fast_as_possible(pace: Pace, clock: HandClock, chat: int, calls: int, rank: Rank = Rank.NEWS) -> list[float]:
    moments = []
    for _ in range(calls):
        clock.seconds += pace.wait_s(chat, rank)
        pace.take(chat)
        moments.append(clock.seconds - 1000.0)
    return moments


def test_one_person_gets_a_short_burst_and_then_one_a_second(pace: Pace, clock: HandClock) -> None:
    assert _as_fast_as_possible(pace, clock, ANNA, 9) == [0, 0, 0, 0, 0, 0, 1, 2, 3]


def test_somebody_who_was_quiet_gets_a_burst_again(pace: Pace, clock: HandClock) -> None:
    _as_fast_as_possible(pace, clock, ANNA, 9)
    clock.seconds += 60

    assert [pace.wait_s(ANNA), pace.wait_s(BEN)] == [0, 0]


def test_a_group_gets_no_more_than_its_share_of_any_minute(pace: Pace, clock: HandClock) -> None:
    moments = _as_fast_as_possible(pace, clock, GROUP, 60, Rank.WORDS)

    assert max(sum(start <= moment < start + 60 for moment in moments) for start in moments) == 18


def test_words_of_people_go_on_when_cards_and_edits_have_to_wait(pace: Pace) -> None:
    for _ in range(15):
        pace.take(GROUP)

    assert pace.wait_s(GROUP, Rank.TOUCHES) > 0
    assert pace.wait_s(GROUP, Rank.NEWS) > 0
    assert pace.wait_s(GROUP, Rank.WORDS) == 0


def test_all_chats_together_stay_under_telegrams_second(pace: Pace, clock: HandClock) -> None:
    for chat in range(1, 29):
        pace.take(chat)

    assert pace.wait_s(99) == pytest.approx(1.0)
    assert pace.wait_s(None) == pytest.approx(1.0)
    clock.seconds += 1
    assert pace.wait_s(99) == 0


def test_a_429_stops_that_chat_that_long_and_nobody_else(pace: Pace, clock: HandClock) -> None:
    pace.stop(ANNA, 7)

    assert [pace.wait_s(ANNA), pace.wait_s(BEN)] == [7, 0]
    clock.seconds += 7
    assert pace.wait_s(ANNA) == 0


def test_a_second_chats_429_meanwhile_stops_everybody(pace: Pace, clock: HandClock) -> None:
    pace.stop(ANNA, 7)
    clock.seconds += 3
    pace.stop(BEN, 5)

    assert [pace.wait_s(ANNA), pace.wait_s(BEN), pace.wait_s(COR)] == [5, 5, 5]


def test_a_second_chats_429_afterwards_stops_only_that_one(pace: Pace, clock: HandClock) -> None:
    pace.stop(ANNA, 7)
    clock.seconds += 8
    pace.stop(BEN, 5)

    assert pace.wait_s(COR) == 0


def test_chats_that_have_become_idle_are_let_go(pace: Pace, clock: HandClock) -> None:
    for chat in range(1, 6000):
        pace.take(chat)
        clock.seconds += 0.01

    assert len(pace._chats) < 5_001


@given(st.lists(st.tuples(st.sampled_from([GROUP, ANNA, BEN]), st.floats(0, 5)), max_size=80))
def test_whoever_waits_as_told_never_breaks_a_limit(steps: list[tuple[int, float]]) -> None:
    clock = HandClock()
    pace, calls = Pace(clock), list[tuple[int, float]]()
    for chat, pause in steps:
        clock.seconds += pause
        clock.seconds += pace.wait_s(chat)
        pace.take(chat)
        calls.append((chat, clock.seconds))

    for _, start in calls:
        assert sum(start <= at < start + 1 for _, at in calls) <= 28
        assert sum(start <= at < start + 60 for chat, at in calls if chat == GROUP) <= 18


def test_each_try_waits_twice_as_long_up_to_a_minute(clock: HandClock) -> None:
    patience = Patience(clock, lambda: 1.0)
    waits = []
    for _ in range(9):
        patience.failed("chat:1")
        waits.append(patience.wait_s())

    assert waits == [0.5, 1, 2, 4, 8, 16, 32, LONGEST_S, LONGEST_S]


def test_chance_spreads_the_tries(clock: HandClock) -> None:
    patience = Patience(clock, lambda: 0.0)
    patience.failed("chat:1")

    assert patience.wait_s() == 0.25


def test_a_lane_that_succeeded_begins_anew(clock: HandClock) -> None:
    patience = Patience(clock, lambda: 1.0)
    patience.failed("chat:1")
    patience.failed("chat:1")
    patience.succeeded("chat:1")

    assert patience.failed("chat:1") == 1


def test_when_telegram_answers_again_nobody_rests_any_longer(clock: HandClock) -> None:
    patience = Patience(clock, lambda: 1.0)
    for _ in range(10):
        patience.failed("chat:1")
    outages = [patience.heard_nothing() for _ in range(6)]

    assert patience.resting() == {"chat:1"}
    assert patience.heard()
    assert patience.resting() == set()
    assert outages == [False, False, False, False, True, False]


def test_one_lane_in_trouble_rests_on_while_others_are_answered(clock: HandClock) -> None:
    patience = Patience(clock, lambda: 1.0)
    patience.failed("chat:1")
    patience.heard_nothing()

    assert not patience.heard()
    assert patience.resting() == {"chat:1"}
