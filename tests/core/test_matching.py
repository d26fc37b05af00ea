"""What is suggested, in sentences: each line is something a wise volunteer would say."""

from __future__ import annotations

from typing import Any

import pytest

from bot.catalogue.models import Activity
from bot.core.matching import distance_words
from tests.catalogue.samples import activity
from tests.core.matching_asks import asked, found, left_out

SINGING = {"likes": ("singing",)}
EVENING = {"rules": [{"days": ["we"], "start": "19:30", "end": "21:00"}]}
SATURDAY = {"rules": [{"days": ["sa"], "start": "10:00", "end": "12:00"}]}
ENDED = {"rules": [{"days": ["we"], "start": "14:00", "end": "16:00", "until": "2026-11-25"}]}
HOME = {"kind": "phone"}


def entry(key: str, /, at: str = "street", **changes: Any) -> Activity:
    return activity(key, at, **changes)


# A sentence, what there is, what somebody wishes, and what is found (best first).
SUGGESTED = [
    ("somebody who likes singing hears of singing", [entry("choir")], SINGING, "choir"),
    ("never of something unrelated", [entry("stew", interests=["cooking"])], SINGING, ""),
    ("what they like comes before what is close to it",
     [entry("music", interests=["music"]), entry("choir")], SINGING, "choir music"),
    ("the wider interest counts", [entry("music", interests=["music"])], SINGING, "music"),
    ("the narrower interest counts", [entry("choir")], {"likes": ("music",)}, "choir"),
    ("a sister interest does not", [entry("drums", interests=["drumming"]), entry("choir")], SINGING, "choir"),
    ("an interest with the same synonym counts last",
     [entry("table", interests=["eating"]), entry("stew", interests=["cooking"], at="bike")],
     {"likes": ("cooking",)}, "stew table"),
    ("near comes before far", [entry("far", at="bus"), entry("near", at="walk")], SINGING, "near far"),
    ("on foot, by bicycle, by bus",
     [entry("bus", at="bus"), entry("walk", at="walk"), entry("bike", at="bike")], SINGING, "walk bike bus"),
    ("never more than three", [entry(f"choir-{n}") for n in range(9)], SINGING, 3),
    ("never padded to three", [entry("choir"), entry("stew", interests=["cooking"])], SINGING, "choir"),
    ("each thing somebody likes gets its turn",
     [entry("choir"), entry("choir-two"), entry("choir-three"), entry("stew", interests=["cooking"], at="bike")],
     {"likes": ("singing", "cooking")}, {"stew"}),
    ("nothing chosen still gives suggestions", [entry("choir"), entry("stew", interests=["cooking"])], {}, 2),
    ("nothing chosen and no place too", [entry("choir")], {"somewhere": False}, "choir"),
    ("an interest that we don't know is no interest", [entry("choir")], {"likes": ("falconry",)}, "choir"),
    ("not for me is remembered", [entry("choir"), entry("other")], {**SINGING, "said_no": ("choir",)}, "other"),
    ("something else is something else", [entry("choir"), entry("other")], {**SINGING, "not_now": ("choir",)}, "other"),
    ("a draft is not suggested", [entry("choir", status="draft")], SINGING, ""),
    ("nor what is paused", [entry("choir", status="paused")], SINGING, ""),
    ("nor what ended", [entry("choir", status="ended")], SINGING, ""),
    ("nor what has no dates any more", [entry("choir", schedule=ENDED)], SINGING, ""),
    ("by appointment needs no date", [entry("choir", schedule={"any_time": "yes"})], SINGING, "choir"),
    ("checked half a year ago is not suggested",
     [entry("choir", checked={"date": "2026-05-01"})], SINGING, ""),
    ("checked in summer is", [entry("choir", checked={"date": "2026-08-01"})], SINGING, "choir"),
    ("a website ages twice as fast", [entry("choir", checked={"date": "2026-08-01", "how": "website"})], SINGING, ""),
    ("step-free is step-free",
     [entry("stairs", access={"step_free": "no"}), entry("ramp")], {**SINGING, "needs": ("step_free",)}, "ramp"),
    ("unknown is not yes",
     [entry("perhaps", access={"step_free": "unknown"}), entry("ramp")], {**SINGING, "needs": ("step_free",)}, "ramp"),
    ("at home there is no doorstep", [entry("call", place=HOME)], {**SINGING, "needs": ("step_free",)}, "call"),
    ("a quiet sound is quiet", [entry("choir", group={"sound": "quiet"})], {**SINGING, "needs": ("quiet",)}, "choir"),
    ("ten people are quiet", [entry("choir", group={"typical_max": 10})], {**SINGING, "needs": ("quiet",)}, "choir"),
    ("eleven are not", [entry("choir", group={"typical_max": 11})], {**SINGING, "needs": ("quiet",)}, ""),
    ("free is free", [entry("choir"), entry("paid", cost={"eur": 3})], {**SINGING, "needs": ("free",)}, "choir"),
    ("free the first time may stay",
     [entry("paid", cost={"eur": 3, "first_time_free": "yes"})], {**SINGING, "needs": ("free",)}, "paid"),
    ("free with a pass may stay",
     [entry("paid", cost={"eur": 3, "passes": ["U-pas"]})], {**SINGING, "needs": ("free",)}, "paid"),
    ("in the evening", [entry("day"), entry("late", schedule=EVENING)], {**SINGING, "needs": ("evening",)}, "late"),
    ("at the weekend", [entry("week"), entry("sat", schedule=SATURDAY)], {**SINGING, "needs": ("weekend",)}, "sat"),
    ("evening and weekend are either",
     [entry("day"), entry("late", schedule=EVENING), entry("sat", schedule=SATURDAY)],
     {**SINGING, "needs": ("evening", "weekend")}, {"late", "sat"}),
    ("little Dutch is enough",
     [entry("choir"), entry("open", languages={"little_dutch_ok": "yes"})], {**SINGING, "needs": ("little_dutch",)},
     "open"),
    ("for women only", [entry("choir"), entry("ladies", who={"gender": "women"})],
     {**SINGING, "needs": ("women_only",)}, "ladies"),
    ("from home", [entry("choir"), entry("call", place=HOME)], {**SINGING, "needs": ("from_home",)}, "call"),
    ("someone along", [entry("alone", first_visit={"buddy": "none"}), entry("choir")],
     {**SINGING, "needs": ("someone_along",)}, "choir"),
    ("all needs together", [entry("choir"), entry("late", schedule=EVENING)],
     {**SINGING, "needs": ("evening", "free", "step_free")}, "late"),
    ("too young", [entry("choir", who={"min_age": 55})], {**SINGING, "age": 40}, ""),
    ("too old", [entry("choir", who={"max_age": 30})], {**SINGING, "age": 40}, ""),
    ("old enough", [entry("choir", who={"min_age": 55})], {**SINGING, "age": 55}, "choir"),
    ("who comes to you comes only so far",
     [entry("visit", at="bus", place={"kind": "at_home", "radius_km": 3})], SINGING, ""),
    ("who comes to you comes near", [entry("visit", place={"kind": "at_home", "radius_km": 3})], SINGING, "visit"),
    ("little known about the first visit ranks last",
     [entry("bare", first_visit=dict.fromkeys(("find_us", "may_just_watch", "may_leave_early", "buddy"))
            | dict.fromkeys(("may_bring_someone", "talking_expected")), contact={"call_hours": None}),
      entry("warm", schedule=SATURDAY, signup={"needed": "every_time"})],
     SINGING, "warm bare"),
    ("walking in is easier than signing up",
     [entry("sign", signup={"needed": "every_time"}), entry("walk-in")], SINGING, "walk-in sign"),
    ("free is easier than paid", [entry("paid", cost={"eur": 4}), entry("free")], SINGING, "free paid"),
    ("sooner before later",
     [entry("late", schedule={"rules": [{"days": ["we"], "start": "14:00", "end": "16:00", "from": "2027-02-01"}]}),
      entry("soon")], SINGING, "soon late"),
    ("what was shown often comes later",
     [entry("seen"), entry("new")], {**SINGING, "shown": (("seen", 4),)}, "new seen"),
    ("at home comes after what is near", [entry("call", place=HOME), entry("bus", at="bus")], SINGING, "bus call"),
    ("never only care when something else fits",
     [entry(f"care-{n}", therapeutic="yes") for n in range(3)] + [entry("choir", at="bus")], SINGING, {"choir"}),
    ("care may stand among others",
     [entry("care", therapeutic="yes"), entry("choir")], SINGING, 2),
    ("helping is an interest too", [entry("choir", give=[{"title": "Koffie", "when": "first_visit"}])],
     {"likes": ("giving",)}, "choir"),
    ("helping later is not helping now", [entry("choir", give=[{"title": "Koffie", "when": "after_a_few_times"}])],
     {"likes": ("giving",)}, ""),
    ("what was typed is looked for in names",
     [entry("pool", name={"nl": "Biljarten"}), entry("x", name={"nl": "Anders"})], {"asked_for": "biljarten"}, 1),
    ("nothing nearby: further away, in the open", [entry("far", at="far")], SINGING, "far"),
    ("nothing nearby: at home, in the open", [entry("call", place=HOME)], SINGING, "call"),
    ("not to the end of the country", [entry("far", at="beyond")], SINGING, ""),
    ("nothing of the kind: a sister interest, in the open", [entry("drums", interests=["drumming"])], SINGING, "drums"),
]


@pytest.mark.parametrize(("there_is", "wish", "expected"), [pytest.param(*line[1:], id=line[0]) for line in SUGGESTED])
def test_suggested(there_is: list[Activity], wish: dict[str, Any], expected: str | int | set[str]) -> None:
    answer = found(asked(*there_is, **wish))

    if isinstance(expected, int):
        assert len(answer.split()) == expected
    elif isinstance(expected, set):
        assert expected <= set(answer.split())
    else:
        assert answer == expected


# A sentence, the activity, the wish, and the reason it is left out.
LEFT_OUT = [
    ("a doorstep", {"access": {"step_free": "no"}}, {"needs": ("step_free",)}, "There is a doorstep"),
    ("an unknown doorstep", {"access": {"step_free": "unknown"}}, {"needs": ("step_free",)}, "I don't know about the"),
    ("unknown sound", {"group": {"sound": "unknown", "typical_max": None}}, {"needs": ("quiet",)}, "I don't know how"),
    ("money", {"cost": {"eur": 3}}, {"needs": ("free",)}, "It costs money."),
    ("by day", {}, {"needs": ("evening",)}, "It is not in the evening."),
    ("by appointment", {"schedule": {"any_time": "yes"}}, {"needs": ("evening",)}, "The time is by appointment."),
    ("too far", {"at": "far"}, {}, "It is too far"),
    ("stopped", {"status": "ended"}, {}, "It has stopped."),
    ("a break", {"status": "paused"}, {}, "It takes a break"),
    ("long ago checked", {"checked": {"date": "2026-01-01"}}, {}, "There was {activity}."),
    ("age", {"who": {"min_age": 55}}, {"age": 20}, "It is for people from"),
]


@pytest.mark.parametrize(("changes", "wish", "reason"), [pytest.param(*line[1:], id=line[0]) for line in LEFT_OUT])
def test_left_out_with_its_reason(changes: dict[str, Any], wish: dict[str, Any], reason: str) -> None:
    near_miss = entry("miss", **changes)

    answer = asked(near_miss, activity("stew", "street", interests=["singing"], schedule=EVENING, access={}),
                   likes=("singing",), **wish)

    assert left_out(answer)["miss"].startswith(reason)


def test_what_is_only_not_known_can_be_asked() -> None:
    answer = asked(
        activity("perhaps", "street", access={"step_free": "unknown"}), activity("old", checked={"date": "2026-01-01"}),
        activity("stairs", "street", access={"step_free": "no"}), likes=("singing",), needs=("step_free",),
    )

    assert {one.activity.id for one in answer.left_out if one.ask} == {"perhaps", "old"}
    assert [one.ask for one in answer.left_out] == [True, True, False]


def test_of_a_draft_nobody_hears() -> None:
    assert left_out(asked(activity("draft", status="draft"), likes=("singing",))) == {}


def test_at_most_ten_near_misses_are_named() -> None:
    many = [activity(f"stairs-{n}", "street", access={"step_free": "no"}) for n in range(30)]

    assert len(asked(*many, likes=("singing",), needs=("step_free",)).left_out) == 10


def test_widening_is_said() -> None:
    assert asked(activity("far", "far"), likes=("singing",)).widened
    assert asked(activity("call", place={"kind": "phone"}), likes=("singing",)).widened
    assert not asked(activity("near", "bus"), likes=("singing",)).widened
    assert not asked(activity("call", place={"kind": "phone"}), likes=("singing",), needs=("from_home",)).widened


def test_a_wish_in_vain_is_counted_per_area_and_interest() -> None:
    answer = asked(activity("choir", "street"), activity("far", "far", interests=["cooking"]),
                   likes=("singing", "cooking", "walking"))

    assert answer.in_vain == (("midden", "cooking"), ("midden", "walking"))


def test_every_suggestion_says_why_in_the_words_of_the_person() -> None:
    one = asked(activity("choir", "street"), likes=("singing",), needs=("step_free", "free")).found[0]

    assert [reason.msgid for reason in one.reasons] == [
        "Because you chose {interest}.", "There is no doorstep and no stairs.", "It is free.",
        "walking distance ({km} km)",
    ]


def test_call_before_you_go_when_it_was_checked_in_summer() -> None:
    answer = asked(activity("old", checked={"date": "2026-08-01"}), activity("new"), likes=("singing",))

    assert {one.activity.id: one.call_first for one in answer.found} == {"old": True, "new": False}


def test_only_the_dates_that_suit_are_shown() -> None:
    both = {"rules": [*EVENING["rules"], {"days": ["mo", "tu", "we", "th", "fr"], "start": "10:00", "end": "11:00"}]}

    one = asked(activity("choir", schedule=both), likes=("singing",), needs=("evening",)).found[0]

    assert [slot.start.hour for slot in one.slots] == [18]  # UTC


def test_among_equals_organisers_and_parts_of_the_day_vary() -> None:
    same = [activity(f"same-{n}", "street") for n in range(5)]
    other = activity("other", "street", organiser="Buurtkamer", schedule=EVENING)

    assert "other" in found(asked(*same, other, likes=("singing",)))


@pytest.mark.parametrize(("band", "km", "words"), [
    ("walk", 1.24, "walking distance ({km} km)"), ("bike", 3.0, "by bicycle ({km} km)"),
    ("bus", 12.0, "by bus ({km} km)"),
    ("far", 31.4, "further away ({km} km)"), ("home", None, "You can stay at home."),
])
def test_a_distance_is_said_in_honest_bands(band: str, km: float | None, words: str) -> None:
    assert distance_words(band, km).msgid == words
