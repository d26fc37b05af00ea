"""Words of danger: what is noticed, what only sounds like it, and how often the lists are right."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.core.danger import Danger, signs
from bot.core.danger_words import DangerWords
from bot.data import load_danger_words

HERE = Path(__file__).parent


class Sentence(NamedTuple):
    """An invented sentence, and whether it is danger ("none": it is not)."""

    language: str
    kind: str
    sentence: str


@cache
def _words() -> DangerWords:
    return load_danger_words()


def _read(name: str) -> list[Sentence]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [Sentence(**row) for row in csv.DictReader(file)]


def _noticed(text: str) -> Danger | None:
    return signs(text, _words())


def _recall(sentences: list[Sentence]) -> float:
    danger = [one for one in sentences if one.kind != "none"]
    return sum(_noticed(one.sentence) is not None for one in danger) / len(danger)


def _false_alarms(sentences: list[Sentence]) -> float:
    harmless = [one for one in sentences if one.kind == "none"]
    return sum(_noticed(one.sentence) is not None for one in harmless) / len(harmless)


# ── measured ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_sentences_the_lists_were_made_with_are_noticed(language: str) -> None:
    sentences = [one for one in _read("danger_sentences.csv") if one.language == language]

    assert _recall(sentences) >= 0.95
    assert _false_alarms(sentences) <= 0.03


def test_a_noticed_danger_is_nearly_always_of_the_right_kind() -> None:
    danger = [one for one in _read("danger_sentences.csv") if one.kind != "none"]

    right = sum(one.kind in (found.kinds if (found := _noticed(one.sentence)) else ()) for one in danger)

    assert right / len(danger) >= 0.93


def test_more_than_half_of_sentences_the_lists_have_never_seen_are_noticed() -> None:
    # Written after the lists, on purpose hard, and the lists are never tuned on them: this is the honest number.
    # It was 27 of 46 when it was first measured. The rest is why help and a human are always in view.
    sentences = _read("danger_fresh_sentences.csv")

    assert _recall(sentences) >= 0.55
    assert _false_alarms(sentences) <= 0.05


# ── what is noticed ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "text",
    [
        "IK WIL DOOD", "ik wil dóód", "ik wil doooood", "ik w i l d o o d", "ikwildood", "ik wil... dood",
        "ik  wil\tdood", "ik wil d00d", "zelfmord", "zefmoord", "zelfmooord", "zelf moord", "suicid4l",
        "I wanna die", "kill my self", "I don’t want to live anymore", "I dont want to live anymore",
    ],
)
def test_spelling_accents_and_spacing_hide_nothing(text: str) -> None:
    assert _noticed(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "ik ben doodmoe", "ik lach me dood", "het is doodsaai", "ik ga dood van de honger", "I'm killing time",
        "this weather kills me", "I'm dying to see it", "mijn man is dood", "my husband is dead", "ik vermoed van wel",
        "niet suïcidaal", "",
    ],
)
def test_ways_of_speaking_and_grief_are_no_danger(text: str) -> None:
    assert _noticed(text) is None


def test_a_way_of_speaking_hides_no_danger_beside_it() -> None:
    assert _noticed("ik lach me dood maar eigenlijk wil ik dood") == Danger(("suicide",))


def test_not_wanting_to_die_is_heard_with_care() -> None:
    assert _noticed("ik wil niet dood maar ik ben bang") is not None


def test_acute_comes_first_of_several_kinds() -> None:
    found = _noticed("Ik heb te veel pillen geslikt, ik wil dood")

    assert found == Danger(("acute", "suicide"))


def test_a_danger_holds_none_of_the_words() -> None:
    assert "pillen" not in repr(_noticed("Ik heb te veel pillen geslikt"))


@pytest.mark.parametrize("text", ["a" * 4096, "ik wil " * 585, "x. " * 1365, "\U0001f600" * 2000, "[(*+?\\" * 600])
def test_anything_at_all_can_be_looked_at(text: str) -> None:
    assert _noticed(text) is None
