"""What a request about plans holds, read strictly: one JSON object, of known fields."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from data.errors import PlanError

LARGEST = (1 << 31) - 1
"""Largest whole number that is read: ids and versions are 32-bit numbers of the database."""

_LONGEST_SAID = 60
"""Characters of a refused value that a message repeats."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """The fields of a JSON object that was sent, each given out as one type or refused."""

    fields: Mapping[str, object]

    def value(self, name: str) -> object:
        """The field as it was sent, for a stricter reader; ``None`` if it is missing."""
        return self.fields.get(name)

    def whole(self, name: str) -> int:
        """The field's whole number, at least 0.

        Raises
        ------
        PlanError
            If it is missing or something else.
        """
        value = self.fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST:
            return value
        raise PlanError(
            f"{name} is {_said(value)}, expected a whole number", remedy=f"Send {name} as it was read"
        )

    def whole_or_none(self, name: str) -> int | None:
        """The field's whole number; ``None`` if it is missing or null.

        Raises
        ------
        PlanError
            If it is something else.
        """
        return None if self.fields.get(name) is None else self.whole(name)

    def text(self, name: str, *, longest: int) -> str:
        """The field's text without space around it: 1 to ``longest`` characters.

        Raises
        ------
        PlanError
            If it is missing, empty, too long, or something else.
        """
        value = self.fields.get(name)
        text = value.strip() if isinstance(value, str) else ""
        if 1 <= len(text) <= longest and text.isprintable():
            return text
        raise PlanError(
            f"{name} is {_said(value)}, expected text of 1 to {longest} characters in one line",
            remedy=f"Give {name}",
        )

    def paragraphs(self, name: str) -> str:
        """The field's text as it was sent, for a stricter reader.

        Raises
        ------
        PlanError
            If it is missing or something else.
        """
        value = self.fields.get(name)
        if isinstance(value, str):
            return value
        raise PlanError(f"{name} is {_said(value)}, expected text", remedy=f"Give {name}")

    def truth(self, name: str) -> bool:
        """The field's true or false.

        Raises
        ------
        PlanError
            If it is missing or something else.
        """
        value = self.fields.get(name)
        if isinstance(value, bool):
            return value
        raise PlanError(f"{name} is {_said(value)}, expected true or false", remedy=f"Give {name}")

    def texts(self, name: str) -> tuple[str, ...]:
        """The field's list of texts; empty if it is missing or null.

        Raises
        ------
        PlanError
            If it is something else.
        """
        value = self.fields.get(name)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise PlanError(f"{name} is {_said(value)}, expected a list of texts", remedy=f"Correct {name}")


def body(*known: str) -> Body:
    """The JSON object that the request holds; only these fields may be in it.

    Raises
    ------
    PlanError
        If it is not JSON in UTF-8, not an object, holds a field twice or one that is not known.
    """
    fields = _parsed(request.get_data())
    if not isinstance(fields, dict):
        raise PlanError(f"the body is {_said(fields)}, expected a JSON object", remedy=_fields_words(known))
    unknown = sorted(fields.keys() - set(known))
    if unknown:
        raise PlanError(f"the body has the field {_said(unknown[0])}", remedy=_fields_words(known))
    return Body(fields=fields)


def _parsed(sent: bytes) -> object:
    try:
        # Deep nesting ends in RecursionError, a number of a thousand digits in ValueError.
        return json.loads(sent.decode(), parse_constant=_no_number, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        raise PlanError(
            f"the body of {len(sent):,} bytes is not JSON: {str(error)[:_LONGEST_SAID]}",
            remedy="Send one JSON object in UTF-8",
        ) from error


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("a field is given twice")
    return fields


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number of JSON")


def _fields_words(known: tuple[str, ...]) -> str:
    return f"Fields are {', '.join(known)}" if known else "Send {}"


def _said(value: object) -> str:
    if value is None:
        return "missing"
    text = repr(value)
    return text if len(text) <= _LONGEST_SAID else f"{text[:_LONGEST_SAID]}…"
