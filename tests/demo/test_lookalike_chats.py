"""Chats: who can be reached, what the bot may do in a group, and what it hears there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.demo.errors import NotPossible
from tests.demo.line import Line, No, a_line


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


# ── who can be reached ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("chat", [0, -1, 999, "@nobody_at_all", "not_a_chat"])
async def test_a_chat_that_is_not_there_is_not_found(line: Line, chat: int | str) -> None:
    for method in ("sendMessage", "getChat"):
        text = {"text": "x"} if method == "sendMessage" else {}
        assert await line.refused(method, chat_id=chat, **text) == No(400, "Bad Request: chat not found")


async def test_somebody_the_bot_never_met_is_not_found(line: Line) -> None:
    stranger = line.it.people.add_user("Bep")

    assert await line.refused("sendMessage", chat_id=stranger, text="x") == No(400, "Bad Request: chat not found")


async def test_somebody_of_the_group_must_begin_the_conversation(line: Line) -> None:
    refused = await line.refused("sendMessage", chat_id=line.fatima, text="x")

    assert refused == No(403, "Forbidden: bot can't initiate conversation with a user")
    assert (await line.call("getChat", chat_id=line.fatima))["first_name"] == "Fatima"


async def test_who_blocked_the_bot_is_out_of_reach_until_they_unblock_it(line: Line) -> None:
    line.it.people.block(line.anna)
    refused = await line.refused("sendMessage", chat_id=line.anna, text="x")
    line.it.people.unblock(line.anna)

    assert refused == No(403, "Forbidden: bot was blocked by the user")
    assert await line.say(line.anna)
    told = [update["my_chat_member"]["new_chat_member"]["status"] for update in await line.heard()]
    assert told == ["kicked", "member"]


async def test_who_left_telegram_is_out_of_reach_and_nobody_tells(line: Line) -> None:
    line.it.people.deactivate(line.anna)

    refused = await line.refused("sendMessage", chat_id=line.anna, text="x")

    assert refused == No(403, "Forbidden: user is deactivated")
    assert await line.heard() == []
    with pytest.raises(NotPossible):
        line.it.people.say(line.anna, line.anna, "hoi")


@pytest.mark.parametrize(("status", "why"), [
    ("left", "bot is not a member of the supergroup chat"), ("kicked", "bot was kicked from the supergroup chat")])
async def test_a_group_without_the_bot_can_be_neither_written_to_nor_looked_at(
    line: Line, status: str, why: str
) -> None:
    line.it.people.set_bot(line.group, status)

    assert await line.refused("sendMessage", chat_id=line.group, text="x") == No(403, f"Forbidden: {why}")
    assert await line.refused("getChat", chat_id=line.group) == No(403, f"Forbidden: {why}")


async def test_after_leaving_a_group_the_bot_is_out(line: Line) -> None:
    assert await line.call("leaveChat", chat_id=line.group)

    refused = await line.refused("getChatMemberCount", chat_id=line.group)

    assert refused == No(403, "Forbidden: bot is not a member of the supergroup chat")
    assert await line.refused("leaveChat", chat_id=line.anna) == No(
        400, "Bad Request: chat member status can't be changed in private chats")


async def test_a_restricted_bot_may_not_write(line: Line) -> None:
    line.it.people.set_bot(line.group, "restricted", can_send_messages=False)

    refused = await line.refused("sendMessage", chat_id=line.group, text="x")

    assert refused == No(400, "Bad Request: not enough rights to send text messages to the chat")
    bot = line.it.town.bot.id
    assert (await line.call("getChatMember", chat_id=line.group, user_id=bot))["status"] == "restricted"


async def test_a_group_that_moved_tells_where_to(line: Line) -> None:
    new = line.it.people.migrate(line.group)

    refused = await line.refused("sendMessage", chat_id=line.group, text="x")

    assert refused == No(
        400, "Bad Request: group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": new})
    moved, came = [update["message"] for update in await line.heard()]
    assert (moved["chat"]["id"], moved["migrate_to_chat_id"]) == (line.group, new)
    assert (came["chat"]["id"], came["migrate_from_chat_id"]) == (new, line.group)
    assert await line.say(new)


async def test_pins_move_along_with_a_group(line: Line) -> None:
    pinned = await line.say(line.group)
    await line.call("pinChatMessage", chat_id=line.group, message_id=pinned)

    new = line.it.people.migrate(line.group)

    assert (await line.call("getChat", chat_id=new))["pinned_message"]["message_id"] == pinned


async def test_a_group_without_anybody_moves_too(line: Line) -> None:
    empty = line.it.people.add_group("Leeg")

    new = line.it.people.migrate(empty)

    assert line.it.town.chats[empty].migrated_to == new


# ── who is in a group ───────────────────────────────────────────────────────────────────────────────────────────
async def test_members_are_told_apart(line: Line) -> None:
    jan, bep = line.it.people.add_user("Jan"), line.it.people.add_user("Bep")
    line.it.people.set_member(line.group, jan, "administrator", anonymous=True)
    line.it.people.set_member(line.group, bep, "kicked")

    seen = {
        user: (await line.call("getChatMember", chat_id=line.group, user_id=user))["status"]
        for user in (line.fatima, jan, bep, line.anna)
    }
    administrators = await line.call("getChatAdministrators", chat_id=line.group)

    assert list(seen.values()) == ["creator", "administrator", "kicked", "left"]
    assert {one["user"]["id"] for one in administrators} == {line.fatima, jan, line.it.town.bot.id}
    assert await line.call("getChatMemberCount", chat_id=line.group) == 3
    assert await line.refused("getChatMember", chat_id=line.group, user_id=1) == No(
        400, "Bad Request: PARTICIPANT_ID_INVALID")


async def test_an_administrator_hears_who_comes_and_goes(line: Line) -> None:
    jan = line.it.people.add_user("Jan")
    line.it.people.set_member(line.group, jan)
    line.it.people.set_member(line.group, jan, "left")

    joined, told, left, told_too = await line.heard()

    assert joined["chat_member"]["new_chat_member"]["status"] == "member"
    assert told["message"]["new_chat_members"][0]["id"] == jan
    assert left["chat_member"]["new_chat_member"]["status"] == "left"
    assert told_too["message"]["left_chat_member"]["id"] == jan


async def test_a_plain_member_hears_only_what_is_meant_for_it(line: Line) -> None:
    line.it.people.set_bot(line.group, "member")
    mine = await line.say(line.group)
    await line.heard()
    say = line.it.people.say
    for text in ("hoi", "/koppel 1", "/koppel@schuifaan_demo_bot 2", "/koppel@another_bot 3"):
        say(line.fatima, line.group, text)
    say(line.fatima, line.group, "een antwoord", reply_to=mine)
    line.it.people.react(line.fatima, line.group, mine, "👍")

    assert [update["message"]["text"] for update in await line.heard()] == [
        "/koppel 1", "/koppel@schuifaan_demo_bot 2", "een antwoord"]


async def test_an_anonymous_administrator_writes_as_the_group_but_presses_in_person(line: Line) -> None:
    line.it.people.set_member(line.group, line.fatima, "creator", anonymous=True)
    card = await line.say(line.group)
    await line.heard()
    said = line.it.people.say(line.fatima, line.group, "dag")
    line.it.people.say(line.fatima, line.group, "dag!", edit=said)
    line.it.people.press(line.fatima, line.group, card, "x")
    line.it.people.react(line.fatima, line.group, card, "👍")

    wrote, changed, pressed, reacted = await line.heard()

    assert wrote["message"]["from"]["id"] == 1087968824
    assert wrote["message"]["sender_chat"]["id"] == line.group
    assert changed["edited_message"]["text"] == "dag!"
    assert pressed["callback_query"]["from"]["id"] == line.fatima
    assert reacted["message_reaction"]["actor_chat"]["id"] == line.group
    assert "user" not in reacted["message_reaction"]
