"""Everything that goes wrong when people write YAML by hand, and what they are told."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from bot.catalogue.reading import Reading, read
from bot.catalogue.wording import sentence
from tests.catalogue.samples import TODAY
from tests.catalogue.test_example import AS_WRITTEN


def reading_of(folder: Path, content: str | bytes, language: str = "nl") -> Reading:
    file = folder / "activities.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(file, TODAY, language)


def changed(old: str, new: str) -> str:
    assert old in AS_WRITTEN
    return AS_WRITTEN.replace(old, new, 1)


# What was written, what stands there instead, the line, and part of what is said in Dutch and in English.
TRAPS = [
    pytest.param("therapeutic: no", "therapeutic: nee", 14, 'bedoel je "no"?', 'did you mean "no"?', id="nee is no"),
    pytest.param("days: [tu]", "days: [di]", 31, 'bedoel je "tu"?', 'did you mean "tu"?', id="a Dutch day"),
    pytest.param("[singing]\n", "[singin]\n", 12, "geen bekende interesse", "not a known interest", id="interest"),
    pytest.param("start: 10:00", "start: 10.00", 31, "uren en minuten", "hours and minutes", id="a time with a point"),
    pytest.param("start: 10:00", "start: 25:00", 31, "uren en minuten", "hours and minutes", id="no such time"),
    pytest.param("2027-06-29", "29-06-2027", 31, "jaar-maand-dag", "year-month-day", id="a Dutch date"),
    pytest.param("2027-06-29", "2027-02-30", 31, "geen datum", "not a date", id="no such day"),
    pytest.param("2027-06-29", "2026-06-29", 31, "until ligt voor", "until is before", id="ends too soon"),
    pytest.param("end: 11:30", "end: 09:30", 31, "voor het begin", "before the start", id="ends before it starts"),
    pytest.param('"+31 30 000 0000"', "0300000000", 37, "aanhalingstekens", "quotes", id="a phone number as a number"),
    pytest.param("lat: 52.0925, ", "lat: 52,0925, ", 27, "met een punt", "with a point", id="a comma in a number"),
    pytest.param("eur: 3,", "eur: drie,", 26, "geen getal", "not a number", id="a number in letters"),
    pytest.param("eur: 3,", "eur: -3,", 26, "kan niet", "not possible", id="a negative price"),
    pytest.param("eur: 3,", "eur: 1e999,", 26, "kan niet", "not possible", id="an endless price"),
    pytest.param("lat: 52.0925, lon: 5.0940", "lat: 5.0940, lon: 52.0925", 27, "verwisseld", "swapped", id="swapped"),
    pytest.param("  led_by: professional\n", "", 9, '"led_by" ontbreekt', '"led_by" is missing', id="missing"),
    pytest.param("by: Fatima", "door: Fatima", 38, 'bedoel je "by"?', 'did you mean "by"?', id="a field misspelt"),
    pytest.param("organiser: Stichting Welzijn Voorbeeld", "organiser:", 36, "staat niets", "nothing here",
                 id="a field without a value"),
    pytest.param("kind: structural", "kind: project", 35, "waar je daarna heen kunt", "afterwards", id="it just stops"),
    pytest.param("interests: [singing]", "interests: []", 12, "minstens een", "at least one", id="no interest"),
    pytest.param("interests: [singing]", "interests: {a: b}", 12, "een lijst", "a list", id="not a list"),
    pytest.param("{typical_min: 10", "{typical_min: 20", 25, "groter dan", "more than", id="min over max"),
    pytest.param("id: zingen-op-dinsdag", "id: Zingen op dinsdag", 9, "kleine letters", "small letters", id="id"),
    pytest.param("  interests: [singing]\n", "  interests: [singing]\n  interests: [singing]\n", 13, "twee keer",
                 "twice", id="a field twice"),
    pytest.param("  interests: [singing]\n", "\tinterests: [singing]\n", 12, "een tab", "a tab", id="a tab"),
    pytest.param("  interests: [singing]\n", "   interests: [singing]\n", 12, "inspring", "indent", id="a space more"),
    pytest.param("  interests: [singing]\n", " interests: [singing]\n", 12, "inspring", "indent", id="a space less"),
    pytest.param("find_us: Ga naar", "find_us: Let op: ga naar", 20, "dubbele punt", "colon", id="two colons"),
    pytest.param("find_us: Ga naar", "find_us: @ingang", 20, "@", "@", id="begins with @"),
    pytest.param("find_us: Ga naar", "find_us: *let op* ga", 20, "met * beginnen", "begin with *", id="begins with *"),
    pytest.param("find_us: Ga naar", "find_us: !let op", 20, "uitroepteken", "exclamation", id="begins with !"),
    pytest.param("find_us: Ga naar", 'find_us: "Ga naar', 20, "nergens gesloten", "never closed", id="an open quote"),
    pytest.param("find_us: Ga naar", "find_us: 'Ria's deur'", 20, "midden in", "inside", id="a quote inside"),
    pytest.param("[singing]\n  led_by", "[singing\n  led_by", 13, "haakje", "bracket", id="an open bracket"),
    pytest.param("id: zingen", "<<: {a: b}\n  id: zingen", 9, "<<", "<<", id="a merge key"),
    pytest.param("activities:\n", "activities:\n---\n", 9, "tweede lijst", "second document", id="two documents"),
    pytest.param("interests:\n  singing", "interests:\n  ? [a, b]\n  : c\n  singing", 7, "gewoon woord", "plain word",
                 id="a list as a key"),
]


@pytest.mark.parametrize(("old", "new", "line", "dutch", "english"), TRAPS)
def test_a_slip_is_told_on_its_line_in_both_languages(
    tmp_path: Path, old: str, new: str, line: int, dutch: str, english: str,
) -> None:
    content = changed(old, new)

    told = reading_of(tmp_path, content)
    told_in_english = reading_of(tmp_path, content, "en")

    assert told.catalogue is None
    assert (line, True) in [(problem.line, dutch in problem.message) for problem in told.errors], told.errors
    assert any(english in problem.message for problem in told_in_english.errors), told_in_english.errors


def test_all_errors_come_at_once(tmp_path: Path) -> None:
    content = changed("eur: 3,", "eur: drie,").replace("days: [tu]", "days: [di]").replace("by: Fatima, ", "")

    fields = [problem.field for problem in reading_of(tmp_path, content).errors]

    assert fields == ["cost.eur", "schedule.rules.days", "checked.by"]


def test_a_problem_names_file_line_column_entry_and_field(tmp_path: Path) -> None:
    problem = reading_of(tmp_path, changed("[singing]\n", "[singin]\n")).errors[0]

    assert (problem.line, problem.column) == (12, 15)
    assert (problem.entry, problem.field) == ("zingen-op-dinsdag", "interests")
    assert str(problem).endswith('12:15  zingen-op-dinsdag · interests: "singin" is geen bekende interesse;'
                                 ' bedoel je "singing"?')


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "y", "n", "112", "3.5", "2026-09-01", "10:00", "true"])
def test_words_that_yaml_1_1_would_change_stay_as_they_are(tmp_path: Path, word: str) -> None:
    reading = reading_of(tmp_path, changed("organiser: Stichting Welzijn Voorbeeld", f"organiser: {word}"))

    assert reading.catalogue
    assert dict(reading.catalogue.activities["zingen-op-dinsdag"].organiser) == {"nl": word}


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_windows_and_old_mac_line_ends_keep_their_lines(tmp_path: Path, line_end: str) -> None:
    content = changed("days: [tu]", "days: [di]").replace("\n", line_end)

    assert [problem.line for problem in reading_of(tmp_path, content).errors] == [31]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_that_says_its_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    content = changed("Ria. Zij", "Renée. Zij").encode(encoding)

    assert reading_of(tmp_path, content).catalogue


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    content = changed("Ria. Zij", "Renée. Zij").encode("cp1252")

    problem = reading_of(tmp_path, content).errors[0]

    assert problem.line == 21
    assert "UTF-8" in problem.message


@pytest.mark.parametrize(("content", "said"), [
    (b"PK\x03\x04 word", "Word"), (b"%PDF-1.7", "PDF"), (b"{\\rtf1 hallo", "RTF"), (b"\xd0\xcf\x11\xe0", "Word"),
    (b"", "leeg"), (b"# alleen dit\n", "leeg"), (b"hallo", "dubbele punt"), (b"a: \x00b", "onzichtbaar"),
    ("a:\n\u00a0 b: c".encode(), "vaste spatie"), (b"a: " + b"x" * 5_000_001, "5 MB"),
])
def test_what_is_no_list_at_all_is_told_kindly(tmp_path: Path, content: bytes, said: str) -> None:
    reading = reading_of(tmp_path, content)

    assert reading.catalogue is None
    assert said in reading.errors[0].message


def test_five_thousand_brackets_are_refused_at_once(tmp_path: Path) -> None:
    assert "20 lagen" in reading_of(tmp_path, "a: " + "[" * 5000).errors[0].message


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for other, one in pairwise("abcdefghi"):
        lines.append(f"{one}: &{one} [{', '.join(['*' + other] * 10)}]")

    assert "herhaald" in reading_of(tmp_path, "\n".join(lines)).errors[0].message


def test_a_small_alias_is_fine(tmp_path: Path) -> None:
    content = changed("welcomed_by: Ria. Zij draagt een rode sjaal.", "welcomed_by: &wie Ria.").replace(
        "organiser: Stichting Welzijn Voorbeeld", "organiser: *wie")

    reading = reading_of(tmp_path, content)

    assert reading.catalogue
    assert dict(reading.catalogue.activities["zingen-op-dinsdag"].organiser) == {"nl": "Ria."}


def test_quotes_of_word_are_a_warning(tmp_path: Path) -> None:
    reading = reading_of(tmp_path, changed("organiser: Stichting Welzijn Voorbeeld", "organiser: “De Linde”"))

    assert [(problem.line, problem.level) for problem in reading.problems] == [(36, "warning")]
    assert reading.catalogue


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path / "nergens.yaml", TODAY)

    assert reading.catalogue is None
    assert "bestaat niet" in reading.errors[0].message


def test_a_sentence_is_said_in_the_language_of_the_reader() -> None:
    assert sentence("nothing", {}, "nl") == "dit bestand is leeg"
    assert sentence("nothing", {}, "en") == "this file is empty"


def test_reading_never_uses_constructors_that_make_objects(tmp_path: Path) -> None:
    content = changed("organiser: Stichting Welzijn Voorbeeld", "organiser: !!python/object/apply:os.getcwd []")

    assert reading_of(tmp_path, content).catalogue is None
    assert yaml.__with_libyaml__
