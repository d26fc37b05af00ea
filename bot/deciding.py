"""One event: load what we know, ask the core, remember what it decided, queue what is to be said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.core import contact, dialogue, handover, team
from bot.core.effects import (
    AnswerPress,
    CountWish,
    Effect,
    Erase,
    Memory,
    OpenTopic,
    ToChat,
    ToResident,
    ToTeam,
    ToTopic,
)
from bot.core.events import (
    ChatMigrated,
    ContactDue,
    DeadlinePassed,
    Delivered,
    Event,
    GroupInspected,
    Left,
    MemberLeft,
    MorningCame,
    Pressed,
    ResidentEvent,
    SenderEvent,
    TeamEvent,
    TeamPressed,
    TeamSaid,
    Undelivered,
)
from bot.core.known import Group, GroupStep, Known, Step, World
from bot.core.resident import Contact, Deadline
from bot.core.wrong_clock import put_right
from bot.store import Sql, deadlines, groups, handovers, inbox, outbox, residents, teams, wishes
from bot.store.addresses import pinned
from bot.store.inbox import InboxRow
from bot.texts import Texts

S = TypeVar("S", Step, GroupStep)


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides: pure functions of the core."""

    step: Callable[[Known, ResidentEvent, World], Step] = dialogue.step
    sorry: Callable[[Known, World], Step] = dialogue.sorry
    in_group: Callable[[Group, TeamEvent, World], GroupStep] = team.step
    heard: Callable[[Group, SenderEvent, World], GroupStep] = team.heard
    next_contact: Callable[[Known, World], Contact | None] = contact.next_contact
    deadlines: Callable[[Known, World], tuple[Deadline, ...]] = handover.deadlines


@dataclass(frozen=True, slots=True)
class Desk:
    """Decides about events, each inside the transaction it is given."""

    rules: Rules
    texts: Texts

    def decide(self, sql: Sql, row: InboxRow, event: Event, world: World) -> None:
        """Handle one event to its end. What raises leaves nothing behind that the caller's savepoint can't undo."""
        world = with_teams(sql, world)
        match event:
            case ChatMigrated(chat=old, new_chat=new):
                outbox.migrate(sql, old, new)
            case Delivered() | Undelivered():
                group = groups.load_for_report(sql, event)
                self._in_group(sql, row, world, group, self.rules.heard(group, event, world))
            case TeamSaid() | TeamPressed() | MemberLeft() | GroupInspected() | MorningCame():
                group = groups.load(sql, event, world.now + world.policy.list_ahead)
                self._in_group(sql, row, world, group, _answered(self.rules.in_group(group, event, world), event))
            case _:
                known = _concerned(sql, row, event, world)
                if known:
                    known = put_right(known, world)
                    self._with_resident(sql, row, world, known, _answered(self.rules.step(known, event, world), event))
                elif isinstance(event, Left):  # who was erased and then blocks us leaves no new trace
                    inbox.forget_chat(sql, event.chat, row.id, world.now)

    def apologise(self, sql: Sql, row: InboxRow, world: World) -> None:
        """The honest sentence for somebody who still waits for an answer, also when it was their first word.

        Where what is stored of them can't be read, it is said all the same, and left as it is.
        """
        world = with_teams(sql, world)
        try:
            known = _met(sql, row.chat, getattr(row.event, "language", None), world)
        except ValueError:
            self._say_sorry_only(sql, row, world)
            return
        step = self.rules.sorry(known, world)
        self._with_resident(sql, row, world, known, _answered(step, row.event) if row.event else step)

    def _say_sorry_only(self, sql: Sql, row: InboxRow, world: World) -> None:
        known = residents.by_number_only(sql, row.chat)
        if known:
            step = self.rules.sorry(known, world)
            told = _answered(step, row.event) if row.event else step
            self._do(sql, row, world, told.effects, known.resident.language, known.resident.id)

    def put_right(self, sql: Sql, resident: int, world: World) -> None:
        """After the clock was set back: plan anew what it had planned by moments that have not come yet."""
        known = residents.load_by_id(sql, resident)
        if known:
            self._save(sql, known, put_right(known, world), world)

    def thought_through(self, known: Known, world: World) -> Known:
        """The same person with the next contact that follows from what we know."""
        return replace(known, contact=self.rules.next_contact(known, world))

    def _with_resident(self, sql: Sql, row: InboxRow, world: World, before: Known, step: Step) -> None:
        gone = _erased(step.effects)
        if before.resident.id not in gone:
            self._save(sql, before, step.known, world)
        self._do(sql, row, world, step.effects, step.known.resident.language, before.resident.id)

    def _in_group(self, sql: Sql, row: InboxRow, world: World, before: Group, step: GroupStep) -> None:
        gone = _erased(step.effects)
        for after in step.residents:
            known = residents.load_by_id(sql, after.resident.id)
            if known and after.resident.id not in gone:
                self._save(sql, known, after, world)
        teams.save(sql, before, step.group)
        about = before.resident.resident.id if before.resident else None
        self._do(sql, row, world, step.effects, world.languages[0], about)

    def _save(self, sql: Sql, before: Known, after: Known, world: World) -> None:
        after = self.thought_through(after, world)
        residents.save(sql, before, after, self.rules.deadlines(after, world))

    def _do(
        self, sql: Sql, row: InboxRow, world: World, orders: Sequence[Effect | Memory], home: str, about: int | None
    ) -> None:
        """Queue what goes out and do what touches our own rows. Somebody erased still gets what this step says."""
        gone = _erased(orders)
        out = [order for order in orders if not isinstance(order, Erase | CountWish)]
        written = [self._in_words(sql, effect, world, home) for effect in out]
        kept = [effect for each in written if (effect := pinned(sql, each, gone))]
        for order in orders:
            match order:
                case Erase(resident=resident):
                    residents.erase(sql, resident, row.id, world.now)
                case CountWish(area=area, interest=interest):
                    wishes.count(sql, area, interest, world.now.astimezone(world.zone).date())
        outbox.put(sql, str(row.id), kept, world.now, None if gone else about, forget=bool(gone))

    def _in_words(self, sql: Sql, effect: Effect, world: World, home: str) -> Effect:
        """The effect in the language of who reads it: a resident's own, the first one for a team."""
        language = home
        match effect, getattr(effect, "to", None):
            case _, ToResident(resident=resident):
                language = residents.language_of(sql, resident) or home
            case (OpenTopic(), _) | (_, ToTopic() | ToTeam()):
                language = world.languages[0]
            case _, ToChat(chat=chat) if chat < 0:
                language = world.languages[0]
        return self.texts.render_effect(effect, language, world.zone)


def with_teams(sql: Sql, world: World) -> World:
    """The world with what the store knows of it."""
    return replace(world, teams=teams.every(sql), usual_wait_s=handovers.usual_wait(sql, world.now))


def _concerned(sql: Sql, row: InboxRow, event: ResidentEvent, world: World) -> Known | None:
    """Whom an event is about. A stranger who does something is one no longer; what is stale concerns nobody."""
    match event:
        case ContactDue(resident=resident, contact=number):
            known = residents.load_by_id(sql, resident)
            return known if known and known.contact and known.contact.id == number else None
        case DeadlinePassed(resident=resident, deadline=number):
            return residents.load_by_id(sql, resident) if deadlines.stands(sql, number) else None
        case Left(chat=chat):
            return residents.load(sql, chat)
    return _met(sql, event.chat, event.language, world)


def _met(sql: Sql, chat: int, tag: str | None, world: World) -> Known:
    """Who writes from this chat; a stranger is known from now on, in the language their Telegram speaks."""
    short = (tag or "").split("-")[0].casefold()
    language = short if short in world.languages else world.languages[0]
    return residents.load(sql, chat) or residents.create(sql, chat, language, world.now)


def _answered(step: S, event: Event) -> S:
    """A deciding press spins until somebody answers it: where the step did not, it is answered with nothing."""
    if not isinstance(event, Pressed | TeamPressed) or (isinstance(event, Pressed) and event.data[:1] != "!"):
        return step
    if any(isinstance(effect, AnswerPress) and effect.press == event.press for effect in step.effects):
        return step
    return replace(step, effects=(*step.effects, AnswerPress(event.press)))


def _erased(orders: Sequence[Effect | Memory]) -> frozenset[int]:
    return frozenset(order.resident for order in orders if isinstance(order, Erase))
