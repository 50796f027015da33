"""Scenes with their numbers as canonical JSON text, there and back, and the digest of it.

Canonical: keys in order, no spaces, numbers of type float always with a point, so that the same
contents are the same bytes. Reading is strict: a value of another type, or a name too many, is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from data.briefs.content import NOT_KEPT, SceneContent
from data.errors import BriefError

_KIND = "is"
"""Name under which an item says what it is."""
_REMEDY = "Freeze the brief again: this text was not written by borderops as it is now"


def contents_to_json(contents: Iterable[SceneContent]) -> str:
    """The canonical text of some scenes.

    Raises
    ------
    BriefError
        If a number is not finite.
    """
    return _canonical([_encoded(SceneContent, content) for content in contents])


def contents_from_json(text: str) -> tuple[SceneContent, ...]:
    """The scenes that a text holds.

    Raises
    ------
    BriefError
        If it is no JSON, or not of the shape that :func:`contents_to_json` writes.
    """
    found: tuple[SceneContent, ...] = _decoded(tuple[SceneContent, ...], _parsed(text), "scenes")
    return found


def content_to_json(content: SceneContent) -> str:
    """The canonical text of one scene.

    Raises
    ------
    BriefError
        If a number is not finite.
    """
    return _canonical(_encoded(SceneContent, content))


def content_from_json(text: str) -> SceneContent:
    """The scene that a text holds.

    Raises
    ------
    BriefError
        If it is no JSON, or not of the shape that :func:`content_to_json` writes.
    """
    found: SceneContent = _decoded(SceneContent, _parsed(text), "scene")
    return found


def numbers_digest(contents: Iterable[SceneContent]) -> str:
    """SHA-256 of the canonical text in UTF-8, 64 hexadecimal digits: equal if all that is said is."""
    return hashlib.sha256(contents_to_json(contents).encode()).hexdigest()


def _canonical(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)
    except ValueError as error:
        raise BriefError(f"a scene cannot be written: {error}", remedy="Report the scene") from error


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BriefError(f"the text of the scenes is no JSON: {error}", remedy=_REMEDY) from error


def _encoded(kind: Any, value: Any) -> object:  # noqa: ANN401 - a type, and a value of it
    """A value of a type as JSON holds it."""
    if get_origin(kind) in {Union, UnionType}:
        return _encoded_choice(kind, value)
    if get_origin(kind) is tuple:
        return [_encoded(one, part) for one, part in zip(_parts(kind, len(value)), value, strict=True)]
    if is_dataclass(kind):
        return {name: _encoded(of, getattr(value, name)) for name, of in _fields(kind).items()}
    if kind is date:
        return value.isoformat()
    return float(value) if kind is float else value


def _encoded_choice(kind: Any, value: Any) -> object:  # noqa: ANN401 - a type, and a value of it
    if value is None:
        return None
    choices = [one for one in get_args(kind) if one is not NoneType]
    if is_dataclass(choices[0]) and len(choices) > 1:
        told = _encoded(type(value), value)
        return {_KIND: type(value).__name__, **(told if isinstance(told, dict) else {})}
    return _encoded(choices[0], value)


def _decoded(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - a type, and what JSON holds
    """A value of a type from what JSON holds of it; ``where`` names it in a refusal."""
    if get_origin(kind) in {Union, UnionType}:
        return _decoded_choice(kind, value, where)
    if get_origin(kind) is tuple:
        return _decoded_tuple(kind, value, where)
    if is_dataclass(kind):
        return _decoded_record(kind, value, where)
    if kind is date or issubclass(kind, StrEnum):
        return _decoded_word(kind, value, where)
    if type(value) is not kind:
        raise _refusal(where, value, kind.__name__)
    return value


def _decoded_choice(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - as above
    choices = [one for one in get_args(kind) if one is not NoneType]
    if value is None and NoneType in get_args(kind):
        return None
    if len(choices) == 1:
        return _decoded(choices[0], value, where)
    named = value.get(_KIND) if isinstance(value, dict) else None
    found = next((one for one in choices if one.__name__ == named), None)
    if found is None:
        raise _refusal(where, named, " or ".join(one.__name__ for one in choices))
    return _decoded(found, {name: part for name, part in value.items() if name != _KIND}, where)


def _decoded_tuple(kind: Any, value: Any, where: str) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    if not isinstance(value, list):
        raise _refusal(where, value, "a list")
    parts = _parts(kind, len(value))
    if len(parts) != len(value):
        raise _refusal(where, value, f"{len(parts)} values")
    pairs = enumerate(zip(parts, value, strict=True))
    return tuple(_decoded(one, part, f"{where}[{number}]") for number, (one, part) in pairs)


def _decoded_record(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - as above
    declared = _fields(kind)
    if not isinstance(value, dict) or set(value) != set(declared):
        names = ", ".join(sorted(set(value) ^ set(declared))) if isinstance(value, dict) else ""
        raise _refusal(where, names or value, f"the fields of {kind.__name__}")
    return kind(**{name: _decoded(of, value[name], f"{where}.{name}") for name, of in declared.items()})


def _decoded_word(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - as above
    try:
        return date.fromisoformat(value) if kind is date else kind(value)
    except (TypeError, ValueError) as error:
        raise _refusal(where, value, kind.__name__) from error


def _parts(kind: Any, count: int) -> tuple[Any, ...]:  # noqa: ANN401 - a type
    """The types of a tuple's values."""
    found = get_args(kind)
    return (found[0],) * count if len(found) == 2 and found[1] is Ellipsis else found


def _fields(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a type
    return _declared(kind)


@cache
def _declared(kind: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind) if NOT_KEPT not in one.metadata}


def _refusal(where: str, found: object, expected: str) -> BriefError:
    return BriefError(f"{where} is {str(found)[:60]!r}, expected {expected}", remedy=_REMEDY)
