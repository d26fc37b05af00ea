"""The monkey plays: a few deeds at once, then everybody is still and is looked at; till something is wrong."""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.monkey.deeds_group import in_group
from tests.monkey.deeds_private import in_private
from tests.monkey.deeds_world import in_the_world, in_time
from tests.monkey.scene import Burst, Scene
from tests.monkey.watching import Log, Watcher
from tests.story.stage import a_stage

CATALOGUE = Path(__file__).resolve().parent.parent.parent / "activities.yaml"
BEGINNING = datetime(2026, 12, 1, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
STILL_WITHIN_S = 300.0
PRESSES_WITHIN_S = 20.0
TELLS_EVERY = 5000
TIME_PASSES = 0.15


@dataclass
class Result:
    """How it went."""

    seed: int
    steps: int = 0
    calls: int = 0
    breaches: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)

    def told(self) -> str:
        """What a person needs to see it happen again."""
        lines = [f"seed {self.seed}: {self.steps} steps, {self.calls} calls, {len(self.breaches)} breaches"]
        if not self.breaches:
            return lines[0]
        lines += [f"  BREACH {breach}" for breach in self.breaches]
        return "\n".join([*lines, "the last steps:", *(f"  {one}" for one in self.last)])


async def play(steps: int, seed: int, folder: Path, tell: Callable[[str], None] = lambda _: None) -> Result:
    """Play so many steps, or until something is wrong. `tell` hears now and then how far it is."""
    log = Log()
    logging.getLogger().addHandler(log)
    try:
        own = Path(shutil.copy(CATALOGUE, folder))
        async with a_stage(BEGINNING, folder, own) as stage:
            scene = Scene(stage, own, seed)
            return await _bursts(scene, Watcher(scene, log), Result(seed), steps, tell)
    finally:
        logging.getLogger().removeHandler(log)


async def _bursts(
    scene: Scene, watcher: Watcher, result: Result, steps: int, tell: Callable[[str], None]
) -> Result:
    result.breaches += await watcher.look()
    while scene.steps < steps and not result.breaches:
        scene.burst = Burst()
        try:
            async with asyncio.timeout(STILL_WITHIN_S):
                await _burst(scene, min(steps - scene.steps, scene.chance.choice((1, 1, 2, 3, 4, 6, 9))))
                await _still(scene)
        except TimeoutError:
            result.breaches.append("it never comes to rest")
        result.calls += len(scene.stage.it.calls)
        result.breaches += await watcher.look()
        if scene.steps // TELLS_EVERY > result.steps // TELLS_EVERY:
            tell(f"{scene.steps} steps, {scene.stage.clock.now():%Y-%m-%d}")
        result.steps, result.last = scene.steps, list(scene.told)
    return result


async def _burst(scene: Scene, deeds: int) -> None:
    """Time passes only between bursts: Telegram drops a press that is not fetched in time."""
    if scene.chance.random() < TIME_PASSES:
        scene.told.append(await in_time(scene))
    for _ in range(deeds):
        scene.steps += 1
        where = scene.chance.random()
        if where < 0.03:
            told = await in_the_world(scene)
        else:
            told = in_private(scene) if where < 0.72 else in_group(scene)
        scene.told.append(f"{scene.steps}. {told}")


async def _still(scene: Scene) -> None:
    """Wait until nobody does anything any more, and every press was answered."""
    await scene.stage.settle()
    scene.stage.it.faults.clear()
    with suppress(TimeoutError):
        async with asyncio.timeout(0 if scene.burst.is_troubled else PRESSES_WITHIN_S):
            while not all(scene.town.presses[press]["answered"] for press in scene.burst.presses):
                await scene.town.happened.after(scene.town.happened.number)
