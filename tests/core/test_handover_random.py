"""Whatever people press and write in whatever order: one claimer, only their words, and never before "is here"."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.core import handover
from bot.core.effects import Relay, RelayEdit, Say, ToResident, ToTopic
from bot.core.events import Member
from tests.core.house import FATIMA, JAN, House
from tests.core.people import anna, knows
from tests.core.read_aloud import aloud

STRANGER = Member(79, "Noor")
WHO = st.sampled_from([FATIMA, JAN, STRANGER])
LINES = st.sampled_from(["Dag Anna", "// let op", "//", "/terug", "/naam Roos", "/onbekend", "ik wil dood", "<b>&"])
TYPED = st.sampled_from(["Anna", "Ik zit ergens mee", "ja", "stop", "/stop", "/start", "ik wil dood", "mens", "12 <b>"])
TAPPED = st.sampled_from(
    ["human", "human_off", "skip:name", "share:yes", "share:no", "again", "like:singing", "with:zingen-op-dinsdag", "x"]
)
PRESSED = st.sampled_from(
    ["!take:7", "!back:7", "!open:7", "!more:7", "!later:7", "!agree:7:take", "!agree:0:hello", "!mine:7:again",
     "!did:7:again", "!undo:7:again", "!topic:7", "!take:8", "!"]
)


class Conversation(RuleBasedStateMachine):
    """A resident, two volunteers and somebody who did not agree yet, in any order, with a post office that may lag."""

    @initialize(so_far=st.sampled_from(["nothing", "asked", "claimed", "claimed"]))
    def begin(self, so_far: str) -> None:
        self.house = House(knows(anna(id=7, name="", share=None)))
        self.house.volunteer(FATIMA)
        self.house.volunteer(JAN)
        self.read = 0
        self.here = False  # the resident has read that a human is here, and not yet that they left
        if so_far != "nothing":
            self.house.taps("human")
        if so_far == "claimed":
            self.house.presses(FATIMA, "!take:7")

    @rule()
    def resident_asks_for_a_human(self) -> None:
        self.house.taps("human")

    @rule(who=WHO)
    def volunteer_takes_it(self, who: Member) -> None:
        self.house.presses(who, "!take:7")

    @rule(who=WHO, text=LINES)
    def volunteer_writes(self, who: Member, text: str) -> None:
        self._only_the_claimer_is_heard(who, text, edited=False)

    @rule(who=WHO, text=LINES)
    def volunteer_edits(self, who: Member, text: str) -> None:
        self._only_the_claimer_is_heard(who, text, edited=True)

    @rule(text=TYPED, edited=st.booleans())
    def resident_types(self, text: str, edited: bool) -> None:
        self.house.types(text, edited=edited)

    @rule(data=TAPPED)
    def resident_taps(self, data: str) -> None:
        self.house.taps(data)

    @rule(kind=st.sampled_from(["voice", "photo", "contact"]))
    def resident_sends(self, kind: str) -> None:
        self.house.sends(kind)

    @rule(who=WHO, data=PRESSED)
    def volunteer_presses(self, who: Member, data: str) -> None:
        self.house.presses(who, data)

    @rule(who=st.sampled_from([FATIMA, JAN]))
    def volunteer_leaves(self, who: Member) -> None:
        self.house.leaves(who)

    @rule(minutes=st.sampled_from([1, 9, 70, 600]))
    def time_goes_by(self, minutes: int) -> None:
        self.house.passes(minutes=minutes)

    @rule(late=st.booleans())
    def the_post_office_lags(self, late: bool) -> None:
        self.house.is_late = late
        if not late:
            self.house.deliver()

    def _only_the_claimer_is_heard(self, who: Member, text: str, *, edited: bool) -> None:
        before, by = self.house.known.handover, self.house.people.get(who.user)

        effects = self.house.writes(who, text, edited=edited)

        if any(isinstance(effect, Relay | RelayEdit) for effect in effects):
            assert before is not None
            assert by is not None
            assert (before.state, before.claimed_by) == ("claimed", by.id)
            assert not text.startswith("/")

    @invariant()
    def no_human_word_comes_before_it_was_said_who_is_there(self) -> None:
        for effect in self.house.said[self.read :]:
            if getattr(effect, "to", None) != ToResident(7):
                continue
            text = aloud(effect.text) if isinstance(effect, Say) else ""
            if "(volunteer) is here now" in text:
                self.here = True
            if "has left the conversation" in text or "no longer reads along" in text or "can't go on" in text:
                self.here = False
            assert not isinstance(effect, Relay) or self.here
        self.read = len(self.house.said)

    @invariant()
    def somebody_has_it_or_nobody(self) -> None:
        now = self.house.known.handover
        if now is not None:
            assert (now.claimed_by is not None and bool(now.claimer_name)) or now.state != "claimed"
            assert now.state != "claimed" or not handover.deadlines(self.house.known, self.house.world)

    @invariant()
    def what_the_group_sees_is_no_telegram_number(self) -> None:
        assert all("7007" not in line for line in self.house.to_topic()[-3:])

    @invariant()
    def words_of_a_waiting_resident_are_never_lost(self) -> None:
        waits = [e for e in self.house.waiting if isinstance(e, Relay) and e.to == ToTopic(7)]
        assert not waits or self.house.topic is None or self.house.is_late


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=300, stateful_step_count=30, deadline=None)
