"""Whatever was ever stored can be read for ever.

`tests/data/residents/` holds one file for each shape that a release has stored. A new field needs a default, and a new
file with the new field in it (copy the newest, add the field); the older files stay as they are.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from bot.core.known import LinkCode
from bot.core.resident import Contact, Handover, Plan, Resident, Team, Volunteer
from bot.store.codec import from_json, to_json

FILES = sorted((Path(__file__).resolve().parent.parent / "data" / "residents").glob("*.json"))
KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Contact, Handover, LinkCode, Plan, Resident, Team, Volunteer)
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", KINDS)
def test_every_shape_of_the_past_still_says_what_it_said(path: Path, kind: str) -> None:
    stored = json.loads(path.read_text(encoding="utf-8"))[kind]

    read = json.loads(to_json(from_json(KINDS[kind], json.dumps(stored))))

    assert {name: read[name] for name in stored} == stored


@pytest.mark.parametrize("kind", KINDS)
def test_the_newest_file_holds_every_field_there_is(kind: str) -> None:
    newest = json.loads(FILES[-1].read_text(encoding="utf-8"))[kind]

    assert sorted(newest) == sorted(field.name for field in fields(KINDS[kind]))
