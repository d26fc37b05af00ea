"""Every kind of call meets every kind of trouble, in whole conversations: they go as told, and nothing is lost."""

from __future__ import annotations

import time
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from bot.patience import Patience
from tests.story.playing import ZONE, Player
from tests.story.script import Line, read_story
from tests.story.stage import Stage, a_stage

STORIES = Path(__file__).parents[1] / "stories"
START = datetime(2026, 12, 1, 10, tzinfo=ZONE)
METHODS = frozenset({
    "getUpdates", "sendMessage", "sendVenue", "sendDocument", "copyMessage", "editMessageText",
    "editMessageReplyMarkup", "setMessageReaction", "answerCallbackQuery", "createForumTopic", "editForumTopic",
    "deleteForumTopic", "deleteMessage",
})
TOLD = {
    "01-eerste-keer": {"sendVenue", "sendDocument", "editMessageReplyMarkup", "answerCallbackQuery"},
    "12-een-mens": {"copyMessage", "createForumTopic", "editForumTopic", "editMessageText", "setMessageReaction"},
    "40-vergeten-niet-per-ongeluk": {"deleteForumTopic", "deleteMessage"},
}
NOT_DONE = (("500", "json", "429"), ("502", "html", "drop_before"))
PERHAPS_DONE = ("drop_after", "half")  # done, but nobody tells us so


class HardOfHearing(Player):
    """Passes over what comes twice in a row: it may have arrived, so it was sent again."""

    def from_others(self) -> list[dict[str, Any]]:
        """What the resident got, of repeats the last."""
        return [list(same)[-1] for _, same in groupby(super().from_others(), _said)]


@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("kinds", NOT_DONE, ids="-".join)
async def test_a_story_goes_as_told_when_every_call_fails_first(
    name: str, kinds: tuple[str, ...], tmp_path: Path
) -> None:
    async with a_stage(START, tmp_path, STORIES / "catalogue.yaml") as stage:
        _trouble(stage, METHODS, kinds)

        await _play(Player(stage, "nl"), name)

        left = {fault.method for fault in stage.it.faults._waiting}
        assert not left & (TOLD[name] | {"getUpdates", "sendMessage"})


@pytest.mark.parametrize("name", TOLD)
async def test_what_may_have_arrived_is_sent_again_and_nothing_else_changes(name: str, tmp_path: Path) -> None:
    async with a_stage(START, tmp_path, STORIES / "catalogue.yaml") as stage:
        once = {"createForumTopic"} if "deleteForumTopic" in TOLD[name] else set()  # a second topic is nobody's
        _trouble(stage, METHODS - once, PERHAPS_DONE)

        await _play(HardOfHearing(stage, "nl"), name)

        for method in TOLD[name] - {"answerCallbackQuery"}:  # a press spins no longer than Telegram lets it
            assert sum(call["method"] == method for call in stage.it.calls) >= 2, method


def test_the_stories_make_every_call_there_is() -> None:
    assert frozenset().union(*TOLD.values()) | {"getUpdates", "sendMessage"} == METHODS


def _trouble(stage: Stage, methods: frozenset[str], kinds: tuple[str, ...]) -> None:
    """Each of these calls meets each trouble once. Nobody waits between two tries, so that the test need not."""
    stage.app._sender._patience = Patience(time.monotonic, lambda: -1.0)
    stage.app._inlet._chance = lambda: -1.0
    stage.it.calls.clear()
    for method in sorted(methods):
        for kind in kinds:
            stage.it.faults.add(kind, method=method, retry_after=0)


async def _play(player: Player, name: str) -> None:
    lines = read_story(STORIES / f"{name}.md")
    for line in lines:
        if line.verb not in ("now", "language"):
            await player.play(line)
    player.nothing_more(Line(lines[-1].number + 1, "silence", "", False, ""))


def _said(message: dict[str, Any]) -> object:
    """What was said, without what is changed later: the buttons."""
    return (message["text"], message["venue"], (message["document"] or {}).get("name"))
