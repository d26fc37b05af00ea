"""The tour plays itself to the end, and whoever watches has it in hand."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.demo.axe import Axe
from tests.demo.visitor import PATIENCE_MS, PHONE, Visitor, visitor
from tests.demo.walk import watch_the_tour
from tests.language_rules import FORBIDDEN, MOST_WORDS, placeholders, sentences, words

pytestmark = pytest.mark.browser

SLOWLY = 1_000
STEPS = "async () => (await import('./tour.js')).TOUR.map(({ says }) => says)"


def test_a_dialog_does_not_take_the_tour_out_of_reach(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo, tempo=SLOWLY) as someone:
        watch_the_tour(someone, "De eerste keer")
        axe = Axe(someone)
        axe.look("the tour in a dialog", "team")
        axe.look("the tour in a dialog, smaller", "team")
        someone.press("Volgende", on=tour(someone))

        expect(caption(someone)).to_contain_text("Vier regels")
        expect(someone.page.get_by_role("dialog")).to_have_count(0)
        expect(tour(someone)).to_be_visible()
        assert axe.found == []


def test_the_tour_goes_from_hello_to_how_it_was_also_after_one_that_was_stopped_halfway(
    chromium: Browser, shared_demo: str
) -> None:
    with visitor(chromium, shared_demo) as someone:
        begin(someone)
        ended(someone, "Nog een keer")

        expect(caption(someone)).to_contain_text("Nu mag jij.")
        for line in ("Afgesproken:", "ik ben Fatima.", "Ik ben er weer", "Dat hoor ik graag."):
            someone.reads(line)
        expect(someone.phone.locator(".own .voice")).to_be_visible()
        expect(someone.phone.locator(".picture")).to_be_visible()
        for line in ("Ik zie ertegenop.", "Ria zit daar bij de deur.", "Teruggegeven."):
            someone.reads(line, on=someone.group)
        someone.reads_no_more("Ria zit daar bij de deur.", on=someone.phone)
        assert stumbles(someone) == []
        assert someone.troubles == []


def test_the_tour_is_played_again_with_somebody_new_in_english_on_a_phone(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo, PHONE, language="en") as someone:
        before = someone.page.locator("#residents [data-id] span").all_inner_texts()
        someone.part("Volunteers")
        someone.group.get_by_role("navigation").get_by_role("button").last.click()
        someone.page.emulate_media(reduced_motion="no-preference")
        begin(someone)
        ended(someone, "Once more")

        assert resident(someone) not in before
        someone.reads("I'm glad to hear it.")
        assert someone.sticks_out() == []
        assert someone.troubles == []


def test_whoever_watches_pauses_and_goes_on_step_by_step(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo, tempo=SLOWLY) as someone:
        begin(someone)
        expect(tour(someone).get_by_role("button", name="Pauze")).to_be_focused()
        expect(caption(someone)).to_contain_text("Ze drukt op Start.")
        someone.page.keyboard.press("Enter")
        expect(tour(someone).get_by_role("button", name="Verder")).to_be_focused()

        someone.press("Volgende", on=tour(someone))
        expect(caption(someone)).to_contain_text("een computer")
        expect(tour(someone).get_by_role("button", name="Volgende")).to_be_focused()
        expect(tour(someone)).to_contain_text("2 van ")


def test_whoever_stops_the_tour_has_the_page_with_everything_in_it(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo, tempo=SLOWLY) as someone:
        begin(someone)
        expect(caption(someone)).to_contain_text("Ze drukt op Start.")
        someone.press("Volgende", on=tour(someone))
        expect(caption(someone)).to_contain_text("een computer")
        someone.press("Stop", on=tour(someone))
        expect(tour(someone)).to_be_hidden()
        expect(someone.page.locator("#tour-opener")).to_be_focused()

        someone.press("Laten we kijken")
        someone.reads("Vraag 1 van 3")


def test_a_faster_tempo_counts_at_once(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo, tempo=SLOWLY) as someone:
        someone.page.clock.install()
        begin(someone)
        expect(caption(someone)).to_contain_text("Ze drukt op Start.")
        tour(someone).get_by_label("Tempo").select_option("vlot")
        someone.page.clock.run_for(10_000)

        expect(caption(someone)).to_contain_text("een computer")


def test_the_captions_change_their_language_with_the_page(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo, tempo=SLOWLY) as someone:
        begin(someone)
        expect(caption(someone)).to_contain_text("Ze drukt op Start.")
        someone.press("English", on=someone.page.locator("header"))

        expect(caption(someone)).to_contain_text("She presses Start.")


def test_a_tour_that_waits_in_vain_says_so_kindly(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        someone.page.clock.install()
        someone.page.route("**/control/press", lambda route: route.fulfill(json={"id": "x"}))
        begin(someone)
        expect(caption(someone)).to_contain_text("een computer")
        someone.page.clock.run_for(60_000)

        expect(caption(someone)).to_contain_text("Alles staat er nog.")
        expect(tour(someone).get_by_role("button", name="Nog een keer")).to_be_visible()


def test_the_captions_are_as_plain_as_the_bot(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        captions: list[dict[str, str]] = someone.page.evaluate(STEPS)

    assert len(captions) > 20
    for says in captions:
        assert placeholders(says["nl"]) == placeholders(says["en"])
        assert [line for line in sentences(says["nl"]) if len(words(line)) > MOST_WORDS] == []
        assert [language for language, text in says.items() if FORBIDDEN[language].search(text)] == []


# ── how ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def tour(someone: Visitor) -> Locator:
    return someone.page.locator("#tour")


def caption(someone: Visitor) -> Locator:
    return tour(someone).locator("[aria-live=polite]")


def begin(someone: Visitor) -> None:
    someone.page.get_by_role("button", name=re.compile("rondleiding|tour", re.IGNORECASE)).first.click()


def ended(someone: Visitor, again: str) -> None:
    """Wait until the tour offers to be played again."""
    expect(tour(someone).get_by_role("button", name=again)).to_be_visible(timeout=4 * PATIENCE_MS)


def stumbles(someone: Visitor) -> list[str]:
    """What axe finds when the tour is over: in the phone, in the topic, in General."""
    axe = Axe(someone)
    axe.look("the phone and the topic")
    axe.look("the topic alone", "team")
    someone.page.locator("#group .topics button").first.click()
    axe.look("the phone and General")
    axe.look("the phone alone")
    return axe.found


def resident(someone: Visitor) -> str:
    """Whose phone it is."""
    return someone.page.locator("#residents [aria-pressed=true] span").first.inner_text()
