"""Texts and captions: what Telegram refuses, in its own words, and what it makes of the rest."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.demo.line import Json, Line, No, a_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


REFUSED: dict[str, tuple[Json, str]] = {
    "no text": ({}, "message text is empty"),
    "an empty text": ({"text": ""}, "message text is empty"),
    "only spaces": ({"text": "  \n "}, "text must be non-empty"),
    "only tags": ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
    "one character too many": ({"text": "x" * 4097}, "message is too long"),
    "half of it in emoji": ({"text": "🙂" * 2049}, "message is too long"),
    "an unknown parse mode": ({"text": "x", "parse_mode": "BB"}, "unsupported parse_mode"),
    "Markdown, which we never write": (
        {"text": "*x*", "parse_mode": "MarkdownV2"}, "the look-alike lacks the parse_mode markdownv2: write HTML"),
    "an open tag": (
        {"text": "<b>unclosed", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    "a tag that is none": (
        {"text": "<script>alert(1)</script>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "script" at byte offset 0'),
    "a smaller-than": ({"text": "1 < 2", "parse_mode": "HTML"},
                       'can\'t parse entities: Unsupported start tag "" at byte offset 2'),
    "tags that cross": (
        {"text": "<b><i>test</b></i>", "parse_mode": "HTML"},
        'can\'t parse entities: Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
    "an end without a beginning": (
        {"text": "é</b>", "parse_mode": "HTML"}, "can't parse entities: Unexpected end tag at byte offset 2"),
    "a span of no kind": (
        {"text": "<span>x</span>", "parse_mode": "HTML"},
        'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset 0'),
    "an emoji of no number": (
        {"text": '<tg-emoji emoji-id="9999999999999999999">x</tg-emoji>', "parse_mode": "HTML"},
        "can't parse entities: Invalid custom emoji identifier specified"),
    "an entity behind the end": (
        {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
        "entity begins after the end of the text at UTF-16 offset 100"),
    "an entity over the end": (
        {"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 100}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100"),
    "an entity before the beginning": (
        {"text": "hello", "entities": [{"type": "bold", "offset": -1, "length": 1}]},
        "receive an entity with incorrect offset -1"),
    "an entity of no type": (
        {"text": "hello", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
        "can't parse MessageEntity: Unsupported type specified"),
    "a link to nowhere": (
        {"text": "link", "entities": [{"type": "text_link", "offset": 0, "length": 4}]},
        'can\'t parse MessageEntity: Can\'t find field "url"'),
    "a link to no host": (
        {"text": "click", "entities": [{"type": "text_link", "offset": 0, "length": 5, "url": "not-a-url"}]},
        "entity URL 'not-a-url' is invalid: Wrong HTTP URL"),
    "an empty link": (
        {"text": "click", "entities": [{"type": "text_link", "offset": 0, "length": 5, "url": ""}]},
        "entity URL '' is invalid: URL host is empty"),
    "a preview that is no flag": (
        {"text": "x", "link_preview_options": {"is_disabled": "yes"}},
        'field "is_disabled" must be of type Boolean'),
}


@pytest.mark.parametrize(("params", "why"), REFUSED.values(), ids=REFUSED)
async def test_a_text_is_refused_in_telegrams_own_words(line: Line, params: Json, why: str) -> None:
    assert await line.refused("sendMessage", chat_id=line.anna, **params) == No(400, f"Bad Request: {why}")


async def test_the_text_is_looked_at_before_the_chat(line: Line) -> None:
    assert await line.refused("sendMessage", chat_id=0) == No(400, "Bad Request: message text is empty")
    assert await line.refused("sendMessage", text="x") == No(400, "Bad Request: chat_id is empty")


@pytest.mark.parametrize("text", ["x" * 4096, "🙂" * 2048, f"<b>{'&amp;' * 4096}</b>"])
async def test_4096_characters_after_parsing_pass(line: Line, text: str) -> None:
    sent = await line.call("sendMessage", chat_id=line.anna, text=text, parse_mode="html")

    assert len(sent["text"].encode("utf-16-le")) // 2 == 4096


async def test_space_around_a_text_is_cut_and_its_entities_with_it(line: Line) -> None:
    sent = await line.call("sendMessage", chat_id=line.anna, text="\n x <b>jij </b> \n", parse_mode="HTML")

    assert sent["text"] == "x jij"
    assert sent["entities"] == [{"type": "bold", "offset": 2, "length": 3}]


async def test_space_at_the_beginning_of_an_entity_stays(line: Line) -> None:
    sent = await line.call("sendMessage", chat_id=line.anna, text="<b> jij</b> ja ", parse_mode="HTML")

    assert sent["text"] == " jij ja"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4}]


async def test_marks_that_turn_a_line_around_are_taken_out(line: Line) -> None:
    sent = await line.call("sendMessage", chat_id=line.anna, text="a\u202eb\r\n\x07c")

    assert sent["text"] == "ab\n c"


async def test_a_link_is_written_as_telegram_writes_it(line: Line) -> None:
    html = '<a href="HTTPS://Voorbeeld.NL">hier</a> <a href="tel:0301234567">bel</a> <a href="ftp://a.b">x</a>'

    sent = await line.call("sendMessage", chat_id=line.anna, text=html, parse_mode="HTML")

    assert sent["text"] == "hier bel x"
    assert sent["entities"] == [{"type": "text_link", "offset": 0, "length": 4, "url": "https://voorbeeld.nl/"}]


async def test_a_caption_has_1024_characters_and_may_be_absent(line: Line) -> None:
    photo = line.it.town.keep("tuin.jpg", b"image").id

    plain = await line.call("sendPhoto", chat_id=line.anna, photo=photo, caption=" ")
    full = await line.call("sendPhoto", chat_id=line.anna, photo=photo, caption="x" * 1024)
    too_long = await line.refused("sendPhoto", chat_id=line.anna, photo=photo, caption="x" * 1025)

    assert "caption" not in plain
    assert len(full["caption"]) == 1024
    assert too_long == No(400, "Bad Request: message caption is too long")
