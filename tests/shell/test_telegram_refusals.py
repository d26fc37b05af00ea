"""What each of Telegram's refusals means for a row, and what none of them may tell."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest

from bot.platform import Moved, Refused, SendResult, Unreachable, Wait
from bot.telegram.bot import Connection
from bot.telegram.outgoing import TelegramOutlet
from tests.shell.scripted import TOKEN, Reply, drop, hang, refuse, say_html, scripted_api
from tests.shell.telegram_line import HELLO, RELAY, RESIDENT, TOPIC, Line, open_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with open_line() as opened:
        yield opened


REFUSALS: list[tuple[Reply, SendResult]] = [
    (refuse(429, "Too Many Requests: retry after 7", retry_after=7), Wait(7.0)),
    (refuse(429, "Too Many Requests"), Wait(5.0)),
    (refuse(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009), Moved(-1009)),
    (refuse(403, "Forbidden: bot was blocked by the user"), Refused("blocked", "bot was blocked by the user")),
    (refuse(403, "Forbidden: user is deactivated"), Refused("blocked", "user is deactivated")),
    (refuse(400, "Bad Request: message thread not found"), Refused("topic_gone", "Message thread not found")),
    (refuse(400, "Bad Request: TOPIC_DELETED"), Refused("topic_gone", "Topic_deleted")),
    (refuse(400, "Bad Request: TOPIC_ID_INVALID"), Refused("topic_gone", "Topic_id_invalid")),
    (refuse(400, "Bad Request: message to edit not found"), Refused("message_gone", "Message to edit not found")),
    (refuse(400, "Bad Request: BUTTON_DATA_INVALID"), Refused("refused", "Button_data_invalid")),
    (refuse(401, "Unauthorized"), Unreachable(maybe_sent=False, reason="InvalidToken")),
    (refuse(500, "Internal Server Error"), Unreachable(maybe_sent=True, reason="NetworkError")),
    (say_html(502), Unreachable(maybe_sent=True, reason="NetworkError")),
    (say_html(200), Unreachable(maybe_sent=True, reason="NotAnAnswerError")),
    (say_html(200, '["a", "portal"]'), Unreachable(maybe_sent=True, reason="NotAnAnswerError")),
    (drop, Unreachable(maybe_sent=True, reason="NetworkError")),
]


@pytest.mark.parametrize(("reply", "result"), REFUSALS)
async def test_each_refusal_means_one_thing(line: Line, reply: Reply, result: SendResult) -> None:
    line.api.plan("sendMessage", reply)

    found = await line.send(HELLO)

    assert found == result


async def test_a_message_that_is_gone_can_not_be_copied(line: Line) -> None:
    line.api.plan("copyMessage", refuse(400, "Bad Request: message to copy not found"))

    assert await line.send(RELAY, TOPIC, RESIDENT) == Refused("message_gone", "Message to copy not found")


async def test_an_answer_that_never_comes_leaves_us_in_doubt() -> None:
    async with scripted_api() as api, Connection(TOKEN, api.root, answer_within_s=0.1) as connection:
        api.plan("sendMessage", hang)

        result = await TelegramOutlet(connection).send(HELLO, RESIDENT, None)

    assert result == Unreachable(maybe_sent=True, reason="TimedOut")


async def test_where_nobody_listens_nothing_was_sent() -> None:
    async with scripted_api() as api:
        root = api.root
    async with Connection(TOKEN, root) as connection:
        result = await TelegramOutlet(connection).send(HELLO, RESIDENT, None)

    assert result == Unreachable(maybe_sent=False, reason="ClientConnectorError")


async def test_a_refusal_quotes_nothing_of_what_we_said(line: Line) -> None:
    quoting = 'Bad Request: can\'t parse entities: Unsupported start tag "annastraat"'
    line.api.always("sendMessage", refuse(400, quoting))

    result = await line.send(HELLO)

    assert isinstance(result, Refused)
    assert "anna" not in result.reason


async def test_no_log_and_no_result_ever_holds_the_token(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    replies = [reply for reply, _ in REFUSALS]
    line.api.plan("sendMessage", *replies)

    results = [await line.send(HELLO) for _ in replies]

    secret = TOKEN.partition(":")[2]
    assert secret not in repr(results)
    own = [record for record in caplog.records if not record.name.startswith("telegram")]
    assert not [record for record in own if secret in f"{record.getMessage()} {record.exc_info}"]
