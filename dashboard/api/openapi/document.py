"""The document: what routes say of themselves, and what the table of operations adds."""

from __future__ import annotations

import inspect
import re
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from dashboard.access.surfaces import SURFACES
from dashboard.api.openapi.operation import JSON, Operation
from dashboard.api.openapi.operations import NOWHERE, OPERATIONS
from dashboard.api.openapi.schemas import LARGEST, Schema, holding
from dashboard.web.csrf import HEADER

_PART = re.compile(r"<(?:(?P<kind>\w+)(?:\((?P<options>[^)]*)\))?:)?(?P<name>\w+)>")
_REFUSED = (400, 401, 403, 404, 405, 414, 428, 429, 431, 500, 503)
_REFUSED_CHANGE = (409, 413, 415)
_METHODS = ("GET", "POST", "PUT")


def document_of(server: Flask) -> dict[str, Any]:
    """The document of the server's routes under ``/api``, OpenAPI 3.1."""
    paths: dict[str, Any] = {}
    for rule in sorted(described_rules(server), key=lambda one: one.rule):
        address = _PART.sub(r"{\g<name>}", rule.rule)
        for method in (one for one in _METHODS if one in (rule.methods or ())):
            paths.setdefault(address, {})[method.lower()] = _operation(server, rule, method)
    return {
        "openapi": "3.1.0",
        "info": {"title": "borderops", "version": "1", "description": _WORDS},
        "paths": paths,
        "components": {"schemas": _SCHEMAS},
    }


def described_rules(server: Flask) -> list[Rule]:
    """The routes that the document tells of."""
    return [
        rule
        for rule in server.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint not in NOWHERE
    ]


def _operation(server: Flask, rule: Rule, method: str) -> dict[str, Any]:
    told = OPERATIONS[rule.endpoint]
    view = server.view_functions[rule.endpoint]
    words = inspect.getdoc(view) or ""
    found: dict[str, Any] = {
        "operationId": rule.endpoint,
        "tags": [rule.endpoint.partition(".")[0]],
        "summary": words.partition("\n")[0],
        "description": f"Asks for: {SURFACES[rule.endpoint].words}.",
        "parameters": [*_parts(rule, told), *_query(told)],
        "responses": _responses(told, method),
    }
    if told.body is not None:
        found["requestBody"] = {"required": True, "content": {told.sent_as: {"schema": told.body}}}
    return found


def _parts(rule: Rule, told: Operation) -> list[dict[str, Any]]:
    return [
        {
            "name": part["name"],
            "in": "path",
            "required": True,
            "schema": told.path.get(part["name"]) or _schema_of(part["kind"], part["options"] or ""),
        }
        for part in _PART.finditer(rule.rule)
    ]


def _schema_of(kind: str | None, options: str) -> Schema:
    """What a part of an address may be, as its converter takes it."""
    if kind == "int":
        return {"type": "integer", "minimum": 0, "maximum": LARGEST}
    if kind == "any":
        return {"type": "string", "enum": [one.strip() for one in options.split(",")]}
    return {"type": "string", "minLength": 1, "maxLength": 200}


def _query(told: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": name in told.required, "schema": schema}
        for name, schema in told.query.items()
    ]


def _responses(told: Operation, method: str) -> dict[str, Any]:
    content = {kind: {"schema": told.answer} for kind in told.answered_as}
    found: dict[str, Any] = {"200": {"description": "As told", "content": content}}
    for status in told.answers:
        found[str(status)] = {"description": "Nothing yet, or nothing at all"}
    if method == "GET":
        found["304"] = {"description": "As it was"}
    statuses = _REFUSED if method == "GET" else (*_REFUSED, *_REFUSED_CHANGE)
    refusal = {"description": "Refused", "content": {JSON: {"schema": {"$ref": _REFUSAL}}}}
    return found | {str(status): refusal for status in sorted(statuses)}


_REFUSAL = "#/components/schemas/Refusal"

_WORDS = (
    "Whoever asks is known by the cookie of their sign-in, by a proxy, or as a device; on one person's own "
    f"machine there is no sign-in. A change is JSON from a page of this server, with the cookie's token in "
    f"{HEADER} where people sign in. Rights are those of the table in docs/security.md."
)

_POSITIONS: Schema = {
    "type": "array",
    "items": {
        "type": "array",
        "items": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        "minItems": 4,
        "maxItems": 10_000,
    },
    "minItems": 1,
}

_SCHEMAS: dict[str, Schema] = {
    "Refusal": holding("error", "found", "remedy", "path"),
    "Head": holding("id", "name", "owner", "version", "edit", "regions", "assigned"),
    "Brief": holding("token", "version"),
    "Edit": {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "description": "One edit, as data/plans/edits.py has it; geometry is GeoJSON, OGC:CRS84.",
    },
    "Polygon": {
        "type": "object",
        "required": ["type", "coordinates"],
        "additionalProperties": False,
        "properties": {"type": {"const": "Polygon"}, "coordinates": _POSITIONS},
        "description": "OGC:CRS84, longitude first. A MultiPolygon is taken too.",
    },
}
