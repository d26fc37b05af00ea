"""The little language in which people write the word lists of danger."""

from __future__ import annotations

import pytest

from bot.core.danger import signs
from bot.core.danger_words import read_danger_words


def _finds(line: str, text: str) -> bool:
    return signs(text, read_danger_words([f"[suicide]\n{line}"])) is not None


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("wil weg", "ik wil weg"),
        ("wil|wou weg", "ik wou weg"),
        ("wil niet_meer|nooit weg", "ik wil niet meer weg"),
        ("wil heel? ver weg", "ik wil ver weg"),
        ("wil heel? ver weg", "ik wil heel ver weg"),
        ("ver*|lang weg", "ik wil verder weg"),
        ("wil ... weg", "ik wil hier nu echt weg"),
        ("wil weg $", "ik wil weg. Nu."),
        ("~vertrekken", "ik wil vetrekken"),
        ("ver & weg", "weg wil ik, heel ver"),
        ("wil weg", "ikwilweg en wilweg"),
    ],
)
def test_a_line_finds_what_it_means(line: str, text: str) -> None:
    assert _finds(line, text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("wil weg", "ik wil wegen"),
        ("wil weg", "ik kwil weg"),
        ("wil ... weg", "ik wil een twee drie vier vijf weg"),
        ("wil ... weg", "ik wil. Ga weg."),
        ("wil weg $", "ik wil weg van hier"),
        ("vertrekken", "ik wil vetrekken"),
        ("ver & weg", "het is ver. Ik ga weg."),
    ],
)
def test_a_line_finds_nothing_else(line: str, text: str) -> None:
    assert not _finds(line, text)


def test_a_real_word_is_no_typing_error() -> None:
    lists = "[suicide]\n~ophangen\n[words]\nopvangen"

    assert signs("de was opvangen", read_danger_words([lists])) is None


def test_a_saying_takes_away_only_itself() -> None:
    lists = read_danger_words(["[suicide]\ndood\n[not]\nlach me dood"])

    assert signs("ik lach me dood", lists) is None
    assert signs("ik lach me dood, dood", lists) is not None


def test_lists_of_several_languages_count_together() -> None:
    lists = read_danger_words(["[suicide]\ndood", "[acute]\nfire"])

    found = signs("dood, fire", lists)

    assert found is not None
    assert found.kinds == ("acute", "suicide")


def test_a_group_stands_for_its_words_and_an_ending_for_how_it_is_also_written() -> None:
    lists = read_danger_words(["[groups]\nwho: man|vrouw\n[endings]\nt d dt\n[violence]\n@who slaat"])

    assert signs("mijn vrouw slaad", lists) is not None
    assert signs("mijn hond slaat", lists) is None


def test_a_row_with_a_word_that_may_not_be_there_is_quiet_when_it_is() -> None:
    lists = read_danger_words(["[suicide]\nver & weg & !fiets"])

    assert signs("ver weg", lists) is not None
    assert signs("ver weg op de fiets", lists) is None


def test_a_row_is_found_wherever_it_stands_in_a_long_sentence() -> None:
    lists = read_danger_words(["[suicide]\nver ... weg\n[not]\nheel ver"])

    assert all(signs("en " * before + "ver van hier weg" + " en" * 60, lists) for before in range(100))
    assert not any(signs("en " * before + "heel ver van hier weg", lists) for before in range(100))


def test_a_group_that_nobody_wrote_is_named_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"line 2: there is no group @who"):
        read_danger_words(["[suicide]\n@who weg"])


def test_a_section_that_does_not_exist_is_named_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"line 3: \[dangr\]"):
        read_danger_words(["[suicide]\ndood\n[dangr]\nweg"])
