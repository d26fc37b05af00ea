"""Signs: who is a child, who grieves, who is angry, who is stuck, who writes for somebody else, what is wrong."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from bot.core.signs import SignKind, SignWords, read_sign_words, sign_of
from bot.data import load_sign_words

HERE = Path(__file__).parent


@cache
def _words() -> SignWords:
    return load_sign_words()


def _kind(text: str) -> SignKind | None:
    sign = sign_of(text, _words())
    return sign.kind if sign else None


@pytest.mark.parametrize(
    "text",
    ["ik ben 13", "Ik ben veertien jaar", "ik ben 12 jaar oud en ik zoek een club", "ik ben pas 9",
     "ik ben 11 mag ik mee", "ik ben 15 en ik hou van dansen", "ik ben een meisje van 10", "ik zit in de brugklas",
     "I'm 12 years old", "im 13", "I am only fourteen", "i'm 12 and i like drawing", "12 jaar oud ben ik"],
)
def test_who_says_to_be_under_16_is_heard(text: str) -> None:
    assert _kind(text) == "under_16"


@pytest.mark.parametrize(
    "text",
    ["mijn kleinkind is 12", "13 jaar geleden verhuisde ik", "ik ben 15 jaar weduwe geweest",
     "ik ben 12 kilo afgevallen", "ik ben 67", "ik ben 6 jaar geleden gestopt met werken",
     "ik ben 10 minuten lopen van de bus",
     "ik ben nu 14 jaar met pensioen", "toen ik 12 was zong ik al", "mijn dochter is 15 jaar",
     "I moved here 13 years ago", "my grandson is 12", "I'm 75", "I'm 10 minutes away", "I'm 15 years sober",
     "I have been alone for 12 years", "I'm 8 stone lighter", "ik ben 15 december jarig", "wij zijn met 12"],
)
def test_an_age_that_is_not_their_own_erases_nobody(text: str) -> None:
    assert _kind(text) != "under_16"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("grief", "mijn man is overleden"), ("grief", "Mijn lieve vrouw is vorig jaar gestorven"),
        ("grief", "ik ben mijn zoon verloren"), ("grief", "ik ben sinds kort weduwe"),
        ("grief", "gisteren was de begrafenis van mijn zus"), ("grief", "onze hond is dood"),
        ("grief", "my wife died"), ("grief", "I lost my husband in spring"), ("grief", "mum passed away last week"),
        ("grief", "I am a widower"),
        ("anger", "jullie zijn waardeloos"), ("anger", "rotbot"), ("anger", "wat een klotebot is dit"),
        ("anger", "ik ben woest"), ("anger", "godverdomme"), ("anger", "hou je bek"),
        ("anger", "jullie hadden beloofd te bellen maar er kwam niemand"),
        ("anger", "you are useless"), ("anger", "fuck off"), ("anger", "stupid bot"),
        ("anger", "I'm really angry with you"),
        ("institution", "de gemeente reageert niet"), ("institution", "ik word van het kastje naar de muur gestuurd"),
        ("institution", "het uwv heeft mijn uitkering stopgezet"), ("institution", "de woningbouw belt nooit terug"),
        ("institution", "they keep sending me from one office to another"),
        ("institution", "the council won't answer my letters"), ("institution", "sent from pillar to post"),
        ("for_other", "ik zoek iets leuks voor mijn moeder"), ("for_other", "voor mijn buurvrouw"),
        ("for_other", "mijn vader zit veel thuis"), ("for_other", "my neighbour is lonely"),
        ("for_other", "something nice for my mum please"), ("for_other", "ik schrijf namens mijn oom"),
        ("complaint", "het klopt niet"), ("complaint", "de deur was dicht"), ("complaint", "dat bestaat niet meer"),
        ("complaint", "ik kwam daar en er was niemand"), ("complaint", "het adres is fout en het nummer klopt niet"),
        ("complaint", "the door was locked"), ("complaint", "that club no longer exists"),
        ("complaint", "nobody was there"),
    ],
)
def test_each_sign_is_heard(kind: SignKind, text: str) -> None:
    assert _kind(text) == kind


@pytest.mark.parametrize(
    "text",
    ["ik hou van zingen en koken", "mijn man houdt van vissen", "iets met mijn hond", "de gemeente Utrecht",
     "ik wil graag vrijwilliger worden", "dank jullie wel", "ik ben niet boos", "wat een leuk ding", "Lombok",
     "bij het stadskantoor", "ik zoek een koor", "iets met mijn dochter samen", "the council garden", "ik ben vrolijk",
     "I love choirs", "shopping", "my dog and I like walking", "dat klopt", "ik heb kanker gehad", ""],
)
def test_ordinary_words_are_no_sign(text: str) -> None:
    assert _kind(text) is None


def test_few_harmless_sentences_get_the_answer_to_a_sign() -> None:
    read = [
        row["sentence"]
        for name in ("danger_sentences_fresh.csv", "danger_sentences_fresh2.csv")
        for row in csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines())
        if row["kind"] == "none"
    ]

    assert sum(_kind(text) in ("under_16", "anger", "institution", "complaint") for text in read) / len(read) <= 0.03


def test_a_child_goes_before_everything_and_grief_before_anger() -> None:
    assert _kind("jullie zijn stom, ik ben 12") == "under_16"
    assert _kind("mijn man is overleden en jullie zijn waardeloos") == "grief"


def test_lists_without_words_find_nothing() -> None:
    assert sign_of("ik ben 12", read_sign_words([])) is None
