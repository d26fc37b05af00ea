"""The page through axe-core: every part, every state, by day and by night, wide and on a phone, in both languages."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.demo.axe import Axe, violations
from tests.demo.visitor import Visitor, visitor

pytestmark = pytest.mark.browser

SLOWLY = 1_000

WORDS = {
    "nl": ["Start", "Laten we kijken", "Overslaan", "📍 Deel mijn plek", "Menu", "Iets meesturen", "Deel een plek",
           "Nog een bewoner", "Begin opnieuw", "Toch niet", "Blokkeer de bot", "Pauze", "Stop"],
    "en": ["Start", "Let's look", "Skip", "📍 Share my location", "Menu", "Send something else", "Share a place",
           "Another resident", "Start over", "Rather not", "Block the bot", "Pause", "Stop"],
}


@pytest.mark.parametrize(("begins", "language"), list(enumerate(WORDS)))
def test_nobody_stumbles_anywhere(chromium: Browser, shared_demo: str, begins: int, language: str) -> None:
    with visitor(chromium, shared_demo, language=language, tempo=SLOWLY) as someone:
        axe = Axe(someone, begins=begins)
        _in_the_phone(someone, axe, WORDS[language])
        _around_it(someone, axe, WORDS[language])

        assert axe.found == []
        assert len(axe.looked) == len(set(axe.looked)) == 12


def test_a_button_without_a_name_is_seen(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        someone.page.evaluate("document.querySelector('main').append(document.createElement('button'))")

        assert [found for found in violations(someone.page) if found.startswith("button-name: <button")]


def _in_the_phone(someone: Visitor, axe: Axe, words: list[str]) -> None:
    start, look, skip, share, menu, attach, spots, another, *_ = words
    someone.press(another, on=someone.page.locator("#resident"))
    dialog = someone.page.get_by_role("dialog")
    axe.look("a new resident")
    dialog.get_by_role("textbox").fill("Bo")
    dialog.get_by_role("button").first.click()
    someone.phone.get_by_role("button", name=start, exact=True).wait_for()
    axe.look("an empty phone")
    someone.press(start)
    someone.press(look)
    someone.press(skip)
    someone.press(share)
    expect(someone.phone.locator(".reply-keyboard")).to_be_visible()
    axe.look("the keyboard of the bot")
    someone.press(menu)
    axe.look("the command menu")
    someone.press(attach)
    axe.look("the paperclip")
    someone.press(spots)
    axe.look("the places to share")
    someone.page.keyboard.press("Escape")


def _around_it(someone: Visitor, axe: Axe, words: list[str]) -> None:
    over, rather_not, block, pause, stop = words[8:]
    someone.page.locator("#tour-opener").click()
    someone.press(pause, on=someone.page.locator("#tour"))
    axe.look("the tour, paused")
    someone.press(stop, on=someone.page.locator("#tour"))
    someone.press(block)
    expect(someone.phone.locator(".bar [aria-pressed=true]")).to_be_visible()
    axe.look("a blocked bot")
    axe.look("the clock", "clock")
    someone.page.get_by_role("button", name=over).locator("visible=true").click()
    axe.look("a question", "clock")
    someone.press(rather_not, on=someone.page.get_by_role("dialog"))
    axe.look("General", "team")
    someone.page.route(re.compile("/control/"), lambda route: Route.abort(route))
    someone.page.request.post(urljoin(someone.page.url, "/control/clock"), data={"advance_s": 1})  # so it looks again
    expect(someone.page.locator("#offline")).to_be_visible()
    axe.look("without a connection")
