"""What a record says of a request: its subject, and the filter; never text that was searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from flask import request

from dashboard.auditing.drawn import drawn_facts
from dashboard.auditing.rules import Rule
from data.trust.deeds import Deed

_FILTER = ("from", "to", "category", "component", "mode", "region", "version", "form", "layers")
"""Parts of a link that say what was asked for; shapes, places and searches are not among them."""
_LONGEST = 200
_PART = re.compile(r"\{(\??)(\w+)\}")
_HUB = ("view", "data")
_SEARCH = ("_pages_location", "search")


def subject_of(rule: Rule, parts: Mapping[str, object]) -> str:
    """What the request is about: the rule's words, with parts of the address or of the call in them."""

    def part(found: re.Match[str]) -> str:
        if found[1]:
            return _line(request.args.get(found[2], ""))
        return _line(parts.get(found[2], "")) or found[2]

    return _PART.sub(part, rule.about).strip()


def told_of_route(rule: Rule) -> dict[str, object]:
    """The route, its filter, and of a drawn shape what is recorded of one."""
    told: dict[str, object] = {"route": request.endpoint or ""}
    filter_ = filter_in(request.args)
    if filter_:
        told["filter"] = filter_
    return told | drawn_facts(request.get_data()) if rule.deed is Deed.DREW else told


def told_of_call(body: Mapping[str, Any]) -> tuple[dict[str, object], dict[str, object]]:
    """Parts of a call that a subject may name, and what is told of it: its filter, and of a command which."""
    parts: dict[str, object] = {}
    told: dict[str, object] = {}
    for value in _values(body):
        name, text = (value.get("id"), value.get("property")), value.get("value")
        if name in (_HUB, _SEARCH) and isinstance(text, str):
            filter_ = filter_in(dict(parse_qsl(text.removeprefix("?"))))
            if filter_:
                told["filter"] = filter_
        elif value.get("property") == "pathname":
            parts["pathname"] = text
        elif isinstance(text, dict):
            parts |= {key: text[key] for key in ("rule",) if key in text}
            told |= {key: _line(text[key]) for key in ("do",) if key in text}
    return parts, told


def filter_in(query: Mapping[str, str]) -> dict[str, str]:
    """The parts of a query that say what was asked for, each cut to a line."""
    return {name: _line(query[name]) for name in _FILTER if query.get(name)}


def _values(body: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("inputs", "state"):
        for value in body.get(name, ()):
            yield from (
                one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)
            )


def _line(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
