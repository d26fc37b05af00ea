"""What waits for a topic that is gone is passed on anew, all of it, in its order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.effects import Relay, Say, ToResident, ToTopic
from bot.core.events import Undelivered
from bot.core.text import Html
from bot.store import Sql, inbox
from tests.shell.post_office import PostOffice, all_marked, at_work, post_office, repeatedly
from tests.shell.scripted import refuse
from tests.shell.stored import NOW, asked, link, meet


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[PostOffice]:
    async with post_office(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("text", ["message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"])
async def test_words_that_wait_for_a_topic_that_is_gone_are_told_in_order(office: PostOffice, text: str) -> None:
    def unit(sql: Sql) -> int:
        return meet(sql, handover=asked(link(sql).id, topic=60)).resident.id

    anna = await office.store.transaction(unit)
    office.api.always("copyMessage", refuse(400, f"Bad Request: {text}"))
    relays = repeatedly(
        3, lambda n: Relay(ToTopic(anna), ToResident(anna), n + 1, report=f"relay:{n + 1}:{anna}")
    )
    await office.post(*relays, Say(ToTopic(anna), Html("een regel")))

    async with at_work(office.sender()):
        await all_marked(office)

    told = await office.store.read(lambda sql: inbox.open_rows(sql, NOW))
    assert [row.event for row in told] == [Undelivered(f"relay:{n}:{anna}", "topic_gone") for n in (1, 2, 3)]
    assert len(office.api.of("copyMessage")) == 1
    assert office.texts() == ["een regel"]
