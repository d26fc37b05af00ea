"""Looks at everything whenever everybody is still, and says what is wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial

from bot.logs import OneLine, Redaction
from bot.store import Sql
from tests.monkey.scene import Scene
from tests.monkey.watching_answers import first_words, watch_answers, watch_topics
from tests.monkey.watching_calls import watch_calls
from tests.monkey.watching_humans import Humans
from tests.monkey.watching_rows import claimers, people, watch_erased, watch_rows
from tests.monkey.words import MARK, is_made_up
from tests.story.stage import TOKEN


class Log(logging.Handler):
    """The log, as `schuifaan run` would write it."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.setFormatter(OneLine())
        self.addFilter(Redaction(TOKEN))

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.lines.append(self.format(record))


class Watcher:
    """Remembers what was, and compares."""

    def __init__(self, scene: Scene, log: Log) -> None:
        self._scene = scene
        self._log = log
        self._given_up: set[int] = set()
        self._known: dict[int, tuple[int, str]] = {}
        self._humans = Humans()
        self._claimers: dict[int, int] = {}
        self._last: dict[int, int] = {}  # the last message of each chat
        self._outside: dict[int, tuple[int, str]] = {}  # the answer to words outside every question, and what came last

    async def look(self) -> list[str]:
        """Everything that is wrong now. Forgets what happened before."""
        scene = self._scene
        found = [*self._log_lines(), *self._humans.watch(scene, self._claimers), *watch_calls(scene)]
        found += await scene.stage.app.store.read(partial(self._stored))
        self._last = {chat.id: chat.last_id for chat in scene.town.chats.values()}
        return found

    def _log_lines(self) -> Iterator[str]:
        lines, self._log.lines = self._log.lines, []
        for line in lines:
            if any(level in line for level in (" ERROR ", " CRITICAL ", "Traceback")):
                yield f"the log says: {line}"
            if TOKEN in line or MARK in line:
                yield f"the log tells too much: {line}"

    def _stored(self, sql: Sql) -> list[str]:
        scene, before = self._scene, self._known
        found = [*watch_answers(scene, sql, self._last), *watch_topics(scene, sql), *watch_rows(sql, self._given_up)]
        self._known, self._claimers = people(sql), claimers(sql)
        for chat, (resident, name) in before.items():
            if self._known.get(chat, (0, ""))[0] != resident:
                is_telling = is_made_up(name) and all(name != other for _, other in self._known.values())
                found += watch_erased(sql, chat, resident, name if is_telling else "")
                self._outside.pop(chat, None)  # a stranger hears everything for the first time
        return [*found, *self._lines(sql)]

    def _lines(self, sql: Sql) -> Iterator[str]:
        """To words outside every question the same line is never said twice in a row."""
        for one in self._scene.burst.inputs:
            if not one.outside:
                self._outside.pop(one.chat, None)
                continue
            message, words = first_words(self._scene, sql, one)
            last, said = self._outside.get(one.chat, (0, ""))
            if words and words == said and not self._says_more(one.chat, last, message):
                yield f"the same line twice in a row: {words!r} to {one.told}"
            self._outside[one.chat] = (self._scene.town.chats[one.chat].last_id, words)

    def _says_more(self, chat: int, after: int, before: int) -> bool:
        """Whether the bot said something between two messages."""
        messages = self._scene.town.chats[chat].messages
        return any(messages[number].sender == self._scene.town.bot.id for number in range(after + 1, before))
