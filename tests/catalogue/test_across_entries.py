"""What can only be seen across entries, and a folder of several files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.catalogue.reading import Reading, read
from tests.catalogue.samples import TODAY, TOP, described


def written(folder: Path, *entries: dict[str, Any], today: date = TODAY, **top: Any) -> Reading:
    """A file with these activities, read."""
    file = folder / "activities.yaml"
    file.write_text(yaml.safe_dump({**TOP, **top, "activities": list(entries)}, sort_keys=False), "utf-8")
    return read(file, today)


def said(reading: Reading) -> list[tuple[str, str, str]]:
    return [(problem.entry, problem.field, problem.level) for problem in reading.problems]


def by_rrule(rrule: str) -> dict[str, Any]:
    return {"schedule": {"rules": [{"rrule": rrule, "start": "9:00", "end": "10:00", "from": "2026-01-01"}]}}


def test_an_id_stands_once(tmp_path: Path) -> None:
    reading = written(tmp_path, described("koor"), described("koor"))

    assert said(reading) == [("koor", "id", "error")]


@pytest.mark.parametrize(("changes", "field"), [
    ({"continuity": {"kind": "project", "after_end": ["kor"], "ends_on": "2027-01-01"}}, "continuity.after_end"),
    ({"interests": ["singing", "zinging"]}, "interests"),
    ({"place": {"lat": 40.4, "lon": -3.7}}, "place.lat"),
    (by_rrule("FREQ=NOOIT"), "schedule.rules.rrule"),
    (by_rrule("FREQ=DAILY;INTERVAL=0"), "schedule.rules.rrule"),
    (by_rrule("FREQ=SECONDLY"), "schedule.rules.rrule"),
    (by_rrule("FREQ=WEEKLY;UNTIL=nooit"), "schedule.rules.rrule"),
    (by_rrule("FREQ=WEEKLY;BYDAY=XX"), "schedule.rules.rrule"),
])
def test_what_refers_to_nothing_is_an_error(tmp_path: Path, changes: dict[str, Any], field: str) -> None:
    reading = written(tmp_path, described("koor"), described("ander", **changes))

    assert said(reading) == [("ander", field, "error")]
    assert reading.catalogue is None


@pytest.mark.parametrize(("changes", "field", "part"), [
    ({"place": {"lat": 52.2, "lon": 5.1}}, "place.lat", "km van Midden"),
    ({"continuity": {"kind": "project", "note": "Daarna thee.", "ends_on": "2026-11-01"}}, "continuity.ends_on",
     "afgelopen"),
    ({"schedule": {"dates": [{"date": "2026-11-01", "start": "10:00", "end": "11:00"}]}}, "schedule", "afgelopen"),
    ({"checked": {"date": "2026-05-01"}}, "checked.date", "niet meer genoemd"),
    ({"checked": {"date": "2026-08-01"}}, "checked.date", "bel voor je gaat"),
    ({"checked": {"date": "2026-10-01", "how": "website"}}, "checked.date", "bel voor je gaat"),
    ({"checked": {"date": "2026-12-24"}}, "checked.date", "nog moet komen"),
    ({"picture": "koor.jpg"}, "picture", "koor.jpg"),
    ({"first_visit": {"arrive": "Kom binnen."}}, "first_visit.arrive", "2 tot 4 zinnen"),
])
def test_what_people_should_look_at_is_a_warning(
    tmp_path: Path, changes: dict[str, Any], field: str, part: str,
) -> None:
    reading = written(tmp_path, described("koor", **changes))

    assert said(reading) == [("koor", field, "warning")]
    assert part in reading.problems[0].message
    assert reading.catalogue


def test_little_known_about_a_first_visit_is_a_warning_that_says_what_would_help(tmp_path: Path) -> None:
    bare = described("koor", first_visit=dict.fromkeys(("find_us", "may_just_watch", "may_leave_early", "buddy"))
                     | dict.fromkeys(("may_bring_someone", "talking_expected")), contact={"call_hours": None})

    problem = written(tmp_path, bare).problems[0]

    assert "durf-score" in problem.message
    assert "first_visit.find_us" in problem.message


def test_a_list_that_was_right_yesterday_does_not_stop_a_bot_today(tmp_path: Path) -> None:
    entry = described("koor", continuity={"kind": "project", "note": "Daarna thee.", "ends_on": "2026-12-01"})

    assert written(tmp_path, entry, today=date(2026, 12, 1)).problems == ()
    assert written(tmp_path, entry, today=date(2026, 12, 2)).catalogue


@pytest.mark.parametrize(("top", "field"), [
    ({"areas": {"a": {"name": "A", "lat": 52.0, "lon": 5.0, "neighbours": ["b"]}}}, "areas.a.neighbours"),
    ({"interests": {"singing": {"name": "Zingen", "parent": "muziek"}}}, "interests.singing.parent"),
    ({"interests": {"singing": {"name": "Zingen", "parent": "singing"}}}, "interests.singing.parent"),
    ({"region": {"name": "X", "time_zone": "Europe/Utrecht"}}, "region.time_zone"),
    ({"region": {"name": "X", "public_holidays": {"country": "Nederland"}}}, "region.public_holidays.country"),
    ({"help_lines": [{"name": "Lijn", "number": 112}]}, "help_lines.number"),
    ({"help_lines": [{"name": "Lijn", "number": "112", "areas": ["nergens"]}]}, "help_lines.areas"),
    ({"office_hours": [{"days": ["ma"], "start": "9:00", "end": "17:00"}]}, "office_hours.days"),
    ({"areas": {"a": {"name": "A", "lat": 52.0, "lon": 5.0, "postcodes": ["35313"]}}}, "areas.a.postcodes"),
    ({"talen": ["nl"]}, "talen"),
])
def test_a_slip_at_the_top_is_told_too(tmp_path: Path, top: dict[str, Any], field: str) -> None:
    reading = written(tmp_path, described("koor"), **top)

    assert ("", field, "error") in said(reading)


def test_a_catalogue_of_the_netherlands_has_help_lines_of_itself(tmp_path: Path) -> None:
    catalogue = written(tmp_path, described("koor")).catalogue

    assert catalogue
    assert [line.number for line in catalogue.help_lines] == ["112", "113", "088 0767 000", "0800 2000", "0800 0432"]


def test_an_empty_list_is_not_a_catalogue(tmp_path: Path) -> None:
    reading = written(tmp_path)

    assert reading.catalogue is None
    assert reading.errors


# ── a folder ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "_region.yaml").write_text(yaml.safe_dump(TOP), "utf-8")
    (tmp_path / "een.yaml").write_text(yaml.safe_dump({"activities": [described("koor"), described("soep")]}), "utf-8")
    (tmp_path / "twee.yaml").write_text(yaml.safe_dump({"activities": [described("wandeling")]}), "utf-8")
    return tmp_path


def test_a_folder_is_one_catalogue(folder: Path) -> None:
    catalogue = read(folder, TODAY).catalogue

    assert catalogue
    assert set(catalogue.activities) == {"koor", "soep", "wandeling"}


def test_a_broken_entry_of_a_folder_is_left_out_and_the_others_stay(folder: Path) -> None:
    broken = described("soep", cost={"eur": "drie"})
    (folder / "een.yaml").write_text(yaml.safe_dump({"activities": [described("koor"), broken]}), "utf-8")

    reading = read(folder, TODAY)

    assert reading.catalogue
    assert set(reading.catalogue.activities) == {"koor", "wandeling"}
    assert [(problem.entry, Path(problem.file).name) for problem in reading.errors] == [("soep", "een.yaml")]


def test_a_file_of_a_folder_that_can_not_be_read_is_left_out(folder: Path) -> None:
    (folder / "een.yaml").write_text("activities:\n\t- id: koor\n", "utf-8")

    reading = read(folder, TODAY)

    assert reading.catalogue
    assert set(reading.catalogue.activities) == {"wandeling"}
    assert len(reading.errors) == 1


def test_the_files_of_organisations_hold_activities_only(folder: Path) -> None:
    (folder / "twee.yaml").write_text(yaml.safe_dump({"areas": {}, "activities": [described("wandeling")]}), "utf-8")

    assert said(read(folder, TODAY)) == [("", "areas", "error")]


def test_without_a_region_there_is_no_catalogue(folder: Path) -> None:
    (folder / "_region.yaml").unlink()

    reading = read(folder, TODAY)

    assert reading.catalogue is None
    assert "_region.yaml" in reading.errors[0].message


def test_the_same_id_in_two_files_names_the_other_file(folder: Path) -> None:
    (folder / "twee.yaml").write_text(yaml.safe_dump({"activities": [described("koor")]}), "utf-8")

    reading = read(folder, TODAY)

    assert "een.yaml" in reading.errors[0].message
    assert reading.catalogue
    assert set(reading.catalogue.activities) == {"koor", "soep"}
