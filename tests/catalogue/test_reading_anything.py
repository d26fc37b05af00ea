"""Whatever is in a file, reading it gives a catalogue or says why not: it never raises, in either language."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.catalogue.reading import Reading, read
from tests.catalogue.samples import TODAY
from tests.catalogue.test_example import AS_WRITTEN

LETTERS = st.text(st.sampled_from("abz09 :-[]{}\"'\n\t,#&*!|>%@`?é“\r\\.~<=/"), max_size=12)
WORDS = st.sampled_from([
    "yes", "no", "null", "~", "[]", "{}", "{a: b}", "[[1]]", "0", "-1", "1e999", ".nan", "2026-02-30", "99:99", "*x",
    "&x 1", "!!int x", "<<: *x", "? a", "---", "...", "3531", "\"", "'", "|", ">-", "singing", "9" * 400,
    "0x1F", "0o7", "true",
])


def reading_of(content: bytes) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "activities.yaml"
        file.write_bytes(content)
        english = read(file, TODAY, "en")
        dutch = read(file, TODAY)
        assert [problem.line for problem in english.problems] == [problem.line for problem in dutch.problems]
        return dutch


@settings(max_examples=300, deadline=None)
@given(start=st.integers(0, len(AS_WRITTEN)), length=st.integers(0, 60), put=LETTERS | WORDS)
def test_a_file_with_a_slip_anywhere(start: int, length: int, put: str) -> None:
    reading = reading_of((AS_WRITTEN[:start] + put + AS_WRITTEN[start + length:]).encode())

    assert reading.catalogue or reading.errors
    assert all(problem.line >= 1 and problem.column >= 1 and problem.message for problem in reading.problems)


LINES = AS_WRITTEN.splitlines()


@settings(max_examples=200, deadline=None)
@given(number=st.integers(0, len(LINES) - 1), value=WORDS)
@example(number=30, value="{rrule: FREQ=DAILY, start: 1:00, end: 2:00, from: 2026-01-01}")
def test_any_value_in_the_place_of_any_other(number: int, value: str) -> None:
    key = LINES[number].split(":")[0]
    changed = [*LINES[:number], f"{key}: {value}", *LINES[number + 1:]]

    reading = reading_of("\n".join(changed).encode())

    assert reading.catalogue or reading.errors


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    reading = reading_of(content)

    assert reading.catalogue is None
    assert reading.errors
