"""Words of JSON Schema that operations are described with; each call gives a new value."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

LARGEST = (1 << 31) - 1


def text(*, longest: int = 200, shortest: int = 0, one_of: tuple[str, ...] = ()) -> Schema:
    """Text, or one of some."""
    return (
        {"type": "string", "enum": list(one_of)}
        if one_of
        else {
            "type": "string",
            "minLength": shortest,
            "maxLength": longest,
        }
    )


def whole(lowest: int = 0, highest: int = LARGEST) -> Schema:
    """A whole number within bounds, both inclusive."""
    return {"type": "integer", "minimum": lowest, "maximum": highest}


def number(lowest: float, highest: float) -> Schema:
    """A number within bounds, both inclusive."""
    return {"type": "number", "minimum": lowest, "maximum": highest}


def truth() -> Schema:
    """True or false."""
    return {"type": "boolean"}


def listed(items: Schema, *, most: int | None = None) -> Schema:
    """A list."""
    return {"type": "array", "items": items} | ({"maxItems": most} if most is not None else {})


def anything() -> Schema:
    """An object whose fields another page of the documentation has."""
    return {"type": "object"}


def body(required: dict[str, Schema] | None = None, optional: dict[str, Schema] | None = None) -> Schema:
    """The one JSON object of a request: fields that it must and may have, and no others."""
    must, may = required or {}, optional or {}
    found: Schema = {"type": "object", "properties": {**must, **may}, "additionalProperties": False}
    return found | ({"required": list(must)} if must else {})


def holding(*names: str) -> Schema:
    """The JSON object of an answer, which has at least these fields."""
    return {"type": "object", "required": list(names)}


def reference(name: str) -> Schema:
    """A schema of the document's own components."""
    return {"$ref": f"#/components/schemas/{name}"}
