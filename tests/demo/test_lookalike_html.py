"""Telegram's HTML: read without ever crashing, counted in UTF-16, and written again as it was."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.links import WrongLink, link
from bot.demo.markup import Entity, Unparsable, parse_html, utf16
from bot.demo.markup_out import to_html

PIECES = ["<b>", "</b>", "<i>", "</i>", "<a href='https://a.nl'>", "</a>", "<", ">", "&", "&lt;", "&#128578;", "&#x0;",
          "</", "<b", '<a href="', "<code class=\"language-py\">", "</code>", "<pre>", "</pre>", "🙂", "é", " ", "\n",
          "x", "<blockquote expandable>", "</blockquote>", "<tg-spoiler>", "</tg-spoiler>", "<span class='tg-spoiler'>",
          "</span>"]
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TAGS = st.sampled_from([
    ("<b>", "</b>"), ("<em>", "</em>"), ("<u>", "</u>"), ("<del>", "</del>"), ("<code>", "</code>"),
    ("<tg-spoiler>", "</tg-spoiler>"), ("<blockquote>", "</blockquote>"), ("<blockquote expandable>", "</blockquote>"),
    ('<a href="https://voorbeeld.nl/?a=1&amp;b=2">', "</a>"), ('<pre><code class="language-py">', "</code></pre>"),
    ("<pre>", "</pre>"), ('<tg-emoji emoji-id="5368324170671202286">', "</tg-emoji>"),
])


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = st.tuples(TAGS, inner).map(lambda one: f"{one[0][0]}{one[1]}{one[0][1]}")
    return st.lists(st.one_of(wrapped, WORDS.map(escaped)), max_size=4).map("".join)


HTML = st.recursive(WORDS.map(escaped), nested, max_leaves=12)


def spans(text: str, entities: list[Entity]) -> list[str]:
    units = text.encode("utf-16-le")
    return [units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le") for e in entities]


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)))
def test_anything_is_read_or_refused_with_a_reason(source: str) -> None:
    with suppress(Unparsable):
        text, entities = parse_html(source)
        assert all(0 <= e["offset"] < e["offset"] + e["length"] <= utf16(text) for e in entities)


@given(HTML)
def test_what_is_read_can_be_written_and_read_again(source: str) -> None:
    text, entities = parse_html(source)

    assert parse_html(to_html(text, entities)) == (text, entities)


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=6))
def test_an_entity_spans_exactly_its_words(parts: list[tuple[str, bool]]) -> None:
    source = "".join(f"<b>{escaped(words)}</b>" if is_bold else escaped(words) for words, is_bold in parts)

    text, entities = parse_html(source)

    assert spans(text, entities) == [
        read for words, is_bold in parts if is_bold and (read := parse_html(escaped(words))[0])]


@given(st.text("ab🙂<&", max_size=12), st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=5))
def test_entities_that_overlap_are_written_as_html_that_closes(text: str, places: list[tuple[int, int]]) -> None:
    kinds = ("bold", "italic", "underline", "code", "spoiler")
    entities: list[Entity] = [
        {"type": kind, "offset": start, "length": length}
        for kind, (start, length) in zip(kinds, places, strict=False) if start + length <= utf16(text)]

    with suppress(UnicodeDecodeError):  # an entity may begin inside an emoji
        spans(text, entities)
        assert parse_html(to_html(text, entities))[0] == text


@given(st.text(max_size=30))
def test_an_address_is_a_link_or_not(url: str) -> None:
    with suppress(WrongLink):
        written = link(url)
        assert re.match(r"(?:https?|tg|ton|tonsite)://", written)
        assert link(written) == written


READ: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("a &lt;b&gt; &amp; &quot;c&quot; &nbsp; &#233; &#xe9;", 'a <b> & "c" &nbsp; é é', []),
    ("<B>x</B>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
    ("<b>x</>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
    ("<b></b>x", "x", []),
    ("🙂<i>é</i>", "🙂é", [{"type": "italic", "offset": 2, "length": 1}]),
    ("<b><i>x</i></b>", "x",
     [{"type": "bold", "offset": 0, "length": 1}, {"type": "italic", "offset": 0, "length": 1}]),
    ("<a>voorbeeld.nl</a>", "voorbeeld.nl",
     [{"type": "text_link", "offset": 0, "length": 12, "url": "http://voorbeeld.nl/"}]),
    ("<a href='niets'>x</a>", "x", []),
    ('<pre><code class="language-py">x</code></pre>', "x",
     [{"type": "pre", "offset": 0, "length": 1, "language": "py"}]),
    ("<blockquote expandable>x</blockquote>", "x", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_html_is_read_as_telegram_reads_it(source: str, text: str, entities: list[Entity]) -> None:
    assert parse_html(source) == (text, entities)


def test_what_has_the_same_words_closes_in_the_right_order() -> None:
    entities: list[Entity] = [{"type": kind, "offset": 0, "length": 1} for kind in ("bold", "italic", "underline")]

    assert to_html("x", entities) == "<b><i><u>x</u></i></b>"


def test_what_overlaps_is_closed_and_opened_again() -> None:
    entities: list[Entity] = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}]

    assert to_html("abc", entities) == "<b>a<i>b</i></b><i>c</i>"
