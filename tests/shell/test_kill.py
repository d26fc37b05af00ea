"""kill -9 and SIGTERM, whenever: every answer and every relayed word arrives, in order, and hardly anything twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shell.town_under_fire import RESIDENTS, VOLUNTEERS, town_under_fire

KILLS, STOPS = 15, 5


@pytest.mark.kill
async def test_a_bot_that_is_killed_again_and_again_loses_nothing(tmp_path: Path) -> None:
    report = await town_under_fire(KILLS, STOPS, 1, tmp_path)

    assert report.missing_answers == []
    assert report.missing_words == []
    assert report.out_of_order == []
    assert report.unexplained == []  # what came twice was in flight when the bot was killed; a stop repeats nothing
    assert report.duplicates <= KILLS * (RESIDENTS + len(VOLUNTEERS))
    assert report.troubles == []
    assert (report.kills, report.stops) == (KILLS, STOPS)
    assert report.inputs > 5 * RESIDENTS
    assert report.relayed > 5 * len(VOLUNTEERS)
