"""What we say: one row per effect, in lanes that keep their order, closed when it has arrived or never will."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.core.effects import Address, AnswerPress, DeleteMessage, DeleteTopic, Effect, OpenTopic, Relay, Say, ToTeam
from bot.core.events import Event
from bot.store import relays, reports
from bot.store.addresses import address_of, current_handover, lane_of, source_of
from bot.store.codec import effect_from_json, effect_to_json
from bot.store.moving import migrate as migrate
from bot.store.sql import Row, Sql, from_ms, to_ms

KEPT = timedelta(days=7)
_COLUMNS = "id, lane, kind, body, attempts, created_at, maybe_sent, not_before"
_HEADS = "SELECT min(id) FROM outbox WHERE done_at IS NULL GROUP BY lane"


class OutboxRow(NamedTuple):
    """An effect that can go out now. Message ids of a relay are those of the side it goes to."""

    id: int
    lane: str
    effect: Effect
    address: Address | None  # None: an answer to a press
    source: Address | None  # where a `Relay` copies from
    attempts: int
    created_at: datetime
    maybe_sent: bool


def put(
    sql: Sql, cause: str, effects: Sequence[Effect], now: datetime, about: int | None = None, *, forget: bool = False
) -> int:
    """Queue rendered effects, in order. The same cause twice is nothing. Returns how many were new.

    `about` is the resident whose erasure takes the rows along (unless an effect names another); `forget` rows vanish
    when they have gone out.
    """
    return sum(
        sql.execute(
            """
            INSERT INTO outbox (cause, n, lane, kind, body, about, forget, created_at, not_after)
            VALUES (:cause, :n, :lane, :kind, :body, :about, :forget, :now, :not_after)
            ON CONFLICT (cause, n) DO NOTHING
            """,
            {
                "cause": cause, "n": n, "lane": lane_of(sql, effect), "kind": type(effect).__name__,
                "body": effect_to_json(effect), "about": _about(effect, about), "forget": int(forget),
                "now": to_ms(now), "not_after": _not_after(effect),
            },
        )
        for n, effect in enumerate(effects)
    )


def ready(sql: Sql, now: datetime, busy: Collection[str], limit: int) -> list[OutboxRow]:
    """The first row of each lane that can go out now, oldest first; lanes in `busy` (being sent) are left alone.

    Gives up on the way what is too late, and edits of which there is no copy. A topic that does not exist yet lets
    only the order to open it pass.
    """
    _give_up_late(sql, now, busy)
    heads = sql.all(f"SELECT {_COLUMNS} FROM outbox WHERE id IN ({_HEADS}) ORDER BY id")  # noqa: S608  our own words
    found: list[OutboxRow] = []
    for head in heads:
        if len(found) == limit:
            break
        if head["lane"] not in busy and (row := _first_of(sql, head, now)):
            found.append(row)
    return found


def sent(sql: Sql, row: OutboxRow, message: int, now: datetime, event: Event | None = None) -> None:
    """It arrived, as `message`: its words go, a relay keeps its pair, who asked for a report hears it.

    `event` is what an `Inspect` found.
    """
    if not sql.one("SELECT 1 FROM outbox WHERE id = :id", {"id": row.id}):
        _take_back(sql, row, message, now)
        return
    if not _close(sql, row, now, message, None):
        return
    if isinstance(row.effect, Relay):
        relays.remember(sql, row.effect, message, now)
    reports.delivered(sql, row.id, row.effect, row.address, message, now, event)


def _take_back(sql: Sql, row: OutboxRow, message: int, now: datetime) -> None:
    """It was on its way when its resident was erased: what reached the group about them goes again."""
    match row.effect:
        case OpenTopic(team=team):
            put(sql, f"back:{row.id}", (DeleteTopic(team, message),), now, forget=True)
        case Say(to=ToTeam() as general):
            put(sql, f"back:{row.id}", (DeleteMessage(general, message),), now, forget=True)


def again(sql: Sql, row_id: int, not_before: datetime, maybe_sent: bool, now: datetime) -> None:
    """It did not arrive, or nobody knows: the lane waits till `not_before`, where that is later than now.

    A moment that has come is not written down: if the clock is set back, it would come again.
    """
    sql.execute(
        """
        UPDATE outbox SET attempts = attempts + 1, not_before = :not_before,
            maybe_sent = CASE WHEN :maybe_sent = 1 THEN 1 ELSE maybe_sent END
        WHERE id = :id AND done_at IS NULL
        """,
        {"id": row_id, "not_before": to_ms(not_before) if not_before > now else None, "maybe_sent": int(maybe_sent)},
    )


def gave_up(sql: Sql, row: OutboxRow, why: str, now: datetime) -> None:
    """It will never arrive: its words go, who asked for a report hears it; `blocked` also means that somebody left."""
    if _close(sql, row, now, None, why):
        reports.undelivered(sql, row.id, row.effect, row.address, why, now)


def next_moment(sql: Sql, now: datetime) -> datetime | None:
    """When the first row that waits for its time may go, None where none does."""
    row = sql.one(
        """
        SELECT min(not_before) AS at FROM outbox
        WHERE done_at IS NULL AND not_before IS NOT NULL AND not_before > :now
        """,
        {"now": to_ms(now)},
    )
    return from_ms(row["at"]) if row and row["at"] is not None else None


def waiting(sql: Sql) -> int:
    """How many rows have not gone out."""
    row = sql.one("SELECT count(*) AS n FROM outbox WHERE done_at IS NULL")
    return int(row["n"]) if row else 0


def given_up(sql: Sql) -> dict[str, int]:
    """How many of the rows that are still kept never arrived, by reason."""
    rows = sql.all("SELECT gave_up, count(*) AS n FROM outbox WHERE gave_up IS NOT NULL GROUP BY gave_up")
    return {row["gave_up"]: row["n"] for row in rows}


def forget(sql: Sql, resident: int, chat: int) -> None:
    """Delete every row about a resident, gone out or not. Whoever pressed a button about them is still answered."""
    pressed = sql.all(
        "SELECT id, lane FROM outbox WHERE about = :resident AND kind = 'AnswerPress' AND done_at IS NULL",
        {"resident": resident},
    )
    for row in pressed:
        body = effect_to_json(AnswerPress(row["lane"].removeprefix("press:")))
        sql.execute(
            "UPDATE outbox SET about = NULL, forget = 1, body = :body WHERE id = :id", {"id": row["id"], "body": body}
        )
    sql.execute(
        "DELETE FROM outbox WHERE about = :resident OR lane = :chat OR lane = :topic",
        {"resident": resident, "chat": f"chat:{chat}", "topic": f"topic:{resident}"},
    )


def purge(sql: Sql, now: datetime) -> int:
    """Delete the rows that were closed a week ago. Returns how many."""
    return sql.execute("DELETE FROM outbox WHERE done_at IS NOT NULL AND done_at < :then", {"then": to_ms(now - KEPT)})


def _first_of(sql: Sql, head: Row, now: datetime) -> OutboxRow | None:
    for row in _queue(sql, head):
        if row["not_before"] is not None and row["not_before"] > to_ms(now):
            return None
        candidate = _row(row)
        if candidate is None:
            _close_id(sql, row["id"], now, "unreadable")
            continue
        resolved, why = _resolved(sql, candidate)
        if resolved:
            return resolved
        gave_up(sql, candidate, why, now)
    return None


def _queue(sql: Sql, head: Row) -> Iterator[Row]:
    """The open rows of a lane in order, from its first one; only the orders to open it, while its topic is missing."""
    lane, only, after = head["lane"], "", head["id"]
    if lane.startswith("topic:"):
        handover = current_handover(sql, int(lane.removeprefix("topic:")))
        if handover is not None and handover[1] is None:
            only = "OpenTopic"
    if only in ("", head["kind"]):
        yield head
    while row := sql.one(
        f"""
        SELECT {_COLUMNS} FROM outbox
        WHERE lane = :lane AND done_at IS NULL AND id > :after AND (:only = '' OR kind = :only) ORDER BY id LIMIT 1
        """,  # noqa: S608  our own words
        {"lane": lane, "after": after, "only": only},
    ):
        after = row["id"]
        yield row


def _row(row: Row) -> OutboxRow | None:
    try:
        effect = effect_from_json(row["body"])
    except ValueError:
        return None
    return OutboxRow(
        row["id"], row["lane"], effect, None, None, row["attempts"], from_ms(row["created_at"]), bool(row["maybe_sent"])
    )


def _resolved(sql: Sql, row: OutboxRow) -> tuple[OutboxRow | None, str]:
    address = address_of(sql, row.effect, row.lane)
    if address is None and not isinstance(row.effect, AnswerPress):
        return None, "no address"
    effect = relays.translated(sql, row.effect)
    if effect is None:
        return None, "no copy"
    source = source_of(sql, effect.source) if isinstance(effect, Relay) else None
    if isinstance(effect, Relay) and source is None:
        return None, "no source"
    return row._replace(effect=effect, address=address, source=source), ""


def _give_up_late(sql: Sql, now: datetime, busy: Collection[str]) -> None:
    late = sql.all(
        """
        SELECT id, lane, body, attempts, created_at, maybe_sent FROM outbox
        WHERE done_at IS NULL AND not_after IS NOT NULL AND not_after < :now ORDER BY id
        """,
        {"now": to_ms(now)},
    )
    for row in late:
        if row["lane"] not in busy and (candidate := _row(row)):
            gave_up(sql, candidate, "too late", now)


def _close(sql: Sql, row: OutboxRow, now: datetime, message: int | None, why: str | None) -> bool:
    if sql.execute("DELETE FROM outbox WHERE id = :id AND forget = 1", {"id": row.id}):
        sql.erased = True
        return False  # nobody is left to report to
    return _close_id(sql, row.id, now, why, message)


def _close_id(sql: Sql, row_id: int, now: datetime, why: str | None, message: int | None = None) -> bool:
    closed = sql.execute(
        """
        UPDATE outbox SET body = '', done_at = :now, gave_up = :why, message_id = :message,
            sent_at = CASE WHEN :why IS NULL THEN :now ELSE NULL END
        WHERE id = :id AND done_at IS NULL
        """,
        {"id": row_id, "now": to_ms(now), "why": why, "message": message},
    )
    return closed == 1


def _about(effect: Effect, about: int | None) -> int | None:
    """Whom an effect itself names: whom it goes to, or whom its report is about."""
    named = getattr(getattr(effect, "to", None), "resident", None)
    return named or reports.resident_in(reports.report_of(effect)) or about


def _not_after(effect: Effect) -> int | None:
    moment: datetime | None = getattr(effect, "not_after", None)
    return to_ms(moment) if moment else None
