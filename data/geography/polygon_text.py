"""Untrusted JSON text as plain values, bounded before anything is built from it.

Size and nesting are checked on the text itself, because parsers and geometry libraries
crash on what they do not expect: 100,000 nested brackets end the process in some.
"""

from __future__ import annotations

import json
import re

from data.errors import PolygonError

LARGEST_BYTES = 2 * 1024 * 1024
DEEPEST_NESTING = 8
"""A MultiPolygon needs 5; a few more leave room for harmless members."""

_LONGEST_NAME = 40
"""Characters of a member's name that a refusal repeats."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


def read_json(source: str | bytes) -> object:
    """The value that the JSON text describes, every number as a float.

    Raises
    ------
    PolygonError
        If the text is larger than 2 MB, is not UTF-8, is nested more than 8 deep, is not JSON,
        holds NaN or Infinity, or gives a member twice.
    """
    text = _bounded_text(source)
    _check_nesting(text)
    try:
        return json.loads(
            text,
            parse_float=float,
            parse_int=float,
            parse_constant=_refuse_constant,
            object_pairs_hook=_members,
        )
    except json.JSONDecodeError as error:
        raise PolygonError(
            f"the text is not JSON: {error.msg} at line {error.lineno}, character {error.colno}",
            remedy="Send one GeoJSON geometry",
        ) from error


def _bounded_text(source: str | bytes) -> str:
    size = len(source)
    if size <= LARGEST_BYTES and isinstance(source, str):
        size = len(source.encode("utf-8", "surrogatepass"))
    if size > LARGEST_BYTES:
        raise PolygonError(
            f"the text has {size:,} bytes, expected at most {LARGEST_BYTES:,}", remedy="Simplify the polygon"
        )
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PolygonError(
            f"byte {error.start} is not UTF-8", remedy="Send the text in the encoding UTF-8"
        ) from error


def _check_nesting(text: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        first = text[token.start()]
        depth += (first in "[{") - (first in "]}")
        if depth > DEEPEST_NESTING:
            raise PolygonError(
                f"the text is nested more than {DEEPEST_NESTING} deep at character {token.start() + 1}",
                remedy="Send a Polygon or MultiPolygon alone",
            )


def _refuse_constant(name: str) -> float:
    raise PolygonError(f"the text holds {name}, expected numbers", remedy="Correct the coordinate")


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members: dict[str, object] = {}
    for name, value in pairs:
        if name in members:
            raise PolygonError(
                f"member {name[:_LONGEST_NAME]!r} is given twice", remedy="Give each member once"
            )
        members[name] = value
    return members
