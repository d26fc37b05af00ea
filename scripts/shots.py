"""Makes the pictures of the README: the demo page on a wide screen and on a phone (`make shots`)."""

from __future__ import annotations

from pathlib import Path

from tests.demo.visitor import PHONE, browser, demo, visitor
from tests.demo.walk import find_and_plan, say_what_one_likes, talk_with_a_human

DOCS = Path(__file__).parents[1] / "docs"


def main() -> None:
    """Walk the page once for each picture."""
    with browser() as chromium:
        with demo() as address, visitor(chromium, address, sharpness=1.5) as anna:
            find_and_plan(anna)
            talk_with_a_human(anna)
            anna.shot("demo", DOCS)
        with demo() as address, visitor(chromium, address, PHONE, sharpness=2) as anna:
            say_what_one_likes(anna)
            anna.shot("demo-phone", DOCS)


if __name__ == "__main__":
    main()
