"""The command line as a person meets it: one line for each thing that is wrong, and the exit code."""

from __future__ import annotations

import signal
import sqlite3
from pathlib import Path

import pytest

from bot.cli import main
from tests.shell.processes import TOKEN, ended, environment, started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the bot is started: nothing lies there."""
    return tmp_path


def test_help_tells_every_command_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])

    said = capsys.readouterr().out
    assert end.value.code == 0
    assert all(command in said for command in ("run", "demo", "check", "suggest", "link-code"))


def test_a_missing_token_is_one_line_and_exit_code_2(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.delenv("BOT_TOKEN", raising=False)

    code = main(["run"])

    said = capsys.readouterr().err.splitlines()
    assert (code, len(said)) == (2, 1)
    assert "BOT_TOKEN is missing: ask @BotFather" in said[0]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ALLOW_EXAMPLE": ""}, "--allow-example"),
        ({"CATALOGUE": "nowhere.yaml"}, "nothing at nowhere.yaml"),
        ({"CATALOGUE": "broken.yaml"}, "broken.yaml:2:1 "),
        ({"DATABASE": "newer.db"}, "newer schuifaan"),
        ({"DATABASE": "notes.txt"}, "notes.txt is not a database of schuifaan"),
        ({"DATABASE": "notes.txt/a.db"}, "DATABASE"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_is_wrong_at_the_start_is_one_line(folder: Path, changes: dict[str, str], expected: str) -> None:
    (folder / "broken.yaml").write_text("areas: [", "utf-8")
    (folder / "notes.txt").write_text("not a database, but something of somebody\n" * 100, "utf-8")
    _write_newer(folder / "newer.db")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    code, out, err = await ended(environment(folder, **changes), folder, "run")

    assert (code, out, len(err)) == (2, [], 1)
    assert expected in err[0]
    assert {name: (folder / name).read_bytes() for name in before} == before


async def test_without_network_it_says_so_once_and_goes_on_trying_till_it_is_stopped(folder: Path) -> None:
    env = environment(folder)
    async with started(env, folder, "run") as bot:
        line = await bot.says("/koppel ")
        await bot.says("can't be reached")

        second = await ended(env, folder, "run")
        code = await ended(env, folder, "link-code")
        bot.process.send_signal(signal.SIGTERM)
        end = await bot.ends()

    assert end == (0, [], [])
    assert (second[0], len(second[2])) == (2, 1)
    assert "Another schuifaan already runs" in second[2][0]
    assert code == (0, [line.rpartition(" ")[2]], [])


async def test_there_is_no_code_when_no_bot_runs(folder: Path) -> None:
    code, out, err = await ended(environment(folder), folder, "link-code")

    assert (code, out, len(err)) == (2, [], 1)
    assert "start `schuifaan run` first" in err[0]


async def test_the_token_is_never_said(folder: Path) -> None:
    env = environment(folder, LOG_LEVEL="DEBUG")
    async with started(env, folder, "run") as bot:
        await bot.says("can't be reached")
        bot.process.send_signal(signal.SIGINT)
        code, _, err = await bot.ends()

    assert code == 0
    assert TOKEN not in "\n".join(err)


def _write_newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA application_id = 1396918342; CREATE TABLE x (y); PRAGMA user_version = 999"
    )
    connection.close()


