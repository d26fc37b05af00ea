"""What Telegram says of the bot when it is asked, without polling and without changing anything."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import aiohttp
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.bot import Connection, authorities
from bot.telegram.inspection import missing_rights, own_id

WITHIN_S = 10.0


class Group(NamedTuple):
    """A group as the bot sees it. `missing` are the rights it should have; `is_there`: the bot is in it."""

    chat: int
    title: str
    is_there: bool
    is_forum: bool = False
    missing: tuple[str, ...] = ()


class Answer(NamedTuple):
    """What was heard. `date` is Telegram's own clock; no `username`: the token is not known."""

    date: datetime | None
    username: str = ""
    name: str = ""
    may_join_groups: bool = True
    webhook: str | None = None  # "": there is none; None: not heard
    groups: tuple[Group, ...] = ()


async def ask(token: str, root: str, chats: Sequence[int], within_s: float = WITHIN_S) -> Answer | None:
    """Ask about the bot and these groups; None when Telegram can't be reached. Takes twice `within_s` at most."""
    try:
        async with asyncio.timeout(within_s):
            answer = await _who_am_i(token, root)
    except (aiohttp.ClientError, OSError, ValueError):
        return None
    if not answer.username:
        return answer
    async with Connection(token, root, answer_within_s=within_s) as connection:
        try:
            async with asyncio.timeout(within_s):
                hook = await connection.bot.get_webhook_info()
                groups = [await _look(connection, chat) for chat in chats]
        except (TelegramError, TimeoutError):
            return answer
    return answer._replace(webhook=hook.url, groups=tuple(groups))


async def _who_am_i(token: str, root: str) -> Answer:
    """`getMe` without the library, which hides the header with the time."""
    certificates = authorities() if root.startswith("https:") else True
    async with aiohttp.ClientSession() as session, session.get(f"{root}/bot{token}/getMe", ssl=certificates) as heard:
        body: Any = await heard.json()
        date = parsedate_to_datetime(heard.headers["Date"]).astimezone(UTC) if "Date" in heard.headers else None
    if heard.status in (401, 404):
        return Answer(date)
    me = body.get("result") if isinstance(body, dict) else None
    if not me:
        raise ValueError("not an answer of a Bot API server")
    return Answer(date, str(me.get("username")), str(me.get("first_name")), me.get("can_join_groups") is not False)


async def _look(connection: Connection, chat: int) -> Group:
    try:
        seen = await connection.bot.get_chat(chat)
        own = await connection.bot.get_chat_member(chat, own_id(connection.bot))
    except (BadRequest, Forbidden):
        return Group(chat, "", is_there=False)
    return Group(chat, seen.title or "", own.status not in ("left", "kicked"), bool(seen.is_forum), missing_rights(own))
