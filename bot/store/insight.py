"""How the database does, for whoever looks after the bot: what waits, what never worked, who is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from bot.core.resident import Handover, Team
from bot.store import contacts, outbox, teams
from bot.store.codec import from_json
from bot.store.sql import Sql, from_ms


class Queue(NamedTuple):
    """How many rows wait, and since when the first of them."""

    waiting: int
    since: datetime | None


class Insight(NamedTuple):
    """One look at everything. Counts of what was given up reach back as far as rows are kept: a week."""

    version: int
    is_whole: bool
    to_decide: Queue
    to_say: Queue
    never_arrived: Mapping[str, int]  # by reason
    never_worked: int
    dead_letters: int
    residents: int
    without_contact: int
    asking: int  # for a human, who has not come yet
    asking_too_long: int  # past what was promised, or after the last promise
    teams: tuple[Team, ...]


def look(sql: Sql, now: datetime) -> Insight:
    """Look at everything, and read the whole file through."""
    requests = [_request(row["body"]) for row in sql.all("SELECT body FROM handover WHERE state = 'asked'")]
    return Insight(
        version=_number(sql, "SELECT user_version AS n FROM pragma_user_version"),
        is_whole=_is_whole(sql),
        to_decide=_queue(sql, "SELECT count(*) AS n, min(received_at) AS at FROM inbox WHERE done_at IS NULL"),
        to_say=_queue(sql, "SELECT count(*) AS n, min(created_at) AS at FROM outbox WHERE done_at IS NULL"),
        never_arrived=outbox.given_up(sql),
        never_worked=_number(
            sql, "SELECT count(*) AS n FROM inbox WHERE done_at IS NOT NULL AND error NOT IN ('', 'DeadLetter')"
        ),
        dead_letters=_number(sql, "SELECT count(*) AS n FROM inbox WHERE error = 'DeadLetter'"),
        residents=_number(sql, "SELECT count(*) AS n FROM resident"),
        without_contact=len(contacts.audit(sql)),
        asking=len(requests),
        asking_too_long=sum(one is None or one.promised_at is None or one.promised_at < now for one in requests),
        teams=teams.every(sql),
    )


def _is_whole(sql: Sql) -> bool:
    row = sql.one("PRAGMA quick_check(1)")
    return row is not None and row[0] == "ok"


def _request(body: str) -> Handover | None:
    try:
        return from_json(Handover, body)
    except ValueError:
        return None


def _queue(sql: Sql, statement: str) -> Queue:
    row = sql.one(statement)
    return Queue(row["n"], from_ms(row["at"]) if row["at"] is not None else None) if row else Queue(0, None)


def _number(sql: Sql, statement: str) -> int:
    row = sql.one(statement)
    return int(row["n"]) if row else 0
