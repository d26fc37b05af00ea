"""What the core wants to say becomes words in a language, and nothing anybody typed becomes markup."""

from __future__ import annotations

import html
import re
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.effects import (
    AnswerPress,
    Button,
    Edit,
    Effect,
    File,
    OpenTopic,
    Relay,
    RenameTopic,
    Say,
    ToResident,
    ToTopic,
    Venue,
)
from bot.core.text import Arg, Clock, Euro, Foreign, Html, Join, Lines, Text, Words, clean, foreign, say, say_n
from bot.texts import MESSAGE_LIMIT, Texts

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TUESDAY = datetime(2026, 10, 6, 8, 0, tzinfo=UTC)
ANNA = ToResident(1)

PO = r"""
msgid ""
msgstr ""
"Language: nl\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "{day} at {time}"
msgstr "{day} om {time}"

msgid "{hour}:{minute}"
msgstr "{hour}.{minute} uur"

msgid "{text} (in {language})"
msgstr "{text} (in het {language})"

msgid "<b>Hello</b> {name}"
msgstr "<b>Hoi</b> {name}"

msgid "{n} person"
msgid_plural "{n} people"
msgstr[0] "één mens"
msgstr[1] "{n} mensen"

#, fuzzy
msgid "Not sure"
msgstr "Niet zeker"

msgid "Not yet"
msgstr ""
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    folder = tmp_path_factory.mktemp("locales")
    for language, content in {"nl": PO, "en": PO[: PO.index("msgid", 20)]}.items():
        path = folder / language / "LC_MESSAGES" / "bot.po"
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
    return Texts.load(folder)


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [
        (say("<b>Hello</b> {name}", name="Anna"), "<b>Hoi</b> Anna", "<b>Hello</b> Anna"),
        (TUESDAY, "dinsdag 6 oktober om 10.00 uur", "Tuesday 6 October at 10:00"),
        (TUESDAY.date(), "dinsdag 6 oktober", "Tuesday 6 October"),
        (Clock(TUESDAY.replace(hour=7, minute=5)), "9.05 uur", "9:05"),
        (Euro(3), "€ 3", "€3"),
        (Euro(3.5), "€ 3,50", "€3.50"),
        (Euro(1200), "€ 1.200", "€1,200"),
        (2.5, "2,5", "2.5"),
        (7, "7", "7"),
        (Join(("zingen", "koken", "wandelen")), "zingen, koken en wandelen", "zingen, koken and wandelen"),
        (Join(("zingen", "koken"), "or"), "zingen of koken", "zingen or koken"),
        (foreign({"nl": "Zingen", "en": "Singing"}), "Zingen", "Singing"),
        (foreign({"nl": "Zingen"}), "Zingen", "Zingen (in Dutch)"),
        (foreign({"en": "Singing"}), "Singing (in het Engels)", "Singing"),
        (say_n("{n} person", "{n} people", 1), "één mens", "1 person"),
        (say_n("{n} person", "{n} people", 3), "3 mensen", "3 people"),
        (Lines(("a", "", say("b"))), "a\n\nb", "a\n\nb"),
        (Lines(("a", "b"), "\n"), "a\nb", "a\nb"),
        (Foreign(()), "", ""),
    ],
)
def test_everything_the_core_can_say_has_words(texts: Texts, words: Arg, dutch: str, english: str) -> None:
    assert texts.render(words, "nl", AMSTERDAM) == dutch
    assert texts.render(words, "en", AMSTERDAM) == english


def test_a_moment_is_told_in_the_time_of_the_place(texts: Texts) -> None:
    summer, winter = datetime(2026, 10, 24, 22, 30, tzinfo=UTC), datetime(2026, 10, 25, 22, 30, tzinfo=UTC)

    assert texts.render(summer, "nl", AMSTERDAM) == "zondag 25 oktober om 0.30 uur"
    assert texts.render(winter, "nl", AMSTERDAM) == "zondag 25 oktober om 23.30 uur"


@pytest.mark.parametrize("msgid", ["Never seen", "Not yet", "Not sure"])
def test_what_has_no_translation_is_said_in_english(texts: Texts, msgid: str) -> None:
    assert texts.render(Text(msgid), "nl", AMSTERDAM) == msgid


def test_a_language_we_do_not_speak_reads_dutch(texts: Texts) -> None:
    assert texts.render(say("<b>Hello</b> {name}", name="Anna"), "tlh", AMSTERDAM) == "<b>Hoi</b> Anna"
    assert texts.languages == ("nl", "en")


def test_a_placeholder_nobody_filled_stays_and_raises_nothing(texts: Texts) -> None:
    assert texts.render(say("Hi {nobody} {}"), "nl", AMSTERDAM) == "Hi {nobody} {}"


def test_a_missing_dutch_is_named_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"locales/nl/LC_MESSAGES/bot\.po"):
        Texts.load(tmp_path)


# ── what people type ────────────────────────────────────────────────────────────────────────────────────────────
@given(st.text())
def test_nothing_typed_becomes_markup_or_a_placeholder(texts: Texts, typed: str) -> None:
    rendered = texts.render(say("<b>Hello</b> {name}", name=typed, other="secret"), "nl", AMSTERDAM)

    inside = rendered.removeprefix("<b>Hoi</b> ")
    assert "<" not in inside
    assert html.unescape(inside) == clean(typed)


def test_an_argument_may_look_like_another_placeholder(texts: Texts) -> None:
    assert texts.render(say("{a} {b}", a="{b}", b="x"), "nl", AMSTERDAM) == "{b} x"


@given(st.lists(st.text(alphabet="ab<&😀é ", min_size=500, max_size=3000), min_size=1, max_size=5))
def test_no_message_is_longer_than_telegram_takes(texts: Texts, typed: list[str]) -> None:
    rendered = texts.render(Lines(tuple(say("<i>{x}</i>", x=part) for part in typed)), "nl", AMSTERDAM)

    shown = html.unescape(re.sub(r"</?i>", "", rendered))
    assert len(shown.encode("utf-16-le")) / 2 <= MESSAGE_LIMIT
    assert rendered.count("<i>") == rendered.count("</i>")


def test_a_long_argument_is_cut_and_the_message_around_it_stays(texts: Texts) -> None:
    rendered = texts.render(say("Before. {x} After.", x="<" * 5000), "nl", AMSTERDAM)

    assert rendered.startswith("Before. &lt;")
    assert rendered.endswith("&lt;… After.")


def test_too_many_lines_are_cut_as_a_whole(texts: Texts) -> None:
    rendered = texts.render(Lines(("<b>",) * 3000), "nl", AMSTERDAM)

    assert rendered.startswith("&lt;b&gt;\n\n")
    assert rendered.endswith("…")
    assert len(html.unescape(rendered)) <= MESSAGE_LIMIT


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\u202eb\u2066c\u200fd", "abcd"),
        ("a\x00b\x1b[31mc\x9d", "ab[31mc"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("so\u00adft\u200b\ufeff", "soft"),
        ("\ud800x", "x"),
        ("👩\u200d👧 a\tb", "👩\u200d👧 a\tb"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_typed_text_is_cleaned_of_what_nobody_sees(typed: str, kept: str) -> None:
    assert clean(typed) == kept
    assert clean(clean(typed)) == kept


# ── effects ─────────────────────────────────────────────────────────────────────────────────────────────────────
HELLO = say("<b>Hello</b> {name}", name="A & B\n<i>")
SHOWN = "<b>Hoi</b> A &amp; B\n&lt;i&gt;"
PLAIN = "Hoi A & B <i>"


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (
            Say(ANNA, HELLO, ((Button(HELLO, "x"),),), ask_location=HELLO, pin=True),
            Say(ANNA, Html(SHOWN), ((Button(Html(PLAIN), "x"),),), ask_location=Html(PLAIN), pin=True),
        ),
        (Edit(ANNA, 7, Lines((HELLO,)), ()), Edit(ANNA, 7, Html(SHOWN), ())),
        (File(ANNA, "a.ics", "BEGIN", HELLO), File(ANNA, "a.ics", "BEGIN", Html(SHOWN))),
        (File(ANNA, "a.ics", "BEGIN"), File(ANNA, "a.ics", "BEGIN")),
        (OpenTopic(1, 2, HELLO, "topic:2"), OpenTopic(1, 2, Html(PLAIN), "topic:2")),
        (RenameTopic(ToTopic(1), HELLO), RenameTopic(ToTopic(1), Html(PLAIN))),
        (AnswerPress("p", HELLO), AnswerPress("p", Html(PLAIN))),
        (AnswerPress("p"), AnswerPress("p")),
        (Relay(ANNA, ToTopic(1), 5), Relay(ANNA, ToTopic(1), 5)),
        (Venue(ANNA, 52.1, 5.1, "A & B", "C"), Venue(ANNA, 52.1, 5.1, "A & B", "C")),
        (Say(ANNA, Html("<b>x</b>")), Say(ANNA, Html("<b>x</b>"))),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_text_of_an_effect_is_put_into_words(texts: Texts, effect: Effect, expected: Effect) -> None:
    assert texts.render_effect(effect, "nl", AMSTERDAM) == expected


@pytest.mark.parametrize(
    ("effect", "place", "limit"),
    [
        (OpenTopic(1, 2, say("{x}", x="é" * 300)), "title", 128),
        (AnswerPress("p", say("{x}", x="é" * 300)), "text", 200),
        (File(ANNA, "a", "b", say("{x}", x="é" * 3000)), "caption", 1024),
    ],
    ids=lambda value: type(value).__name__,
)
def test_short_places_are_kept_short(texts: Texts, effect: Effect, place: str, limit: int) -> None:
    rendered = getattr(texts.render_effect(effect, "nl", AMSTERDAM), place)

    assert len(rendered.html) <= limit
    assert rendered.html.endswith("…")


@pytest.mark.parametrize("words", [HELLO, Lines((HELLO,)), Foreign((("nl", "x"),))], ids=lambda w: type(w).__name__)
def test_no_effect_keeps_words_that_are_not_html(texts: Texts, words: Words) -> None:
    rendered = texts.render_effect(Say(ANNA, words, ((Button(words, "x"), Button(words, "y")),)), "nl", AMSTERDAM)

    kinds = {type(getattr(rendered, field.name)) for field in fields(rendered)}
    labels = {type(button.label) for row in rendered.buttons for button in row}
    assert not kinds & {Text, Lines, Foreign}
    assert labels == {Html}


# ── the real ones ───────────────────────────────────────────────────────────────────────────────────────────────
def test_the_languages_of_the_repository_load() -> None:
    texts = Texts.load()

    assert texts.languages[:2] == ("nl", "en")
    assert texts.render(TUESDAY, "nl", AMSTERDAM) == "dinsdag 6 oktober om 10.00 uur"
