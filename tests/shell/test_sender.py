"""The sender: what stands in the outbox goes out, in order, once where that can be known."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from bot.core.effects import Address, Button, Edit, EditButtons, Effect, Inspect, Say, ToChat, ToResident
from bot.core.events import Delivered, GroupInspected, Left, Undelivered
from bot.core.text import Html
from bot.platform import SendResult, Sent
from bot.store import inbox, outbox
from tests.shell.post_office import CrowdedStore, PostOffice, all_marked, at_work, line, post_office, repeatedly
from tests.shell.scripted import Call, answer, drop, hang, refuse
from tests.shell.stored import ANNA, BEN, NOW, hello, link, meet


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[PostOffice]:
    async with post_office(tmp_path) as opened:
        yield opened


async def _events(office: PostOffice) -> list[object]:
    rows = await office.store.read(lambda sql: inbox.open_rows(sql, NOW))
    return [row.event for row in rows]


async def test_a_lane_goes_out_in_the_order_it_was_decided(office: PostOffice) -> None:
    await office.post(*repeatedly(5, lambda n: line(ANNA, f"{n}")))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert office.texts() == ["0", "1", "2", "3", "4"]


async def test_a_lane_that_hangs_holds_up_nobody_else(office: PostOffice) -> None:
    office.api.plan("sendMessage", hang)
    await office.post(line(ANNA, "hangt"), line(ANNA, "daarna"), line(BEN, "dag"), line(BEN, "tot zo"))
    sender = office.sender(last_calls_s=0.05)

    async with at_work(sender):
        await all_marked(office, rows=2)

    assert office.texts() == ["dag", "tot zo"]


async def test_what_is_decided_later_goes_out_when_the_sender_is_woken(office: PostOffice) -> None:
    sender = office.sender()
    async with at_work(sender):
        await office.post(line(ANNA, "eerst"))
        sender.wake()
        await office.api.until(lambda: office.texts() == ["eerst"])
        await office.post(line(ANNA, "dan"))
        sender.wake()
        await office.api.until(lambda: office.texts() == ["eerst", "dan"])


async def test_who_asked_for_a_report_hears_that_it_arrived(office: PostOffice) -> None:
    await office.post(Say(ToChat(ANNA), Html("hoi"), report="card:1"), line(BEN, "dag"))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert await _events(office) == [Delivered("card:1", 1)]
    assert office.reports == 1


async def test_what_an_inspection_found_is_told_in_the_same_commit(office: PostOffice) -> None:
    group = {
        "id": -1001, "type": "supergroup", "title": "Buurt", "accent_color_id": 1, "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    office.api.plan("getChat", answer(group))
    gone = {"status": "left", "user": {"id": 7, "is_bot": False, "first_name": "F"}}
    office.api.always("getChatMember", answer(gone))
    await office.post(Inspect(-1001, 7, "link:1"))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    (found,) = await _events(office)
    assert isinstance(found, GroupInspected)
    assert (found.report, found.asker_is_admin) == ("link:1", False)


async def test_who_blocked_us_has_left_and_the_rest_goes_on(office: PostOffice) -> None:
    known = await office.store.transaction(meet)
    office.api.plan("sendMessage", refuse(403, "Forbidden: bot was blocked by the user"))
    await office.post(hello(known, "hoi", report="x:1"))
    await office.post(line(BEN, "dag"))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert await _events(office) == [Undelivered("x:1", "blocked"), Left(ANNA)]
    assert office.texts() == ["dag"]


async def test_what_telegram_refuses_does_not_block_its_lane(
    office: PostOffice, caplog: pytest.LogCaptureFixture
) -> None:
    office.api.plan("sendMessage", refuse(400, "Bad Request: BUTTON_DATA_INVALID"))
    await office.post(line(ANNA, "geheim"), line(ANNA, "wel"))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert office.texts() == ["wel"]
    assert await office.store.read(outbox.given_up) == {"refused": 1}
    assert "refused" in caplog.text
    assert "geheim" not in caplog.text


async def test_a_group_that_moved_gets_its_message_where_it_is_now(office: PostOffice) -> None:
    team = await office.store.transaction(lambda sql: link(sql, -1001))
    moved = refuse(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1009)
    office.api.plan("sendMessage", moved)
    await office.post(line(-1001, "dag"), line(-1001, "samen"))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert team.chat == -1001
    assert office.texts(-1009) == ["dag", "samen"]


async def test_a_connection_lost_before_delivery_delivers_later(office: PostOffice) -> None:
    office.api.plan("sendMessage", drop, refuse(502, "Bad Gateway"))
    await office.post(line(ANNA, "een"), line(ANNA, "twee"))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert office.texts() == ["een", "twee"]


async def test_a_connection_lost_after_delivery_may_repeat_that_message_only(office: PostOffice) -> None:
    office.api.plan("sendMessage", office.api.deliver_and_drop)
    await office.post(line(ANNA, "een"), line(ANNA, "twee"))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert office.texts() == ["een", "een", "twee"]


async def test_an_outage_is_two_lines_and_loses_nothing(office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.sender")
    office.api.plan("sendMessage", *[drop] * 6)
    await office.post(*repeatedly(3, lambda n: line(ANNA, f"a{n}")), *repeatedly(3, lambda n: line(BEN, f"b{n}")))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert (office.texts(ANNA), office.texts(BEN)) == (["a0", "a1", "a2"], ["b0", "b1", "b2"])
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]


async def test_calls_in_flight_at_the_end_are_waited_for_and_marked(office: PostOffice) -> None:
    told_to_stop = asyncio.Event()

    async def answer_late(call: Call) -> web.StreamResponse:
        await told_to_stop.wait()
        return await office.api.deliver(call)

    office.api.plan("sendMessage", answer_late)
    await office.post(line(ANNA, "net nog"), line(ANNA, "volgende keer"))
    async with asyncio.TaskGroup() as group:
        running = group.create_task(office.sender().run())
        await office.api.until(lambda: len(office.api.calls) == 1)

        running.cancel()
        asyncio.get_running_loop().call_later(0.05, told_to_stop.set)

    assert office.texts() == ["net nog"]
    assert await office.waiting() == 1


async def test_a_call_that_never_comes_back_does_not_keep_us(office: PostOffice) -> None:
    office.api.plan("sendMessage", hang)
    await office.post(line(ANNA, "hangt"))
    async with asyncio.timeout(2), asyncio.TaskGroup() as group:
        running = group.create_task(office.sender(last_calls_s=0.05).run())
        await office.api.until(lambda: len(office.api.calls) == 1)

        running.cancel()

    assert await office.waiting() == 1


class BuggyOutlet:
    """Can't send what says "fout"."""

    def __init__(self) -> None:
        self.tries = 0
        self.sent: list[Effect] = []

    async def send(self, effect: Effect, to: Address, source: Address | None) -> SendResult:
        if isinstance(effect, Say) and effect.text == Html("fout"):
            self.tries += 1
            raise ValueError("a bug that quotes: fout")
        self.sent.append(effect)
        return Sent(1)


async def test_a_bug_with_one_row_is_tried_some_times_and_stops_nobody(office: PostOffice) -> None:
    outlet = office.outlet = BuggyOutlet()
    await office.post(line(ANNA, "fout"), line(ANNA, "daarna"), line(BEN, "dag"))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert outlet.tries == 5
    assert outlet.sent == [line(BEN, "dag"), line(ANNA, "daarna")]
    assert await office.store.read(outbox.given_up) == {"refused": 1}


async def test_a_full_disk_repeats_nothing_and_loses_nothing(tmp_path: Path) -> None:
    async with post_office(tmp_path, CrowdedStore) as office:
        assert isinstance(office.store, CrowdedStore)
        await office.post(line(ANNA, "een"), line(ANNA, "twee"))
        sender, room = office.sender(), asyncio.Event()
        office.store.is_full = lambda: bool(office.api.delivered) and not room.is_set()
        async with at_work(sender):
            await office.api.until(lambda: office.texts() == ["een"])

            room.set()
            sender.wake()
            await all_marked(office)

        assert office.texts() == ["een", "twee"]


async def test_what_is_of_no_use_any_more_is_not_sent(office: PostOffice) -> None:
    await office.post(Say(ToChat(ANNA), Html("zo meteen"), not_after=NOW), line(ANNA, "dag"))
    office.clock.move_to(NOW.replace(hour=NOW.hour + 1))
    sender = office.sender()

    async with at_work(sender):
        await all_marked(office)

    assert office.texts() == ["dag"]


async def test_somebody_who_is_forgotten_meanwhile_is_not_spoken_to_again(office: PostOffice) -> None:
    known = await office.store.transaction(meet)
    office.api.plan("sendMessage", drop)
    await office.post(Say(ToResident(known.resident.id), Html("hoi")))
    sender = office.sender()

    async with at_work(sender):
        await office.api.until(lambda: len(office.api.calls) == 1)
        await office.store.transaction(lambda sql: outbox.forget(sql, known.resident.id, ANNA))
        await all_marked(office)

    assert await office.waiting() == 0


async def test_of_several_edits_of_one_message_only_the_newest_goes_out(office: PostOffice) -> None:
    chosen = ((Button(Html("Klaar"), "k"),),)
    await office.post(
        Edit(ToChat(ANNA), 4, Html("een"), chosen),
        Edit(ToChat(ANNA), 5, Html("ander bericht")),
        EditButtons(ToChat(ANNA), 4),
        Edit(ToChat(ANNA), 4, Html("twee"), chosen),
        EditButtons(ToChat(ANNA), 4, chosen),
    )

    async with at_work(office.sender()):
        await all_marked(office)

    methods = [(call.method, call.params["message_id"]) for call in office.api.delivered]
    assert methods == [("editMessageText", "5"), ("editMessageText", "4"), ("editMessageReplyMarkup", "4")]
    assert office.texts() == ["ander bericht", "twee"]
