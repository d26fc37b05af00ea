"""A bare echo on python-telegram-bot's own `Application`. It stores nothing: what it has fetched dies with it."""

from __future__ import annotations

import os
import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, MessageHandler, filters


async def echo(update: Update, _: Any) -> None:
    """Say the same back."""
    if update.effective_message is not None:
        await update.effective_message.reply_text(update.effective_message.text or "")


def main() -> None:
    """Poll until SIGTERM. `concurrent` as an argument handles updates at the same time; else with default settings."""
    root = os.environ["BOT_API_URL"]
    builder = Application.builder().token(os.environ["BOT_TOKEN"]).base_url(f"{root}/bot")
    if "concurrent" in sys.argv[1:]:
        builder = builder.concurrent_updates(True)
    app = builder.build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.run_polling()


if __name__ == "__main__":
    main()
