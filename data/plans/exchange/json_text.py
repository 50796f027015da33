"""Untrusted JSON of a whole file as plain values, bounded before anything is built from it.

As :mod:`data.geography.polygon_text` does for one geometry, with the limits of a file.
"""

from __future__ import annotations

import json
import re

from data.errors import PlanFileError
from data.plans.exchange.limits import DEEPEST_JSON, MOST_BYTES

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
_LONGEST_NAME = 40
_EXACT_DIGITS = 15


def strict_json(source: bytes | str, *, what: str = "the file") -> object:
    """The value that the JSON text describes, without its byte-order mark.

    A whole number of more than 15 digits becomes a float.

    Raises
    ------
    PlanFileError
        If the text is larger than 64 MB, is not UTF-8, is nested more than 16 deep, is not JSON,
        holds NaN or Infinity, or gives a member twice; ``what`` is named in the message.
    """
    text = _text(source, what)
    _check_nesting(text, what)
    try:
        return json.loads(
            text,
            parse_int=_number,
            parse_constant=_refuse_constant,
            object_pairs_hook=_members,
        )
    except json.JSONDecodeError as error:
        raise PlanFileError(
            f"{what} is no whole JSON: {error.msg} at line {error.lineno}, character {error.colno}",
            remedy="The file was cut off or changed: export or copy it again",
        ) from error


def _text(source: bytes | str, what: str) -> str:
    if len(source) > MOST_BYTES:
        raise PlanFileError(
            f"{what} has {len(source):,} bytes, expected at most {MOST_BYTES:,}",
            remedy="Simplify its shapes or split it",
        )
    if isinstance(source, str):
        return source
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanFileError(
            f"{what}: byte {error.start:,} is not UTF-8", remedy="Save it in the encoding UTF-8"
        ) from error


def _check_nesting(text: str, what: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        first = text[token.start()]
        depth += (first in "[{") - (first in "]}")
        if depth > DEEPEST_JSON:
            raise PlanFileError(
                f"{what} is nested more than {DEEPEST_JSON} deep at character {token.start() + 1:,}",
                remedy="Give features with Polygon or MultiPolygon geometry alone",
            )


def _number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _EXACT_DIGITS else float(digits)


def _refuse_constant(name: str) -> float:
    raise PlanFileError(f"the text holds {name}, expected a number", remedy="Correct the coordinate")


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise PlanFileError(
            f"member {twice[:_LONGEST_NAME]!r} is given twice", remedy="Give each member once"
        )
    return members
