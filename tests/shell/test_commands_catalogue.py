"""The commands of maintainers, as other programs call them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.catalogue.samples import REPOSITORY

LIST = str(REPOSITORY / "activities.yaml")
MOMENT = "2026-12-01T10:00"


def suggested(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    code = main(["suggest", "--catalogue", LIST, "--now", MOMENT, "--json", *arguments])
    assert code == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"suggestions", "left_out", "widened", "place"}
    return dict(answer)


def test_check_of_our_own_list_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", LIST, "--json", "--now", "2026-12-01"])

    problems = json.loads(capsys.readouterr().out)
    assert code == 0
    assert {problem["level"] for problem in problems} == {"warning"}
    assert all(
        set(problem) == {"file", "line", "column", "entry", "field", "level", "message"} for problem in problems
    )


def test_check_of_a_broken_list_says_where_in_two_languages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(Path(LIST).read_text("utf-8").replace("interests: [singing]", "interests: [singin]", 1), "utf-8")

    codes = [main(["check", str(file)]), main(["check", str(file), "--lang", "en"])]

    told = capsys.readouterr().out
    assert codes == [1, 1]
    assert 'bedoel je "singing"?' in told
    assert 'did you mean "singing"?' in told
    assert f"{file}:" in told


def test_check_of_nothing_is_code_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nergens.yaml"), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)[0]["level"] == "error"


def test_suggest_answers_as_the_bot_would(capsys: pytest.CaptureFixture[str]) -> None:
    answer = suggested(capsys, "--area", "lombok", "--likes", "zingen", "--needs", "step_free")

    first = answer["suggestions"][0]
    assert first["id"] == "zingen-op-dinsdag"
    assert first["next"][0] == "2026-12-08T10:00:00+01:00"
    assert 0 < first["distance_km"] < 2
    assert first["reasons"]
    assert answer["place"]["status"] == "found"
    assert answer["widened"] is False


def test_suggest_takes_several_likes_as_typed(capsys: pytest.CaptureFixture[str]) -> None:
    answer = suggested(capsys, "--area", "3531 AA", "--likes", "koor, koken")

    assert {one["id"] for one in answer["suggestions"]} >= {"zingen-op-dinsdag"}
    assert len(answer["suggestions"]) == 3


def test_suggest_says_why_the_near_misses_were_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    answer = suggested(capsys, "--area", "binnenstad", "--likes", "listening", "--needs", "step_free")

    assert "lunchconcert-vrijdag" in {one["id"] for one in answer["left_out"]}
    assert all(one["reason"] for one in answer["left_out"])


@pytest.mark.parametrize(("typed", "status"), [
    ("bergen", "ambiguous"), ("Lombock", "ambiguous"), ("qwerty", "unknown"),
])
def test_an_unsure_place_gives_what_needs_no_place(
    capsys: pytest.CaptureFixture[str], typed: str, status: str,
) -> None:
    answer = suggested(capsys, "--area", typed, "--likes", "praten,zingen")

    assert answer["place"]["status"] == status
    assert bool(answer["place"]["choices"]) == (status == "ambiguous")
    assert {one["id"] for one in answer["suggestions"]} == {"praatlijn-thuis", "zing-mee-online"}


def test_suggest_hears_what_is_asked_for_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    answer = suggested(capsys, "--area", "zuilen", "--likes", "biljart")

    stale = next(one for one in answer["left_out"] if one["id"] == "biljart-zuilen")
    assert stale["reason"]


@pytest.mark.parametrize("arguments", [["--needs", "sauna"], ["--now", "morgen"], ["--catalogue", "nergens.yaml"]])
def test_a_wrong_argument_is_one_line_and_code_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--catalogue", LIST, *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_suggest_can_be_read_by_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "--catalogue", LIST, "--now", MOMENT, "--area", "lombok", "--likes", "singing"]) == 0
    assert "Zingen op dinsdag" in capsys.readouterr().out
