"""The demo page, walked in headless Chromium: what a person there sees, presses and reads."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.demo.visitor import PHONE, visitor
from tests.demo.walk import (
    as_a_new_resident,
    be_forgotten,
    find_and_plan,
    hand_back,
    hear_the_reminder,
    talk_with_a_human,
)

pytestmark = pytest.mark.browser


def test_a_resident_goes_from_start_to_a_plan_a_human_and_oblivion(chromium: Browser, own_demo: str) -> None:
    with visitor(chromium, own_demo) as anna:
        find_and_plan(anna)
        anna.shot("plan")

        hear_the_reminder(anna)
        anna.shot("reminder")

        talk_with_a_human(anna)
        anna.shot("human")

        hand_back(anna)
        be_forgotten(anna)
        anna.shot("erased")

        assert anna.troubles == []


def test_nothing_sticks_out_of_a_phone_of_360_pixels(chromium: Browser, own_demo: str) -> None:
    with visitor(chromium, own_demo, PHONE) as anna:
        seen: dict[str, list[str]] = {}
        find_and_plan(anna)
        for part in ("Bewoner", "Vrijwilligers", "Klok"):
            anna.part(part)
            anna.shot(f"phone-{part.lower()}")
            seen[part] = anna.sticks_out()

        assert seen == {"Bewoner": [], "Vrijwilligers": [], "Klok": []}
        assert anna.troubles == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_first_screen_fits_a_phone_in_both_languages(chromium: Browser, shared_demo: str, language: str) -> None:
    with visitor(chromium, shared_demo, PHONE, language=language) as someone:
        someone.phone.get_by_role("log").wait_for()

        assert someone.sticks_out() == []


def test_the_page_speaks_english_and_remembers_it(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        someone.press("English", on=someone.page.locator("header"))
        someone.page.goto(shared_demo)

        expect(someone.page.get_by_role("heading", name="Volunteers")).to_be_visible()
        expect(someone.page.locator("html")).to_have_attribute("lang", "en")
        assert someone.troubles == []


def test_everything_that_can_be_pressed_has_a_name(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo, language="en", scheme="dark") as someone:
        someone.phone.get_by_role("button", name="Start").or_(someone.phone.get_by_role("textbox")).first.wait_for()

        assert someone.nameless() == []


def test_the_keyboard_alone_is_enough(chromium: Browser, own_demo: str) -> None:
    with visitor(chromium, own_demo) as anna:
        start = anna.phone.get_by_role("button", name="Start", exact=True)
        start.focus()
        anna.page.keyboard.press("Enter")
        expect(anna.phone.get_by_role("log")).to_be_focused()

        look = anna.phone.get_by_role("button", name="Laten we kijken")
        look.wait_for()
        anna.page.keyboard.press("ArrowUp")
        anna.page.keyboard.press("Tab")
        expect(look).to_be_focused()
        anna.page.keyboard.press("Space")
        singing = anna.phone.get_by_role("button", name=re.compile("Muziek$"))
        singing.focus()
        anna.page.keyboard.press("Space")

        expect(anna.phone.get_by_role("button", name="✅ 🎵 Muziek")).to_be_focused()


def test_another_resident_gets_a_phone_in_their_own_language(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        as_a_new_resident(someone, "Sam", "English")
        someone.press("Start")

        someone.reads("Hi, I'm Schuifaan")


def test_hostile_html_becomes_words_and_nothing_else(chromium: Browser, shared_demo: str) -> None:
    hostile = (
        '<b>hi</b><img src=x onerror="window.bitten=1"><script>window.bitten=1</script>'
        '<a href="javascript:bite()">x</a>'
    )
    with visitor(chromium, shared_demo) as someone:
        kept = someone.page.evaluate(
            """async html => {
              const { richText } = await import("./richtext.js");
              const box = document.createElement("div");
              box.append(...richText(html, () => {}));
              document.body.append(box);
              return box.innerHTML;
            }""",
            hostile,
        )

        assert kept == "<strong>hi</strong>window.bitten=1<span>x</span>"
        assert someone.page.evaluate("window.bitten") is None
