"""What we know when something happens in a group: its team, who acts, and whom it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.events import MemberLeft, MorningCame, SenderEvent, TeamEvent, TeamPressed, TeamSaid
from bot.core.known import Group, Known
from bot.core.resident import Team
from bot.store import handovers, residents, teams
from bot.store.reports import resident_in
from bot.store.sql import Sql


def load(sql: Sql, event: TeamEvent, until: datetime) -> Group:
    """The group of an event. `until`: how far the list of a morning looks ahead."""
    if isinstance(event, MorningCame):
        team = teams.by_id(sql, event.team)
        due = residents.known_with_contact_before(sql, team.areas, until) if team else []
        return Group(team.chat if team else 0, team, due=tuple(due))
    team = teams.by_chat(sql, event.chat)
    group = Group(
        team.chat if team else event.chat, team, link=teams.link_code(sql), asking=teams.asking(sql, event.chat)
    )
    return _with_people(sql, group, team, event) if team else group


def load_for_report(sql: Sql, event: SenderEvent) -> Group:
    """The group that talks with the resident whom a report is about; chat 0 where there is none."""
    known = _resident(sql, resident_in(event.report))
    team = teams.by_id(sql, known.handover.team) if known and known.handover else None
    return Group(team.chat if team else 0, team, resident=known)


def _with_people(sql: Sql, group: Group, team: Team, event: TeamEvent) -> Group:
    match event:
        case TeamPressed(by=member, data=data, topic=topic):
            known = _resident(sql, _in_data(data)) or _in_topic(sql, team, topic)
            return replace(group, by=teams.volunteer(sql, team.id, member.user), resident=known)
        case TeamSaid(by=member, topic=topic):
            known = _in_topic(sql, team, topic)
            return replace(group, by=teams.volunteer(sql, team.id, member.user), resident=known)
        case MemberLeft(user=user):
            by = teams.volunteer(sql, team.id, user)
            return replace(group, by=by, due=tuple(residents.of_volunteer(sql, by.id)) if by else ())
    return group


def _in_topic(sql: Sql, team: Team, topic: int | None) -> Known | None:
    return _resident(sql, handovers.in_topic(sql, team.id, topic)) if topic is not None else None


def _in_data(data: str) -> int | None:
    """The second part of a button's data is a resident; anything may stand there, since a client may send anything."""
    parts = data.split(":")
    return resident_in(parts[1]) if len(parts) > 1 else None


def _resident(sql: Sql, number: int | None) -> Known | None:
    return residents.load_by_id(sql, number) if number is not None else None
