"""Makes tests/data/bot_api.json: `python scripts/bot_api.py telegram-bot-api.json`.

The file it reads is that of the project telegram-bot-api-spec (MIT, see NOTICE). What comes out holds all methods and
types: names, fields, types, what is required, and the limits and constants that the descriptions tell. The tests hold
every call of the bot against it; the look-alike has a table of its own, so that the two hold each other.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parent.parent / "tests" / "data" / "bot_api.json"
LIMIT = re.compile(r"\b(\d+)\s*-\s*(\d+) (characters|bytes)")
CONSTANT = re.compile(r"(?:always|must be) \W?([a-z_]+)\W?\.?$")
EMOJI = re.compile(r'"([^"]+)"')


def main(source: str) -> None:
    """Write the table."""
    whole = json.loads(Path(source).read_text("utf-8"))
    emoji = next(f for f in whole["types"]["ReactionTypeEmoji"]["fields"] if f["name"] == "emoji")["description"]
    made: dict[str, dict[str, Any]] = {
        "methods": {name: _fields(entry) for name, entry in whole["methods"].items()},
        "types": {
            name: {"fields": _fields(entry)} | ({"subtypes": entry["subtypes"]} if entry.get("subtypes") else {})
            for name, entry in whole["types"].items()
        },
        "reactions": {"emoji": EMOJI.findall(emoji)},
    }
    parts = [f"{json.dumps(name)}: {{\n{_lines(part)}\n}}" for name, part in made.items()]
    TABLE.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def _lines(part: dict[str, Any]) -> str:
    """One method or type on a line, so that a change can be read."""
    return ",\n".join(f"{json.dumps(name)}: {json.dumps(entry, ensure_ascii=False)}" for name, entry in part.items())


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    return {field["name"]: _field(field) for field in entry.get("fields", [])}


def _field(field: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"types": field["types"]}
    if field["required"]:
        told["required"] = True
    if limit := LIMIT.search(field["description"]):
        told["limit"] = [int(limit[1]), int(limit[2]), limit[3]]
    if constant := CONSTANT.search(field["description"]):
        told["constant"] = constant[1]
    return told


if __name__ == "__main__":
    main(sys.argv[1])
