"""Who watches the monkey sees what is wrong: each kind of it, made here on purpose."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.monkey.play import BEGINNING, CATALOGUE
from tests.monkey.scene import Burst, Input, Scene
from tests.monkey.watching import Log, Watcher
from tests.monkey.words import MARK
from tests.story.stage import a_stage

EVERYTHING_SAID = "DELETE FROM outbox"
NO_CONTACT = "UPDATE contact SET state = 'closed'"
IS_HERE = "<b>Jan</b> (vrijwilliger) is er nu."


class Post:
    """A scene in which somebody has just said hello, and who watches it."""

    def __init__(self, scene: Scene, log: Log) -> None:
        self.scene, self.log, self.watcher = scene, log, Watcher(scene, log)
        self.me = scene.residents[0]

    async def hello(self) -> Input:
        """Somebody says hello, and is answered."""
        begin = self.scene.next_update()
        self.scene.people.say(self.me, self.me, "hoi")
        await self.scene.stage.settle()
        said = Input("hello", self.me, range(begin, begin + 1))
        self.scene.burst.inputs.append(said)
        return said

    async def look(self) -> str:
        """What is wrong, and a new burst."""
        found = await self.watcher.look()
        self.scene.burst = Burst()
        return "\n".join(found)

    def call(self, method: str, status: int = 200, why: str = "", **params: Any) -> None:
        """The bot made this call."""
        self.scene.stage.it.calls.append({"method": method, "params": params, "status": status, "description": why})

    async def change(self, statement: str) -> None:
        """Something happens to what is stored."""
        await self.scene.stage.app.store.transaction(lambda sql: sql.execute(statement))


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    async with a_stage(BEGINNING, tmp_path, CATALOGUE) as stage:
        yield Post(Scene(stage, CATALOGUE, 1), Log())


async def test_nothing_is_wrong_when_somebody_is_answered(post: Post) -> None:
    await post.hello()

    assert await post.look() == ""


async def test_an_input_that_nothing_came_of_is_seen(post: Post) -> None:
    await post.hello()
    await post.change(EVERYTHING_SAID)

    assert "answered by nothing: hello" in await post.look()


async def test_an_input_that_never_came_in_is_seen(post: Post) -> None:
    post.scene.burst.inputs.append(Input("hello", post.me, range(5, 6)))

    assert "never came in: hello" in await post.look()


async def test_a_press_that_nobody_answered_is_seen(post: Post) -> None:
    post.scene.town.presses["7"] = {"answered": False, "text": ""}
    post.scene.burst.presses["7"] = "presses"

    assert "never answered: presses" in await post.look()


async def test_a_press_that_was_answered_twice_is_seen(post: Post) -> None:
    post.scene.town.presses["7"] = {"answered": True, "text": ""}
    post.scene.burst.presses["7"] = "presses"
    for _ in range(2):
        post.call("answerCallbackQuery", callback_query_id="7")

    assert "answered 2 times: presses" in await post.look()


@pytest.mark.parametrize("words", ["{id}", "{username}", "{first_name}", "bel 31600000000"])
async def test_what_tells_a_group_who_somebody_is_is_seen(post: Post, words: str) -> None:
    person = post.scene.town.users[post.me]
    post.call("sendMessage", chat_id=post.scene.group.id, text=f"Dag {words.format(**vars(person))}!")

    assert "sendMessage tells a group" in await post.look()


async def test_a_contact_that_is_copied_to_a_group_is_seen(post: Post) -> None:
    number = post.scene.people.send(post.me, post.me, "contact")
    post.call("copyMessage", chat_id=post.scene.group.id, from_chat_id=post.me, message_id=number)

    assert "a contact with its number" in await post.look()


async def test_a_refusal_that_nobody_caused_is_seen(post: Post) -> None:
    gone = "Bad Request: message to edit not found"
    post.call("editMessageText", 400, gone, chat_id=post.me, message_id=3, text="hoi")

    assert "editMessageText was refused" in await post.look()


async def test_a_refusal_that_somebody_caused_is_none(post: Post) -> None:
    gone = "Bad Request: message to edit not found"
    post.scene.gone.add((post.me, 3))
    post.call("editMessageText", 400, gone, chat_id=post.me, message_id=3, text="hoi")

    assert await post.look() == ""


async def test_a_human_who_is_heard_unannounced_is_seen(post: Post) -> None:
    jan = post.scene.helpers[1]
    number = post.scene.people.say(jan, post.scene.group.id, "dag")
    post.call("copyMessage", chat_id=post.me, from_chat_id=post.scene.group.id, message_id=number)

    found = await post.look()

    assert "heard a human before they were told" in found
    assert "heard somebody who did not take the conversation" in found


async def test_a_human_who_took_it_and_was_announced_is_fine(post: Post) -> None:
    jan = post.scene.helpers[1]
    number = post.scene.people.say(jan, post.scene.group.id, "dag")
    post.scene.burst.takers.add(jan)
    post.call("sendMessage", chat_id=post.me, text=IS_HERE)
    post.call("copyMessage", chat_id=post.me, from_chat_id=post.scene.group.id, message_id=number)

    assert await post.look() == ""


async def test_somebody_without_a_next_contact_is_seen(post: Post) -> None:
    await post.hello()
    await post.change(NO_CONTACT)

    assert "without a next contact" in await post.look()


async def test_a_trace_of_somebody_erased_is_seen(post: Post) -> None:
    await post.hello()
    await post.look()
    await post.change("DELETE FROM resident")

    assert "the chat of somebody erased stands in" in await post.look()


@pytest.mark.parametrize(
    ("level", "words", "told"), [(logging.ERROR, "kapot", "the log says"), (logging.INFO, MARK, "tells too much")]
)
async def test_what_may_not_stand_in_the_log_is_seen(post: Post, level: int, words: str, told: str) -> None:
    post.log.handle(logging.LogRecord("bot", level, "x.py", 1, words, (), None))

    assert told in await post.look()


async def test_the_same_line_twice_in_a_row_is_seen(post: Post) -> None:
    for _ in range(2):
        begin = post.scene.next_update()
        post.scene.people.say(post.me, post.me, "/taal")
        await post.scene.stage.settle()
        post.scene.burst.inputs.append(Input("types", post.me, range(begin, begin + 1), outside=True))

    assert "the same line twice in a row" in await post.look()
