"""What editors are told about the list."""

from __future__ import annotations

from bot.catalogue.hover import HOVER
from bot.catalogue.json_schema import schema, schema_text
from tests.catalogue.samples import REPOSITORY

FILE = REPOSITORY / "docs" / "activities.schema.json"


def test_the_schema_in_the_repository_is_fresh() -> None:
    assert FILE.read_text("utf-8") == schema_text(), "make it again: schuifaan schema > docs/activities.schema.json"


def test_every_field_is_explained_in_dutch() -> None:
    whole = schema()
    parts = {"Catalogue": whole, **whole["definitions"]}

    silent = [
        f"{name}.{field}" for name, part in parts.items() for field, inner in part["properties"].items()
        if not inner["description"]
    ]

    assert silent == []


def test_nothing_is_explained_that_does_not_exist() -> None:
    whole = schema()
    parts = {"Catalogue": whole, **whole["definitions"]}

    assert {name: set(fields) for name, fields in HOVER.items()} == {
        name: set(part["properties"]) for name, part in parts.items()
    }


def test_unknown_fields_are_refused_by_the_editor_too() -> None:
    whole = schema()

    assert all(part["additionalProperties"] is False for part in whole["definitions"].values())
    assert whole["$schema"] == "http://json-schema.org/draft-07/schema#"
