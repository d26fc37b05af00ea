"""Words of danger: what is noticed, what only sounds like it, and how often the lists are right."""

from __future__ import annotations

import csv
import random
import time
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


@pytest.mark.parametrize(
    ("name", "recall", "false_alarms"),
    [
        # Learnt from: the lists were widened until they found these. First measured at 0.58, 0.30 and 0.45.
        ("danger_sentences_fresh.csv", 0.97, 0.03),
        ("danger_sentences_fresh2.csv", 0.97, 0.03),
        ("danger_sentences_fresh3.csv", 0.97, 0.03),
        # Never learnt from: these are the honest numbers, 37 of 46 and 17 of 40. What a person says in a roundabout
        # way is missed more often than it is found. That is why help and a human are always in view.
        # (Of the first, two lines were made narrower after it gave 4 false alarms of 60; now they are 2.)
        ("danger_fresh_sentences.csv", 0.78, 0.05),
        ("danger_sentences_fresh4.csv", 0.42, 0.03),
    ],
)
def test_what_is_found_of_sentences_that_were_written_before_the_lists_knew_them(
    name: str, recall: float, false_alarms: float
) -> None:
    sentences = _read(name)

    measured = f"recall {_recall(sentences):.2f}, false alarms {_false_alarms(sentences):.2f}"
    print(f"{name}: {measured}")  # noqa: T201 what was measured is to be read

    assert _recall(sentences) >= recall
    assert _false_alarms(sentences) <= false_alarms


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


HARMLESS = " ".join(one.sentence for one in _read("danger_sentences_fresh.csv") if one.kind == "none")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4096, "ik wil " * 585, "x. " * 1365, "a b " * 1024, "wil " * 1024, "dood " + "wil " * 1000,
        "ik ben bang dat " * 256, "zelfmoort " * 400, HARMLESS[:4096],
        " ".join(random.Random(1).choices(sorted(load_danger_words().real_words), k=900))[:4096],
        ". ".join(random.Random(2).choices(sorted(load_danger_words().real_words), k=900))[:4096],
        "".join(random.Random(3).choices(sorted(load_danger_words().real_words), k=900))[:4096],
        "".join(random.Random(4).choices("abcdefghijklmnopqrstuvwxyz", k=4096)),
    ],
    ids=lambda text: text[:12],
)
def test_a_whole_message_of_4096_letters_is_looked_at_quickly(text: str) -> None:
    took = []
    for _ in range(5):
        start = time.process_time()
        _noticed(text)
        took.append(time.process_time() - start)

    assert min(took) < 0.06  # about 0.015 at rest; a busy machine is slower
