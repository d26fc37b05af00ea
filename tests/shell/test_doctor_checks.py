"""Each check of the doctor, well and not well: what it tells, and that it tells what to do."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.core.resident import Team
from bot.doctor import on_disk
from bot.doctor.at_telegram import check_telegram
from bot.doctor.at_work import check_given_up, check_people, check_queues, check_running
from bot.doctor.findings import Finding, exit_code, how_long, look, well, wrong
from bot.doctor.in_catalogue import check_catalogue, check_texts
from bot.pulse import Beat
from bot.settings import Settings
from bot.store import open_store
from bot.store.copies import back_up
from bot.store.insight import Insight, Queue
from bot.telegram.asking import Answer, Group
from tests.shell.processes import EXAMPLE, TOKEN
from tests.shell.stored import NOW

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
FINE = Insight(
    version=1, is_whole=True, to_decide=Queue(0, None), to_say=Queue(0, None), never_arrived={}, never_worked=0,
    dead_letters=0, residents=3, without_contact=0, asking=0, asking_too_long=0, teams=(Team(1, -1, "West"),),
)
ANSWER = Answer(NOW, "west_bot", "West", webhook="", groups=(Group(-1, "West", is_there=True, is_forum=True),))
SETTINGS = Settings(bot_token=SecretStr(TOKEN))


def _levels(*findings: Finding) -> list[str]:
    assert all(one.remedy for one in findings if one.level != "well")
    return [one.level for one in findings]


@pytest.mark.parametrize(
    ("held", "beat", "expected"),
    [
        (True, Beat(NOW, NOW - 9 * SECOND, ""), "well"),
        (False, Beat(NOW, NOW, ""), "wrong"),
        (True, None, "wrong"),
        (True, Beat(NOW - HOUR, NOW - HOUR, ""), "wrong"),
        (True, Beat(NOW, NOW - HOUR, ""), "wrong"),
        (True, Beat(NOW, None, ""), "wrong"),
        (True, Beat(NOW, NOW, "Somebody else is polling with this token (409): stop the other program."), "wrong"),
    ],
)
def test_whether_the_bot_is_at_work(held: bool, beat: Beat | None, expected: str) -> None:
    assert _levels(check_running(held, beat, NOW)) == [expected]


def test_what_keeps_the_bot_from_hearing_is_told_with_the_last_time_it_heard_something() -> None:
    deaf = check_running(True, Beat(NOW, NOW - HOUR, "Telegram can't be reached."), NOW)

    assert str(deaf) == (
        "✗ bot:          It runs, but: Telegram can't be reached. → Telegram answered last 60 minutes ago"
    )


@pytest.mark.parametrize(
    ("since", "held", "expected"),
    [(None, True, "well"), (NOW - SECOND, True, "well"), (NOW - HOUR, True, "wrong"), (NOW - HOUR, False, "look")],
)
def test_what_waits_is_wrong_only_when_it_waits_long(since: object, held: bool, expected: str) -> None:
    seen = FINE._replace(to_say=Queue(2 if since else 0, since))  # type: ignore[arg-type]  # None or a moment

    assert _levels(check_queues(seen, held, NOW)) == [expected]


def test_what_was_given_up_is_told_by_reason() -> None:
    usual = FINE._replace(never_arrived={"blocked": 3})
    strange = FINE._replace(never_arrived={"blocked": 3, "refused": 1}, never_worked=2, dead_letters=1)

    assert [str(one) for one in check_given_up(usual)] == [
        "✓ given up:     Did not arrive, as it happens: 3 × the person blocked the bot."
    ]
    assert _levels(*check_given_up(FINE)) == ["well"]
    assert _levels(*check_given_up(strange)) == ["look", "wrong", "look"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["well", "well"]),
        ({"without_contact": 1}, ["wrong", "well"]),
        ({"teams": ()}, ["well", "look"]),
        ({"asking": 2}, ["well", "well"]),
        ({"asking": 2, "asking_too_long": 1}, ["well", "wrong"]),
    ],
)
def test_nobody_is_forgotten(changes: dict[str, object], expected: list[str]) -> None:
    assert _levels(*check_people(FINE._replace(**changes))) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["well", "well", "well", "well"]),
        ({"date": None}, ["well", "well", "well"]),
        ({"date": NOW - 2 * HOUR}, ["wrong", "well", "well", "well"]),
        ({"date": NOW + 61 * SECOND}, ["wrong", "well", "well", "well"]),
        ({"date": NOW + 59 * SECOND}, ["well", "well", "well", "well"]),
        ({"username": ""}, ["well", "wrong"]),
        ({"may_join_groups": False}, ["well", "well", "wrong", "well", "well"]),
        ({"webhook": "https://elsewhere.example"}, ["well", "well", "wrong", "well"]),
        ({"webhook": None, "groups": ()}, ["well", "well", "look"]),
        ({"groups": (Group(-1, "West", is_there=True),)}, ["well", "well", "well", "wrong"]),
        ({"groups": (Group(-1, "", is_there=False),)}, ["well", "well", "well", "wrong"]),
        ({"groups": (Group(-1, "W", True, True, ("administrator",)),)}, ["well", "well", "well", "wrong"]),
    ],
)
def test_what_telegram_says(changes: dict[str, object], expected: list[str]) -> None:
    assert _levels(*check_telegram(ANSWER._replace(**changes), SETTINGS, NOW)) == expected  # type: ignore[arg-type]


def test_where_nobody_answers_that_is_all_there_is_to_tell() -> None:
    assert _levels(*check_telegram(None, SETTINGS, NOW)) == ["wrong"]


# ── the catalogue ───────────────────────────────────────────────────────────────────────────────────────────────
def _of_catalogue(path: Path, today: date, *, allows_example: bool = True) -> dict[str, str]:
    found = list(check_catalogue(path, today, allows_example=allows_example))
    _levels(*found)
    return {one.check: one.level for one in found}


def test_the_example_is_for_a_look_only() -> None:
    assert _of_catalogue(EXAMPLE, date(2026, 12, 1)) == {
        "catalogue": "well", "example": "look", "checked": "look", "time zone": "well"
    }
    assert _of_catalogue(EXAMPLE, date(2026, 12, 1), allows_example=False)["example"] == "wrong"


def test_a_list_that_nobody_looked_after_leaves_areas_empty() -> None:
    found = {one.check: one for one in check_catalogue(EXAMPLE, date(2028, 1, 1), allows_example=True)}

    assert found["areas"].level == "look"
    assert "and 12 more" in found["areas"].told
    assert "and " in found["checked"].told


def test_a_place_without_a_point_is_told(tmp_path: Path) -> None:
    spoiled = tmp_path / "activities.yaml"
    spoiled.write_text(EXAMPLE.read_text("utf-8").replace(", lat: 52.0925, lon: 5.0940", "", 1), "utf-8")

    assert _of_catalogue(spoiled, date(2026, 12, 1))["map"] == "look"


@pytest.mark.parametrize("content", [None, "areas: [", "version: 1\n"])
def test_a_catalogue_that_can_t_be_used_is_wrong(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "activities.yaml"
    if content is not None:
        path.write_text(content, "utf-8")

    assert _of_catalogue(path, date(2026, 12, 1)) == {"catalogue": "wrong"}


def test_the_texts_are_complete() -> None:
    assert check_texts() == well("texts", "Complete in en, nl.")


# ── the disk ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("free", "expected"), [(50_000_000, "wrong"), (400_000_000, "look"), (9_000_000_000, "well")]
)
def test_a_disk_is_told_before_it_is_full(free: int, expected: str) -> None:
    assert _levels(on_disk.check_room(1_000_000, free)) == [expected]


async def test_the_age_of_the_last_backup(tmp_path: Path) -> None:
    database = tmp_path / "schuifaan.db"
    async with open_store(database):
        before = on_disk.check_backups(database, NOW)
        back_up(database, tmp_path, NOW, "nightly")

    assert _levels(before, on_disk.check_backups(database, NOW), on_disk.check_backups(database, NOW + 96 * HOUR)) == [
        "look", "well", "look"
    ]


def test_a_lost_list_of_erased_people_is_told(tmp_path: Path) -> None:
    assert _levels(on_disk.check_erased_list(tmp_path / "schuifaan.db")) == ["look"]


def test_a_folder_in_which_others_may_write_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)

    assert _levels(on_disk.check_rights(tmp_path / "schuifaan.db")) == ["look"]


# ── the whole ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_only_what_is_wrong_makes_the_exit_code_1() -> None:
    assert exit_code([well("a", "b"), look("a", "b", "c")]) == 0
    assert exit_code([wrong("a", "b", "c"), well("a", "b")]) == 1


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (SECOND, "1 second"), (90 * SECOND, "90 seconds"), (HOUR, "60 minutes"), (5 * HOUR, "5 hours"),
        (50 * HOUR, "2 days"), (-HOUR, "0 seconds"),
    ],
)
def test_spans_are_told_as_people_say_them(span: timedelta, words: str) -> None:
    assert how_long(span) == words
