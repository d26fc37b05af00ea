"""The page's colours: enough contrast to read by, by day and by night (WCAG 2.2, AA)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "bot" / "demo" / "static" / "colours.css"
READABLE = 4.5
PAPERS = ("paper", "card", "theirs", "ours", "key", "tint")
PAIRS = [
    *(("ink", paper) for paper in (*PAPERS, "wall")),
    *(("soft", paper) for paper in ("paper", "card", "theirs", "tint")),
    *(("accent", paper) for paper in ("card", "theirs")),
    *((f"c{number}", "theirs") for number in range(6)),
    ("on-accent", "accent"),
    ("paper", "warm"),
    ("paper", "ink"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(scheme: str, words: str, ground: str) -> None:
    colours = _colours(scheme)

    assert _contrast(colours[words], colours[ground]) >= READABLE


def _colours(scheme: str) -> dict[str, str]:
    blocks = re.findall(r":root \{(.*?)\}", CSS.read_text("utf-8"), re.DOTALL)
    by_day, by_night, *_ = [dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in blocks]
    return by_day if scheme == "light" else by_day | by_night


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
