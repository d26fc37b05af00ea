"""Who waits for an answer in vain.

Every message, edit, place and press in a private chat owes one: something new in that chat, an edit of what was
pressed, words in the answer to the press, or a copy that goes to a human. Reactions, blocking and deleting owe nothing;
neither does what somebody did who has blocked the bot since, nor a press that waited for longer than Telegram keeps it.
Which row of what we sent came of which input is read in our own database: `outbox.cause` is the row of the inbox.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.store import Sql
from tests.monkey.scene import Input, Scene

PRIVATE = ("Say", "Edit", "EditButtons", "Venue", "File")
TO_HUMANS = ("Relay", "RelayEdit")


def watch_answers(scene: Scene, sql: Sql, before: dict[int, int]) -> Iterator[str]:
    """The inputs of this burst that nothing came of. `before`: the last message of each chat when the burst began."""
    for one in scene.burst.inputs:
        user = scene.town.users[one.chat]
        if user.blocked or user.deactivated or one.chat in scene.burst.touched:
            continue
        for update in one.updates:
            rows = sql.all(
                "SELECT id, chat FROM inbox WHERE platform = 'telegram' AND key >= :low AND key < :high",
                {"low": f"{update}-", "high": f"{update}."},
            )
            if not rows and not (one.press and scene.town.updates.lost):
                yield f"an input never came in: {one.told}"
            if rows and not _is_answered(scene, sql, one, rows[0]["id"], rows[0]["chat"], before):
                yield f"an input was answered by nothing: {one.told}"


def watch_topics(scene: Scene, sql: Sql) -> Iterator[str]:
    """What was written in a resident's topic and was neither passed on nor marked as a note nor answered."""
    for one in scene.burst.in_topics:
        row = sql.one(
            """
            SELECT inbox.id FROM inbox WHERE platform = 'telegram' AND kind = 'TeamSaid' AND key >= :low AND key < :high
            """,
            {"low": f"{one.updates[0]}-", "high": f"{one.updates[0]}."},
        )
        whose = sql.one(
            """
            SELECT resident FROM handover JOIN team ON team.id = handover.team
            WHERE team.chat = :chat AND topic = :topic AND handover.state = 'claimed'
            """,
            {"chat": one.chat, "topic": one.topic},
        )
        if row and whose and not sql.one("SELECT 1 FROM outbox WHERE cause = :cause", {"cause": str(row["id"])}):
            yield f"something written in a topic came to nothing: {one.told}"


def first_words(scene: Scene, sql: Sql, one: Input) -> tuple[int, str]:
    """The first message that was said because of an input, and its words; empty where there is none.

    Words that went to a human are no answer of the bot's: that it passed them on may be said as often as it does.
    """
    row = sql.one(
        """
        SELECT message_id FROM outbox JOIN inbox ON outbox.cause = CAST(inbox.id AS TEXT)
        WHERE inbox.platform = 'telegram' AND inbox.key >= :low AND inbox.key < :high
            AND outbox.kind = 'Say' AND outbox.lane = :lane AND message_id IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM outbox AS copy WHERE copy.cause = outbox.cause AND copy.kind = 'Relay')
        ORDER BY n LIMIT 1
        """,
        {"low": f"{one.updates[0]}-", "high": f"{one.updates[0]}.", "lane": f"chat:{one.chat}"},
    )
    message = scene.town.chats[one.chat].messages.get(row["message_id"]) if row else None
    return (message.id, message.words) if message else (0, "")


def _is_answered(scene: Scene, sql: Sql, one: Input, row: int, chat: int, before: dict[int, int]) -> bool:
    if one.press and scene.town.presses[one.press]["text"]:
        return True
    if chat == 0:  # forgotten: its rows went as soon as they were said
        return scene.town.chats[one.chat].last_id > before.get(one.chat, 0)
    return _reaches(sql, row, one.chat)


def _reaches(sql: Sql, cause: int, chat: int) -> bool:
    """Whether something came of a row, or of the news that what came of it did not arrive."""
    rows: Sequence[dict[str, object]] = [
        dict(row) for row in sql.all(
            "SELECT id, kind, lane, sent_at, done_at, gave_up FROM outbox WHERE cause = :cause", {"cause": str(cause)}
        )
    ]
    for row in rows:
        arrived = row["gave_up"] is None and row["done_at"] is not None
        if row["kind"] in PRIVATE and row["lane"] == f"chat:{chat}" and arrived:
            return True
        if row["kind"] in TO_HUMANS and row["gave_up"] is None:  # also when it still waits for its topic
            return True
        if row["gave_up"] == "no address" and _has_stopped(sql, chat):  # for a human, and then "stop": that is all
            return True
        told = sql.one("SELECT id FROM inbox WHERE platform = 'sender' AND key = :key", {"key": f"out:{row['id']}"})
        if told and _reaches(sql, told["id"], chat):
            return True
    return False


def _has_stopped(sql: Sql, chat: int) -> bool:
    return sql.one("SELECT 1 FROM resident WHERE chat = :chat AND silent = 1", {"chat": chat}) is not None
