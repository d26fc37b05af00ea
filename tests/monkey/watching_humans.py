"""Only who took a conversation is heard in it, and nobody before the line that says who is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tests.monkey.scene import Scene

IS_HERE = re.compile(r"<b>[^<]+</b> \((?:vrijwilliger|volunteer)\)")
IS_OVER = re.compile(r"^(?:Ik ben er weer, de computer|I'm back, the computer|\S+ (?:is uit het gesprek|has left))")


def watch_humans(scene: Scene, claimers: Mapping[int, int]) -> Iterator[str]:
    """`claimers`: who had each conversation when the burst began. Who pressed since may have taken one."""
    for call in scene.stage.it.calls:
        if call["method"] != "copyMessage" or call["status"] != 200 or call["params"]["chat_id"] < 0:
            continue
        chat, source = call["params"]["chat_id"], scene.town.chats[call["params"]["from_chat_id"]]
        message = source.messages.get(call["params"]["message_id"])
        if message is None or source.type == "private":
            yield f"{chat} got a copy of something that is not from their topic"
            continue
        if message.sender != claimers.get(chat) and message.sender not in scene.burst.takers:
            yield f"{chat} heard somebody who did not take the conversation ({message.id} of {source.id})"
        if message.words.startswith("/"):
            yield f"{chat} heard a note or a command ({message.id} of {source.id})"
