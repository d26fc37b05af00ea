"""What else can be done in the chats of the demo page: what Telegram itself lets people do there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.demo.visitor import Visitor, visitor
from tests.demo.walk import as_a_new_resident, talk_with_a_human

pytestmark = pytest.mark.browser


def test_a_command_of_the_menu_is_sent(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        as_a_new_resident(someone, "Bo")
        someone.press("Start")
        someone.press("Menu")
        someone.press(re.compile("hulp$"))

        someone.reads("/hulp")
        someone.reads("Een mens is altijd dichtbij.")


def test_the_poster_knows_the_neighbourhood(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        as_a_new_resident(someone, "Cor")
        someone.press("Open via de poster in Lombok")

        someone.reads("/start lombok")
        someone.reads("Hoi, ik ben Schuifaan.")


def test_a_place_is_shared_with_the_keyboard_of_the_bot(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        as_a_new_resident(someone, "Dewi")
        someone.press("Start")
        someone.press("Laten we kijken")
        someone.press("Overslaan")
        someone.press("📍 Deel mijn plek")
        keyboard = someone.phone.locator(".reply-keyboard")
        keyboard.get_by_role("button").click()
        someone.press("Lombok, Kanaalstraat")

        someone.reads("Vraag 3 van 3")
        expect(keyboard).to_be_hidden()


def test_a_voice_note_gets_a_kind_answer(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        as_a_new_resident(someone, "Els")
        someone.press("Start")
        someone.press("Iets meesturen")
        someone.press("Spraakbericht")

        someone.reads("Ik kan niet luisteren, ik ben een computer.")


def test_who_blocks_the_bot_can_come_back(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        as_a_new_resident(someone, "Fien")
        someone.press("Start")
        someone.press("Blokkeer de bot")
        expect(someone.phone.get_by_role("textbox")).to_be_hidden()
        someone.press("Deblokkeer de bot")
        someone.write("/hulp")

        someone.reads("Een mens is altijd dichtbij.")


def test_only_a_coordinator_can_delete_a_topic(chromium: Browser, own_demo: str) -> None:
    with visitor(chromium, own_demo) as anna:
        anna.press("Start")
        talk_with_a_human(anna)
        bin_ = anna.group.get_by_role("button", name="Verwijder dit onderwerp")
        be(anna, "Jan")
        expect(bin_).to_be_hidden()
        be(anna, "Fatima")
        bin_.click()
        anna.press("Verwijder", on=anna.page.get_by_role("dialog"))

        expect(anna.group.get_by_role("navigation").get_by_role("button")).to_have_count(1)
        assert anna.troubles == []


def test_a_reply_quotes_what_it_answers(chromium: Browser, own_demo: str) -> None:
    with visitor(chromium, own_demo) as anna:
        anna.press("Start")
        talk_with_a_human(anna)
        anna.phone.get_by_text("Hoi Anna, vertel eens?").hover()
        anna.press("Antwoord: Hoi Anna, vertel eens?")
        anna.write("Ik vertel het je straks.")

        expect(anna.phone.locator(".own .quote").last).to_contain_text("Hoi Anna, vertel eens?")
        anna.reads("Ik vertel het je straks.", on=anna.group)


def be(someone: Visitor, name: str) -> None:
    """Be this volunteer."""
    someone.page.get_by_role("radio", name=re.compile(f"^{name}")).check()
