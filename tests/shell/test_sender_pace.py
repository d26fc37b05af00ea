"""The sender keeps Telegram's pace: what a 429 stops, what a group may take, and who goes first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.effects import AnswerPress, Edit, Effect, React, Relay, Say, ToChat, ToResident, ToTeam, ToTopic
from bot.core.text import Html
from bot.store import Sql
from tests.shell.post_office import PostOffice, all_marked, at_work, line, post_office, repeatedly
from tests.shell.scripted import refuse
from tests.shell.stored import ANNA, BEN, GROUP, asked, link, meet

COR = 503


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[PostOffice]:
    async with post_office(tmp_path) as opened:
        yield opened


async def test_a_429_stops_that_chat_exactly_that_long_and_others_go_on(office: PostOffice) -> None:
    office.api.plan("sendMessage", refuse(429, "Too Many Requests: retry after 30", retry_after=30))
    await office.post(line(ANNA, "een"), line(ANNA, "twee"))
    sender = office.sender()
    async with at_work(sender):
        await office.api.until(lambda: len(office.api.calls) == 1)
        await office.post(line(BEN, "dag"))
        sender.wake()
        await all_marked(office, rows=2)
        tried_too_early = len(office.api.calls) - 2

        office.pacing.seconds += 30
        sender.wake()
        await all_marked(office)

    assert tried_too_early == 0
    assert office.texts() == ["dag", "een", "twee"]


async def test_a_second_chats_429_stops_everybody(office: PostOffice) -> None:
    slow = refuse(429, "Too Many Requests: retry after 30", retry_after=30)
    office.api.plan("sendMessage", slow, slow)
    await office.post(line(ANNA, "een"), line(BEN, "twee"))
    sender = office.sender()
    async with at_work(sender):
        await office.api.until(lambda: len(office.api.calls) == 2)
        await office.post(line(COR, "drie"))
        sender.wake()
        office.pacing.seconds += 29
        sender.wake()
        assert office.texts() == []

        office.pacing.seconds += 1
        sender.wake()
        await all_marked(office)

    assert sorted(office.texts()) == ["drie", "een", "twee"]


async def test_a_chat_gets_a_burst_and_the_rest_in_its_time(office: PostOffice) -> None:
    await office.post(*repeatedly(8, lambda n: line(ANNA, f"{n}")))
    sender = office.sender()
    async with at_work(sender):
        await all_marked(office, rows=2)

        for _ in range(2):
            office.pacing.seconds += 1
            sender.wake()
        await all_marked(office)

    assert office.texts() == [f"{n}" for n in range(8)]


async def test_a_residents_words_reach_the_group_before_its_cards(office: PostOffice) -> None:
    def unit(sql: Sql) -> tuple[int, int]:
        team = link(sql)
        known = meet(sql, handover=asked(team.id, topic=60))
        return team.id, known.resident.id

    team, anna = await office.store.transaction(unit)
    cards: list[Effect] = repeatedly(20, lambda n: Say(ToTeam(team), Html(f"kaart {n}")))
    await office.post(*cards)
    sender = office.sender()
    async with at_work(sender):
        await all_marked(office, rows=5)
        await office.post(*repeatedly(5, lambda n: Relay(ToTopic(anna), ToResident(anna), n + 1)))
        sender.wake()
        await all_marked(office, rows=7)

        before_the_minute = [call.method for call in office.api.delivered]
        office.pacing.seconds += 60
        sender.wake()
        await all_marked(office)

    assert before_the_minute == ["sendMessage"] * 15 + ["copyMessage"] * 3
    assert len(office.api.of("copyMessage")) == 5
    assert {call.params["chat_id"] for call in office.api.delivered} == {str(GROUP)}


async def test_touching_up_goes_last_when_a_group_has_little_left(office: PostOffice) -> None:
    team = await office.store.transaction(lambda sql: link(sql).id)
    await office.post(*repeatedly(12, lambda n: Say(ToTeam(team), Html(f"{n}"))), Edit(ToTeam(team), 4, Html("bord")))
    sender = office.sender()
    async with at_work(sender):
        await all_marked(office, rows=1)
        edited_at_once = office.api.of("editMessageText")

        office.pacing.seconds += 60
        sender.wake()
        await all_marked(office)

    assert edited_at_once == []
    assert len(office.api.of("editMessageText")) == 1


async def test_reactions_take_nothing_from_what_a_group_may_get(office: PostOffice) -> None:
    await office.post(*repeatedly(20, lambda n: React(ToChat(GROUP), n + 1, "👍")))
    await office.post(line(GROUP, "een regel"))

    async with at_work(office.sender()):
        await all_marked(office)

    assert office.texts() == ["een regel"]


async def test_an_answer_that_comes_too_fast_waits_as_long_as_it_is_told(office: PostOffice) -> None:
    office.api.plan("answerCallbackQuery", refuse(429, "Too Many Requests: retry after 30", retry_after=30))
    await office.post(AnswerPress("q1", Html("Jan was net voor je.")))
    sender = office.sender()
    async with at_work(sender):
        await office.api.until(lambda: len(office.api.calls) == 1)
        await office.post(line(ANNA, "dag"))
        sender.wake()
        await all_marked(office, rows=1)
        tries = len(office.api.of("answerCallbackQuery"))

        office.pacing.seconds += 30
        sender.wake()
        await all_marked(office)

    assert (tries, len(office.api.of("answerCallbackQuery"))) == (1, 2)


async def test_more_lanes_than_can_be_looked_at_in_one_go_all_get_their_turn(office: PostOffice) -> None:
    for chat in range(1, 151):
        await office.post(line(chat, "hoi"))
    sender = office.sender()
    async with at_work(sender):
        for left in (122, 94, 66, 38, 10, 0):
            await all_marked(office, rows=left)
            office.pacing.seconds += 1
            sender.wake()

    assert sorted(int(call.params["chat_id"]) for call in office.api.delivered) == list(range(1, 151))
