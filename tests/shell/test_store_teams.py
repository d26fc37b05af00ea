"""Teams, the people in them, what is known when something happens in a group; wishes and regular work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.core.events import Delivered, GroupInspected, Member, MemberLeft, MorningCame, TeamPressed, TeamSaid
from bot.core.known import Group, LinkCode
from bot.core.resident import Answers, Contact, Resident, Volunteer, Where
from bot.store import Sql, Store, groups, open_store, outbox, purging, runs, teams, wishes
from bot.store.runs import Run
from bot.store.wishes import Wish
from tests.shell.stored import ANNA, BEN, GROUP, MINUTE, NOW, asked, link, meet

FATIMA = Member(8, "Fatima")
UNTIL = NOW + timedelta(hours=36)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A team; Anna (1) talks in topic 44 with volunteer 1, Ben (2) is known."""
    async with open_store(tmp_path / "schuifaan.db") as opened:

        def unit(sql: Sql) -> None:
            team = link(sql)
            teams.save(sql, Group(GROUP, team), Group(GROUP, team, Volunteer(0, team.id, 8, "Fatima", NOW)))
            meet(sql, ANNA, handover=asked(team.id, topic=44, state="claimed", claimed_by=1))
            meet(sql, BEN)

        await opened.transaction(unit)
        yield opened


def _about(group: Group) -> int | None:
    return group.resident.resident.id if group.resident else None


async def test_a_team_and_a_volunteer_get_a_number_and_keep_it(store: Store) -> None:
    def unit(sql: Sql) -> None:
        group = groups.load(sql, TeamSaid(GROUP, None, 5, FATIMA), UNTIL)
        assert group.team is not None
        assert group.by is not None
        after = replace(group, team=replace(group.team, board=9), by=replace(group.by, name="Faat"))
        teams.save(sql, group, after)

    await store.transaction(unit)
    group = await store.read(lambda sql: groups.load(sql, TeamSaid(GROUP, None, 5, FATIMA), UNTIL))

    assert group.team is not None
    assert (group.team.id, group.team.board) == (1, 9)
    assert group.by == Volunteer(1, 1, 8, "Faat", NOW)


async def test_the_link_code_and_what_is_asked_are_remembered_and_taken_away(store: Store) -> None:
    stranger = Group(-9)
    code = LinkCode("482913", NOW)

    def step(sql: Sql, after: Group) -> Group:
        teams.save(sql, groups.load(sql, TeamSaid(-9, None, 1, FATIMA), UNTIL), after)
        return groups.load(sql, GroupInspected(-9, "link:x", "", True, (), True), UNTIL)

    with_words = await store.transaction(lambda sql: step(sql, replace(stranger, link=code, asking="lombok")))
    without = await store.transaction(lambda sql: step(sql, stranger))

    assert with_words == Group(-9, link=code, asking="lombok")
    assert without == stranger


@pytest.mark.parametrize(
    ("topic", "data", "about"),
    [
        (44, "", 1), (45, "", None), (None, "!take:2", 2), (44, "mine:2:5", 2), (44, "!take:99", 1),
        (None, "!take", None),
        (None, "x:²:1", None), (None, f"x:{'9' * 60}", None), (None, "x:-1", None), (None, "::", None),
    ],
)
async def test_a_press_is_about_the_resident_of_the_button_else_of_the_topic(
    store: Store, topic: int | None, data: str, about: int | None
) -> None:
    event = TeamPressed(GROUP, topic, 5, "p", FATIMA, data)

    group = await store.read(lambda sql: groups.load(sql, event, UNTIL))

    assert _about(group) == about


async def test_a_button_tells_nothing_to_a_group_that_is_no_team(store: Store) -> None:
    event = TeamPressed(-9, 44, 5, "p", FATIMA, "!take:1")

    assert await store.read(lambda sql: groups.load(sql, event, UNTIL)) == Group(-9)


async def test_who_leaves_is_known_with_everybody_they_took(store: Store) -> None:
    def unit(sql: Sql) -> Group:
        meet(sql, 503, contact=Contact("wake", NOW, owner=1))
        return groups.load(sql, MemberLeft(GROUP, 8), UNTIL)

    group = await store.transaction(unit)

    assert group.by is not None
    assert [known.resident.id for known in group.due] == [1, 3]


async def test_the_morning_knows_the_follow_ups_of_the_areas_of_the_team(store: Store) -> None:
    def unit(sql: Sql) -> list[int]:
        team = link(sql, -2, areas=("lombok",))
        for number, (area, hours) in enumerate([("lombok", 30), ("zuilen", 1), ("lombok", 40), ("lombok", 2)], start=3):
            there = Answers(where=Where(area, 52.1, 5.1, area))
            meet(sql, 600 + number, resident=Resident(number, answers=there), contact=_in(hours))
        return [known.resident.id for known in groups.load(sql, MorningCame(team.id), UNTIL).due]

    assert await store.transaction(unit) == [6, 3]


def _in(hours: int) -> Contact:
    return Contact("wake", NOW + timedelta(hours=hours))


async def test_a_report_finds_its_resident_and_their_team(store: Store) -> None:
    found = await store.read(lambda sql: groups.load_for_report(sql, Delivered("topic:1", 44)))
    nobody = await store.read(lambda sql: groups.load_for_report(sql, Delivered("board", 44)))

    assert (found.chat, _about(found)) == (GROUP, 1)
    assert nobody == Group(0)


async def test_a_group_that_moved_is_known_under_both_numbers(store: Store) -> None:
    await store.transaction(lambda sql: outbox.migrate(sql, GROUP, -2002))

    new = await store.read(lambda sql: teams.by_chat(sql, -2002))
    old = await store.read(lambda sql: teams.by_chat(sql, GROUP))

    assert new is not None
    assert new == old
    assert new.chat == -2002


async def test_wishes_are_counted_by_area_interest_and_day(store: Store) -> None:
    monday = date(2026, 11, 30)

    def unit(sql: Sql) -> list[Wish]:
        for day in (monday, monday, monday + timedelta(days=1)):
            wishes.count(sql, "lombok", "music", day)
        wishes.count(sql, "", "bingo", monday)
        return wishes.since(sql, monday)

    assert await store.transaction(unit) == [Wish("lombok", "music", 3), Wish("", "bingo", 1)]


async def test_a_run_that_was_missed_is_still_due(store: Store) -> None:
    def unit(sql: Sql) -> tuple[list[Run], list[Run]]:
        runs.ensure(sql, "purge", NOW)
        runs.ensure(sql, "purge", NOW + timedelta(days=1))
        missed = runs.due(sql, NOW + timedelta(hours=9))
        runs.plan(sql, "purge", NOW + timedelta(days=1))
        return missed, runs.due(sql, NOW + timedelta(hours=9))

    assert await store.transaction(unit) == ([Run("purge", NOW)], [])
    assert await store.read(runs.next_due) == NOW + timedelta(days=1)


async def test_the_nightly_purge_tells_what_it_took_from_each_table(store: Store) -> None:
    def unit(sql: Sql) -> dict[str, int]:
        meet(sql, 503, handover=asked(1, state="closed", closed_at=NOW - 9 * MINUTE))
        return purging.purge(sql, NOW + timedelta(days=61))

    assert await store.transaction(unit) == {"inbox": 0, "outbox": 0, "relay": 0, "contact": 0, "handover": 1}
