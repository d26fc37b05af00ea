"""The pulse of a running bot, as another process reads it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import MovedClock
from bot.pulse import Beat, Pulse, last_beat
from tests.shell.stored import NOW

MINUTE = timedelta(minutes=1)


def test_it_tells_when_telegram_answered_last_also_while_it_does_not(tmp_path: Path) -> None:
    database, clock, trouble = tmp_path / "schuifaan.db", MovedClock(NOW), [""]
    pulse = Pulse(database, clock, lambda: trouble[0])

    pulse.beat()
    assert last_beat(database) == Beat(NOW, None, "")
    pulse.answered()
    clock.move(MINUTE)
    trouble[0] = "no network"
    pulse.beat()

    assert last_beat(database) == Beat(NOW + MINUTE, NOW, "no network")


@pytest.mark.parametrize("told", ["", "{}", "[1]", '{"at": "yesterday", "polled": null, "trouble": ""}'])
def test_what_can_t_be_read_is_no_beat(tmp_path: Path, told: str) -> None:
    (tmp_path / "schuifaan.db.pulse").write_text(told, "utf-8")

    assert last_beat(tmp_path / "schuifaan.db") is None


def test_where_nobody_ever_ran_there_is_none(tmp_path: Path) -> None:
    assert last_beat(tmp_path / "schuifaan.db") is None


def test_without_room_for_it_the_bot_goes_on(tmp_path: Path) -> None:
    pulse = Pulse(tmp_path / "nowhere" / "schuifaan.db", MovedClock(NOW), str)

    pulse.beat()

    assert last_beat(tmp_path / "nowhere" / "schuifaan.db") is None
