"""What is told to whoever hosts the bot is true: every command, every file, every name."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main, parser

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
PAGES = ["docs/hosting.nl.md", "docs/link-a-team.nl.md", "docs/add-an-activity.nl.md", "README.md"]
PLACES = re.compile(r"\b(?:deploy|docs|scripts|locales|bot)/[\w./-]*\w")
OURS = re.compile(r"(?:^|`)(?:sudo )?(schuifaan [a-z-]+[^`\n|]*|make [a-z-]+)", re.MULTILINE)


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _commands(page: str) -> list[str]:
    return [found[1].strip() for found in OURS.finditer(_text(page))]


def _is_real(command: str) -> bool:
    name, *arguments = shlex.split(command)
    if name == "make":
        return set(arguments) <= set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))
    try:
        parser().parse_args(arguments)
    except SystemExit:
        return False
    return True


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_page_is_one_that_exists(page: str) -> None:
    written = [command for command in _commands(page) if "…" not in command]

    assert [command for command in written if not _is_real(command)] == []


def test_the_page_about_hosting_goes_all_the_way() -> None:
    commands = set(_commands("docs/hosting.nl.md"))

    needed = {"make install", "schuifaan doctor", "schuifaan link-code", "schuifaan check", "schuifaan backup"}
    assert needed <= commands
    assert any(command.startswith("schuifaan restore ") for command in commands)


@pytest.mark.parametrize("command", ["schuifaan heal", "schuifaan restore", "make coffee"])
def test_a_command_that_does_not_exist_is_seen(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not _is_real(command)


def test_every_word_the_doctor_begins_a_line_with_is_explained_and_no_other() -> None:
    sources = "".join(path.read_text("utf-8") for path in sorted((ROOT / "bot" / "doctor").glob("*.py")))
    said = set(re.findall(r'(?:\b(?:well|look|wrong)\(|check = )"([a-z ]+)"', sources))
    table = _text("docs/hosting.nl.md").partition("## Als er iets niet goed is")[2].partition("\n\nZegt")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]

    assert {word for row in rows for word in re.findall(r"`([a-z ]+)`", row)} == said


@pytest.mark.parametrize("page", [*PAGES, *(f"deploy/{path.name}" for path in DEPLOY.iterdir()), "Makefile"])
def test_every_file_that_is_named_exists(page: str) -> None:
    named = [place for place in PLACES.findall(_text(page)) if "sendMessage" not in place]

    assert [place for place in named if not (ROOT / place).exists()] == []


# ── the service ─────────────────────────────────────────────────────────────────────────────────────────────────
def _unit(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if line and line[0] not in "#[":
            name, _, value = line.partition("=")
            yield name, value


UNIT = dict(_unit((DEPLOY / "schuifaan.service").read_text("utf-8")))


def test_the_service_starts_the_bot_as_a_user_of_its_own_and_again_whatever_happens() -> None:
    python, _, module, *command = UNIT["ExecStart"].split()

    assert python == "/opt/schuifaan/.venv/bin/python"
    assert (ROOT / module / "__main__.py").exists()
    assert parser().parse_args(command).do.__name__ == "_run"
    assert (UNIT["User"], UNIT["Restart"]) == ("schuifaan", "always")
    assert UNIT["WorkingDirectory"] == f"/var/lib/{UNIT['StateDirectory']}"
    assert UNIT["EnvironmentFile"].endswith(f"{UNIT['WorkingDirectory']}/.env")


def test_the_service_may_write_in_its_own_folder_only() -> None:
    closed = ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictNamespaces", "LockPersonality")

    assert {UNIT[name] for name in closed} == {"yes"}
    assert (UNIT["ProtectSystem"], UNIT["UMask"], UNIT["StateDirectoryMode"]) == ("strict", "0077", "0700")
    assert "ReadWritePaths" not in UNIT


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_understands_every_line_of_the_service(tmp_path: Path) -> None:
    unit = tmp_path / "schuifaan.service"
    here = (DEPLOY / "schuifaan.service").read_text("utf-8").replace(UNIT["ExecStart"].split()[0], sys.executable)
    unit.write_text(here, "utf-8")

    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)

    assert [line for line in done.stderr.splitlines() if "schuifaan" in line] == []


def test_installing_keeps_what_is_there_and_is_ready_to_be_asked(tmp_path: Path) -> None:
    def install() -> str:
        return subprocess.run(
            ["/bin/sh", DEPLOY / "install.sh"], env={"DESTDIR": str(tmp_path), "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, check=True,
        ).stdout

    data = tmp_path / "var" / "lib" / "schuifaan"
    said = install()
    modes = [path.stat().st_mode & 0o777 for path in (data, data / ".env", data / "activities.yaml")]
    (data / ".env").write_text("BOT_TOKEN=1:mine\n", "utf-8")
    install()

    assert said.startswith("Installed. ")
    assert modes == [0o700, 0o600, 0o600]
    assert (data / ".env").read_text("utf-8") == "BOT_TOKEN=1:mine\n"
    unit = dict(_unit((tmp_path / "etc" / "systemd" / "system" / "schuifaan.service").read_text("utf-8")))
    assert unit["ExecStart"] == f"{ROOT}/.venv/bin/python -m bot run"
    assert (tmp_path / "usr" / "local" / "bin" / "schuifaan").stat().st_mode & 0o111


def test_the_settings_that_are_put_there_ask_for_the_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(
        ["/bin/sh", DEPLOY / "install.sh"], env={"DESTDIR": str(tmp_path), "PATH": "/usr/bin:/bin"}, check=True,
        capture_output=True,
    )
    monkeypatch.chdir(tmp_path / "var" / "lib" / "schuifaan")
    monkeypatch.delenv("BOT_TOKEN", raising=False)

    assert main(["doctor"]) == 2
    assert "BOT_TOKEN is missing" in capsys.readouterr().err


@pytest.mark.parametrize("script", ["install.sh", "schuifaan.sh"])
def test_the_scripts_can_be_read_by_any_shell(script: str) -> None:
    assert subprocess.run(["/bin/sh", "-n", DEPLOY / script], check=False).returncode == 0
    assert (DEPLOY / script).stat().st_mode & 0o111


# ── the container ───────────────────────────────────────────────────────────────────────────────────────────────
def _recipe() -> list[tuple[str, str]]:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines if line and line[0] != "#")]


def test_everything_the_container_copies_exists_and_no_secret_is_among_it() -> None:
    copied = [rest.split()[:-1] for word, rest in _recipe() if word == "COPY"]

    assert copied == [["requirements.lock"], ["bot"], ["locales"]]
    assert all((ROOT / source).exists() for sources in copied for source in sources)


def test_the_container_installs_what_is_locked_only_and_is_not_root() -> None:
    recipe = _recipe()
    words = [word for word, _ in recipe]

    assert [rest for word, rest in recipe if "pip install" in rest and "--require-hashes" not in rest] == []
    assert dict(recipe)["USER"] == "schuifaan"
    assert words.index("USER") > max(number for number, word in enumerate(words) if word in ("RUN", "COPY"))
    assert dict(recipe)["VOLUME"] == dict(recipe)["WORKDIR"] == "/data"


def test_the_container_runs_the_bot() -> None:
    recipe = dict(_recipe())

    assert recipe["ENTRYPOINT"] == '["python", "-m", "bot"]'
    assert recipe["CMD"] == '["run"]'
    assert _is_real("schuifaan run")
    major, minor = re.findall(r"python:(\d+)\.(\d+)-slim", recipe["FROM"])[0]
    assert (int(major), int(minor)) >= (3, 11)
