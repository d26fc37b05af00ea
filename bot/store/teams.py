"""Teams of volunteers: their groups, their people, the code that links a group, and what is asked meanwhile."""

from __future__ import annotations

from dataclasses import replace

from bot.core.known import Group, LinkCode
from bot.core.resident import Team, Volunteer
from bot.store.codec import from_json, to_json
from bot.store.sql import Row, Sql


def every(sql: Sql) -> tuple[Team, ...]:
    """All teams, oldest first."""
    return tuple(_team(row) for row in sql.all("SELECT id, chat, body FROM team ORDER BY id"))


def by_chat(sql: Sql, chat: int) -> Team | None:
    """The team of a group, also under the number the group had before it moved."""
    row = sql.one(
        "SELECT id, chat, body FROM team WHERE chat = :chat OR former_chat = :chat ORDER BY id LIMIT 1", {"chat": chat}
    )
    return _team(row) if row else None


def by_id(sql: Sql, team: int) -> Team | None:
    """The team with this number."""
    row = sql.one("SELECT id, chat, body FROM team WHERE id = :id", {"id": team})
    return _team(row) if row else None


def volunteer(sql: Sql, team: int, user: int) -> Volunteer | None:
    """Who acts in a team, when known to us."""
    row = sql.one(
        "SELECT id, body FROM volunteer WHERE team = :team AND user_id = :user", {"team": team, "user": user}
    )
    return replace(from_json(Volunteer, row["body"]), id=row["id"]) if row else None


def link_code(sql: Sql) -> LinkCode | None:
    """The code with which a group can become a team now."""
    row = sql.one("SELECT body FROM link WHERE one = 1")
    return from_json(LinkCode, row["body"]) if row else None


def set_link_code(sql: Sql, code: LinkCode | None) -> None:
    """Replace the code; None takes it away."""
    if code is None:
        sql.execute("DELETE FROM link WHERE one = 1")
        return
    sql.execute(
        "INSERT INTO link (one, body) VALUES (1, :body) ON CONFLICT (one) DO UPDATE SET body = excluded.body",
        {"body": to_json(code)},
    )


def asking(sql: Sql, chat: int) -> str:
    """The words with which a chat asked to be linked, while that is looked at."""
    row = sql.one("SELECT words FROM asking WHERE chat = :chat", {"chat": chat})
    return row["words"] if row else ""


def save(sql: Sql, before: Group, after: Group) -> None:
    """Remember what a step changed about a group. A team or volunteer with number 0 is new and gets one."""
    if after.team and after.team != before.team:
        _write_team(sql, after.team)
    if after.by and after.by != before.by:
        _write_volunteer(sql, after.by)
    if after.link != before.link:
        set_link_code(sql, after.link)
    if after.asking != before.asking:
        _write_asking(sql, after.chat, after.asking)


def migrate(sql: Sql, old_chat: int, new_chat: int) -> None:
    """A group has a new number. Telling it twice is nothing."""
    sql.execute(
        "UPDATE team SET chat = :new, former_chat = :old WHERE chat = :old", {"old": old_chat, "new": new_chat}
    )


def _write_team(sql: Sql, team: Team) -> None:
    params: dict[str, int | str] = {"id": team.id, "chat": team.chat, "body": to_json(team)}
    if team.id:
        sql.execute("UPDATE team SET chat = :chat, body = :body WHERE id = :id", params)
        return
    sql.execute(
        "INSERT INTO team (chat, body) VALUES (:chat, :body) ON CONFLICT (chat) DO UPDATE SET body = excluded.body",
        {"chat": team.chat, "body": to_json(team)},
    )


def _write_volunteer(sql: Sql, person: Volunteer) -> None:
    sql.execute(
        """
        INSERT INTO volunteer (team, user_id, body) VALUES (:team, :user, :body)
        ON CONFLICT (team, user_id) DO UPDATE SET body = excluded.body
        """,
        {"team": person.team, "user": person.user, "body": to_json(person)},
    )


def _write_asking(sql: Sql, chat: int, words: str) -> None:
    sql.execute("DELETE FROM asking WHERE chat = :chat", {"chat": chat})
    if words:
        sql.execute("INSERT INTO asking (chat, words) VALUES (:chat, :words)", {"chat": chat, "words": words})


def _team(row: Row) -> Team:
    return replace(from_json(Team, row["body"]), id=row["id"], chat=row["chat"])
