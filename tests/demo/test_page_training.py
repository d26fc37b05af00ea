"""What somebody who trains volunteers has on the page: unread signs, the next contact, and a fresh beginning."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Locator, Request, Route, expect

from tests.demo.visitor import PHONE, Visitor, visitor
from tests.demo.walk import as_a_new_resident

pytestmark = pytest.mark.browser

ROOM = 550


def test_the_clock_goes_to_the_next_contact_and_the_page_says_which(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        as_a_new_resident(someone, "Gijs")
        expect(someone.page.locator("#next")).to_have_text("Gijs: er staat niets klaar")
        look_without_choosing(someone)
        expect(someone.page.locator("#next")).to_have_text(re.compile(r"^Gijs: \w+ \d+ \w+, .* nog eens meekijken$"))
        someone.clock("Volgend contact")

        someone.reads("Zal ik nog eens meekijken?")


def test_what_nobody_read_yet_stands_at_the_name_until_it_is_read(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        as_a_new_resident(someone, "Hanna")
        look_without_choosing(someone)
        as_a_new_resident(someone, "Ilse")
        someone.clock("+1 week")
        expect(chip(someone, "Hanna")).to_contain_text("1 nieuw")
        chip(someone, "Hanna").click()

        expect(chip(someone, "Hanna")).not_to_contain_text("nieuw")
        someone.reads("Zal ik nog eens meekijken?")


def test_a_dozen_residents_leave_room_for_the_phone(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        for number in range(12):
            someone.page.request.post(f"{shared_demo}control/users", data={"first_name": f"Bewoner {number}"})
        expect(chip(someone, "Bewoner 11")).to_be_attached()
        wide = someone.phone.bounding_box()
        someone.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        narrow = someone.phone.bounding_box()

        assert [size["height"] > ROOM for size in (wide, narrow) if size] == [True, True]
        assert someone.sticks_out() == []


def test_whoever_is_chosen_speaks_at_once(chromium: Browser, shared_demo: str) -> None:
    with visitor(chromium, shared_demo) as someone:
        jan = someone.page.get_by_role("radio", name="Jan")
        expect(jan).to_be_enabled()
        with someone.page.expect_request("**/control/say") as by_fatima:
            someone.write("Ik ben Fatima.", on=someone.group)
        someone.reads("Ik ben Fatima.", on=someone.group)
        someone.page.route("**/control/chat/**", lambda route: Route.abort(route))  # the group is not drawn for Jan yet
        jan.check()
        with someone.page.expect_request("**/control/say") as by_jan:
            someone.write("Ik ben Jan.", on=someone.group)

        assert writer(by_fatima.value) != writer(by_jan.value)


def test_the_demo_begins_again_with_nothing(chromium: Browser, own_demo: str) -> None:
    with visitor(chromium, own_demo) as someone:
        someone.press("Start")
        someone.reads("Hoi, ik ben Schuifaan.")
        someone.clock("+1 week")
        as_a_new_resident(someone, "Joke")
        someone.press("Begin opnieuw", on=someone.page.locator("header"))
        someone.press("Begin opnieuw", on=someone.page.get_by_role("dialog"))

        expect(someone.page.locator("#now")).to_contain_text("dinsdag 1 december")
        expect(someone.page.locator("#residents [data-id]")).to_have_count(1)
        someone.press("Start")
        someone.reads("Hoi, ik ben Schuifaan.")
        someone.reads("Gekoppeld.", on=someone.group)


def look_without_choosing(someone: Visitor) -> None:
    for label in ("Start", "Laten we kijken", "Overslaan", "Zeg ik liever niet", "Nee, niets"):
        someone.press(label)
    someone.reads("Dit heb ik gevonden.")


def writer(request: Request) -> int:
    return int(json.loads(request.post_data or "")["user"])


def chip(someone: Visitor, name: str) -> Locator:
    return someone.page.locator("#residents").get_by_role("button", name=re.compile(f"^{name}"))
