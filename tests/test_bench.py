"""The measurements measure: a bot that takes part answers everybody, and what it took is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.race import OURS, RIVALS, Bot, percentile, race
from bench.table import race_tables

ROOT = Path(__file__).resolve().parent.parent
SHORT = 0.05


@pytest.mark.parametrize("bot", [OURS, RIVALS[0]], ids=["ours", "an echo"])
def test_everybody_is_answered_under_every_load(bot: Bot) -> None:
    results = race(ROOT, bot, sys.executable, 5, residents=60, share=SHORT)

    assert [one.load for one in results] == ["crowd", "steady", "visits"][: len(results)]
    assert len(results) >= 2
    for one in results:
        assert one.lost == 0
        assert one.said > 0
        assert one.memory_mb > 1
        assert all(own <= whole for own, whole in zip(one.own_ms, one.all_ms, strict=True))
    assert all(bot.name in table for table in race_tables(results))


def test_a_percentile_is_one_of_the_measured() -> None:
    assert [percentile([1.0, 2.0, 3.0, 4.0], share) for share in (0.0, 0.5, 0.99)] == [1.0, 3.0, 4.0]
