"""What must be true of what is stored, whenever everybody is still."""

from __future__ import annotations

from collections.abc import Iterator

from bot.store import Sql, inbox, residents

FAIR = frozenset({"blocked", "topic_gone", "message_gone", "too late", "no copy", "no address", "refused"})
"""Why a row may be given up: people caused it, it was of no use any more, or the whole message goes in its place.

Refused: the call is judged by itself. No address: the conversation was over before its topic was opened, and who wrote
what was for it hears that.
"""
TABLES = (
    "inbox", "outbox", "resident", "plan", "contact", "deadline", "team", "link", "asking", "handover", "relay", "wish",
    "run",
)


def watch_rows(sql: Sql, seen: set[int]) -> Iterator[str]:
    """Rows that were given up without need (`seen` are those told before), and people without a next contact."""
    if inbox.broken(sql):
        rows = sql.all("SELECT id, kind, error FROM inbox WHERE done_at IS NOT NULL AND error <> ''")
        yield from (f"row {row['id']} of the inbox was given up: {row['kind']}, {row['error']}"
                    for row in rows if -row["id"] not in seen)
        seen.update(-row["id"] for row in rows)
    for row in sql.all("SELECT id, kind, lane, gave_up FROM outbox WHERE gave_up IS NOT NULL"):
        if row["gave_up"] not in FAIR and row["id"] not in seen:
            yield f"row {row['id']} of the outbox was given up: {row['kind']} to {row['lane']}, {row['gave_up']}"
        seen.add(row["id"])
    if missed := residents.audit(sql):
        yield f"without a next contact: {missed}"
    twice = sql.all("SELECT resident FROM contact WHERE state = 'open' GROUP BY resident HAVING count(*) > 1")
    if twice:
        yield f"with more than one next contact: {[row['resident'] for row in twice]}"
    after_stop = sql.all(
        """
        SELECT resident.id FROM resident JOIN contact ON contact.resident = resident.id
        WHERE silent = 1 AND contact.state = 'open' AND contact.kind <> 'forget'
        """
    )
    if after_stop:
        yield f"said stop and have a next contact: {[row['id'] for row in after_stop]}"


def watch_erased(sql: Sql, chat: int, resident: int, name: str) -> Iterator[str]:
    """What is left of somebody who was erased: their chat (unless they wrote again), their rows, their name."""
    is_back = sql.one("SELECT 1 FROM resident WHERE chat = :chat", {"chat": chat})
    for table in TABLES:
        for row in sql.all(f"SELECT * FROM {table}"):
            told = " ".join(str(value) for value in dict(row).values())
            if not is_back and str(chat) in told:
                yield f"the chat of somebody erased stands in {table}"
            if name and name in told:
                yield f"the name of somebody erased ({name}) stands in {table}"
            if dict(row).get("resident") == resident:
                yield f"a row of somebody erased is left in {table}"


def people(sql: Sql) -> dict[int, tuple[int, str]]:
    """Everybody who is known: by chat, their number and their chosen name."""
    found = {}
    for row in sql.all("SELECT id, chat FROM resident"):
        known = residents.load_by_id(sql, row["id"])
        found[row["chat"]] = (row["id"], known.resident.name if known else "")
    return found


def claimers(sql: Sql) -> dict[int, int]:
    """By the chat of a resident: the Telegram user who has the conversation."""
    rows = sql.all(
        """
        SELECT resident.chat, volunteer.user_id FROM handover JOIN resident ON resident.id = handover.resident
        JOIN volunteer ON volunteer.id = handover.claimed_by WHERE handover.state = 'claimed'
        """
    )
    return {row["chat"]: row["user_id"] for row in rows}
