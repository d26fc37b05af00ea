"""Answers, copies and forwards: what goes along, what is left behind and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.demo.line import Json, Line, No, a_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


def between(line: Line, message: int) -> Json:
    return {"chat_id": line.group, "from_chat_id": line.anna, "message_id": message}


# ── answers ─────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_an_answer_to_what_is_gone_is_refused_unless_that_is_allowed(line: Line) -> None:
    gone = line.it.people.say(line.anna, line.anna, "weg ermee")
    line.it.people.delete(line.anna, line.anna, gone)
    to = {"message_id": gone}

    refused = await line.refused("sendMessage", chat_id=line.anna, text="x", reply_parameters=to)
    sent = await line.call(
        "sendMessage", chat_id=line.anna, text="x", reply_parameters=to | {"allow_sending_without_reply": True})

    assert refused == No(400, "Bad Request: message to be replied not found")
    assert "reply_to_message" not in sent


async def test_a_quote_must_be_part_of_what_it_answers(line: Line) -> None:
    said = line.it.people.say(line.anna, line.anna, "🙂 ik hou van zingen")
    to = {"message_id": said}

    sent = await line.call("sendMessage", chat_id=line.anna, text="x", reply_parameters=to | {"quote": "zingen"})
    refused = await line.refused("sendMessage", chat_id=line.anna, text="x", reply_parameters=to | {"quote": "dans"})

    assert sent["quote"] == {"text": "zingen", "position": 14, "is_manual": True}
    assert refused == No(400, "Bad Request: QUOTE_TEXT_INVALID")


async def test_an_answer_names_its_message(line: Line) -> None:
    assert await line.refused("sendMessage", chat_id=line.anna, text="x", reply_parameters={"quote": "x"}) == No(
        400, 'Bad Request: can\'t find field "message_id"')


async def test_an_answer_goes_to_the_topic_of_what_it_answers(line: Line) -> None:
    topic = await line.topic()
    said = line.it.people.say(line.fatima, line.group, "hoi", topic=topic)

    sent = await line.call("sendMessage", chat_id=line.group, text="dag", reply_parameters={"message_id": said})

    assert (sent["message_thread_id"], sent["reply_to_message"]["message_id"]) == (topic, said)


# ── copies ──────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_copy_shows_nobody_and_keeps_the_words_with_their_markup(line: Line) -> None:
    said = await line.say(line.anna, "<b>dag</b>", parse_mode="HTML",
                          reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]})

    copied = await line.call("copyMessage", **between(line, said))

    made = line.it.town.chats[line.group].messages[copied["message_id"]]
    assert made.content == {"text": "dag", "entities": [{"type": "bold", "offset": 0, "length": 3}]}
    assert (made.sender, made.inline, made.reply_to) == (line.it.town.bot.id, None, None)


async def test_a_copy_takes_the_buttons_topic_answer_and_protection_of_the_call(line: Line) -> None:
    topic = await line.topic()
    asked = line.it.people.say(line.fatima, line.group, "wat?", topic=topic)
    said = line.it.people.say(line.anna, line.anna, "dit")
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}

    copied = await line.call("copyMessage", **between(line, said), message_thread_id=topic, reply_markup=markup,
                             reply_parameters={"message_id": asked}, protect_content=True)

    made = line.it.town.chats[line.group].messages[copied["message_id"]]
    assert (made.topic, made.reply_to, made.inline, made.protected) == (topic, asked, markup, True)


async def test_a_copy_keeps_its_caption_or_takes_another_or_none(line: Line) -> None:
    photo = line.it.people.send(line.anna, line.anna, "photo", caption="mijn tuin")
    text = line.it.people.say(line.anna, line.anna, "geen plaatje")

    captions = []
    for more in ({}, {"caption": "<i>haar</i> tuin", "parse_mode": "HTML"}, {"caption": ""}):
        copied = await line.call("copyMessage", **between(line, photo), **more)
        captions.append(line.content(line.group, copied["message_id"]).get("caption"))
    ignored = await line.call("copyMessage", **between(line, text), caption="x")

    assert captions == ["mijn tuin", "haar tuin", None]
    assert line.content(line.group, ignored["message_id"]) == {"text": "geen plaatje"}


async def test_what_is_not_there_and_what_is_no_message_can_not_be_copied(line: Line) -> None:
    topic = await line.topic()
    service = {"chat_id": line.anna, "from_chat_id": line.group, "message_id": topic}

    assert await line.refused("copyMessage", **between(line, 999)) == No(
        400, "Bad Request: message to copy not found")
    assert await line.refused("copyMessage", **service) == No(400, "Bad Request: the message can't be copied")
    assert await line.refused("copyMessage", chat_id=line.group, from_chat_id=line.anna) == No(
        400, "Bad Request: message to copy not found")


async def test_several_copies_skip_what_is_gone_and_keep_albums_together(line: Line) -> None:
    send = line.it.people.send
    first = send(line.anna, line.anna, "photo", album="a", caption="een")
    gone = line.it.people.say(line.anna, line.anna, "weg")
    second = send(line.anna, line.anna, "photo", album="a")
    line.it.people.delete(line.anna, line.anna, gone)

    made = await line.call("copyMessages", chat_id=line.group, from_chat_id=line.anna,
                           message_ids=[first, gone, second], remove_caption=True)

    contents = [line.content(line.group, one["message_id"]) for one in made]
    assert len(contents) == 2
    assert contents[0]["media_group_id"] == contents[1]["media_group_id"] != "a"
    assert "caption" not in contents[0]


@pytest.mark.parametrize(("ids", "why"), [
    ([], "message identifiers are not specified"),
    ([3, 2], "message identifiers must be in a strictly increasing order"),
    ([2, 2], "message identifiers must be in a strictly increasing order"),
    (list(range(1, 102)), "too many message identifiers specified"),
    ([998, 999], "there are no messages to copy"),
])
async def test_several_copies_need_ids_that_grow(line: Line, ids: list[int], why: str) -> None:
    refused = await line.refused("copyMessages", chat_id=line.group, from_chat_id=line.anna, message_ids=ids)

    assert refused == No(400, f"Bad Request: {why}")


# ── forwards ────────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_forward_shows_who_wrote_it_and_can_not_be_edited(line: Line) -> None:
    said = line.it.people.say(line.anna, line.anna, "van mij")

    sent = await line.call("forwardMessage", **between(line, said))

    assert sent["forward_origin"]["sender_user"]["first_name"] == "Anna"
    edit = {"chat_id": line.group, "message_id": sent["message_id"], "text": "x"}
    assert await line.refused("editMessageText", **edit) == No(400, "Bad Request: message can't be edited")


async def test_what_is_not_there_and_what_is_no_message_can_not_be_forwarded(line: Line) -> None:
    service = {"chat_id": line.anna, "from_chat_id": line.group, "message_id": await line.topic()}

    assert await line.refused("forwardMessage", **between(line, 999)) == No(
        400, "Bad Request: message to forward not found")
    assert await line.refused("forwardMessage", **service) == No(400, "Bad Request: the message can't be forwarded")
