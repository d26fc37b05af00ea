"""What the environment must say: read once, checked, and frozen.

A wrong or missing value is one line that names it and what to do about it, never a traceback.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, NoReturn
from urllib.parse import urlsplit

from pydantic import AfterValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.wrong import StartError

TELEGRAM = "https://api.telegram.org"
TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{1,100}")
REMEDIES = {
    "BOT_TOKEN": "ask @BotFather in Telegram for a token, it looks like 123456789:AAE…, and put it in .env",
    "BOT_API_URL": "leave it out for Telegram itself, else give an address such as http://127.0.0.1:8081",
    "DATABASE": "give the path of a file, such as ./schuifaan.db",
    "CATALOGUE": "give the path of a file or a folder of files, such as ./activities.yaml",
    "ALLOW_EXAMPLE": "set it to 1 or 0, or leave it out",
    "LOG_LEVEL": "set it to DEBUG, INFO, WARNING or ERROR, or leave it out",
}


class SettingsError(StartError):
    """A value of the environment is missing or wrong. The value itself is never shown: it may be the token."""

    def __init__(self, name: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{name} {wrong}: {remedy}.")
        self.name = name
        self.remedy = remedy


def _token(value: SecretStr) -> SecretStr:
    """A token has a number, a colon and a secret; anything else would only be refused later, less clearly."""
    if not TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("is not a token")
    return value


def _root(value: str) -> str:
    """The root of a Bot API server, without a slash at its end."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("is not a web address")
    if parts.port == 0:
        raise ValueError("has a wrong port")
    return value.rstrip("/")


class Settings(BaseSettings):
    """The environment, and `.env` for what the environment leaves out."""

    model_config = SettingsConfigDict(
        frozen=True, env_file=".env", env_ignore_empty=True, extra="ignore", str_strip_whitespace=True
    )

    bot_token: Annotated[SecretStr, AfterValidator(_token)]
    bot_api_url: Annotated[str, AfterValidator(_root)] = TELEGRAM
    database: Path = Path("schuifaan.db")
    catalogue: Path = Path("activities.yaml")
    allow_example: bool = False
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @property
    def token(self) -> str:
        """The token in the clear, for the one place that talks to the Bot API and the one that masks it."""
        return self.bot_token.get_secret_value()


class DatabaseOnly(BaseSettings):
    """For commands that need only the database, so that they work without a token."""

    model_config = SettingsConfigDict(frozen=True, env_file=".env", env_ignore_empty=True, extra="ignore")

    database: Path = Path("schuifaan.db")


def read() -> Settings:
    """Read the environment; raises `SettingsError` for the first thing that is wrong."""
    try:
        return Settings()
    except ValidationError as wrong:
        _explain(wrong)
    except (OSError, UnicodeDecodeError):
        raise _unreadable() from None


def read_database() -> Path:
    """Where the database is, without asking for a token."""
    try:
        return DatabaseOnly().database
    except ValidationError as wrong:
        _explain(wrong)
    except (OSError, UnicodeDecodeError):
        raise _unreadable() from None


def _unreadable() -> SettingsError:
    return SettingsError(".env", "can't be read", "make it a text file (UTF-8) that this user may read")


def _explain(wrong: ValidationError) -> NoReturn:
    first = wrong.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]).upper()
    what = "is missing" if first["type"] == "missing" else "is wrong"
    raise SettingsError(name, what, REMEDIES[name]) from None
