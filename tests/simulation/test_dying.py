"""Whatever dies at whichever commit: everything that happened has its effect once, and nothing said is lost."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.clock import MovedClock
from bot.engine import Engine
from bot.store import Sql, inbox, open_store, outbox, residents
from bot.store.outbox import OutboxRow
from bot.texts import Texts
from tests.core.people import a_world
from tests.simulation.world import RULES, START, Death, Fate, Mortal, Platform, inherit

T = TypeVar("T")
CHATS = (501, 502)
FATES: st.SearchStrategy[Fate] = st.sampled_from(
    ["lives", "lives", "lives", "lives", "dies before the commit", "dies after the commit"]
)
DEEDS = st.sampled_from(["hello", "hello", "press", "press", "hello", "trip", "forget"])
OUTCOMES = st.lists(st.sampled_from(["arrives", "arrives", "unknown, arrived", "unknown, lost", "blocked"]), min_size=4)


ENOUGH = 200  # rounds in which everything left over can be done


class Lives(RuleBasedStateMachine):
    """People do things, the process polls, decides, sends and looks at the clock, and dies now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "first" / "schuifaan.db"
        self.platform = Platform()
        self.clock = MovedClock(START)
        self.lives = 0

    @initialize()
    def be_born(self) -> None:
        """A process starts on what the one before it left."""
        self.lives += 1
        self.unconfirmed = 0
        self.life = AsyncExitStack()
        store = self._run(self.life.enter_async_context(open_store(self.path, Mortal)))
        assert isinstance(store, Mortal)
        self.store = store
        self.engine = Engine(store, _texts(), a_world, self.clock, rules=RULES)

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────
    @rule(deeds=st.lists(st.tuples(st.sampled_from(CHATS), DEEDS), min_size=1, max_size=4))
    def do_something(self, deeds: list[tuple[int, str]]) -> None:
        for chat, deed in deeds:
            self.platform.happen(chat, deed)

    # ── what the process does ───────────────────────────────────────────────────────────────────────────────────
    @rule(limit=st.sampled_from([100, 3]), fate=FATES)
    def poll(self, limit: int, fate: Fate) -> None:
        """Asking for the next batch confirms the one before it."""
        self.platform.confirmed += self.unconfirmed
        batch = self.platform.receive(limit)
        self.unconfirmed = 0
        if self._survives(fate, self.store.transaction(lambda sql: inbox.accept(sql, batch, self.clock.now()))):
            self.unconfirmed = len(batch)

    @rule(fate=FATES)
    def decide(self, fate: Fate) -> None:
        self._survives(fate, self.engine.work())

    @rule(outcomes=OUTCOMES, fate=FATES)
    def send(self, outcomes: list[str], fate: Fate) -> None:
        """Several calls at once; what came back is marked in one commit."""
        now = self.clock.now()
        rows = self._run(self.store.transaction(lambda sql: outbox.ready(sql, now, (), len(outcomes))))
        calls = list(zip(rows, outcomes, strict=False))
        for row, outcome in calls:
            self._call(row, outcome, fate)

        def mark(sql: Sql) -> None:
            for row, outcome in calls:
                _mark(sql, row, outcome, self.clock)

        self._survives(fate, self.store.transaction(mark))
        if fate != "dies before the commit":
            self.platform.reported.update(row.id for row, outcome in calls if outcome == "arrives")

    @rule(minutes=st.integers(0, 90), fate=FATES)
    def look_at_the_clock(self, minutes: int, fate: Fate) -> None:
        self.clock.move(timedelta(minutes=minutes))
        now = self.clock.now()
        self._survives(
            fate, self.store.transaction(lambda sql: inbox.accept(sql, residents.due_contacts(sql, now), now))
        )

    # ── what is true at every moment ────────────────────────────────────────────────────────────────────────────
    @invariant()
    def finished_rows_hold_no_words(self) -> None:
        assert self._count("SELECT count(*) FROM inbox WHERE done_at IS NOT NULL AND payload <> ''") == 0
        assert self._count("SELECT count(*) FROM outbox WHERE done_at IS NOT NULL AND body <> ''") == 0

    @invariant()
    def who_has_not_left_has_exactly_one_next_contact(self) -> None:
        open_ones = "SELECT count(*) FROM contact WHERE contact.resident = resident.id AND state = 'open'"
        assert self._count(f"SELECT count(*) FROM resident WHERE (1 - silent) <> ({open_ones})") == 0

    @invariant()
    def nothing_overtakes_what_happened_before_it(self) -> None:
        assert self._count(
            """
            SELECT count(*) FROM inbox AS early JOIN inbox AS late ON late.chat = early.chat AND late.id > early.id
            WHERE early.done_at IS NULL AND late.done_at IS NOT NULL
            """
        ) == 0

    # ── what is true in the end ─────────────────────────────────────────────────────────────────────────────────
    def teardown(self) -> None:
        try:
            if self.lives:
                self._come_to_rest()
                self._check()
        finally:
            if self.lives:
                self._run(self.life.aclose())
            self.loop.close()
            self.folder.cleanup()

    def _come_to_rest(self) -> None:
        """Nobody does anything any more and nobody dies: what is left is done."""
        rounds = 0
        while self._run(self.store.read(_waiting)) or self.platform.receive(1):
            self.poll(100, "lives")
            self.decide("lives")
            self.send(["arrives"] * 50, "lives")
            self.clock.move(timedelta(minutes=1))
            rounds += 1
            assert rounds < ENOUGH

    def _check(self) -> None:
        for chat in CHATS:
            said, answers = self.platform.said_by(chat), self.platform.answers_to(chat)
            since = next((n for n in range(len(said), 0, -1) if said[n - 1].startswith("forget")), 0)
            kept = answers[len(answers) - len(said[since:]):]
            assert kept == said[since:]
            assert _in_order(answers, said)
            known = self._run(self.store.read(partial(residents.load, chat=chat)))
            assert (known.resident.page if known else 0) == len(said[since:])
            assert (known.resident.handovers if known else 0) == self.platform.reports_about(chat, said[since:])
        for row, times in self.platform.times.items():
            assert times <= 1 + self.platform.may_repeat[row]

    # ── the machinery ───────────────────────────────────────────────────────────────────────────────────────────
    def _call(self, row: OutboxRow, outcome: str, fate: Fate) -> None:
        if outcome in ("arrives", "unknown, arrived"):
            self.platform.deliver(row)
        elif outcome == "blocked" and fate != "dies before the commit":
            self.platform.refuse(row)
        if outcome == "unknown, arrived" or fate == "dies before the commit":
            self.platform.may_repeat[row.id] += 1

    def _survives(self, fate: Fate, work: Coroutine[Any, Any, object]) -> bool:
        self.store.fate = fate
        try:
            self._run(work)
        except Death:
            self.path = inherit(self.path, Path(self.folder.name) / str(self.lives))
            self._run(self.life.aclose())
            self.be_born()
            return False
        return True

    def _count(self, statement: str) -> int:
        return int(self._run(self.store.read(lambda sql: sql.all(statement)[0][0])))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)


def _mark(sql: Sql, row: OutboxRow, outcome: str, clock: MovedClock) -> None:
    match outcome:
        case "arrives":
            outbox.sent(sql, row, 9, clock.now())
        case "blocked":
            outbox.gave_up(sql, row, "blocked", clock.now())
        case _:
            outbox.again(sql, row.id, clock.now(), outcome == "unknown, arrived", clock.now())


def _waiting(sql: Sql) -> int:
    return inbox.waiting(sql) + outbox.waiting(sql)


@cache
def _texts() -> Texts:
    return Texts.load()


def _in_order(some: list[str], of: list[str]) -> bool:
    remaining = iter(of)
    return all(one in remaining for one in some)


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=40, stateful_step_count=60, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
