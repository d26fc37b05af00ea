"""Which fields may stand where: the models, walked beside the tree of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from bot.catalogue.composing import Node, Path


def fields_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The names of the fields as they are written in the file."""
    return tuple(_shape(model))


def unfilled(model: type[BaseModel], node: Node, path: Path = ()) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Fields without a value that no model knows (`0925:` after `lat: 52,0925`), each with what is allowed there."""
    shape = _shape(model)
    for key, part in node.parts.items():
        inside = shape.get(str(key))
        if isinstance(key, str) and key not in shape:
            if part.value is None:
                yield (*path, key), tuple(shape)
        elif inside and part.keys:
            yield from unfilled(inside, part, (*path, key))
        elif inside:
            for number, item in part.parts.items():
                if item.keys:
                    yield from unfilled(inside, item, (*path, key, number))


def allowed_at(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """The fields that are allowed in the mapping that holds the end of `path`."""
    here: type[BaseModel] | None = model
    for step in path[:-1]:
        if isinstance(step, str) and here:
            here = _shape(here).get(step)
    return fields_of(here) if here else ()


@cache
def _shape(model: type[BaseModel]) -> Mapping[str, type[BaseModel] | None]:
    """For each field the model that stands in it, None for plain values."""
    return {field.alias or name: _model_in(field.annotation) for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) is Mapping:
        return None
    return next(filter(None, map(_model_in, get_args(annotation))), None)
