"""What a resident and a volunteer do on the demo page, by visible labels only: for the tests and for `make shots`."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.demo.visitor import PATIENCE_MS, Visitor


def as_a_new_resident(anna: Visitor, name: str, language: str = "Nederlands") -> None:
    """Add somebody to the page, and hold their phone."""
    anna.press("Nog een bewoner", on=anna.page.locator("#resident"))
    dialog = anna.page.get_by_role("dialog")
    dialog.get_by_label("Voornaam").fill(name)
    dialog.get_by_label("Taal van de telefoon").select_option(language)
    anna.press("Voeg toe", on=dialog)
    expect(anna.page.locator("#residents").get_by_role("button", pressed=True)).to_contain_text(name)


def say_what_one_likes(anna: Visitor) -> None:
    """From `/start` to the first question, with one answer chosen."""
    anna.press("Start")
    anna.press("Laten we kijken")
    anna.press("🎵 Muziek")
    expect(anna.phone.get_by_role("button", name="✅ 🎵 Muziek")).to_be_visible()


def find_and_plan(anna: Visitor) -> None:
    """From `/start` to a plan, with a reminder the evening before."""
    say_what_one_likes(anna)
    anna.press("Klaar")
    anna.press("Lombok")
    anna.press("Nee, niets")
    anna.press(re.compile(r"^1\. "))
    anna.press("Ik wil wel gaan")
    anna.reads("welke dag past je?")
    anna.phone.get_by_role("button", name=re.compile(r"^\w+dag \d+ \w+ om ")).first.click()
    anna.press("Het weer")
    anna.press("De avond ervoor")
    anna.reads("Afgesproken:")
    expect(anna.phone.locator(".venue").last).to_be_visible()
    anna.press("📅 In mijn agenda")
    expect(anna.phone.get_by_role("link", name=re.compile(r"\.ics$")).last).to_be_visible()


def hear_the_reminder(anna: Visitor) -> None:
    """Move the clock to the evening before the plan: the bot reminds of it."""
    for step in ("+1 dag", "+1 uur", "Volgend contact"):
        anna.clock(step)
    anna.press("Ik ga")
    anna.reads("Na afloop vraag ik hoe het was")


def talk_with_a_human(anna: Visitor) -> None:
    """Ask for a human; Fatima takes it; a line each way."""
    anna.write("/mens")
    anna.reads("Hoe mag ik je noemen?")
    anna.write("Anna")
    anna.press("Ja, dat mag")
    anna.part("Vrijwilligers")
    anna.press("Ik pak het op", on=anna.group)
    anna.press("Oké", on=anna.page.get_by_role("dialog"))
    anna.press("Afgesproken, ik ben Fatima", on=anna.group)
    anna.group.get_by_role("navigation").get_by_role("button", name=re.compile("^Anna")).click()
    anna.write("Hoi Anna, vertel eens?", on=anna.group)
    anna.part("Bewoner")
    anna.reads("Hoi Anna, vertel eens?")
    anna.write("Ik durf niet zo goed alleen.")
    anna.part("Vrijwilligers")
    anna.reads("Ik durf niet zo goed alleen.", on=anna.group)


def hand_back(anna: Visitor) -> None:
    """Fatima gives the conversation back; the bot says that it is there again."""
    anna.part("Vrijwilligers")
    anna.press("Teruggeven aan de bot", on=anna.group)
    anna.part("Bewoner")
    anna.reads("Ik ben er weer, de computer.")


def watch_the_tour(anna: Visitor, words: str) -> None:
    """Go through the tour, step by step, until its caption has these words."""
    anna.page.locator("#tour-opener").click()
    tour = anna.page.locator("#tour")
    caption = tour.locator("[aria-live=polite]")
    expect(caption).not_to_be_empty()
    while words not in (told := caption.inner_text()):
        anna.press("Volgende", on=tour)
        expect(caption).not_to_have_text(told, timeout=PATIENCE_MS)


def be_forgotten(anna: Visitor) -> None:
    """Erase everything; the topic in the group goes too."""
    anna.write("/vergeet")
    anna.press("Ja, wis alles")
    anna.reads("Alles is gewist.")
    expect(anna.group.get_by_role("navigation").get_by_role("button", name=re.compile("^Anna"))).to_have_count(0)
