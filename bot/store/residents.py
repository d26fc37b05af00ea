"""People: what we know of one person, loaded and saved as a whole, and erased as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from bot.core.known import Known
from bot.core.resident import Deadline, Resident
from bot.store import contacts, deadlines, handovers, inbox, outbox, plans
from bot.store.codec import from_json, to_json
from bot.store.contacts import audit as audit
from bot.store.contacts import due_contacts as due_contacts
from bot.store.deadlines import due_deadlines as due_deadlines
from bot.store.erased import Erased
from bot.store.sql import Row, Sql, to_ms


def load(sql: Sql, chat: int) -> Known | None:
    """What we know of who writes from this private chat, None for a stranger."""
    return _known(sql, sql.one("SELECT id, state FROM resident WHERE chat = :chat", {"chat": chat}))


def load_by_id(sql: Sql, resident: int) -> Known | None:
    """What we know of this resident, None for somebody who was erased or never was."""
    return _known(sql, sql.one("SELECT id, state FROM resident WHERE id = :id", {"id": resident}))


def by_number_only(sql: Sql, chat: int) -> Known | None:
    """Who writes from this chat, without anything of what is remembered: to speak to, never to be saved."""
    row = sql.one("SELECT id, language FROM resident WHERE chat = :chat", {"chat": chat})
    return Known(Resident(id=row["id"], language=row["language"])) if row else None


def chat_of(sql: Sql, resident: int) -> int | None:
    """The private chat of a resident."""
    row = sql.one("SELECT chat FROM resident WHERE id = :id", {"id": resident})
    return row["chat"] if row else None


def language_of(sql: Sql, resident: int) -> str | None:
    """The language of a resident, None for somebody who is not known (any more)."""
    row = sql.one("SELECT language FROM resident WHERE id = :id", {"id": resident})
    return row["language"] if row else None


def numbers(sql: Sql, after: int, limit: int) -> list[int]:
    """The numbers of residents above `after`, lowest first."""
    statement = "SELECT id FROM resident WHERE id > :after ORDER BY id LIMIT :limit"
    rows = sql.all(statement, {"after": after, "limit": limit})
    return [row["id"] for row in rows]


def create(sql: Sql, chat: int, language: str, now: datetime) -> Known:
    """Begin to know somebody. The number was never anybody else's and never will be."""
    row = sql.one(
        """
        INSERT INTO resident (chat, language, state, seen_at) VALUES (:chat, :language, '', :now) RETURNING id
        """,
        {"chat": chat, "language": language, "now": to_ms(now)},
    )
    if row is None:
        raise LookupError("the database gave no number to a new resident")
    known = Known(Resident(id=row["id"], language=language))
    _write(sql, known.resident)
    return known


def save(sql: Sql, before: Known, after: Known, promises: Sequence[Deadline] | None = None) -> None:
    """Remember what a step changed. `promises` are all the deadlines that stand from now on (None: as they were).

    Raises `AlreadyClaimed` where somebody else claimed the handover since `before` was loaded. The rows of the next
    contact and of the deadlines keep their number while they say the same.
    """
    if after.resident != before.resident:
        _write(sql, after.resident)
    plans.save(sql, after.resident.id, before.plans, after.plans)
    handovers.save(sql, after.resident.id, before.handover, after.handover)
    contacts.save(sql, after.resident.id, after.contact)
    if promises is not None:
        deadlines.save(sql, after.resident.id, promises)


def erase(sql: Sql, resident: int, inbox_row: int, now: datetime) -> None:
    """Forget somebody: every row about them, sent or not, and what they wrote up to `inbox_row`.

    What they write after it is from a stranger. Rows put into the outbox after this call stay. Before the commit they
    are put on the list of erased people, after it the database's log is emptied. Erasing somebody twice is nothing.
    """
    chat = chat_of(sql, resident)
    if chat is None:
        return
    outbox.forget(sql, resident, chat)
    inbox.forget_chat(sql, chat, inbox_row, now)
    sql.execute("DELETE FROM resident WHERE id = :id", {"id": resident})  # and by it all that refers to it
    sql.erased = True
    sql.people_erased.append(Erased(resident, chat, now))


def next_due(sql: Sql) -> datetime | None:
    """The moment of the first next contact or promise that is not in the inbox yet."""
    moments = [moment for moment in (contacts.next_due(sql), deadlines.next_due(sql)) if moment]
    return min(moments, default=None)


def known_with_contact_before(sql: Sql, areas: Sequence[str], until: datetime) -> list[Known]:
    """Who has a follow-up before `until` and lives in one of the areas (none: anywhere), soonest first.

    Who can't be read is left out.
    """
    rows = sql.all(
        """
        SELECT resident.id, resident.area, resident.state FROM contact JOIN resident ON resident.id = contact.resident
        WHERE contact.state = 'open' AND contact.due_at < :until ORDER BY contact.due_at, resident.id
        """,
        {"until": to_ms(until)},
    )
    return _readable(sql, [row for row in rows if not areas or row["area"] in areas])


def of_volunteer(sql: Sql, volunteer: int) -> list[Known]:
    """Those whose conversation or next contact this volunteer took; who can't be read is left out."""
    rows = sql.all(
        """
        SELECT id, state FROM resident
        WHERE id IN (SELECT resident FROM handover WHERE claimed_by = :volunteer AND state <> 'closed')
        OR id IN (SELECT resident FROM contact WHERE owner = :volunteer AND state = 'open')
        ORDER BY id
        """,
        {"volunteer": volunteer},
    )
    return _readable(sql, rows)


def _readable(sql: Sql, rows: Sequence[Row]) -> list[Known]:
    """One person that can't be read must not keep the others from a list; the audit and their own rows tell of it."""
    found = []
    for row in rows:
        with suppress(ValueError):
            found.append(_known(sql, row))
    return [known for known in found if known]


def _known(sql: Sql, row: Row | None) -> Known | None:
    if row is None:
        return None
    number = row["id"]
    return Known(
        resident=from_json(Resident, row["state"]), plans=plans.load(sql, number),
        handover=handovers.load(sql, number), contact=contacts.load(sql, number),
    )


def _write(sql: Sql, resident: Resident) -> None:
    where = resident.answers.where
    sql.execute(
        """
        UPDATE resident SET language = :language, area = :area, silent = :silent, state = :state, seen_at = :seen_at
        WHERE id = :id
        """,
        {
            "id": resident.id, "language": resident.language, "area": where.area if where else "",
            "silent": int(resident.stopped or resident.gone), "state": to_json(resident),
            "seen_at": to_ms(resident.seen_at) if resident.seen_at else None,
        },
    )
