"""Routes of the map, of tables, briefs, documents, data versions and the audit record."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.api.openapi.operation import FILE, FILTER, Operation
from dashboard.api.openapi.plan_operations import PLAN_OPERATIONS
from dashboard.api.openapi.schemas import (
    anything,
    body,
    holding,
    listed,
    number,
    reference,
    text,
    truth,
    whole,
)
from data.answers.question import Form

_ZOOM = {"zoom": number(0, 24)}
_BRIEF = reference("Brief")
_DOCUMENT = holding("job", "state", "progress", "files")
_SCHEDULE = holding("schedule", "name", "is_on", "version", "body")
_SCHEDULED = {
    "name": text(),
    "cadence": text(),
    "time": text(),
    "zone": text(),
    "document": anything(),
    "recipients": listed(anything()),
}
_WISH = {
    "format": text(one_of=("pdf", "pptx", "png", "html")),
    "paper": text(one_of=("letter", "a4")),
    "theme": text(one_of=("print", "light", "dark", "contrast")),
    "size": text(one_of=("1080p", "4k")),
    "regions": text(),
    "frozen": whole(),
    "is_zip": truth(),
}
_REASON = {"reason": text(longest=1000)}
_MARKING = {"marking": text()}
_RELEASED = holding("version", "state", "marking")
_SEARCH = {name: text() for name in ("first", "last", "actor", "deed", "outcome", "subject")}

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "openapi.document": Operation(answer=holding("openapi", "info", "paths")),
        "live.geometry": Operation(
            query={"version": FILTER["version"], "level": whole(8, 16)},
            answer={"type": "string", "format": "binary"},
            answered_as=(FILE,),
        ),
        "live.values": Operation(
            query={**FILTER, **_ZOOM, "form": text(one_of=tuple(Form))},
            answer={"type": "string", "format": "binary"},
            answered_as=(FILE,),
        ),
        "live.place_card": Operation(query=FILTER, answer=holding("title")),
        "live.places": Operation(answer={"type": "object"}),
        "live.polygon": Operation(
            query=FILTER,
            body=reference("Polygon"),
            answer=holding("words", "value", "suppressed", "unit", "sentence", "version", "notes", "rows"),
        ),
        "table_csv.table": Operation(
            query={**FILTER, **_ZOOM, "table": text(), "layers": text(longest=2000)},
            answer={"type": "string"},
            answered_as=("text/csv",),
        ),
        "alerts_mark.mark": Operation(answer=holding("mark")),
        "briefs.listed": Operation(query={"archived": text(one_of=("0", "1"))}, answer=holding("briefs")),
        "briefs.opened": Operation(answer=_BRIEF),
        "briefs.choices": Operation(answer={"type": "object"}),
        "briefs.told": Operation(
            query={**FILTER, "layers": text(longest=2000)}, answer=holding("sentence", "layers", "has_period")
        ),
        "briefs.create": Operation(
            body=body(None, {"title": text(), "copy_of": text(), "brief": anything()}), answer=_BRIEF
        ),
        "briefs.save": Operation(body=body({"version": whole(), "brief": anything()}), answer=_BRIEF),
        "briefs.append": Operation(body=body({"scenes": listed(anything())}), answer=_BRIEF),
        "briefs.archive": Operation(body=body({"version": whole(), "archived": truth()}), answer=_BRIEF),
        "briefs.freeze": Operation(body=body()),
        "briefs.frozen": Operation(answer=holding("frozen")),
        "brief_documents.documents": Operation(answer=holding("jobs", "choices")),
        "brief_documents.ask": Operation(body=body(None, _WISH), answer=_DOCUMENT),
        "brief_documents.document": Operation(answer=_DOCUMENT),
        "brief_documents.cancel_document": Operation(body=body(), answer=_DOCUMENT),
        "brief_documents.document_file": Operation(
            answer={"type": "string", "format": "binary"}, answered_as=("*/*",)
        ),
        "brief_documents.schedules": Operation(answer=holding("schedules", "choices")),
        "brief_documents.create_schedule": Operation(
            body=body(_SCHEDULED, {"day": whole(0, 31)}), answer=_SCHEDULE
        ),
        "brief_documents.change_schedule": Operation(
            body=body({**_SCHEDULED, "version": whole()}, {"day": whole(0, 31)}), answer=_SCHEDULE
        ),
        "brief_documents.switch_schedule": Operation(
            body=body({"version": whole(), "is_on": truth()}), answer=_SCHEDULE
        ),
        "brief_documents.deliver_now": Operation(body=body(), answer=holding("job")),
        "brief_documents.remove_schedule": Operation(
            body=body({"version": whole()}), answer=holding("removed")
        ),
        "display.display": Operation(answer=holding("token", "title", "marking", "scenes", "digest")),
        "display.display_scene": Operation(
            query={"theme": text(one_of=("dark", "light", "contrast"))}, answers=(202,)
        ),
        "releases.release": Operation(body=body(_REASON, _MARKING), answer=_RELEASED),
        "releases.withdraw": Operation(body=body(_REASON), answer=holding("withdrawn")),
        "releases.mark": Operation(body=body({**_REASON, **_MARKING}), answer=_RELEASED),
        "audit.export": Operation(
            query=_SEARCH, answer={"type": "string"}, answered_as=("text/csv", "application/jsonl")
        ),
        "audit.reason": Operation(answer=holding("given", "choices", "longest")),
        "audit.give_reason": Operation(body=body(_REASON), answer=holding("reason")),
        "audit.taken": Operation(body=body(), answer=holding("taken")),
        **PLAN_OPERATIONS,
    }
)
"""Flask endpoint -> what is told of it; a test holds that every route under ``/api`` is here."""

NOWHERE = frozenset({"plans.nowhere", "briefs.nowhere", "openapi.nowhere"})
"""Endpoints of addresses that lead nowhere: they answer 404 and are not told of."""
