"""Makes the pictures of the README and docs: the page wide, on a phone, and with the tour on it (`make shots`)."""

from __future__ import annotations

from pathlib import Path

from tests.demo.visitor import PHONE, browser, demo, visitor
from tests.demo.walk import find_and_plan, say_what_one_likes, talk_with_a_human, watch_the_tour

DOCS = Path(__file__).parents[1] / "docs"
SHARP = 1.25  # a picture stays below 300 kB
STILL = 1_000


def main() -> None:
    """Walk the page once for each picture."""
    with browser() as chromium:
        with demo() as address, visitor(chromium, address, sharpness=SHARP) as anna:
            find_and_plan(anna)
            talk_with_a_human(anna)
            anna.shot("demo", DOCS)
        with demo() as address, visitor(chromium, address, sharpness=SHARP, tempo=STILL) as anna:
            watch_the_tour(anna, "Jan helpt mee.")
            anna.shot("tour", DOCS)
        with demo() as address, visitor(chromium, address, PHONE, sharpness=2) as anna:
            say_what_one_likes(anna)
            anna.shot("demo-phone", DOCS)


if __name__ == "__main__":
    main()
