"""Whatever people do, in whatever order: they are answered, and nothing breaks. `make monkey` does it for longer."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.monkey.play import play

STEPS = 2000
SEED = 2026


async def test_nothing_that_people_do_breaks_it_or_stays_unanswered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    result = await play(STEPS, SEED, tmp_path)

    assert result.breaches == [], result.told()
    assert result.steps == STEPS
