"""What Telegram says: the token, the clock, the webhook, and the rights in each group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.doctor.findings import Finding, how_long, look, well, wrong
from bot.settings import TELEGRAM, Settings
from bot.telegram.asking import Answer, Group

CLOCK_MAY_DIFFER = timedelta(minutes=1)
RIGHTS = {
    "administrator": "be an administrator", "can_manage_topics": "manage topics",
    "can_delete_messages": "delete messages", "can_pin_messages": "pin messages",
}


def check_telegram(answer: Answer | None, settings: Settings, now: datetime) -> Iterator[Finding]:
    """`answer` is None when nobody answered; `now` is this computer's clock at that moment."""
    where = "Telegram" if settings.bot_api_url == TELEGRAM else settings.bot_api_url
    if answer is None:
        yield wrong("telegram", f"{where} can't be reached.", "check the internet connection, and BOT_API_URL")
        return
    if answer.date is not None:
        yield _clock(answer.date, now)
    if not answer.username:
        yield wrong("token", f"{where} does not know it.", "ask @BotFather for the right one, and put it in .env")
        return
    yield well("token", f"It is that of @{answer.username}, called {answer.name}.")
    if not answer.may_join_groups:
        yield wrong("token", "The bot may not join groups.", "@BotFather: /setjoingroups, Enable")
    yield from _webhook(answer.webhook)
    for group in answer.groups:
        yield _group(group)


def _clock(telegrams: datetime, ours: datetime) -> Finding:
    apart = abs(ours - telegrams)
    if apart > CLOCK_MAY_DIFFER:
        ahead = "fast" if ours > telegrams else "slow"
        told = f"This computer's clock is {how_long(apart)} {ahead}."
        return wrong("clock", told, "let it set itself: sudo timedatectl set-ntp true")
    return well("clock", "This computer's clock is right.")


def _webhook(url: str | None) -> Iterator[Finding]:
    if url is None:
        yield look("webhook", "Telegram did not answer in time.", "ask again in a minute")
    elif url:
        told = "Another program has put a webhook on this bot, and gets what people write."
        yield wrong("webhook", told, "stop that program; when `schuifaan run` starts, it takes the webhook away")
    else:
        yield well("webhook", "There is none, as it should be.")


def _group(group: Group) -> Finding:
    check = "group"
    if not group.is_there:
        told = f"The bot is not in the group {group.title or group.chat} any more."
        return wrong(check, told, "add it again as administrator, or link another group: schuifaan link-code")
    if group.missing:
        needed = ", ".join(RIGHTS[right] for right in group.missing)
        told = f"In {group.title} the bot may not: {needed}."
        return wrong(check, told, "give it these rights in the settings of the group")
    if not group.is_forum:
        return wrong(check, f"{group.title} has no topics.", "switch them on: edit the group, Topics")
    return well(check, f"{group.title}: all rights, and topics are on.")
