"""The environment: what is accepted, and the one line about what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import settings

NAMES = ("BOT_TOKEN", "BOT_API_URL", "DATABASE", "CATALOGUE", "ALLOW_EXAMPLE", "LOG_LEVEL")
TOKEN = "123456789:AAE-invented_token"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_a_token_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)

    found = settings.read()

    assert (found.token, found.bot_api_url) == (TOKEN, "https://api.telegram.org")
    assert (found.database, found.catalogue) == (Path("schuifaan.db"), Path("activities.yaml"))
    assert not found.allow_example


def test_what_the_environment_leaves_out_stands_in_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\nDATABASE=/elsewhere/a.db\n")
    monkeypatch.setenv("DATABASE", "here.db")
    monkeypatch.setenv("BOT_TOKEN", "")

    found = settings.read()

    assert (found.token, found.database) == (TOKEN, Path("here.db"))


def test_settings_never_show_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)

    found = settings.read()

    assert TOKEN not in f"{found!r} {found} {found.model_dump_json()}"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", ""),
        ("BOT_TOKEN", "my secret"),
        ("BOT_TOKEN", f"{TOKEN}/../x"),
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "http://127.0.0.1:99999"),
        ("BOT_API_URL", "ftp://127.0.0.1"),
        ("ALLOW_EXAMPLE", "perhaps"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_it(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv(name, value)

    with pytest.raises(settings.SettingsError) as caught:
        settings.read()

    line = str(caught.value)
    assert line.startswith(name)
    assert caught.value.remedy in line
    assert "\n" not in line
    assert not value or value not in line


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00BOT_TOKEN")

    with pytest.raises(settings.SettingsError, match=r"^\.env can't be read"):
        settings.read()


def test_the_database_is_found_without_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE", "there.db")

    assert settings.read_database() == Path("there.db")
