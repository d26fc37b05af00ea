"""What lies around the code is true: the locks, the notice, the README, and setting up on a bare machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)(.*?)\n((?:\s+--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _pinned(lock: str) -> dict[str, str]:
    return {found[1]: found[2] for found in PINNED.finditer(lock)}


def _asked_for(extra: str | None = None) -> set[str]:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    asked = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {re.split(r"[<>=~! \[]", requirement)[0] for requirement in asked}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_everything_with_hashes_and_names_no_address(lock: str) -> None:
    text = _text(lock)

    assert PINNED.sub("", text).strip() == ""
    assert "://" not in text
    assert _asked_for() <= _pinned(text).keys()


def test_what_we_are_measured_beside_is_pinned_too() -> None:
    text = _text("bench/rivals/requirements.lock")
    asked = re.findall(r"^([a-z-]+)[<>=]", _text("bench/rivals/requirements.in"), re.MULTILINE)

    assert PINNED.sub("", text).strip() == ""
    assert "://" not in text
    assert set(asked) == {"aiogram", "python-telegram-bot"}
    assert set(asked) <= _pinned(text).keys()


def test_the_lock_for_development_holds_the_same_versions_and_more() -> None:
    runtime, development = _pinned(_text("requirements.lock")), _pinned(_text("requirements-dev.lock"))

    assert runtime.items() <= development.items()
    assert _asked_for("dev") <= development.keys()


def test_a_line_without_hashes_and_an_address_are_seen() -> None:
    assert PINNED.sub("", "idna==3.0\n").strip() != ""
    assert PINNED.sub("", "--index-url https://example.org\nidna==3.0 \\\n    --hash=sha256:" + "0" * 64 + "\n") != ""


def test_the_notice_names_every_package_the_bot_uses() -> None:
    notice = _text("NOTICE")
    named = set(re.findall(r"^([a-z0-9-]+) ", notice, re.MULTILINE))

    assert _pinned(_text("requirements.lock")).keys() - named == set()


def test_the_readme_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^\| `([A-Z_]+)` \|", _text("README.md"), re.MULTILINE)

    assert sorted(named) == sorted(field.upper() for field in Settings.model_fields)


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", _text("README.md"), re.MULTILINE))

    assert named <= targets
    assert {"setup", "demo", "run", "test", "check", "bench", "texts"} <= targets


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))])
def test_every_link_leads_somewhere(page: str) -> None:
    folder = (ROOT / page).parent

    assert [link for link in LINK.findall(_text(page)) if not (folder / link).exists()] == []


def test_the_licence_is_the_one_the_project_names() -> None:
    assert _text("LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert 'license = "EUPL-1.2"' in _text("pyproject.toml")


# ── a bare machine ──────────────────────────────────────────────────────────────────────────────────────────────
NO_PYTHON = "exit 1"
NO_VENV = 'case "$2" in *ensurepip*) exit 1;; *print*) echo 3.11;; esac'


@pytest.mark.parametrize(
    ("python", "told"),
    [(NO_PYTHON, "needs Python 3.11 or later: install"), (NO_VENV, "sudo apt install python3.11-venv")],
)
def test_what_is_missing_on_a_bare_machine_is_told_in_one_line(tmp_path: Path, python: str, told: str) -> None:
    for name in ("python3.13", "python3.12", "python3.11", "python3"):
        (tmp_path / name).write_text(f"#!/bin/sh\n{python}\n")
        (tmp_path / name).chmod(0o755)

    done = subprocess.run(
        ["/bin/sh", str(ROOT / "scripts" / "setup.sh"), "requirements.lock"],
        cwd=tmp_path, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False,
    )

    assert done.returncode == 1
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / ".venv").exists()
