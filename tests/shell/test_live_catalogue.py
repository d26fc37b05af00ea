"""The catalogue in force: what was saved counts soon, and a mistake in it takes nothing away."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import MovedClock
from bot.live_catalogue import LiveCatalogue
from bot.wrong import StartError

EXAMPLE = Path(__file__).resolve().parents[2] / "activities.yaml"
CLOCK = MovedClock(datetime(2026, 12, 1, 9, tzinfo=UTC))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A catalogue of one file."""
    path = tmp_path / "activities.yaml"
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def _opened(file: Path) -> LiveCatalogue:
    return LiveCatalogue(file, file.with_name("kept"), CLOCK)


def _break(file: Path) -> None:
    text = file.read_text("utf-8")
    file.write_text(text.replace("interests: [", "interests: [nonsense-that-is-no-interest, "), "utf-8")


async def test_a_saved_file_is_read_again(file: Path) -> None:
    live = _opened(file)
    file.write_text(re.sub("(?m)^example: .*$", "", file.read_text("utf-8")), "utf-8")

    assert await live.look_again()
    assert not live.edition.catalogue.example
    assert not await live.look_again()


async def test_a_file_with_errors_leaves_the_last_good_one_in_force(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live = _opened(file)
    before = live.edition
    _break(file)

    changed = await live.look_again()
    await live.look_again()

    assert not changed
    assert live.edition is before
    assert len([record for record in caplog.records if record.levelno >= logging.ERROR]) == 1


async def test_a_file_that_is_gone_for_a_moment_takes_nothing_away(file: Path) -> None:
    live = _opened(file)
    content = file.read_bytes()
    file.unlink()

    assert not await live.look_again()
    file.write_bytes(content)

    assert await live.look_again()


def test_a_restart_during_a_typo_starts_with_the_last_good_one(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    number = len(_opened(file).edition.catalogue.activities)
    _break(file)

    live = _opened(file)

    assert len(live.edition.catalogue.activities) == number
    assert "nonsense-that-is-no-interest" in caplog.text


def test_a_folder_is_kept_too(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "city"
    folder.mkdir()
    file.rename(folder / "_region.yaml")
    number = len(_opened(folder).edition.catalogue.activities)
    (folder / "_region.yaml").write_text("areas: [", "utf-8")

    assert len(_opened(folder).edition.catalogue.activities) == number


def test_a_broken_catalogue_without_a_good_one_is_one_line(file: Path) -> None:
    _break(file)

    with pytest.raises(StartError) as caught:
        _opened(file)

    assert str(caught.value).startswith("CATALOGUE")
    assert "nonsense-that-is-no-interest" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_catalogue_is_named_also_when_there_is_a_good_one(file: Path) -> None:
    _opened(file)
    file.unlink()

    with pytest.raises(StartError, match=r"CATALOGUE: there is nothing at .*activities\.yaml"):
        _opened(file)
