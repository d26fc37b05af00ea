"""Makes the pictures of the README: the demo page on a wide screen and on a phone."""

from __future__ import annotations

from pathlib import Path

from tests.demo.visitor import PHONE, browser, demo, visitor
from tests.demo.walk import find_and_plan, talk_with_a_human

DOCS = Path(__file__).parents[1] / "docs"


def main() -> None:
    """Walk the page once for each picture."""
    with browser() as chromium:
        with demo() as address, visitor(chromium, address) as anna:
            find_and_plan(anna)
            talk_with_a_human(anna)
            anna.shot("demo", DOCS)
        with demo() as address, visitor(chromium, address, PHONE) as anna:
            find_and_plan(anna)
            anna.shot("demo-phone", DOCS)


if __name__ == "__main__":
    main()
