"""What goes out: every effect over real HTTP, and what each of Telegram's refusals means."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from bot.core import effects
from bot.core.effects import Address, Button, Effect, ToChat, ToResident, ToTopic
from bot.core.events import GroupInspected
from bot.core.text import Html
from bot.platform import Sent
from tests.shell.scripted import answer, refuse
from tests.shell.telegram_line import HELLO, RELAY, RESIDENT, TOPIC, Line, open_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with open_line() as opened:
        yield opened


async def test_a_message_goes_out_as_html_without_a_preview(line: Line) -> None:
    result = await line.send(HELLO)

    params = line.only("sendMessage")
    assert result == Sent(1)
    assert (params["chat_id"], params["text"], params["parse_mode"]) == ("501", "Dag <b>jij</b> &amp; ik", "HTML")
    assert json.loads(params["link_preview_options"]) == {"is_disabled": True}
    assert "message_thread_id" not in params


async def test_buttons_stand_in_their_rows_and_speak_plainly(line: Line) -> None:
    rows = (
        (Button(Html("Zingen &amp; koken"), "a"), Button(Html("Wandelen"), "b")),
        (Button(Html("Kijk"), url="https://x.example"),),
    )

    await line.send(effects.Say(ToResident(1), Html("Wat vind je leuk?"), rows))

    assert json.loads(line.only("sendMessage")["reply_markup"]) == {
        "inline_keyboard": [
            [{"text": "Zingen & koken", "callback_data": "a"}, {"text": "Wandelen", "callback_data": "b"}],
            [{"text": "Kijk", "url": "https://x.example"}],
        ]
    }


async def test_the_location_is_asked_with_one_button_that_goes_away_again(line: Line) -> None:
    await line.send(effects.Say(ToResident(1), Html("Waar?"), ask_location=Html("Stuur mijn plek")))
    await line.send(effects.Say(ToResident(1), Html("Dank je."), drop_location=True))

    asked, dropped = (json.loads(call.params["reply_markup"]) for call in line.api.of("sendMessage"))
    assert asked["keyboard"] == [[{"text": "Stuur mijn plek", "request_location": True}]]
    assert (asked["resize_keyboard"], asked["one_time_keyboard"]) == (True, True)
    assert dropped["remove_keyboard"] is True


async def test_a_reply_goes_out_even_when_what_it_answers_is_gone(line: Line) -> None:
    await line.send(effects.Say(ToTopic(1), Html("Ja"), protect=True, reply_to=8), TOPIC)

    params = line.only("sendMessage")
    assert json.loads(params["reply_parameters"]) == {"message_id": 8, "allow_sending_without_reply": True}
    assert (params["message_thread_id"], params["protect_content"]) == ("77", "true")


async def test_a_message_that_can_not_be_pinned_has_arrived_all_the_same(line: Line) -> None:
    line.api.plan("pinChatMessage", refuse(400, "Bad Request: not enough rights to manage pinned messages in the chat"))

    result = await line.send(effects.Say(ToChat(-1001), Html("Het bord"), pin=True), Address(-1001))

    assert result == Sent(1)
    assert len(line.api.of("sendMessage")) == 1


async def test_markup_that_telegram_can_not_read_goes_out_once_more_as_plain_text(line: Line) -> None:
    line.api.plan("sendMessage", refuse(400, 'Bad Request: can\'t parse entities: Unsupported start tag "foo"'))

    result = await line.send(HELLO)

    first, second = line.api.of("sendMessage")
    assert result == Sent(1)
    assert (second.params["text"], "parse_mode" in second.params) == ("Dag jij & ik", False)
    assert first.params["parse_mode"] == "HTML"


async def test_a_text_that_is_too_long_is_cut_rather_than_lost(line: Line) -> None:
    line.api.plan("sendMessage", refuse(400, "Bad Request: message is too long"))

    await line.send(effects.Say(ToResident(1), Html("lang " * 1000)))

    assert len(line.api.of("sendMessage")[1].params["text"]) == 4096


@pytest.mark.parametrize(
    ("effect", "method"),
    [
        (effects.Edit(ToResident(1), 5, Html("Nieuw")), "editMessageText"),
        (effects.EditButtons(ToResident(1), 5, ((Button(Html("Ja"), "j"),),)), "editMessageReplyMarkup"),
        (effects.RelayEdit(ToResident(1), 5, Html("Anders")), "editMessageText"),
    ],
)
async def test_changing_nothing_is_done_already(line: Line, effect: Effect, method: str) -> None:
    text = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    line.api.plan(method, refuse(400, text))

    assert await line.send(effect) == Sent(5)


async def test_a_place_is_shown_on_the_map(line: Line) -> None:
    await line.send(effects.Venue(ToResident(1), 52.09, 5.12, "De Kade", "Kade 1"))

    params = line.only("sendVenue")
    assert (params["latitude"], params["longitude"], params["title"]) == ("52.09", "5.12", "De Kade")


async def test_a_file_is_uploaded_under_its_own_name(line: Line) -> None:
    await line.send(effects.File(ToResident(1), "afspraak.ics", "BEGIN:VCALENDAR\r\n", Html("<b>Voor</b> je agenda")))

    (call,) = line.api.of("sendDocument")
    assert call.files["document"] == ("afspraak.ics", b"BEGIN:VCALENDAR\r\n")
    assert call.params["caption"] == "<b>Voor</b> je agenda"


async def test_a_relay_is_a_copy_into_the_topic(line: Line) -> None:
    result = await line.send(RELAY, TOPIC, RESIDENT)

    params = line.only("copyMessage")
    assert result == Sent(1)
    assert (params["chat_id"], params["from_chat_id"], params["message_id"]) == ("-1001", "501", "12")
    assert (params["message_thread_id"], json.loads(params["reply_parameters"])["message_id"]) == ("77", 9)


async def test_a_long_caption_is_relayed_without_its_reply(line: Line) -> None:
    line.api.plan("copyMessage", refuse(400, "Bad Request: message caption is too long"))

    result = await line.send(RELAY, TOPIC, RESIDENT)

    assert result == Sent(1)
    assert "reply_parameters" not in line.api.of("copyMessage")[1].params


async def test_an_edit_of_a_picture_changes_its_caption(line: Line) -> None:
    line.api.plan("editMessageText", refuse(400, "Bad Request: there is no text in the message to edit"))

    assert await line.send(effects.RelayEdit(ToTopic(1), 5, Html("Mijn <b>tuin</b>")), TOPIC) == Sent(5)
    assert line.only("editMessageCaption")["caption"] == "Mijn tuin"


async def test_a_reaction_is_put_under_a_message(line: Line) -> None:
    await line.send(effects.React(ToTopic(1), 5, "👍"), TOPIC)

    assert json.loads(line.only("setMessageReaction")["reaction"]) == [{"type": "emoji", "emoji": "👍"}]


async def test_a_topic_is_opened_renamed_and_deleted(line: Line) -> None:
    opened = await line.send(effects.OpenTopic(1, 1, Html("Anna &amp; co · k7")), Address(-1001))
    await line.send(effects.RenameTopic(ToTopic(1), Html("Anna · k7")), TOPIC)
    await line.send(effects.DeleteTopic(1, 77), Address(-1001))

    assert opened == Sent(1)
    assert line.only("createForumTopic")["name"] == "Anna & co · k7"
    assert line.only("editForumTopic")["message_thread_id"] == "77"
    assert line.only("deleteForumTopic")["message_thread_id"] == "77"


@pytest.mark.parametrize(
    ("method", "effect", "description"),
    [
        ("deleteMessage", effects.DeleteMessage(ToChat(-1001), 4), "Bad Request: message to delete not found"),
        ("deleteForumTopic", effects.DeleteTopic(1, 77), "Bad Request: TOPIC_ID_INVALID"),
        ("editForumTopic", effects.RenameTopic(ToTopic(1), Html("k7")), "Bad Request: TOPIC_NOT_MODIFIED"),
        ("answerCallbackQuery", effects.AnswerPress("1", Html("Fatima was net voor je.")),
         "Bad Request: query is too old and response timeout expired or query ID is invalid"),
    ],
)
async def test_what_is_done_already_counts_as_done(line: Line, method: str, effect: Effect, description: str) -> None:
    line.api.plan(method, refuse(400, description))

    assert isinstance(await line.send(effect, TOPIC), Sent)


async def test_a_message_too_old_to_delete_is_emptied(line: Line) -> None:
    line.api.plan("deleteMessage", refuse(400, "Bad Request: message can't be deleted for everyone"))

    assert await line.send(effects.DeleteMessage(ToChat(-1001), 4), Address(-1001)) == Sent()
    assert line.only("editMessageText")["text"] == "…"


async def test_a_deciding_button_is_answered_with_an_alert(line: Line) -> None:
    await line.send(effects.AnswerPress("99", Html("Fatima was net voor je.")), Address(0))

    params = line.only("answerCallbackQuery")
    assert (params["text"], params["show_alert"]) == ("Fatima was net voor je.", "true")


RIGHTS = {
    "can_be_edited": False, "is_anonymous": False, "can_manage_chat": True, "can_delete_messages": True,
    "can_manage_video_chats": False, "can_restrict_members": False, "can_promote_members": False,
    "can_change_info": False, "can_invite_users": False, "can_post_stories": False, "can_edit_stories": False,
    "can_delete_stories": False, "can_pin_messages": False, "can_manage_topics": True,
}
GROUP = {
    "id": -1001, "type": "supergroup", "title": "Buurt", "is_forum": True, "accent_color_id": 1,
    "max_reaction_count": 11, "accepted_gift_types": {
        "unlimited_gifts": False, "limited_gifts": False, "unique_gifts": False, "premium_subscription": False,
        "gifts_from_channels": False,
    },
}


def _member(user: int, status: str, **rights: bool) -> dict[str, object]:
    return {"status": status, "user": {"id": user, "is_bot": user == 123456, "first_name": "Iemand"}, **rights}


async def test_an_inspection_tells_what_is_missing_and_who_asks(line: Line) -> None:
    line.api.plan("getChat", answer(GROUP))
    line.api.plan("getChatMember", answer(_member(123456, "administrator", **RIGHTS)), answer(_member(7, "member")))

    result = await line.send(effects.Inspect(-1001, 7, "link"), Address(-1001))

    found = GroupInspected(-1001, "link", "Buurt", is_forum=True, missing=("can_pin_messages",), asker_is_admin=False)
    assert result == Sent(event=found)


async def test_an_anonymous_administrator_is_an_administrator(line: Line) -> None:
    line.api.plan("getChat", answer({**GROUP, "is_forum": False}))
    line.api.plan("getChatMember", answer(_member(123456, "member")))

    result = await line.send(effects.Inspect(-1001, 1087968824, "link"), Address(-1001))

    assert isinstance(result, Sent)
    assert isinstance(result.event, GroupInspected)
    assert (result.event.asker_is_admin, result.event.is_forum) == (True, False)
    assert result.event.missing[0] == "administrator"
