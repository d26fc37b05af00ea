"""Cancels a coroutine at its nth await: so that a test can do it at every one of them, one after another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from itertools import count
from typing import Any, Generic, TypeVar

T = TypeVar("T")
PATIENCE_S = 10.0


class Stepped(Generic[T]):
    """Drives a coroutine; `at_each` is called whenever it waits for something."""

    def __init__(self, work: Coroutine[Any, Any, T], at_each: Callable[[], None]) -> None:
        self._work = work
        self._at_each = at_each

    def __await__(self) -> Generator[Any, None, T]:
        thrown: BaseException | None = None
        while True:
            try:
                waited_for = self._work.throw(thrown) if thrown else self._work.send(None)
            except StopIteration as ended:
                value: T = ended.value
                return value
            self._at_each()
            thrown = None
            try:
                yield waited_for
            except BaseException as error:  # noqa: BLE001  whatever the loop throws in is for the work
                thrown = error


async def at_every_await(attempt: Callable[[int], Awaitable[bool]]) -> int:
    """Let `attempt` cancel at the first await, the second, … until it says that it did not come so far. Gives that."""
    for nth in count(1):
        if not await attempt(nth):
            return nth
    raise AssertionError("numbers end nowhere")


async def cancelled_at(
    work: Coroutine[Any, Any, object], *awaits: int, has_finished: Callable[[], bool] = lambda: False
) -> bool:
    """Run `work` and cancel it at these awaits, counted from 1. False when it came to its end before the first.

    What never ends has come to its end when it naps and `has_finished`.
    """
    loop, waited, is_over = asyncio.get_running_loop(), 0, False

    def at_each() -> None:
        nonlocal waited, is_over
        waited += 1
        is_at_rest = waited < awaits[0] and not is_over and _is_napping(work) and has_finished()
        is_over = is_over or is_at_rest
        if is_at_rest or (waited in awaits and not is_over):
            loop.call_soon(task.cancel)  # once it really waits

    async def drive() -> None:
        nonlocal is_over
        await Stepped(work, at_each)
        is_over = waited < awaits[0]

    async with asyncio.timeout(PATIENCE_S):
        task = loop.create_task(drive())
        await asyncio.wait({task})
    if not task.cancelled() and (error := task.exception()):
        raise error
    return not is_over


def _is_napping(work: Coroutine[Any, Any, object]) -> bool:
    """Whether one of our own functions that it waits in is its nap."""
    inner: Any = work
    while inner is not None:
        if getattr(getattr(inner, "cr_code", None), "co_name", "") == "_nap":
            return True
        inner = getattr(inner, "cr_await", None)
    return False
