"""Words: a `Text` of the core and a language become what a person reads, as Telegram HTML.

This is the one place where anything is escaped. A message of ours may hold `<b>`, `<i>` and `<a>`; whatever stands in
an argument (a name, a catalogue text, what somebody typed) is stripped of control and bidi characters, cut, and only
then escaped. What can't be translated is shown in English: a person always reads something.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from bot.core.effects import AnswerPress, Button, Effect, File, OpenTopic, RenameTopic, Say
from bot.core.text import Arg, Clock, Euro, Foreign, Html, Join, Lines, Text, Words, clean, say

DEFAULT_LANGUAGE = "nl"
MESSAGE_LIMIT = 4096  # characters after entities, https://core.telegram.org/bots/api#sendmessage
_ARGUMENT_LIMITS = (4096, 2000, 1000, 500, 250, 100, 40)  # the first with which the message fits
_REGIONS = {"en": "en_GB"}  # whose way of writing dates and lists we follow
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_DAYS = {"en": "EEEE d MMMM"}  # CLDR puts a comma after the day, which nobody writes
_YEAR = re.compile(r",?\s*('de'\s)?y+(\s*'[^']*'\.?)?")  # in a CLDR pattern, with the words some put around it
_TAG = re.compile(r"</?[a-z][^<>]*>")

# Shown by Telegram as they are: no HTML there, and how long they may be.
_PLAIN_PLACES: Mapping[type, Mapping[str, int]] = {
    Button: {"label": 128},
    Say: {"ask_location": 128},
    OpenTopic: {"title": 128},
    RenameTopic: {"title": 128},
    AnswerPress: {"text": 200},
}
_SHORT_PLACES: Mapping[type, Mapping[str, int]] = {File: {"caption": 1024}}

E = TypeVar("E", bound=Effect)
P = TypeVar("P", bound=Effect | Button)


class Texts:
    """All languages we speak, loaded once. Holds no state besides; may be shared by everything."""

    def __init__(self, catalogues: Mapping[str, GNUTranslations]) -> None:
        self._voices = {language: _voice(language, catalogue) for language, catalogue in catalogues.items()}
        if DEFAULT_LANGUAGE not in self._voices:
            raise FileNotFoundError(f"the texts are missing: locales/{DEFAULT_LANGUAGE}/LC_MESSAGES/bot.po")

    @classmethod
    def load(cls, folder: Path | None = None) -> Texts:
        """Read `<folder>/<language>/LC_MESSAGES/bot.po`, by default of the repository or the installed package."""
        found = sorted((folder or _locales()).glob("*/LC_MESSAGES/bot.po"))
        return cls({path.parent.parent.name: _compiled(path) for path in found})

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages we speak, the default one first."""
        return tuple(sorted(self._voices, key=lambda language: (language != DEFAULT_LANGUAGE, language)))

    def render(self, words: Arg | Words, language: str, zone: ZoneInfo, *, limit: int = MESSAGE_LIMIT) -> str:
        """Telegram HTML of at most `limit` characters. An unknown language reads the default one."""
        rendered = ""
        for argument_limit in _ARGUMENT_LIMITS:
            rendered = self._writer(language, zone, argument_limit, plain=False).write(words)
            if _fits(rendered, limit) or _fits(_without_html(rendered), limit):
                return rendered
        return html.escape(_cut(_without_html(rendered), limit), quote=False)

    def plain(self, words: Arg | Words, language: str, zone: ZoneInfo, *, limit: int = MESSAGE_LIMIT) -> str:
        """The same words for a place that knows no HTML: one line, nothing escaped, no tags."""
        written = self._writer(language, zone, limit, plain=True).write(words)
        return _cut(" ".join(written.split()), limit)

    def render_effect(self, effect: E, language: str, zone: ZoneInfo) -> E:
        """The effect with every `Text`, `Lines` and `Foreign` in it made `Html`.

        The labels of buttons, topic titles and alerts are shown by Telegram without HTML: there the `html` of the
        `Html` is plain text, not escaped and without tags, and must be sent without a parse mode.
        """
        return self._put_in_words(effect, language, zone)

    def _put_in_words(self, value: P, language: str, zone: ZoneInfo) -> P:
        """An effect or a button with its words written. Only what changes is made anew."""
        changed: dict[str, Any] = {}
        for place, limit, is_plain in _places_of(cast(Hashable, type(value))):
            words = getattr(value, place)
            if isinstance(words, tuple):
                changed[place] = tuple(tuple(self._put_in_words(one, language, zone) for one in row) for row in words)
            elif isinstance(words, Text | Lines | Foreign):
                write = self.plain if is_plain else self.render
                changed[place] = Html(write(words, language, zone, limit=limit))
        return replace(value, **changed) if changed else value

    def _writer(self, language: str, zone: ZoneInfo, argument_limit: int, *, plain: bool) -> _Writer:
        voice = self._voices.get(language) or self._voices[DEFAULT_LANGUAGE]
        return _Writer(voice, zone, argument_limit, plain)


@dataclass(frozen=True, slots=True)
class _Voice:
    """One language: its messages and its CLDR ways with dates, amounts and lists."""

    language: str
    locale: Locale
    catalogue: GNUTranslations
    whole_euros: str  # the pattern of an amount without cents
    day: str  # the pattern of a day in words, without the year


def _voice(language: str, catalogue: GNUTranslations) -> _Voice:
    locale = Locale.parse(_REGIONS.get(language, language))
    day = _DAYS.get(language) or _YEAR.sub("", locale.date_formats["full"].pattern)
    whole_euros = locale.currency_formats["standard"].pattern.replace(".00", "")
    return _Voice(language, locale, catalogue, whole_euros, day)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one message. `plain` leaves out the HTML, for the places that show it as it is."""

    voice: _Voice
    zone: ZoneInfo
    argument_limit: int
    plain: bool

    def write(self, words: Arg | Words) -> str:
        for kinds, method in _WAYS:
            if isinstance(words, kinds):
                return method(self, words)
        raise TypeError(f"no words for a {type(words).__name__}: bot/texts.py must learn it")

    def text(self, text: Text) -> str:
        if text.plural is None:
            template = self.voice.catalogue.gettext(text.msgid)
        else:
            template = self.voice.catalogue.ngettext(text.msgid, text.plural, text.n)
        if self.plain:
            template = _without_html(template)
        return _PLACEHOLDER.sub(lambda found: self._argument(text, found), template)

    def _argument(self, text: Text, found: re.Match[str]) -> str:
        name = found.group(1)
        return self.write(text.args[name]) if name in text.args else found.group()

    def string(self, text: str) -> str:
        short = _cut(clean(text), self.argument_limit)
        return short if self.plain else html.escape(short, quote=False)

    def lines(self, lines: Lines) -> str:
        written = (self.write(part) for part in lines.parts)
        return lines.gap.join(part for part in written if part)  # an empty part leaves no gap

    def html(self, words: Html) -> str:
        return _without_html(words.html) if self.plain else words.html

    def foreign(self, words: Foreign) -> str:
        by_language = dict(words.by_language)
        own = self.voice.language
        if own in by_language or not by_language:
            return self.string(by_language.get(own, ""))
        language, text = words.by_language[0]
        if words.is_name:
            return self.string(text)
        name = self.voice.locale.languages.get(language, language)
        return self.text(say("{text} (in {language})", text=text, language=name))

    def join(self, words: Join) -> str:
        return format_list([self.write(part) for part in words.parts], style=words.style, locale=self.voice.locale)  # type: ignore[arg-type]  # "standard" or "or"

    def moment(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        return self.text(say("{day} at {time}", day=local.date(), time=Clock(local)))

    def day(self, day: date) -> str:
        return self.string(format_date(day, self.voice.day, locale=self.voice.locale))

    def clock(self, clock: Clock) -> str:
        local = clock.at.astimezone(self.zone)
        return self.text(say("{hour}:{minute}", hour=str(local.hour), minute=f"{local.minute:02}"))

    def euro(self, euro: Euro) -> str:
        whole = euro.amount == int(euro.amount)
        pattern = self.voice.whole_euros if whole else None
        written = format_currency(euro.amount, "EUR", pattern, locale=self.voice.locale, currency_digits=not whole)
        return written.replace("\N{NO-BREAK SPACE}", " ")

    def number(self, number: float) -> str:
        return format_decimal(number, locale=self.voice.locale)


_WAYS: tuple[tuple[type, Callable[[_Writer, Any], str]], ...] = (
    (str, _Writer.string), (Text, _Writer.text), (Lines, _Writer.lines), (Html, _Writer.html),
    (Foreign, _Writer.foreign), (Join, _Writer.join), (datetime, _Writer.moment), (date, _Writer.day),
    (Clock, _Writer.clock), (Euro, _Writer.euro), (int, lambda _, number: str(number)), (float, _Writer.number),
)  # a datetime is a date too, so it comes first


@cache
def _places_of(kind: type[Effect | Button]) -> tuple[tuple[str, int, bool], ...]:
    """Where words stand in an effect or a button: the field, how long they may be, whether HTML means nothing there."""
    limits = {**_SHORT_PLACES.get(kind, {}), **_PLAIN_PLACES.get(kind, {})}
    named = [field.name for field in fields(kind) if "Words" in str(field.type) or field.type == "Keyboard"]
    return tuple((name, limits.get(name, MESSAGE_LIMIT), name in _PLAIN_PLACES.get(kind, {})) for name in named)


def _locales() -> Path:
    here = Path(__file__).parent
    return next((place for place in (here / "locales", here.parent / "locales") if place.is_dir()), here / "locales")


def _compiled(path: Path) -> GNUTranslations:
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return GNUTranslations(compiled)


def incomplete(folder: Path | None = None) -> dict[str, int]:
    """How many texts of each language are not translated, the languages by name."""
    found = sorted((folder or _locales()).glob("*/LC_MESSAGES/bot.po"))
    return {path.parent.parent.name: _left_to_translate(path) for path in found}


def _left_to_translate(path: Path) -> int:
    with path.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    strings = [(one.string,) if isinstance(one.string, str) else tuple(one.string or ("",)) for one in messages]
    return sum(one.fuzzy or not all(said) for one, said in zip(messages, strings, strict=True))


def _without_html(text: str) -> str:
    return html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text


def _fits(text: str, limit: int) -> bool:
    """Telegram counts as UTF-16 does, in which a letter takes one or two."""
    return 2 * len(text) <= limit or len(text.encode("utf-16-le", "replace")) <= 2 * limit


def _cut(text: str, limit: int) -> str:
    if _fits(text, limit):
        return text
    kept = text.encode("utf-16-le", "replace")[: 2 * (limit - 1)].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"
