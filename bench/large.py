"""A catalogue that is far larger than the example: is it still read, and searched, in no time."""

from __future__ import annotations

import gc
import random
import re
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import get_args
from zoneinfo import ZoneInfo

from bench.measures import EXAMPLE, Row

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
CHECKED, SEARCHED, ASKED = 1_000, 10_000, 500
SPREAD = 0.03  # degrees around the middle of an area


def checking(root: Path) -> Row:
    """Reading and checking a thousand activities."""
    from bot.catalogue.reading import read

    head, _, body = (root / EXAMPLE).read_text("utf-8").partition("activities:\n")
    entries = re.split(r"\n(?=  - id: )", re.sub(r"after_end: \[[^\]]*\]", "after_end: []", body))
    many = [re.sub(r"id: [\w-]+", f"id: entry-{n}", entries[n % len(entries)], count=1) for n in range(CHECKED)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "activities.yaml"
        file.write_text(head + "activities:\n" + "\n".join(many), "utf-8")
        times = []
        for _ in range(3):
            before = perf_counter()
            read(file, TODAY)
            times.append((perf_counter() - before) * 1000)
    return Row(f"check of {CHECKED:,} activities", tuple(times))


def searching(root: Path) -> Row:
    """Suggestions out of ten thousand activities, for five hundred different wishes."""
    from bot.catalogue.reading import read
    from bot.catalogue.schedule import Calendar
    from bot.core.match_index import index_of
    from bot.core.matching import Wish, suggest
    from bot.core.resident import Need, Where

    chance = random.Random(1)
    example = read(root / EXAMPLE, TODAY).catalogue
    if example is None:
        return Row("suggestions", ())
    plain, areas, interests = list(example.activities.values()), list(example.areas.values()), list(example.interests)
    many = {}
    for number in range(SEARCHED):
        one, area = chance.choice(plain), chance.choice(areas)
        point = {"lat": area.lat + chance.uniform(-SPREAD, SPREAD), "lon": area.lon + chance.uniform(-SPREAD, SPREAD)}
        changes = {"id": f"entry-{number}", "place": one.place.model_copy(update=point)}
        many[f"entry-{number}"] = one.model_copy(update=changes)
    large = example.model_copy(update={"activities": many})
    calendar, zone = Calendar(large), ZoneInfo(large.region.time_zone)
    index_of(large)
    dict(calendar.coming(NOW))
    gc.collect()
    gc.freeze()  # all of it as the bot does before it answers anybody
    times = []
    for _ in range(ASKED):
        area = chance.choice(areas)
        likes = tuple(chance.sample(interests, chance.randint(0, 3)))
        needs = tuple(chance.sample(get_args(Need), chance.choice([0, 0, 1, 2])))
        wish = Wish(likes, Where("", area.lat, area.lon), needs)
        before = perf_counter()
        suggest(wish, large, calendar.coming(NOW), NOW, zone)
        times.append((perf_counter() - before) * 1000)
    return Row(f"suggestions out of {SEARCHED:,} (arranged at the start)", tuple(times))
