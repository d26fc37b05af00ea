"""Whatever a resident or a hostile client does: an answer, never an exception, never a button that can't be sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.core import dialogue
from bot.core.contact import next_contact
from bot.core.effects import AnswerPress, Edit, EditButtons, Effect, Erase, Memory, Relay, Say, ToResident
from bot.core.events import (
    CameBack,
    ContactDue,
    DeadlinePassed,
    Left,
    MediaKind,
    Pressed,
    ResidentEvent,
    Said,
    SentMedia,
    SharedPlace,
)
from bot.core.handover import deadlines
from bot.core.known import Known
from bot.core.moments import is_night
from bot.core.resident import Resident
from bot.texts import Texts
from tests.core.people import ZONE
from tests.core.town import the_world

TEXTS = Texts.load()
WORDS = st.sampled_from([
    "/start", "/start lombok", "/hulp", "/mens", "/pauze", "/stop", "/gegevens", "/vergeet", "/taal", "/activiteiten",
    "/afspraak", "/x", "ja", "nee", "hoi", "dank je", "zingen en koken", "3531 AB", "Overvegt", "overslaan", "rustig",
    "klaar", "english", "mens", "stop", "Anna", "ik wil dood", "wandelen", "< b >&", "\u202ehoi",
])
VERBS = st.sampled_from(
    "like need page place pick done skip ask see no help go on bar rem ics off with going good nah missed pause drop "
    "forget lang share human human_off !take look anon undecided".split()
)
KINDS: st.SearchStrategy[MediaKind] = st.sampled_from(["voice", "photo", "sticker", "video_note", "contact", "dice"])


class Conversation(RuleBasedStateMachine):
    """One resident and the core, step by step."""

    @initialize()
    def begin(self) -> None:
        """Somebody new."""
        self.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
        self.known = Known(Resident(id=5))
        self.seen: list[str] = ["look"]
        self.message = 1

    def happens(self, event: ResidentEvent) -> tuple[Effect | Memory, ...]:
        """Let something happen, as the engine does."""
        world = the_world(self.now)
        done = dialogue.step(self.known, event, world)
        self.known = replace(done.known, contact=next_contact(done.known, world))
        deadlines(self.known, world)
        if any(isinstance(effect, Erase) for effect in done.effects):
            self.known = Known(Resident(id=5))
            self.known = replace(self.known, contact=next_contact(self.known, world))
        for effect in done.effects:
            self.look_at(effect)
        return done.effects

    def look_at(self, effect: Effect | Memory) -> None:
        """Every effect can be sent as it is, in both languages."""
        if not isinstance(effect, Say | Edit | EditButtons):
            return
        for language in ("nl", "en"):
            shown = TEXTS.render_effect(effect, language, ZONE)
            assert isinstance(shown, EditButtons) or 0 < len(shown.text.html) <= 4096  # type: ignore[union-attr]
            assert all(row and len(row) <= 3 for row in shown.buttons)
            assert all(button.label.html.strip() for row in shown.buttons for button in row)  # type: ignore[union-attr]
        data = [button.data for row in effect.buttons for button in row]
        assert all(1 <= len(one.encode()) <= 64 for one in data)
        if effect.to == ToResident(5):
            self.seen.extend(data)

    def answered(self, effects: tuple[Effect | Memory, ...]) -> None:
        """They hear something, or a human does."""
        assert any(
            isinstance(effect, Say | Edit | EditButtons | Relay | AnswerPress) for effect in effects
        ), f"nobody hears anything: {effects}"

    @rule(text=WORDS | st.text(max_size=80).filter(str.strip))
    def types(self, text: str) -> None:
        """Somebody types."""
        self.message += 1
        self.answered(self.happens(Said(5, self.message, text, "nl")))

    @rule(at=st.integers(0, 10_000))
    def presses_a_button_of_any_age(self, at: int) -> None:
        """A button that stands somewhere above."""
        data = self.seen[at % len(self.seen)]
        effects = self.happens(Pressed(5, self.message, "1", data, "nl"))
        assert effects, f"{data} does nothing"
        self.answered(effects)

    @rule(verb=VERBS, rest=st.text(max_size=20) | st.sampled_from(["zingen-op-dinsdag", "likes", "week", "yes", "nl"]))
    def forges(self, verb: str, rest: str) -> None:
        """A hostile client."""
        self.answered(self.happens(Pressed(5, None, "1", f"{verb}:{rest}", "en")))

    @rule(kind=KINDS)
    def sends(self, kind: MediaKind) -> None:
        """Something that is not text."""
        self.message += 1
        self.answered(self.happens(SentMedia(5, self.message, kind)))

    @rule(lat=st.floats(-90, 90), lon=st.floats(-180, 180))
    def shares(self, lat: float, lon: float) -> None:
        """A place, anywhere on earth."""
        self.message += 1
        self.answered(self.happens(SharedPlace(5, self.message, lat, lon)))

    @rule(hours=st.integers(1, 24 * 200))
    def time_passes(self, hours: int) -> None:
        """The clock moves, and whatever is due happens."""
        self.now += timedelta(hours=hours)
        contact = self.known.contact
        if contact is None or contact.due > self.now:
            return
        effects = self.happens(ContactDue(5, contact.id))
        heard = [effect for effect in effects if isinstance(effect, Say) and effect.to == ToResident(5)]
        assert not heard or not is_night(self.now, the_world(self.now))

    @rule()
    def a_promise_passes(self) -> None:
        """Nobody came in time."""
        self.happens(DeadlinePassed(5, 0, "promise"))

    @rule(again=st.booleans())
    def leaves(self, again: bool) -> None:
        """They block the bot, and come back."""
        effects = self.happens(Left(5))
        assert not any(getattr(effect, "to", None) == ToResident(5) for effect in effects)
        if again:
            self.happens(CameBack(5))

    @invariant()
    def nobody_is_forgotten(self) -> None:
        """A next contact, unless they said stop or left."""
        if self.known.contact is not None or self.known.resident.seen_at is not None:
            resident = self.known.resident
            left = bool(resident.remember) and (resident.stopped or resident.gone)
            assert (self.known.contact is None) == left


Conversation.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestConversation = Conversation.TestCase
