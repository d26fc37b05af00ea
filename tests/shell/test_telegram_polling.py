"""Polling: what is fetched is confirmed only by the next call, and no trouble of the outside ends it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

import pytest
from aiohttp import web

from bot.core.events import Pressed, Said
from bot.platform import Incoming
from bot.telegram.bot import Connection, WrongTokenError
from bot.telegram.polling import TelegramInlet
from tests.shell.scripted import TOKEN, ScriptedApi, answer, drop, hang, refuse, say_html, scripted_api

T = TypeVar("T")
ANNA = {"id": 501, "is_bot": False, "first_name": "Anna", "language_code": "nl"}
PRIVATE = {"id": 501, "type": "private", "first_name": "Anna"}


def said(number: int, text: str) -> dict[str, object]:
    message = {"message_id": number, "date": 1_780_000_000, "chat": PRIVATE, "from": ANNA, "text": text}
    return {"update_id": 700 + number, "message": message}


@pytest.fixture
async def api() -> AsyncIterator[ScriptedApi]:
    async with scripted_api() as server:
        yield server


@pytest.fixture
async def connection(api: ScriptedApi) -> AsyncIterator[Connection]:
    async with Connection(TOKEN, api.root) as connection:
        yield connection


@pytest.fixture
def inlet(connection: Connection) -> TelegramInlet:
    return TelegramInlet(connection, chance=lambda: -1.0)  # no waiting between two tries


def offsets(api: ScriptedApi) -> list[str | None]:
    return [call.params.get("offset") for call in api.of("getUpdates")]


async def test_a_batch_is_confirmed_by_the_call_after_it(api: ScriptedApi, inlet: TelegramInlet) -> None:
    api.plan("getUpdates", answer([said(1, "hoi"), said(2, "dag")]))

    batch = await inlet.receive()
    before = offsets(api)
    await inlet.receive()

    assert [incoming.event for incoming in batch] == [Said(501, 1, "hoi", "nl"), Said(501, 2, "dag", "nl")]
    assert before == [None]
    assert offsets(api) == [None, "703"]


async def test_an_offset_is_forgotten_once_telegram_has_answered_it(api: ScriptedApi, inlet: TelegramInlet) -> None:
    api.plan("getUpdates", answer([said(900, "hoi")]), answer([]), answer([said(3, "na een stille week")]))

    batches = [await inlet.receive() for _ in range(3)]
    await inlet.receive()

    assert [len(batch) for batch in batches] == [1, 0, 1]
    assert offsets(api) == [None, "1601", None, "704"]


async def test_an_offset_that_got_no_answer_is_sent_again(api: ScriptedApi, inlet: TelegramInlet) -> None:
    api.plan("getUpdates", answer([said(1, "hoi")]), drop, refuse(500, "Internal Server Error"))

    await inlet.receive()
    await inlet.receive()

    assert offsets(api) == [None, "702", "702", "702"]


async def test_only_what_we_understand_is_asked_for(api: ScriptedApi, inlet: TelegramInlet) -> None:
    await inlet.receive()

    assert json.loads(api.of("getUpdates")[0].params["allowed_updates"]) == [
        "message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"
    ]


async def test_the_first_call_does_not_wait_and_the_others_do(api: ScriptedApi, inlet: TelegramInlet) -> None:
    await inlet.receive()
    begun = inlet.begun.is_set()
    await inlet.receive()

    assert begun
    assert [call.params["timeout"] for call in api.of("getUpdates")] == ["0", "30"]


async def test_a_call_after_trouble_does_not_wait_either_so_that_its_end_is_known(
    api: ScriptedApi, inlet: TelegramInlet
) -> None:
    api.plan("getUpdates", answer([]), drop)

    for _ in range(3):
        await inlet.receive()

    assert [call.params["timeout"] for call in api.of("getUpdates")] == ["0", "30", "0", "30"]


async def test_an_update_nobody_understands_is_a_dead_letter_and_no_more(
    api: ScriptedApi, inlet: TelegramInlet, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    broken = {"update_id": 703, "message": {"message_id": 3, "date": "gisteren", "chat": PRIVATE, "text": "geheim"}}
    api.plan("getUpdates", answer([said(1, "hoi"), broken, {"no": "number"}, said(4, "dag")]))

    batch = await inlet.receive()

    assert [type(incoming.event) for incoming in batch] == [Said, type(None), Said]
    assert (batch[1].chat, batch[1].platform) == (501, "telegram")
    assert "geheim" not in repr(batch[1])
    assert "geheim" not in caplog.text


async def test_what_is_nothing_to_us_is_no_row_but_confirmed(api: ScriptedApi, inlet: TelegramInlet) -> None:
    reaction = {"chat": PRIVATE, "message_id": 4, "user": ANNA, "date": 1, "old_reaction": [], "new_reaction": []}
    api.plan("getUpdates", answer([{"update_id": 800, "message_reaction": reaction}]))

    batch = await inlet.receive()
    await inlet.receive()

    assert batch == []
    assert offsets(api) == [None, "801"]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (refuse(409, "Conflict: terminated by other getUpdates request"), "Somebody else is polling"),
        (refuse(500, "Internal Server Error"), "can't be reached"),
        (say_html(502), "can't be reached"),
        (say_html(200), "can't be reached"),
        (say_html(200, '{"captive": "portal"}'), "can't be reached"),
        (answer("welcome"), "can't be reached"),
        (drop, "can't be reached"),
    ],
)
async def test_trouble_is_one_line_and_then_waited_out(
    api: ScriptedApi, inlet: TelegramInlet, caplog: pytest.LogCaptureFixture, trouble: object, words: str
) -> None:
    caplog.set_level(logging.INFO, "bot")
    api.plan("getUpdates", trouble, trouble, trouble, answer([said(1, "hoi")]))  # type: ignore[arg-type]

    batch = await inlet.receive()

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert len(batch) == 1
    assert [words in lines[0], "again" in lines[-1], len(lines)] == [True, True, 2]


async def test_a_token_that_was_never_right_ends_it(api: ScriptedApi, inlet: TelegramInlet) -> None:
    api.plan("getUpdates", refuse(401, "Unauthorized"))

    with pytest.raises(WrongTokenError):
        await inlet.receive()


async def test_a_token_that_is_taken_away_later_is_waited_for(api: ScriptedApi, inlet: TelegramInlet) -> None:
    api.plan("getUpdates", answer([]), refuse(401, "Unauthorized"), answer([said(1, "hoi")]))

    await inlet.receive()

    assert len(await inlet.receive()) == 1


async def test_a_network_that_comes_later_is_waited_for() -> None:
    async with scripted_api() as gone:
        root = gone.root
    async with Connection(TOKEN, root) as connection, asyncio.TaskGroup() as group:
        inlet = TelegramInlet(connection, chance=lambda: -1.0)
        receiving = group.create_task(inlet.receive())
        async with ApiAt(root):
            assert await receiving == []


async def test_a_poll_that_hangs_is_healed(api: ScriptedApi, connection: Connection) -> None:
    inlet = TelegramInlet(connection, patience_s=0.05, chance=lambda: -1.0)
    api.plan("getUpdates", hang, answer([said(1, "hoi")]))

    batch = await _beside(inlet.run(), inlet.receive)

    assert len(batch) == 1


async def test_presses_are_answered_at_once_but_deciding_ones_are_not(api: ScriptedApi, inlet: TelegramInlet) -> None:
    presses = [
        Incoming("telegram", "1", 501, Pressed(501, 4, "p1", "likes:music")),
        Incoming("telegram", "2", 501, Pressed(501, 4, "p2", "!claim:1")),
        Incoming("telegram", "3", 501, Said(501, 5, "hoi")),
        Incoming("telegram", "4", 501, None),
    ]
    inlet.acknowledge(presses)
    inlet.acknowledge([Incoming("telegram", "5", 501, Pressed(501, 4, "p3", ""))])

    await _beside(inlet.run(), lambda: api.until(lambda: len(api.calls) == 2))

    assert sorted(call.params["callback_query_id"] for call in api.of("answerCallbackQuery")) == ["p1", "p3"]


async def test_a_press_that_is_too_old_or_meets_trouble_stops_nothing(api: ScriptedApi, inlet: TelegramInlet) -> None:
    api.plan(
        "answerCallbackQuery", refuse(400, "Bad Request: query is too old"), drop, refuse(429, "Slow", retry_after=1)
    )
    inlet.acknowledge([Incoming("telegram", str(n), 501, Pressed(501, 4, f"p{n}", "x")) for n in range(40)])

    await _beside(inlet.run(), lambda: api.until(lambda: len(api.delivered) == 37))

    assert len(api.calls) == 40


async def test_menus_are_set_for_each_language(api: ScriptedApi, connection: Connection) -> None:
    done = await connection.set_menus({"": [("stop", "Geen berichten meer")], "en": [("stop", "No more messages")]})

    usual, english = api.of("setMyCommands")
    assert done
    assert json.loads(usual.params["commands"]) == [{"command": "stop", "description": "Geen berichten meer"}]
    assert (usual.params.get("language_code"), english.params["language_code"]) == (None, "en")
    assert json.loads(english.params["scope"]) == {"type": "all_private_chats"}


async def test_menus_that_can_not_be_set_now_are_for_later(api: ScriptedApi, connection: Connection) -> None:
    api.plan("setMyCommands", drop)

    assert not await connection.set_menus({"": [("stop", "Geen berichten meer")]})


async def test_the_name_of_the_bot_is_known_unless_telegram_is_away(api: ScriptedApi, connection: Connection) -> None:
    api.plan("getMe", drop)

    assert await connection.username() is None
    assert await connection.username() == "stoel_test_bot"


async def _beside(loop: Awaitable[None], work: Callable[[], Awaitable[T]]) -> T:
    """What `work` gives while `loop` goes on for ever beside it."""
    running = asyncio.ensure_future(loop)
    try:
        async with asyncio.timeout(5):
            return await work()
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


class ApiAt:
    """The API comes up at an address where nobody listened."""

    def __init__(self, root: str) -> None:
        api, app = ScriptedApi(root), web.Application()
        app.router.add_route("*", "/{bot}/{method}", api.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self._port = int(root.rpartition(":")[2])

    async def __aenter__(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
