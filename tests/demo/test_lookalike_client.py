"""A real client believes it: python-telegram-bot, with its own transport, reads every shape that comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    ChatMemberAdministrator,
    ChatMemberOwner,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    MessageOriginUser,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError
from telegram.request import HTTPXRequest

from tests.demo.line import NOW, TOKEN, Line, a_line

EVERYTHING = Update.ALL_TYPES


@asynccontextmanager
async def _client(line: Line, token: str = TOKEN) -> AsyncIterator[Bot]:
    bot = Bot(token, f"{line.it.url}/bot", f"{line.it.url}/file/bot", HTTPXRequest(), HTTPXRequest())
    try:
        await bot.initialize()
        yield bot
    finally:
        await bot.shutdown()


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with a_line() as opened:
        yield opened


@pytest.fixture
async def bot(line: Line) -> AsyncIterator[Bot]:
    async with _client(line) as opened:
        yield opened


def under(message: Message) -> InlineKeyboardMarkup:
    assert message.reply_markup is not None
    return message.reply_markup


async def test_it_knows_itself(bot: Bot) -> None:
    assert (bot.id, bot.username, bot.first_name) == (123456, "schuifaan_demo_bot", "Schuifaan")


async def test_it_sends_edits_and_deletes(line: Line, bot: Bot) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Ja", callback_data="j")]])
    sent = await bot.send_message(line.anna, "<b>dag</b> 🙂", "HTML", reply_markup=markup,
                                  link_preview_options=LinkPreviewOptions(is_disabled=True))
    edited = await bot.edit_message_text("anders", line.anna, sent.message_id, reply_markup=markup)
    assert isinstance(edited, Message)
    bare = await bot.edit_message_reply_markup(line.anna, sent.message_id)
    assert isinstance(bare, Message)

    assert (sent.text_html, under(sent), sent.date) == ("<b>dag</b> 🙂", markup, NOW.astimezone(UTC))
    assert (edited.text, under(edited), edited.edit_date) == ("anders", markup, NOW)
    assert bare.reply_markup is None
    assert await bot.set_message_reaction(line.anna, sent.message_id, "👍")
    assert await bot.pin_chat_message(line.anna, sent.message_id)
    assert await bot.unpin_chat_message(line.anna, sent.message_id)
    assert await bot.delete_message(line.anna, sent.message_id)


async def test_it_sends_a_place_a_file_and_a_keyboard(line: Line, bot: Bot) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Hier ben ik", request_location=True)]], one_time_keyboard=True)

    place = await bot.send_venue(line.anna, 52.09, 5.12, "De Kade", "Kade 1")
    file = await bot.send_document(line.anna, InputFile(b"BEGIN", filename="a.ics"), caption="agenda")
    await bot.send_message(line.anna, "Waar?", reply_markup=keyboard)

    assert place.venue is not None
    assert (place.venue.title, place.venue.location.latitude) == ("De Kade", 52.09)
    assert file.document is not None
    assert (file.document.file_name, file.caption) == ("a.ics", "agenda")
    fetched = await file.document.get_file()
    assert bytes(await fetched.download_as_bytearray()) == b"BEGIN"
    assert line.it.shows(line.anna)["reply_keyboard"] == [[{"text": "Hier ben ik", "request_location": True}]]


async def test_it_copies_and_forwards(line: Line, bot: Bot) -> None:
    said = line.it.people.say(line.anna, line.anna, "hoi")

    copied = await bot.copy_message(line.group, line.anna, said, reply_parameters=ReplyParameters(
        999, allow_sending_without_reply=True))
    several = await bot.copy_messages(line.group, line.anna, [said])
    forwarded = await bot.forward_message(line.group, line.anna, said)

    assert [copied.message_id + 1] == [one.message_id for one in several]
    assert isinstance(forwarded.forward_origin, MessageOriginUser)


async def test_it_keeps_topics(line: Line, bot: Bot) -> None:
    topic = await bot.create_forum_topic(line.group, "Anna · k7")
    sent = await bot.send_message(line.group, "hoi", message_thread_id=topic.message_thread_id)

    assert (topic.name, sent.is_topic_message) == ("Anna · k7", True)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.forum_topic_created is not None
    assert await bot.edit_forum_topic(line.group, topic.message_thread_id, "Anna · k8")
    assert await bot.close_forum_topic(line.group, topic.message_thread_id)
    assert await bot.reopen_forum_topic(line.group, topic.message_thread_id)
    assert await bot.delete_forum_topic(line.group, topic.message_thread_id)


async def test_it_looks_at_chats(line: Line, bot: Bot) -> None:
    group, person = await bot.get_chat(line.group), await bot.get_chat(line.anna)
    owner = await bot.get_chat_member(line.group, line.fatima)
    itself = await bot.get_chat_member(line.group, bot.id)

    assert (group.title, group.is_forum, person.first_name) == ("Buurt", True, "Anna")
    assert isinstance(owner, ChatMemberOwner)
    assert isinstance(itself, ChatMemberAdministrator)
    assert itself.can_manage_topics
    assert len(await bot.get_chat_administrators(line.group)) == 2
    assert await bot.get_chat_member_count(line.group) == 2


async def test_it_sets_menus(line: Line, bot: Bot) -> None:
    assert await bot.set_my_commands([BotCommand("hulp", "Hulp")], BotCommandScopeAllPrivateChats(), "nl")

    (command,) = await bot.get_my_commands(BotCommandScopeAllPrivateChats(), "nl")
    assert (command.command, command.description) == ("hulp", "Hulp")


async def test_it_reads_every_kind_of_update(line: Line, bot: Bot) -> None:
    people, anna, fatima, group = line.it.people, line.anna, line.fatima, line.group
    sent = await bot.send_message(anna, "?")
    said = people.say(anna, anna, "/start lombok")
    people.say(anna, anna, "hallo", edit=said)
    people.send(anna, anna, "voice")
    people.press(anna, anna, sent.message_id, "x")
    people.press(anna, anna, 999, "forged")
    people.react(anna, anna, sent.message_id, "👍")
    people.block(anna)
    people.set_member(group, fatima, "administrator", anonymous=True)
    people.say(fatima, group, "hoi")
    people.migrate(group)

    updates = await bot.get_updates(allowed_updates=EVERYTHING)

    command, edited, voice, pressed, forged, reacted, blocked, changed, nameless, moved, came = updates
    assert command.message is not None
    assert next(iter(command.message.parse_entities())).type == "bot_command"
    assert edited.edited_message is not None
    assert voice.message is not None
    assert voice.message.voice is not None
    assert pressed.callback_query is not None
    assert isinstance(pressed.callback_query.message, Message)
    assert forged.callback_query is not None
    assert forged.callback_query.message is not None
    assert forged.callback_query.message.message_id == 999
    assert reacted.message_reaction is not None
    assert blocked.my_chat_member is not None
    assert changed.chat_member is not None
    assert nameless.message is not None
    assert nameless.message.sender_chat is not None
    assert moved.message is not None
    assert moved.message.migrate_to_chat_id
    assert came.message is not None
    assert came.message.migrate_from_chat_id == group
    assert all(not getattr(update, update_kind(update)).api_kwargs for update in updates)


def update_kind(update: Update) -> str:
    return next(name for name in EVERYTHING if getattr(update, name) is not None)


async def test_it_understands_every_refusal(line: Line, bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"^Message text is empty$"):
        await bot.send_message(line.anna, "")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(line.fatima, "x")
    new = line.it.people.migrate(line.group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(line.group, "x")
    assert moved.value.new_chat_id == new
    line.it.faults.add("drop_before")
    with pytest.raises(NetworkError):
        await bot.send_message(line.anna, "x")


async def test_it_is_told_that_another_one_polls(line: Line, bot: Bot) -> None:
    mine = asyncio.ensure_future(bot.get_updates(timeout=30))
    await line.polled()
    other = line.poll()

    with pytest.raises(Conflict):
        await mine

    line.it.people.say(line.anna, line.anna, "hoi")
    assert (await other)[0] == 200


async def test_a_wrong_token_is_an_invalid_token(line: Line) -> None:
    with pytest.raises(InvalidToken):
        async with _client(line, "123456:another-invented-token"):
            pass
