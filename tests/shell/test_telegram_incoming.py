"""What Telegram tells, in our words: exact updates, and the event each of them is."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import events
from bot.core.events import Member
from bot.telegram.incoming import read

Json = dict[str, Any]

ANNA: Json = {"id": 501, "is_bot": False, "first_name": "Anna", "last_name": "Smit", "language_code": "nl"}
FATIMA: Json = {"id": 77, "is_bot": False, "first_name": " Fatima\u202e\n", "language_code": "nl"}
OWN_BOT: Json = {"id": 123456, "is_bot": True, "first_name": "Bot", "username": "stoel_test_bot"}
NOBODY: Json = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
PRIVATE: Json = {"id": 501, "type": "private", "first_name": "Anna", "username": "as"}
GROUP: Json = {"id": -1001, "type": "supergroup", "title": "Buurt", "is_forum": True}
PHOTO: Json = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}]}
PLACE: Json = {"latitude": 52.09, "longitude": 5.12}
FILE: Json = {"file_id": "a", "file_unique_id": "b"}
STICKER: Json = {**FILE, "type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
OPENED: Json = {
    "message_id": 60, "date": 1, "chat": GROUP, "from": OWN_BOT, "message_thread_id": 60, "is_topic_message": True,
    "forum_topic_created": {"name": "Anna · k7", "icon_color": 7322096},
}


def private(**content: Any) -> Json:
    return {"message_id": 12, "date": 1_780_000_000, "chat": PRIVATE, "from": ANNA, **content}


def group(**content: Any) -> Json:
    return {"message_id": 61, "date": 1_780_000_000, "chat": GROUP, "from": FATIMA, **content}


def event_of(**body: Json) -> events.Event | None:
    incoming = read({"update_id": 1, **body})
    return incoming.event if incoming else None


# ── residents ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_a_resident_types_is_said() -> None:
    message = private(text="/start@stoel_test_bot lombok", reply_to_message={**private(text="x"), "message_id": 9})

    assert event_of(message=message) == events.Said(501, 12, "/start lombok", "nl", reply_to=9)


def test_what_a_resident_changes_is_said_again_as_edited() -> None:
    message = private(text="toch niet", edit_date=1_780_000_060)

    assert event_of(edited_message=message) == events.Said(501, 12, "toch niet", "nl", edited=True)


def test_tricks_with_unseen_characters_are_gone_at_the_gate() -> None:
    message = private(text="ik\u202e heet\u0000 \u2066Anna\u2069 👩\u200d🌾\r\nen\u200b jij")

    assert event_of(message=message) == events.Said(501, 12, "ik heet Anna 👩\u200d🌾\nen jij", "nl")


def test_a_location_and_a_venue_are_both_a_place() -> None:
    venue = {"location": PLACE, "title": "Thuis", "address": "Kade 1"}
    place = events.SharedPlace(501, 12, 52.09, 5.12, "nl")

    assert event_of(message=private(location=PLACE)) == place
    assert event_of(message=private(venue=venue, location=PLACE)) == place


def test_a_live_location_counts_once() -> None:
    moved = private(location={**PLACE, "live_period": 900}, edit_date=1_780_000_060)

    assert event_of(edited_message=moved) is None


VIDEO = {**FILE, "width": 9, "height": 9, "duration": 1}
MEDIA: list[tuple[Json, str]] = [
    ({"voice": {**FILE, "duration": 1}}, "voice"),
    (PHOTO, "photo"),
    ({"sticker": STICKER}, "sticker"),
    ({"video": VIDEO}, "video"),
    ({"video_note": {**FILE, "length": 9, "duration": 1}}, "video_note"),
    ({"audio": {**FILE, "duration": 1}}, "audio"),
    ({"document": FILE}, "document"),
    ({"animation": VIDEO, "document": FILE}, "animation"),
    ({"contact": {"phone_number": "0612345678", "first_name": "Bep"}}, "contact"),
    ({"dice": {"emoji": "🎲", "value": 3}}, "dice"),
    ({"story": {"chat": PRIVATE, "id": 3}}, "other"),
    ({"something_of_next_year": {"shape": "unknown"}}, "other"),
]


@pytest.mark.parametrize(("content", "kind"), MEDIA, ids=[kind for _, kind in MEDIA])
def test_everything_that_is_not_text_has_a_kind(content: Json, kind: events.MediaKind) -> None:
    assert event_of(message=private(**content)) == events.SentMedia(501, 12, kind, "", "nl")
    assert event_of(message=group(**content)) == events.TeamSaid(-1001, None, 61, Member(77, "Fatima"), "", kind)


def test_a_caption_comes_along_with_its_picture() -> None:
    assert event_of(edited_message=private(**PHOTO, caption="mijn\u202e tuin")) == events.SentMedia(
        501, 12, "photo", "mijn tuin", "nl", edited=True
    )


def test_blocking_is_leaving_and_unblocking_is_coming_back() -> None:
    member, kicked = {"user": OWN_BOT, "status": "member"}, {"user": OWN_BOT, "status": "kicked", "until_date": 0}
    blocked = {"chat": PRIVATE, "from": ANNA, "date": 1, "old_chat_member": member, "new_chat_member": kicked}
    unblocked = {**blocked, "old_chat_member": kicked, "new_chat_member": member}

    assert event_of(my_chat_member=blocked) == events.Left(501)
    assert event_of(my_chat_member=unblocked) == events.CameBack(501, "nl")
    assert event_of(my_chat_member={**blocked, "chat": GROUP}) is None


# ── buttons ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_button_is_pressed_whatever_its_age_and_its_data() -> None:
    press = {"id": "q1", "from": ANNA, "chat_instance": "c", "data": "\u202ewhat ever"}
    under = {"message_id": 5, "date": 1, "chat": PRIVATE, "from": OWN_BOT, "text": "?"}
    too_old = {"message_id": 5, "date": 0, "chat": PRIVATE}

    pressed = events.Pressed(501, 5, "q1", "\u202ewhat ever", "nl")
    assert event_of(callback_query={**press, "message": under}) == pressed
    assert event_of(callback_query={**press, "message": too_old}) == replace(pressed, message=None)
    assert event_of(callback_query=press) == events.Pressed(501, None, "q1", "\u202ewhat ever", "nl")


def test_a_button_without_data_is_pressed_too() -> None:
    press = {"id": "q1", "from": ANNA, "chat_instance": "c", "game_short_name": "spel"}

    assert event_of(callback_query=press) == events.Pressed(501, None, "q1", "", "nl")


def test_a_button_in_a_group_tells_who_pressed_it_and_in_which_topic() -> None:
    press = {"id": "q1", "from": FATIMA, "chat_instance": "c", "data": "!claim:1"}
    card = {"message_id": 5, "date": 1, "chat": GROUP, "from": OWN_BOT, "text": "?"}
    in_topic = {**card, "message_thread_id": 60, "is_topic_message": True}

    assert event_of(callback_query={**press, "message": card}) == events.TeamPressed(
        -1001, None, 5, "q1", Member(77, "Fatima"), "!claim:1"
    )
    assert event_of(callback_query={**press, "message": in_topic}) == events.TeamPressed(
        -1001, 60, 5, "q1", Member(77, "Fatima"), "!claim:1"
    )


# ── groups ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_line_in_a_topic_belongs_to_it_and_answers_nothing() -> None:
    line = group(text="Dag Anna", message_thread_id=60, is_topic_message=True, reply_to_message=OPENED)

    assert event_of(message=line) == events.TeamSaid(-1001, 60, 61, Member(77, "Fatima"), "Dag Anna")


def test_a_reply_in_a_topic_answers_its_message() -> None:
    replied = group(text="hoi", message_thread_id=60, is_topic_message=True) | {"message_id": 55}
    line = group(text="Dag", message_thread_id=60, is_topic_message=True, reply_to_message=replied)

    assert event_of(message=line) == events.TeamSaid(-1001, 60, 61, Member(77, "Fatima"), "Dag", reply_to=55)


def test_a_reply_in_general_is_in_no_topic() -> None:
    replied = group(text="hoi") | {"message_id": 55}
    line = group(text="Dag", message_thread_id=55, reply_to_message=replied)

    assert event_of(message=line) == events.TeamSaid(-1001, None, 61, Member(77, "Fatima"), "Dag", reply_to=55)


def test_an_anonymous_administrator_speaks_as_the_group() -> None:
    line = group(text="/koppel@stoel_test_bot 482913 lombok") | {"from": NOBODY, "sender_chat": GROUP}

    assert event_of(message=line) == events.TeamSaid(-1001, None, 61, Member(1087968824, ""), "/koppel 482913 lombok")


def test_an_edited_caption_in_a_topic_is_edited() -> None:
    line = group(**PHOTO, caption="kijk", message_thread_id=60, is_topic_message=True, edit_date=2)

    assert event_of(edited_message=line) == events.TeamSaid(
        -1001, 60, 61, Member(77, "Fatima"), "kijk", "photo", edited=True
    )


def test_a_group_that_moves_tells_its_new_number() -> None:
    assert event_of(message=group(migrate_to_chat_id=-1009)) == events.ChatMigrated(-1001, -1009)


@pytest.mark.parametrize("status", ["left", "kicked"])
def test_who_leaves_or_is_removed_is_a_member_no_more(status: str) -> None:
    now = {"user": FATIMA, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    change = {"chat": GROUP, "from": FATIMA, "date": 1, "old_chat_member": {"user": FATIMA, "status": "member"}}

    assert event_of(chat_member={**change, "new_chat_member": now}) == events.MemberLeft(-1001, 77)


NOTHING_TO_US: list[Json] = [
    {"message": OPENED},
    {"message": group(forum_topic_closed={})},
    {"message": group(new_chat_members=[FATIMA])},
    {"message": group(left_chat_member=FATIMA)},
    {"message": group(pinned_message={**group(text="x"), "message_id": 3})},
    {"message": group(migrate_from_chat_id=-5)},
    {"message": group(text="ik ben een bot") | {"from": OWN_BOT}},
    {"message": group(text="van het kanaal", is_automatic_forward=True)},
    {"message": private(message_auto_delete_timer_changed={"message_auto_delete_time": 60})},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": -1002, "type": "channel", "title": "K"}, "text": "x"}},
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -1002, "type": "channel", "title": "K"}, "text": "x"}},
    {"chat_member": {
        "chat": GROUP, "from": FATIMA, "date": 1,
        "old_chat_member": {"user": FATIMA, "status": "left"}, "new_chat_member": {"user": FATIMA, "status": "member"},
    }},
    {"something_of_next_year": {"chat": PRIVATE}},
]


@pytest.mark.parametrize("body", NOTHING_TO_US)
def test_what_is_nothing_to_us_is_no_event(body: Json) -> None:
    assert read({"update_id": 1, **body}) is None


# ── keys ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _key(update_id: int, **body: Json) -> str:
    incoming = read({"update_id": update_id, **body})
    assert incoming
    return incoming.key


def test_a_repeat_has_the_same_key() -> None:
    renamed = private(text="hoi") | {"from": {**ANNA, "first_name": "An"}}

    assert _key(7, message=private(text="hoi")) == _key(7, message=renamed)


def test_numbers_that_start_anew_give_new_keys() -> None:
    keys = {
        _key(7, message=private(text="hoi")),
        _key(7, message=private(text="hoi") | {"message_id": 13}),
        _key(7, message=private(text="hoi") | {"date": 1_780_000_009}),
        _key(7, edited_message=private(text="hoi", edit_date=1)),
        _key(7, edited_message=private(text="hoi", edit_date=2)),
        _key(7, callback_query={"id": "q1", "from": ANNA, "chat_instance": "c", "data": "x"}),
        _key(7, callback_query={"id": "q2", "from": ANNA, "chat_instance": "c", "data": "x"}),
    }

    assert len(keys) == 7


def test_nobodys_number_stands_in_a_key() -> None:
    assert "501" not in _key(7, callback_query={"id": "9501", "from": ANNA, "chat_instance": "c", "data": "x"})


# ── whatever comes ──────────────────────────────────────────────────────────────────────────────────────────────
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
WHOLE = {
    "message": private(
        text="hoi", venue={"location": PLACE, "title": "a", "address": "b"}, reply_to_message=private(text="x")
    ),
    "callback_query": {"id": "1", "from": ANNA, "chat_instance": "c", "data": "x", "message": private(text="?")},
    "chat_member": {
        "chat": GROUP, "from": FATIMA, "date": 1,
        "old_chat_member": {"user": FATIMA, "status": "member"}, "new_chat_member": {"user": FATIMA, "status": "left"},
    },
}


def _paths(value: object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(value, dict):
        return [path]
    return [path, *(found for key, inner in value.items() for found in _paths(inner, (*path, key)))][bool(not path):]


@given(st.data(), json_values)
def test_an_update_bent_in_any_place_is_an_event_or_a_dead_letter(data: st.DataObject, bent: object) -> None:
    raw: Json = {"update_id": 1, **deepcopy(WHOLE)}
    path = data.draw(st.sampled_from(_paths(WHOLE)))
    place = raw
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = bent

    incoming = read(raw)

    assert incoming is None or isinstance(incoming.chat, int)
