"""Plans: what somebody is going to do, one row per activity and moment."""

from __future__ import annotations

from bot.core.resident import Plan
from bot.store.codec import from_json, to_json
from bot.store.sql import Sql, to_ms


def load(sql: Sql, resident: int) -> tuple[Plan, ...]:
    """The plans of a resident, soonest first."""
    rows = sql.all(
        "SELECT body FROM plan WHERE resident = :resident ORDER BY starts_at, activity", {"resident": resident}
    )
    return tuple(from_json(Plan, row["body"]) for row in rows)


def save(sql: Sql, resident: int, before: tuple[Plan, ...], after: tuple[Plan, ...]) -> None:
    """Make the rows what `after` says."""
    wanted = {_key(plan): plan for plan in after}
    for plan in before:
        if _key(plan) not in wanted:
            sql.execute(
                "DELETE FROM plan WHERE resident = :resident AND activity = :activity AND starts_at = :starts_at",
                {"resident": resident, "activity": plan.activity, "starts_at": to_ms(plan.starts_at)},
            )
    for plan in wanted.values():
        if plan not in before:
            _upsert(sql, resident, plan)


def _upsert(sql: Sql, resident: int, plan: Plan) -> None:
    sql.execute(
        """
        INSERT INTO plan (resident, activity, starts_at, state, body)
        VALUES (:resident, :activity, :starts_at, :state, :body)
        ON CONFLICT (resident, activity, starts_at) DO UPDATE SET state = excluded.state, body = excluded.body
        """,
        {
            "resident": resident, "activity": plan.activity, "starts_at": to_ms(plan.starts_at), "state": plan.state,
            "body": to_json(plan),
        },
    )


def _key(plan: Plan) -> tuple[str, int]:
    return plan.activity, to_ms(plan.starts_at)
