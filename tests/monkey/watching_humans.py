"""Only who took a conversation is heard in it, and nobody before the line that says who is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.monkey.scene import Scene

IS_HERE = re.compile(r"<b>[^<]+</b> \((?:vrijwilliger|volunteer)\)")
IS_OVER = re.compile(
    r"Ik ben er weer, de computer|I'm back, the computer|kan niet verder|can't go on|Alles is gewist|Everything is er"
)


class Humans:
    """Which residents were told that a human is there now."""

    def __init__(self) -> None:
        self._told: set[int] = set()

    def watch(self, scene: Scene, claimers: Mapping[int, int]) -> Iterator[str]:
        """`claimers`: who had each conversation when the burst began. Who pressed since may have taken one."""
        for call in scene.stage.it.calls:
            chat = call["params"].get("chat_id")
            if not isinstance(chat, int) or chat < 0:
                continue
            if call["method"] == "sendMessage" and call["status"] in (200, -1):  # -1: it may have arrived
                self._hears(chat, call["params"].get("text", ""))
            elif call["method"] == "copyMessage" and call["status"] == 200:
                yield from self._copied(scene, call, claimers)

    def _hears(self, chat: int, text: str) -> None:
        if IS_HERE.search(text):
            self._told.add(chat)
        elif IS_OVER.search(text):
            self._told.discard(chat)

    def _copied(self, scene: Scene, call: Mapping[str, Any], claimers: Mapping[int, int]) -> Iterator[str]:
        chat, number = call["params"]["chat_id"], call["params"]["message_id"]
        source = scene.town.chats[call["params"]["from_chat_id"]]
        message = source.messages.get(number)
        if message is None or source.type == "private":
            yield f"{chat} got a copy of something that is not from their topic"
            return
        if message.sender != claimers.get(chat) and message.sender not in scene.burst.takers:
            yield f"{chat} heard somebody who did not take the conversation ({number} of {source.id})"
        if message.words.startswith("/"):
            yield f"{chat} heard a note or a command ({number} of {source.id})"
        if chat not in self._told:
            yield f"{chat} heard a human before they were told who is there ({number} of {source.id})"
