"""Somebody deletes a topic while a resident is talking: the words end in one new topic, all of them, in order."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp import web

from bot.app import App, build
from bot.clock import MovedClock
from bot.settings import Settings
from bot.store import Sql
from tests.shell.scripted import TOKEN, Call, ScriptedApi, answer, hang, refuse, scripted_api
from tests.shell.stored import ANNA, NOW, asked, link, meet

CATALOGUE = Path(__file__).resolve().parents[2] / "activities.yaml"
DELETED = "60"
ANNA_HERSELF = {"id": ANNA, "is_bot": False, "first_name": "Anna", "language_code": "nl"}


def _said(number: int) -> dict[str, object]:
    chat = {"id": ANNA, "type": "private", "first_name": "Anna"}
    message = {"message_id": number, "date": 1_780_000_000, "chat": chat, "from": ANNA_HERSELF, "text": f"zin {number}"}
    return {"update_id": number, "message": message}


async def test_words_for_a_deleted_topic_end_in_one_new_topic_in_order(tmp_path: Path) -> None:
    async with scripted_api() as api:

        async def only_where_there_is_a_topic(call: Call) -> web.StreamResponse:
            if call.params.get("message_thread_id") == DELETED:
                return await refuse(400, "Bad Request: message thread not found")(call)
            return await api.deliver(call)

        api.always("copyMessage", only_where_there_is_a_topic)
        api.plan("getUpdates", answer([]), answer([_said(1), _said(2)]), answer([_said(3), _said(4)]), hang)
        async with build(_settings(api, tmp_path), MovedClock(NOW), lambda _: None) as app:
            await app.store.transaction(_anna_with_a_topic)
            await _run_until_copied(app, api, 4)

    assert [call.params["message_id"] for call in _copies(api)] == ["1", "2", "3", "4"]
    assert len({call.params["message_thread_id"] for call in _copies(api)}) == 1
    assert len(api.of("createForumTopic")) == 1


def _anna_with_a_topic(sql: Sql) -> None:
    meet(sql, handover=asked(link(sql).id, topic=int(DELETED)))


def _settings(api: ScriptedApi, folder: Path) -> Settings:
    return Settings.model_validate({
        "bot_token": TOKEN, "bot_api_url": api.root, "database": folder / "schuifaan.db", "catalogue": CATALOGUE,
        "allow_example": True,
    })


async def _run_until_copied(app: App, api: ScriptedApi, times: int) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(app.run())
        await api.until(lambda: len(_copies(api)) == times)
        app.stop()


def _copies(api: ScriptedApi) -> list[Call]:
    return [call for call in api.delivered if call.method == "copyMessage"]
