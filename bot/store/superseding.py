"""Edits that a later edit of the same message makes needless: the newest wins, the others need not go out."""

from __future__ import annotations

from bot.core.effects import Edit, EditButtons, Effect
from bot.store.codec import effect_from_json
from bot.store.outbox import OutboxRow
from bot.store.sql import Sql


def is_superseded(sql: Sql, row: OutboxRow) -> bool:
    """Whether a later row of the lane says everything this one says about its message."""
    if not isinstance(row.effect, Edit | EditButtons):
        return False
    later = sql.all(
        """
        SELECT body FROM outbox
        WHERE lane = :lane AND id > :id AND done_at IS NULL AND kind IN ('Edit', 'EditButtons') ORDER BY id
        """,
        {"lane": row.lane, "id": row.id},
    )
    return any(_says_all_of(effect_from_json(other["body"]), row.effect) for other in later)


def _says_all_of(later: Effect, earlier: Edit | EditButtons) -> bool:
    """An `Edit` tells text and buttons, an `EditButtons` only the buttons."""
    enough = Edit if isinstance(earlier, Edit) else (Edit, EditButtons)
    return isinstance(later, enough) and (later.to, later.message) == (earlier.to, earlier.message)
