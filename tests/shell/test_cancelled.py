"""Cancelled at any await: everything or nothing is stored, and who comes after it finishes the work, once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import App, build
from bot.clock import MovedClock
from bot.core.effects import Address, Effect, Say, ToChat
from bot.core.events import Pressed
from bot.core.text import Html
from bot.demo.server import LookAlike
from bot.engine import BATCH, Engine
from bot.platform import Incoming, Outlet, SendResult
from bot.sender import Sender
from bot.settings import Settings
from bot.store import Sql, Store, contacts, inbox, open_store
from bot.texts import Texts
from tests.core.people import a_world
from tests.shell.cancelling import Stepped, at_every_await, cancelled_at
from tests.shell.echo import ECHO
from tests.shell.engine_room import everything_sent
from tests.shell.post_office import PostOffice, all_marked, at_work, line, post_office
from tests.shell.processes import EXAMPLE, TOKEN
from tests.shell.stored import ANNA, BEN, NOW, arrive, meet, new, said

LINES = BATCH + 4  # more than the engine handles in one go
CHATS = (ANNA, BEN)
EACH = 3  # lines for each of them
ALL = [f"{chat}/{number}" for chat in CHATS for number in range(EACH)]


# ── the engine ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("part", ["work", "run"])
async def test_the_engine_leaves_each_row_done_or_as_it_was(tmp_path: Path, texts: Texts, part: str) -> None:
    async def cut(nth: int) -> bool:
        async with open_store(tmp_path / str(nth) / "schuifaan.db") as store:
            await arrive(store, *map(_line_of, range(LINES)), new("p", Pressed(ANNA, 3, "p1", "!answer")))
            batches: list[int] = []
            engine = Engine(store, texts, a_world, MovedClock(NOW), lambda: batches.append(1), ECHO)

            was_cut = await cancelled_at(getattr(engine, part)(), nth, has_finished=lambda: len(batches) == 2)

            assert await store.read(_half_done) == 0
            while await _engine(store, texts).work():
                pass
            lanes = Counter(row.lane for row in await everything_sent(store))
            assert lanes == {f"chat:{ANNA}": LINES // 2, f"chat:{BEN}": LINES // 2, "press:p1": 1}
        return was_cut

    assert await at_every_await(cut) > 1


async def test_the_audit_gives_everybody_a_contact_or_nobody(tmp_path: Path, texts: Texts) -> None:
    def unit(sql: Sql) -> None:
        for number, chat in enumerate(CHATS, 1):
            meet(sql, chat)
            contacts.close(sql, number)

    async def cut(nth: int) -> bool:
        async with open_store(tmp_path / str(nth) / "schuifaan.db") as store:
            await store.transaction(unit)

            was_cut = await cancelled_at(_engine(store, texts).audit(), nth)

            assert len(await store.read(contacts.audit)) in (0, 2)
            await _engine(store, texts).audit()
            assert await store.read(contacts.audit) == []
        return was_cut

    assert await at_every_await(cut) > 1


# ── the sender ──────────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_sender_that_is_cancelled_lets_its_calls_come_back_and_repeats_nothing(tmp_path: Path) -> None:
    async def cut(nth: int) -> bool:
        async with post_office(tmp_path / str(nth)) as office:
            await _post(office)
            sender = office.sender()

            was_cut = await cancelled_at(sender.run(), nth, has_finished=lambda: _is_idle(office, sender))

            await _finish(office)
            assert _arrived(office) == ALL
            assert await _reports(office) == 1
        return was_cut

    assert await at_every_await(cut) > 2 * EACH


@pytest.mark.parametrize("again", [1, 2])
async def test_a_sender_that_is_cancelled_once_more_while_it_ends_repeats_only_what_was_in_flight(
    tmp_path: Path, again: int
) -> None:
    async def cut(nth: int) -> bool:
        async with post_office(tmp_path / str(nth)) as office:
            await _post(office)
            sender = office.sender()

            was_cut = await cancelled_at(
                sender.run(), nth, nth + again, has_finished=lambda: _is_idle(office, sender)
            )

            await _finish(office)
            assert _once(_arrived(office)) == ALL
            assert len(_arrived(office)) <= len(ALL) + len(CHATS)  # a call of each lane was in flight at most
            assert await _reports(office) == 1
        return was_cut

    assert await at_every_await(cut) > 2 * EACH


class Interrupting:
    """An outlet that calls `cancel` at its nth await of the network, counted over all calls."""

    def __init__(self, outlet: Outlet, nth: int) -> None:
        self._outlet = outlet
        self.left = nth
        self.cancel: Callable[[], object] = lambda: None

    async def send(self, effect: Effect, to: Address, source: Address | None) -> SendResult:
        """As the outlet does."""
        return await Stepped(self._outlet.send(effect, to, source), self._waits)

    def _waits(self) -> None:
        self.left -= 1
        if self.left == 0:
            asyncio.get_running_loop().call_soon(self.cancel)


async def test_a_call_that_is_cut_off_anywhere_is_made_again_and_no_other(tmp_path: Path) -> None:
    async def cut(nth: int) -> bool:
        async with post_office(tmp_path / str(nth)) as office:
            await _post(office)
            usual = office.outlet
            office.outlet = interrupting = Interrupting(usual, nth)
            async with asyncio.TaskGroup() as group:
                running = group.create_task(office.sender(last_calls_s=0.0).run())
                interrupting.cancel = running.cancel
                while interrupting.left > 0 and await office.waiting():
                    continue
                running.cancel()

            office.outlet = usual
            await _finish(office)
            assert _once(_arrived(office)) == ALL
            assert len(_arrived(office)) <= len(ALL) + len(CHATS)
            assert await _reports(office) == 1
        return interrupting.left <= 0

    assert await at_every_await(cut) > len(ALL)


# ── what comes in ───────────────────────────────────────────────────────────────────────────────────────────────
async def test_a_batch_is_stored_whole_or_not_and_comes_again(tmp_path: Path) -> None:
    async with LookAlike(TOKEN) as it, build(_settings(it, tmp_path), MovedClock(NOW), lambda _: None) as app:
        async def cut(nth: int) -> bool:
            batch = [Incoming("telegram", f"{nth}-{number}", ANNA, said(str(number))) for number in range(EACH)]

            was_cut = await cancelled_at(app._accept(batch), nth)

            assert await _stored(app, nth) in (0, EACH)
            await app._accept(batch)
            assert await _stored(app, nth) == EACH
            return was_cut

        assert await at_every_await(cut) > 1


# ── the shortest ways ───────────────────────────────────────────────────────────────────────────────────────────
def _line_of(number: int) -> inbox.New:
    chat = CHATS[number % 2]
    return new(str(number), said(str(number), chat), chat)


def _engine(store: Store, texts: Texts) -> Engine:
    return Engine(store, texts, a_world, MovedClock(NOW), rules=ECHO)


def _half_done(sql: Sql) -> int:
    """Rows that are done without what they had to say, or have said it without being done."""
    row = sql.one(
        """
        SELECT count(*) AS n FROM inbox
        WHERE (done_at IS NULL) = EXISTS (SELECT 1 FROM outbox WHERE cause = CAST(inbox.id AS TEXT))
        """
    )
    return int(row["n"]) if row else -1


async def _post(office: PostOffice) -> None:
    """Lines for each chat, the first of which wants a report."""
    await office.post(Say(ToChat(ANNA), Html(f"{ANNA}/0"), report="card:0"), line(BEN, f"{BEN}/0"))
    for number in range(1, EACH):
        await office.post(*(line(chat, f"{chat}/{number}") for chat in CHATS))


def _is_idle(office: PostOffice, sender: Sender) -> bool:
    return len(office.api.delivered) >= len(ALL) and not sender._calls


async def _finish(office: PostOffice) -> None:
    """Whoever comes after it does the rest."""
    async with at_work(office.sender()):
        await all_marked(office)


def _arrived(office: PostOffice) -> list[str]:
    return [text for chat in CHATS for text in office.texts(chat)]


def _once(texts: list[str]) -> list[str]:
    return [text for text, _ in groupby(texts)]


async def _reports(office: PostOffice) -> int:
    return await office.store.read(inbox.waiting)


def _settings(it: LookAlike, folder: Path) -> Settings:
    return Settings(
        bot_token=SecretStr(TOKEN), bot_api_url=it.url, database=folder / "schuifaan.db", catalogue=EXAMPLE,
        allow_example=True,
    )


async def _stored(app: App, nth: int) -> int:
    count_them = "SELECT count(*) AS n FROM inbox WHERE key LIKE :start"
    return await app.store.read(lambda sql: int(sql.all(count_them, {"start": f"{nth}-%"})[0]["n"]))
