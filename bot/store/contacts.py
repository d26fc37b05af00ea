"""The next contact of everybody: at most one open row per resident, by a unique index."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.events import ContactDue
from bot.core.resident import Contact
from bot.store.codec import from_json, to_json
from bot.store.inbox import New
from bot.store.sql import Sql, from_ms, to_ms

PLATFORM = "clock"
KEPT = timedelta(days=7)  # a closed row, without its content


def load(sql: Sql, resident: int) -> Contact | None:
    """The open contact of a resident."""
    row = sql.one("SELECT id, body FROM contact WHERE resident = :resident AND state = 'open'", {"resident": resident})
    return replace(from_json(Contact, row["body"]), id=row["id"]) if row else None


def save(sql: Sql, resident: int, contact: Contact | None) -> None:
    """Make this the next contact. The same one again (kind, moment, owner, plan) keeps its row and number."""
    present = load(sql, resident)
    if present and contact and _identity(present) == _identity(contact):
        if replace(present, id=0) != replace(contact, id=0):
            sql.execute("UPDATE contact SET body = :body WHERE id = :id", {"id": present.id, "body": _body(contact)})
        return
    if present:
        close(sql, resident)
    if contact:
        _insert(sql, resident, contact)


def close(sql: Sql, resident: int) -> None:
    """End the open contact of a resident, if there is one: an event about it is stale from now on."""
    sql.execute(
        "UPDATE contact SET state = 'closed', body = '' WHERE resident = :resident AND state = 'open'",
        {"resident": resident},
    )


def postpone(sql: Sql, resident: int, due: datetime) -> None:
    """Give a contact that could not be handled another moment, and so another number."""
    present = load(sql, resident)
    if present:
        close(sql, resident)
        _insert(sql, resident, replace(present, due=due))


def due_contacts(sql: Sql, now: datetime, limit: int = 500) -> list[New]:
    """The contacts that are due and not in the inbox yet, oldest first: to be accepted in the same transaction."""
    rows = sql.all(
        """
        SELECT contact.id, contact.resident, resident.chat FROM contact JOIN resident ON resident.id = contact.resident
        WHERE contact.state = 'open' AND contact.due_at <= :now AND NOT EXISTS (
            SELECT 1 FROM inbox WHERE platform = 'clock' AND key = 'contact:' || contact.id
        )
        ORDER BY contact.due_at, contact.id LIMIT :limit
        """,
        {"now": to_ms(now), "limit": limit},
    )
    return [New(PLATFORM, f"contact:{row['id']}", row["chat"], ContactDue(row["resident"], row["id"])) for row in rows]


def next_due(sql: Sql) -> datetime | None:
    """The moment of the first contact that is not in the inbox yet."""
    row = sql.one(
        """
        SELECT due_at FROM contact
        WHERE state = 'open' AND NOT EXISTS (
            SELECT 1 FROM inbox WHERE platform = 'clock' AND key = 'contact:' || contact.id
        )
        ORDER BY due_at LIMIT 1
        """
    )
    return from_ms(row["due_at"]) if row else None


def upcoming(sql: Sql, limit: int = 500) -> list[tuple[int, Contact]]:
    """The open contacts with the private chat of each resident, first due first."""
    rows = sql.all(
        """
        SELECT resident.chat, contact.body FROM contact JOIN resident ON resident.id = contact.resident
        WHERE contact.state = 'open' ORDER BY contact.due_at, contact.id LIMIT :limit
        """,
        {"limit": limit},
    )
    return [(row["chat"], from_json(Contact, row["body"])) for row in rows]


def audit(sql: Sql) -> list[int]:
    """Residents who should have a next contact and have none, or one whose moment went by without effect."""
    rows = sql.all(
        """
        SELECT id FROM resident WHERE silent = 0 AND NOT EXISTS (
            SELECT 1 FROM contact WHERE contact.resident = resident.id AND contact.state = 'open' AND NOT EXISTS (
                SELECT 1 FROM inbox
                WHERE platform = 'clock' AND key = 'contact:' || contact.id AND done_at IS NOT NULL
            )
        )
        ORDER BY id
        """
    )
    return [row["id"] for row in rows]


def purge(sql: Sql, now: datetime) -> int:
    """Delete closed rows a week after their moment. Returns how many."""
    return sql.execute("DELETE FROM contact WHERE state = 'closed' AND due_at < :then", {"then": to_ms(now - KEPT)})


def _insert(sql: Sql, resident: int, contact: Contact) -> None:
    sql.execute(
        """
        INSERT INTO contact (resident, kind, due_at, owner, state, body)
        VALUES (:resident, :kind, :due_at, :owner, 'open', :body)
        """,
        {
            "resident": resident, "kind": contact.kind, "due_at": to_ms(contact.due), "owner": contact.owner,
            "body": _body(contact),
        },
    )


def _identity(contact: Contact) -> tuple[object, ...]:
    plan = contact.plan
    return (
        contact.kind, to_ms(contact.due), contact.owner, plan.activity if plan else "",
        to_ms(plan.starts_at) if plan else 0,
    )


def _body(contact: Contact) -> str:
    return to_json(replace(contact, id=0))
