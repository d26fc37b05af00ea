"""Linking a group with a one-time code, and what is still missing, in kind words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core import team
from bot.core.effects import Inspect, ToChat
from bot.core.events import GroupInspected, Member, TeamSaid
from bot.core.known import Group, GroupStep, LinkCode, World
from bot.core.linking import ANONYMOUS
from tests.core.house import FATIMA, TUESDAY
from tests.core.read_aloud import told
from tests.core.town import the_world

CHAT = -1009
CODE = LinkCode("482913", TUESDAY)
ALL_RIGHTS = GroupInspected(CHAT, "link", "Team Oost", is_forum=True, missing=(), asker_is_admin=True)


def _world() -> World:
    return the_world(TUESDAY)


def _writes(text: str, group: Group | None = None, by: Member = FATIMA) -> GroupStep:
    return team.step(group or Group(CHAT, link=CODE), TeamSaid(CHAT, None, 5, by, text), _world())


def _linked(text: str, found: GroupInspected = ALL_RIGHTS) -> GroupStep:
    return team.step(_writes(text).group, found, _world())


def _answer(step: GroupStep) -> str:
    return told(step.effects, ToChat(CHAT))


@pytest.mark.parametrize("text", ["/koppel 482913", "/koppel@schuifaan_bot 482913", "/link 482913"])
def test_the_right_code_asks_telegram_what_the_bot_may_do(text: str) -> None:
    step = _writes(text)

    assert step.effects == (Inspect(CHAT, FATIMA.user, "link"),)


def test_a_group_with_all_rights_is_linked_and_reads_how_it_works() -> None:
    step = _linked("/koppel 482913")

    assert step.group.team is not None
    assert step.group.team.name == "Team Oost"
    assert step.group.link is None
    assert "1. Somebody asks for a human: a card appears here." in _answer(step)


def test_a_code_that_was_used_is_of_no_use_to_another_group() -> None:
    used = _linked("/koppel 482913").group

    assert "There is no code now." in _answer(_writes("/koppel 482913", replace(used, team=None)))


def test_what_is_missing_is_named_one_by_one() -> None:
    found = replace(ALL_RIGHTS, is_forum=False, missing=("can_manage_topics", "can_pin_messages"))

    step = _linked("/koppel 482913", found)

    assert step.group.team is None
    assert step.group.link == CODE
    for part in ("topics: switch them on", "the right to manage topics", "the right to pin messages", "the same line"):
        assert part in _answer(step)
    assert "delete messages" not in _answer(step)


def test_a_bot_that_is_no_administrator_needs_that_first() -> None:
    step = _linked("/koppel 482913", replace(ALL_RIGHTS, missing=("administrator",)))

    assert "to be an administrator of this group" in _answer(step)


def test_only_administrators_may_link() -> None:
    step = _linked("/koppel 482913", replace(ALL_RIGHTS, asker_is_admin=False))

    assert step.group.team is None
    assert "Only an administrator" in _answer(step)


def test_an_anonymous_administrator_is_one() -> None:
    asked = _writes("/koppel 482913", by=Member(ANONYMOUS, "Group"))
    (inspect,) = asked.effects
    assert isinstance(inspect, Inspect)

    found = replace(ALL_RIGHTS, report=inspect.report, asker_is_admin=False)
    step = team.step(asked.group, found, _world())

    assert step.group.team is not None


def test_five_wrong_codes_and_it_is_over() -> None:
    group = Group(CHAT, link=CODE)
    for _ in range(5):
        group = _writes("/koppel 111111", group).group

    step = _writes("/koppel 482913", group)

    assert "That code is too old." in _answer(step)
    assert not [effect for effect in step.effects if isinstance(effect, Inspect)]


def test_a_code_lives_an_hour() -> None:
    old = Group(CHAT, link=replace(CODE, made_at=TUESDAY - timedelta(minutes=61)))

    assert "That code is too old." in _answer(_writes("/koppel 482913", old))


@pytest.mark.parametrize(
    ("named", "areas"),
    [
        ("lombok overvecht", ("lombok", "overvecht")),
        ("Lombok, Oog in Al", ("lombok", "oog-in-al")),
        ("oog-in-al", ("oog-in-al",)),
        ("oog in al", ("oog-in-al",)),
        ("", ()),
    ],
)
def test_a_team_can_be_there_for_some_areas(named: str, areas: tuple[str, ...]) -> None:
    step = _linked(f"/koppel 482913 {named}".strip())

    assert step.group.team is not None
    assert step.group.team.areas == areas


def test_an_unknown_area_is_named_with_those_there_are() -> None:
    step = _writes("/koppel 482913 lombok narnia")

    assert "I don't know the area narnia. I know: Lombok, Oog in Al" in _answer(step)
    assert not [effect for effect in step.effects if isinstance(effect, Inspect)]


def test_the_maintainers_need_no_topics() -> None:
    step = _linked("/koppel 482913 beheer", replace(ALL_RIGHTS, is_forum=False, missing=("can_manage_topics",)))

    assert step.group.team is not None
    assert step.group.team.purpose == "maintainers"


def test_a_linked_group_can_be_linked_again_with_other_areas() -> None:
    linked = _linked("/koppel 482913").group
    known = replace(linked, team=replace(linked.team, id=4), link=CODE)  # type: ignore[type-var]  # it is linked

    step = team.step(_writes("/koppel 482913 lombok", known).group, ALL_RIGHTS, _world())

    assert step.group.team is not None
    assert (step.group.team.id, step.group.team.areas) == (4, ("lombok",))


def test_what_is_inspected_without_having_been_asked_links_nothing() -> None:
    assert team.step(Group(CHAT, link=CODE), ALL_RIGHTS, _world()).group.team is None
