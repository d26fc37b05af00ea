"""Every story in tests/stories runs, word for word."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from tests.story.playing import ZONE, NotAsTold, Player
from tests.story.script import BadStory, Line, read_story, says
from tests.story.stage import a_stage

STORIES = Path(__file__).parent / "stories"
NAMES = sorted(path.stem for path in STORIES.glob("*.md") if path.stem != "README")
START = "2026-12-01 10:00"


def _setting(lines: list[Line], verb: str, otherwise: str) -> str:
    return next((line.words for line in lines if line.verb == verb), otherwise)


@pytest.mark.parametrize("name", NAMES)
async def test_the_story_goes_as_told(name: str, tmp_path: Path) -> None:
    lines = read_story(STORIES / f"{name}.md")
    start = datetime.fromisoformat(_setting(lines, "now", START)).replace(tzinfo=ZONE)

    linked = not any(line.verb == "no team" for line in lines)
    async with a_stage(start, tmp_path, STORIES / "catalogue.yaml", linked=linked) as stage:
        player = Player(stage, _setting(lines, "language", "nl"))
        for line in lines:
            if line.verb in ("now", "language", "no team"):
                continue
            try:
                await player.play(line)
            except NotAsTold as difference:
                pytest.fail(f"{name}.md, {difference}", pytrace=False)
        player.nothing_more(Line(lines[-1].number + 1, "silence", "", False, ""))


def test_there_are_stories_in_both_languages() -> None:
    languages = {_setting(read_story(STORIES / f"{name}.md"), "language", "nl") for name in NAMES}

    assert len(NAMES) >= 15
    assert {"nl", "en"} <= languages


def test_a_story_notices_other_words() -> None:
    assert says("Hoi, … zoeken?", "Hoi, ik ben er. Zal ik zoeken?")
    assert not says("Hoi.", "Hoi")
    assert not says("… [Nee]", "Dag [Ja]")


def test_a_line_that_no_story_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("```story\nbott: hoi\n```\n", "utf-8")

    with pytest.raises(BadStory, match="bott"):
        read_story(tmp_path / "x.md")
