"""axe-core on the page as it is at this moment: what a person with a screen reader or poor sight would stumble over."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.demo.visitor import PHONE, WIDE, Scheme, Visitor

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice", "experimental")
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}


Look = tuple[tuple[int, int], Scheme]
LOOKS: tuple[Look, Look] = ((WIDE, "light"), (PHONE, "dark"))


class Axe:
    """Looks at one state after the other, in turn wide by day and on a phone by night. `found` is what was wrong.

    Two of them, of which one begins on a phone, see every state in both ways.
    """

    def __init__(self, someone: Visitor, *, begins: int = 0) -> None:
        self._page = someone.page
        self._begins = begins
        self.found: list[str] = []
        self.looked: list[str] = []

    def look(self, state: str, part: str = "resident") -> None:
        """Look at this state; on a phone at one part of the page."""
        (width, height), scheme = LOOKS[(self._begins + len(self.looked)) % len(LOOKS)]
        self._page.set_viewport_size({"width": width, "height": height})
        self._page.emulate_media(color_scheme=scheme)
        self._page.evaluate("part => document.body.dataset.part = part", part)
        self.found += [f"{state}, {width} pixels, {scheme}: {what}" for what in violations(self._page)]
        self.looked.append(state)


def violations(page: Page) -> list[str]:
    """Every violation with the element it is about."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE_SCRIPT} }} }}")
    result = page.evaluate("options => axe.run(options)", OPTIONS)
    return [f"{rule['id']}: {node['html'][:160]}" for rule in result["violations"] for node in rule["nodes"]]
