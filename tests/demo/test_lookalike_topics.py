"""Topics: made, renamed, closed and deleted; what is refused there; and General, which is none."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo.errors import NotPossible
from tests.demo.line import Line, No, a_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


async def test_the_id_of_a_topic_is_that_of_the_message_that_made_it(line: Line) -> None:
    topic = await line.call("createForumTopic", chat_id=line.group, name=" Anna · k7 ")
    sent = await line.call("sendMessage", chat_id=line.group, text="x", message_thread_id=topic["message_thread_id"])

    assert topic["name"] == "Anna · k7"
    assert sent["message_thread_id"] == topic["message_thread_id"]
    assert sent["is_topic_message"] is True
    assert sent["reply_to_message"]["forum_topic_created"]["name"] == "Anna · k7"


@pytest.mark.parametrize(("name", "why"), [
    ("", "title must be non-empty"), ("  ", "title must be non-empty"), ("x" * 129, "TOPIC_TITLE_INVALID")])
async def test_a_topic_needs_a_name_of_1_to_128_characters(line: Line, name: str, why: str) -> None:
    assert await line.refused("createForumTopic", chat_id=line.group, name=name) == No(400, f"Bad Request: {why}")
    assert await line.topic("x" * 128)


async def test_a_topic_has_one_of_six_colours(line: Line) -> None:
    refused = await line.refused("createForumTopic", chat_id=line.group, name="x", icon_color=1)

    assert refused == No(400, "Bad Request: TOPIC_ICON_COLOR_INVALID")


async def test_only_a_forum_has_topics(line: Line) -> None:
    plain = line.it.people.add_group("Zonder", forum=False)
    line.it.people.set_bot(plain)

    assert await line.refused("createForumTopic", chat_id=plain, name="x") == No(
        400, "Bad Request: the chat is not a forum")


async def test_topics_need_their_own_rights(line: Line) -> None:
    topic = await line.topic()
    line.it.people.set_bot(line.group, can_manage_topics=False, can_delete_messages=False)
    here = {"chat_id": line.group, "message_thread_id": topic}

    assert [
        await line.refused("createForumTopic", chat_id=line.group, name="x"),
        await line.refused("editForumTopic", name="y", **here),
        await line.refused("closeForumTopic", **here),
        await line.refused("deleteForumTopic", **here),
    ] == [
        No(400, "Bad Request: not enough rights to create a topic"),
        No(400, "Bad Request: not enough rights to edit the topic"),
        No(400, "Bad Request: not enough rights to close or open the topic"),
        No(400, "Bad Request: not enough rights to delete the topic"),
    ]


async def test_a_topic_is_renamed_once(line: Line) -> None:
    here = {"chat_id": line.group, "message_thread_id": await line.topic()}

    assert await line.call("editForumTopic", name="Bep · k8", **here)

    assert await line.refused("editForumTopic", name="Bep · k8", **here) == No(400, "Bad Request: TOPIC_NOT_MODIFIED")
    assert line.it.shows(line.group)["topics"][0]["name"] == "Bep · k8"


@pytest.mark.parametrize("thread", [1, 2, 999_999_999])
async def test_general_and_what_is_no_topic_are_not_found(line: Line, thread: int) -> None:
    line.it.people.say(line.fatima, line.group, "in General")

    refused = await line.refused("sendMessage", chat_id=line.group, text="x", message_thread_id=thread)

    assert refused == No(400, "Bad Request: message thread not found")


async def test_a_private_chat_has_no_threads(line: Line) -> None:
    refused = await line.refused("sendMessage", chat_id=line.anna, text="x", message_thread_id=1)

    assert refused == No(400, "Bad Request: message thread not found")


@pytest.mark.parametrize(("leaves", "why"), [
    ("not found", "message thread not found"), ("TOPIC_DELETED", "TOPIC_DELETED"),
    ("TOPIC_ID_INVALID", "TOPIC_ID_INVALID")])
async def test_a_topic_that_people_deleted_is_only_noticed_by_writing_there(
    line: Line, leaves: str, why: str
) -> None:
    topic = await line.topic()
    sent = await line.say(line.group, message_thread_id=topic)
    await line.heard()

    line.it.people.delete_topic(line.group, topic, leaves)

    assert await line.heard() == []
    assert await line.refused("sendMessage", chat_id=line.group, text="x", message_thread_id=topic) == No(
        400, f"Bad Request: {why}")
    assert await line.refused("deleteForumTopic", chat_id=line.group, message_thread_id=topic) == No(
        400, f"Bad Request: {why}")
    assert await line.refused("editMessageText", chat_id=line.group, message_id=sent, text="y") == No(
        400, "Bad Request: message to edit not found")


async def test_in_a_closed_topic_only_administrators_write(line: Line) -> None:
    topic = await line.topic()
    sent = await line.say(line.group, message_thread_id=topic)
    jan = line.it.people.add_user("Jan")
    line.it.people.set_member(line.group, jan)
    line.it.people.close_topic(line.group, topic, line.fatima)
    assert await line.say(line.group, message_thread_id=topic)
    assert line.it.people.say(line.fatima, line.group, "ik wel", topic=topic)
    line.it.people.set_bot(line.group, can_manage_topics=False)

    assert await line.refused("sendMessage", chat_id=line.group, text="x", message_thread_id=topic) == No(
        400, "Bad Request: TOPIC_CLOSED")
    assert await line.refused("editMessageText", chat_id=line.group, message_id=sent, text="y") == No(
        400, "Bad Request: TOPIC_CLOSED")
    with pytest.raises(NotPossible):
        line.it.people.say(jan, line.group, "mag ik?", topic=topic)


async def test_a_topic_is_closed_and_opened_once(line: Line) -> None:
    here = {"chat_id": line.group, "message_thread_id": await line.topic()}

    for method in ("closeForumTopic", "reopenForumTopic"):
        assert await line.call(method, **here)
        assert await line.refused(method, **here) == No(400, "Bad Request: TOPIC_NOT_MODIFIED")


async def test_a_bot_hears_what_it_did_to_a_topic_itself(line: Line) -> None:
    here = {"chat_id": line.group, "message_thread_id": await line.topic()}
    await line.call("editForumTopic", name="Bep · k8", **here)
    await line.call("closeForumTopic", **here)
    await line.call("reopenForumTopic", **here)

    heard = [update["message"] for update in await line.heard()]

    assert [next(name for name in one if name.startswith("forum_topic_")) for one in heard] == [
        "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened"]
    for one in heard:
        assert one["from"]["is_bot"] is True
        assert one["message_thread_id"] == here["message_thread_id"]


async def test_a_reply_in_general_carries_a_thread_that_is_no_topic(line: Line) -> None:
    said = line.it.people.say(line.fatima, line.group, "hoi")
    line.it.people.say(line.fatima, line.group, "ja", reply_to=said)
    mine = await line.call("sendMessage", chat_id=line.group, text="dag", reply_parameters={"message_id": said})

    plain, reply = [update["message"] for update in await line.heard()]

    assert "message_thread_id" not in plain
    for one in (reply, mine):
        assert one["message_thread_id"] == said
        assert "is_topic_message" not in one


async def test_what_answers_nothing_in_a_topic_answers_its_first_message(line: Line) -> None:
    topic = await line.topic()
    await line.heard()
    line.it.people.say(line.fatima, line.group, "hoi", topic=topic)

    (update,) = await line.heard()

    assert update["message"]["reply_to_message"]["message_id"] == topic
    assert update["message"]["is_topic_message"] is True
