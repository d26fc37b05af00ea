"""The kinds of values that stand in a catalogue, and what each accepts from somebody who writes by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{1,2}):(\d{2})")


class Part(BaseModel):
    """A part of the catalogue: can't be changed, and knows every word it accepts."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class WrittenInt(int):
    """A whole number that still knows how it was written (`0302345678` is also a phone number)."""

    source: str

    def __new__(cls, value: int, source: str) -> WrittenInt:
        number = super().__new__(cls, value)
        number.source = source
        return number


class WrittenFloat(float):
    """A number with a fraction that still knows how it was written (`10.00` is also a time)."""

    source: str

    def __new__(cls, value: float, source: str) -> WrittenFloat:
        number = super().__new__(cls, value)
        number.source = source
        return number


class Wording(Mapping[str, str]):
    """One text by language, the default language first. Never changes, and can be a key."""

    __slots__ = ("_hash", "_texts")

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._hash = hash(tuple(self._texts.items()))

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Wording({self._texts!r})"


NO_WORDS = Wording({})


def refuse(code: str, **facts: Any) -> PydanticCustomError:
    """An error whose sentence stands in `wording.py` under `code`."""
    return PydanticCustomError(code, "{code}", {"code": code, **facts})


def as_written(value: object) -> object:
    """Take a number or a truth value in the place of a text as the letters that were typed."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, WrittenInt | WrittenFloat):
        return value.source
    return value


def _filled(value: str) -> str:
    text = value.strip()
    if not text:
        raise refuse("empty")
    return text


def _by_language(value: object, info: ValidationInfo) -> object:
    if isinstance(value, Wording):
        return value
    known = (info.context or {}).get("languages", ("nl", "en"))
    if not isinstance(value, Mapping):
        value = {known[0]: value}
    texts: dict[str, str] = {}
    for language, text in value.items():
        if language not in known:
            raise refuse("language", given=str(language), allowed=tuple(known), key=str(language))
        written = as_written(text)
        if not isinstance(written, str):
            raise refuse("text", key=str(language))
        texts[str(language)] = written
    if known[0] not in texts:
        raise refuse("default_language", language=known[0])
    return {language: _filled(texts[language]) for language in known if language in texts}


def _dialled(value: object) -> object:
    if isinstance(value, int | float):
        raise refuse("number_needs_quotes", given=str(as_written(value)))
    return value


def _yes_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in {"yes", "no"}:
        return value == "yes"
    raise refuse("choice", given=str(as_written(value)), allowed=("yes", "no"))


def _fact(value: object) -> object:
    return ("yes" if value else "no") if isinstance(value, bool) else as_written(value)


def _day(value: object) -> object:
    if isinstance(value, date):
        return value
    try:
        if _DAY.fullmatch(str(as_written(value))):
            return date.fromisoformat(str(value))
    except ValueError:
        pass
    raise refuse("date", given=str(as_written(value)))


def _wall_time(value: object) -> object:
    if isinstance(value, time):
        return value
    found = _TIME.fullmatch(str(as_written(value)))
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise refuse("time", given=str(as_written(value)))


def _slug(value: str) -> str:
    if len(value) > 40 or not SLUG.fullmatch(value):
        raise refuse("slug", given=value)
    return value


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | int) else value


def at_most(length: int) -> AfterValidator:
    """A text that is at most this long in every language."""

    def check(value: Wording) -> Wording:
        for language, text in value.items():
            if len(text) > length:
                raise refuse("too_long", length=len(text), most=length, key=language)
        return value

    return AfterValidator(check)


_IN_ANY_LANGUAGE = {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}
_PLAIN = {"type": ["string", "number", "boolean"]}
_PLAINS = {"anyOf": [_PLAIN, {"type": "array", "items": _PLAIN}]}
_YES_NO = {"enum": ["yes", "no", True, False]}
_FACT = {"enum": ["yes", "no", "unknown", True, False]}

# The kinds of values; the second half of each is what an editor is told (docs/activities.schema.json).
Words: TypeAlias = Annotated[
    Mapping[str, str], BeforeValidator(_by_language), AfterValidator(Wording), WithJsonSchema(_IN_ANY_LANGUAGE),
]
Plain: TypeAlias = Annotated[str, BeforeValidator(as_written), AfterValidator(_filled), WithJsonSchema(_PLAIN)]
Slug: TypeAlias = Annotated[str, BeforeValidator(as_written), AfterValidator(_slug), WithJsonSchema(
    {"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": 40})]
Dialled: TypeAlias = Annotated[
    str, BeforeValidator(_dialled), AfterValidator(_filled), WithJsonSchema({"type": "string"}),
]
YesNo: TypeAlias = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema(_YES_NO)]
Fact: TypeAlias = Annotated[Literal["yes", "no", "unknown"], BeforeValidator(_fact), WithJsonSchema(_FACT)]
Day: TypeAlias = Annotated[date, BeforeValidator(_day), WithJsonSchema(
    {"type": "string", "pattern": f"^{_DAY.pattern}$"})]
WallTime: TypeAlias = Annotated[time, BeforeValidator(_wall_time), WithJsonSchema(
    {"type": "string", "pattern": f"^{_TIME.pattern}$"})]
WeekDay: TypeAlias = Literal["mo", "tu", "we", "th", "fr", "sa", "su"]
Plains: TypeAlias = Annotated[tuple[Plain, ...], BeforeValidator(_listed), WithJsonSchema(_PLAINS)]
Numbers: TypeAlias = Annotated[tuple[int, ...], BeforeValidator(_listed), WithJsonSchema(
    {"anyOf": [{"type": "integer"}, {"type": "array", "items": {"type": "integer"}}]})]
