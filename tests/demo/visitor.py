"""Somebody at the demo page: presses what is labelled, reads what stands there, and never looks behind it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Request, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
HERE = {"127.0.0.1", "localhost"}
WIDE = (1440, 900)
PHONE = (360, 740)
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/?\S*")
PATIENCE_MS = 15_000
START_S = 30
SHOTS = Path(__file__).parents[1] / "shots"

Scheme = Literal["light", "dark"]

STICKS_OUT = """limit => [...document.querySelectorAll("body *")]
  .filter(node => node.checkVisibility() && !node.closest(".unseen, .topics, .people, .skip, svg"))
  .filter(node => node.getBoundingClientRect().right > limit + 0.5)
  .map(node => node.outerHTML.slice(0, 120))"""
NAMELESS = """() => [...document.querySelectorAll("button, a, input, select, textarea")]
  .filter(node => node.checkVisibility())
  .filter(node => !(node.getAttribute("aria-label") || node.textContent.trim() || node.labels?.[0]?.textContent.trim()))
  .map(node => node.outerHTML.slice(0, 120))"""


class Visitor:
    """A person with the page open. `troubles` collects what a developer's console would show."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("console", lambda said: self.troubles.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", self._judge)

    @property
    def phone(self) -> Locator:
        return self.page.locator("#phone")

    @property
    def group(self) -> Locator:
        return self.page.locator("#group")

    @property
    def width(self) -> int:
        size = self.page.viewport_size
        return size["width"] if size else 0

    def press(self, label: str | re.Pattern[str], *, on: Locator | None = None) -> None:
        """Press the newest button with this label."""
        (on or self.phone).get_by_role("button", name=label, exact=True).last.click()

    def write(self, words: str, *, on: Locator | None = None) -> None:
        """Type a message and send it with Enter."""
        field = (on or self.phone).get_by_role("textbox")
        field.fill(words)
        field.press("Enter")

    def reads(self, words: str | re.Pattern[str], *, on: Locator | None = None) -> None:
        """Wait until the newest message with these words is in view."""
        expect((on or self.phone).get_by_role("article").filter(has_text=words).last).to_be_visible(timeout=PATIENCE_MS)

    def reads_no_more(self, words: str | re.Pattern[str], *, on: Locator) -> None:
        """Wait until no message has these words."""
        expect(on.get_by_role("article").filter(has_text=words)).to_have_count(0, timeout=PATIENCE_MS)

    def part(self, label: str) -> None:
        """Go to a part of the page; on a wide screen they all stand there already."""
        tab = self.page.get_by_role("navigation").get_by_role("button", name=label)
        if tab.is_visible():
            tab.click()

    def clock(self, label: str) -> None:
        """Press a button of the clock, and wait until time is there."""
        button = self.page.locator("#clock").get_by_role("button", name=label, exact=True)
        button.click()
        expect(button).not_to_have_attribute("aria-busy", "true", timeout=PATIENCE_MS)

    def shot(self, name: str, folder: Path = SHOTS) -> None:
        """Keep a picture of what is in view, once nothing waits and with the pointer out of the way."""
        folder.mkdir(parents=True, exist_ok=True)
        self.page.mouse.move(0, 0)
        expect(self.page.locator("#queues .some")).to_have_count(0, timeout=PATIENCE_MS)
        self.page.screenshot(path=folder / f"{name}.png", animations="disabled")

    def sticks_out(self) -> list[str]:
        """What reaches over the right edge of the screen."""
        found: list[str] = self.page.evaluate(STICKS_OUT, self.width)
        return found

    def nameless(self) -> list[str]:
        """What can be pressed or filled in, but a screen reader can't name."""
        found: list[str] = self.page.evaluate(NAMELESS)
        return found

    def _judge(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname not in HERE:
            self.troubles.append(f"a request to {address.hostname}")


@contextmanager
def demo() -> Iterator[str]:
    """`schuifaan demo` as a process of its own; the address it prints."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()
            process.communicate(timeout=10)


def _address(process: subprocess.Popen[str]) -> str:
    said: list[str] = []
    enough = Timer(START_S, process.kill)
    enough.start()
    try:
        for line in process.stdout or ():
            said.append(line)
            if found := ADDRESS.search(line):
                return found[0]
    finally:
        enough.cancel()
    raise AssertionError("schuifaan demo gave no address:\n" + "".join(said))


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium that talks to nobody by itself."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def visitor(
    chromium: Browser, address: str, size: tuple[int, int] = WIDE, *, language: str = "nl",
    scheme: Scheme = "light", sharpness: float = 1, tempo: float = 0,
) -> Iterator[Visitor]:
    """Somebody who has just opened the page.

    `sharpness` counts pixels of a picture for one of the page, `tempo` is how many times reading speed the tour takes.
    """
    page = chromium.new_page(
        viewport={"width": size[0], "height": size[1]}, has_touch=size == PHONE, device_scale_factor=sharpness,
        color_scheme=scheme, reduced_motion="reduce",
    )
    someone = Visitor(page)
    try:
        page.goto(f"{address}?lang={language}&tempo={tempo}")
        yield someone
    finally:
        page.close()
