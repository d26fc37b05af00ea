"""The JSON Schema with which an editor completes and explains the catalogue while somebody types (draft 7)."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from bot.catalogue.hover import HOVER
from bot.catalogue.models import Activity, Catalogue

_REFERENCE = "#/definitions/{model}"


class _Plain(GenerateJsonSchema):
    """Without defaults: those are ours, not the writer's."""

    def default_schema(self, schema: Any) -> dict[str, Any]:
        return self.generate_inner(schema["schema"])


def schema_text() -> str:
    """The schema as it stands in docs/activities.schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def schema() -> dict[str, Any]:
    """A file of activities; also one of a folder, so nothing at the top is required."""
    _, whole = models_json_schema(
        [(Catalogue, "validation"), (Activity, "validation")], ref_template=_REFERENCE, schema_generator=_Plain,
    )
    definitions = {name: _explained(name, part) for name, part in whole["$defs"].items()}
    top = definitions.pop("Catalogue")
    top["properties"]["activities"] = {
        "type": "array", "items": {"$ref": _REFERENCE.format(model="Activity")},
        "description": HOVER["Catalogue"]["activities"],
    }
    top.pop("required", None)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **top, "definitions": definitions}


def _explained(name: str, part: dict[str, Any]) -> dict[str, Any]:
    """A definition with the words for people at each field."""
    properties = {
        field: {**_draft_7(inner), "description": HOVER.get(name, {}).get(field, "")}
        for field, inner in part.get("properties", {}).items()
    }
    kept = {key: value for key, value in part.items() if key not in {"title", "description"}}
    return {**kept, "properties": properties}


def _draft_7(part: Any) -> Any:
    """The same in the words of draft 7: a list of fixed length is `items`, and a reference stands alone."""
    if isinstance(part, list):
        return [_draft_7(item) for item in part]
    if not isinstance(part, dict):
        return part
    plain = {key: _draft_7(value) for key, value in part.items() if key != "title"}
    if "prefixItems" in plain:
        plain["items"] = plain.pop("prefixItems")
    if "$ref" in plain:
        plain = {"allOf": [{"$ref": plain["$ref"]}]}
    return plain
