"""Claims: one volunteer at most, who agreed to the code of conduct, and everybody knows who it is."""

from __future__ import annotations

import pytest

from bot.core import handover
from bot.core.effects import AnswerPress, Edit, ToResident, ToTeam, ToTopic
from bot.core.events import Member, TeamPressed
from bot.core.linking import ANONYMOUS
from tests.core.house import FATIMA, JAN, House, talking
from tests.core.people import anna, knows
from tests.core.read_aloud import aloud, buttons, told
from tests.core.town import TEAM


def _alerts(effects: object) -> str:
    return " ".join(aloud(e.text) for e in effects if isinstance(e, AnswerPress))  # type: ignore[attr-defined]


def _asked(**resident: object) -> House:
    house = House(knows(anna(id=7, name="Anna", **resident)))
    house.taps("human")
    return house


# ── becoming a volunteer ────────────────────────────────────────────────────────────────────────────────────────
def test_the_first_press_shows_the_code_of_conduct_and_claims_nothing() -> None:
    house = _asked(share=True)

    effects = house.presses(FATIMA, "!take:7")

    assert "What people tell stays in this group." in told(effects, ToTeam(TEAM.id))
    assert "!agree:7:take" in buttons(effects)
    assert not handover.is_claimed(house.known)


def test_agreeing_does_what_was_pressed_before() -> None:
    house = _asked(share=True)
    house.presses(FATIMA, "!take:7")

    effects = house.presses(FATIMA, "!agree:7:take")

    assert handover.is_claimed(house.known)
    assert "<b>Fatima</b> (volunteer) is here now." in told(effects, ToResident(7))
    assert house.people[FATIMA.user].agreed_at == house.now


def test_who_presses_the_agreement_of_somebody_else_agrees_under_their_own_name() -> None:
    house = _asked(share=True)
    house.presses(FATIMA, "!take:7")

    effects = house.presses(JAN, "!agree:7:take")

    assert not handover.is_claimed(house.known)
    assert "Welcome, Jan. Now press the card once more." in _alerts(effects)


def test_another_first_name_can_be_chosen_before_and_after_agreeing() -> None:
    house = _asked(share=True)
    house.presses(FATIMA, "!take:7")

    house.writes(FATIMA, "/naam roos de Vries", topic=None)
    house.presses(FATIMA, "!agree:0:hello")
    house.presses(FATIMA, "!take:7")

    assert "<b>Roos</b> (volunteer) is here now." in " ".join(house.to_resident())


def test_a_name_without_letters_asks_for_one_first() -> None:
    star = Member(73, "⭐ 😀")
    house = _asked(share=True)

    house.presses(star, "!take:7")
    effects = house.presses(star, "!agree:7:take")

    assert "First choose a name." in _alerts(effects)
    assert not handover.is_claimed(house.known)


def test_an_anonymous_administrator_is_told_to_press_a_button() -> None:
    house = _asked()

    effects = house.writes(Member(ANONYMOUS, "Group"), "/naam Roos", topic=None)

    assert "You write anonymously here." in told(effects, ToTeam(TEAM.id))


# ── taking it ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_first_has_it_and_the_second_reads_who_was_first() -> None:
    house = _asked(share=True)
    house.volunteer(FATIMA)
    house.volunteer(JAN)

    house.presses(FATIMA, "!take:7")
    effects = house.presses(JAN, "!take:7")

    assert _alerts(effects) == "Fatima was first and has this conversation."
    assert house.known.handover is not None
    assert house.known.handover.claimer_name == "Fatima"


def test_the_card_tells_who_has_it_and_has_no_buttons_left() -> None:
    house = _asked(share=True)
    house.volunteer(FATIMA)

    effects = house.presses(FATIMA, "!take:7")

    (card,) = [effect for effect in effects if isinstance(effect, Edit)]
    assert aloud(card.text) == "💬 Fatima talks with <b>Anna · d7</b>."
    assert card.buttons == ()


def test_a_card_that_arrives_after_the_claim_is_made_true() -> None:
    house = House(knows(anna(id=7, name="Anna", share=True)))
    house.volunteer(FATIMA)
    house.is_late = True
    house.taps("human")
    house.in_group(TeamPressed(TEAM.chat, 12, 55, "p", FATIMA, "!take:7"))  # from the topic: no card is known
    house.is_late = False

    house.deliver()

    assert house.to_general()[-1] == "Edit"


def test_the_resident_reads_who_is_there_before_any_human_word() -> None:
    house = _asked(share=True)
    house.volunteer(FATIMA)
    house.presses(FATIMA, "!take:7")
    house.writes(FATIMA, "Dag Anna")

    here, word = house.to_resident()[-2:]
    assert "Fatima</b> (volunteer) is here now." in here
    assert "The whole team can read it." in here
    assert word.startswith("volunteer")


def test_the_briefing_holds_the_answers_only_with_consent() -> None:
    with_consent, without = _asked(share=True), _asked(share=False)
    for house in (with_consent, without):
        house.volunteer(FATIMA)
        house.presses(FATIMA, "!take:7")

    assert "Likes: Singing" in " ".join(with_consent.to_topic())
    assert "Likes" not in " ".join(without.to_topic())
    assert "You don't see the answers." in " ".join(without.to_topic())


def test_consent_that_is_given_later_reaches_the_briefing() -> None:
    house = _asked(share=None)
    house.volunteer(FATIMA)
    house.presses(FATIMA, "!take:7")

    effects = house.taps("share:yes")

    assert "Likes: Singing" in told(effects, ToTopic(7))


@pytest.mark.parametrize(("share", "says"), [(True, "Likes: Singing"), (False, "Their answers are private.")])
def test_tell_me_more_fits_in_an_alert(share: bool, says: str) -> None:
    house = _asked(share=share)
    house.volunteer(FATIMA)

    alert = _alerts(house.presses(FATIMA, "!more:7"))

    assert says in alert
    assert len(alert) <= 200


def test_not_today_is_a_good_answer() -> None:
    house = _asked(share=True)
    house.volunteer(FATIMA)

    assert "That's fine, Fatima." in _alerts(house.presses(FATIMA, "!later:7"))


# ── handing back, leaving, starting ─────────────────────────────────────────────────────────────────────────────
def test_only_the_claimer_hands_back() -> None:
    house = talking(FATIMA)
    house.volunteer(JAN)

    assert _alerts(house.presses(JAN, "!back:7")) == "Only Fatima can hand this back."
    assert handover.is_claimed(house.known)


def test_who_leaves_the_group_makes_room_for_another() -> None:
    house = talking(FATIMA)
    house.volunteer(JAN)

    effects = house.leaves(FATIMA)

    assert "Fatima can't go on. I asked who takes over." in told(effects, ToResident(7))
    assert "!take:7" in buttons(effects)
    house.presses(JAN, "!take:7")
    assert house.known.handover is not None
    assert house.known.handover.claimer_name == "Jan"


def test_who_left_and_came_back_agrees_again() -> None:
    house = talking(FATIMA)
    house.leaves(FATIMA)

    effects = house.presses(FATIMA, "!take:7")

    assert "!agree:7:take" in buttons(effects)
    assert not handover.is_claimed(house.known)


def test_a_volunteer_starts_only_with_who_said_yes() -> None:
    said_yes, said_no = House(knows(anna(id=7, share=True))), House(knows(anna(id=7, share=False)))
    for house in (said_yes, said_no):
        house.volunteer(FATIMA)
        house.presses(FATIMA, "!open:7")

    assert handover.is_claimed(said_yes.known)
    assert not handover.is_open(said_no.known)


def test_who_asked_for_rest_is_left_in_peace() -> None:
    house = House(knows(anna(id=7, share=True, stopped=True)))
    house.volunteer(FATIMA)

    assert "They asked for rest." in _alerts(house.presses(FATIMA, "!open:7"))
    assert house.to_resident() == []


@pytest.mark.parametrize(
    "data",
    [
        "!", "!take", "!take:", "!take:8", "!take:7:7:7", "!agree", "!agree:7", "!agree:7:agree", "!mine:7",
        "!mine:7:calm", "!did:7:after", "!undo:7:x", "take:7", "", "!take:٧", "!open:-7", "!topic:7", "!back:7",
        "!" * 64, "!agree:7:take:x",
    ],
)
def test_made_up_buttons_do_no_harm(data: str) -> None:
    house = House(knows(anna(id=7)))

    house.presses(JAN, data)
    house.volunteer(FATIMA)
    house.presses(FATIMA, data)

    assert not handover.is_open(house.known)
    assert house.to_resident() == []
