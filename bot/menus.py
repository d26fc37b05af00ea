"""The command menus that Telegram shows: one per language, and one for everybody who speaks another."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.core.commands import COMMANDS
from bot.telegram.bot import Menu
from bot.texts import Texts


def menus(texts: Texts, zone: ZoneInfo) -> dict[str, Menu]:
    """By language; under "" the one for everybody else."""
    home = texts.languages[0]
    found: dict[str, Menu] = {
        language: [
            (command.slash.get(language, command.slash[home]), texts.plain(command.about, language, zone))
            for command in COMMANDS
        ]
        for language in texts.languages
    }
    return {"": found[home], **found}
