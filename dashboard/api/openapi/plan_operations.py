"""Routes under ``/api/plans``, as ``docs/planner-api.md`` has them in words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.api.openapi.operation import FILE, FILTER, Operation
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
from data.plans.exchange.exports import EXPORTS

_WHOLE_NATION = {name: schema for name, schema in FILTER.items() if name != "region"}
_VERSION = {"version": whole()}
_EDIT = {"edit": reference("Edit")}
_NOTE_TO = text(one_of=("region", "unit", "border"))
_NAME = text(shortest=1, longest=120)
_REVIEWER = {"reviewer": text()}
_HEAD = reference("Head")
_SAVED = holding("head", "notes", "moved")
_REVIEW = holding("status", "version", "checklist", "unticked", "events")
_JOB = holding("job", "state", "progress")
_PROPOSAL = {
    "count": whole(1, 100),
    "seconds": number(0, 3600),
    "seed": whole(),
    "tolerance": number(0, 1),
}

PLAN_OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "plans.listed": Operation(answer=holding("plans", "starts")),
        "plans.create": Operation(
            body=body({"name": _NAME}, {"start": text(), "copy_of": whole(), "drawn": anything()}),
            answer=_HEAD,
        ),
        "plans.units": Operation(answer=holding("units", "names", "states", "lon", "lat")),
        "plans.lines": Operation(answer=holding("first", "second", "lines")),
        "plans.ahead": Operation(query=_WHOLE_NATION, answer=holding("version")),
        "plans.head": Operation(answer=_HEAD),
        "plans.shapes": Operation(answer=holding("type", "features")),
        "plans.history": Operation(answer=holding("edits")),
        "plans.panel": Operation(query=_WHOLE_NATION, answer=holding("panel")),
        "plans.checks": Operation(
            query={**_WHOLE_NATION, "within_km": number(1, 1000)},
            answer=holding("contiguity", "compactness", "coverage", "overlap"),
        ),
        "plans.why": Operation(
            query=_WHOLE_NATION, answer=holding("unit", "region", "grounds", "decisive", "words")
        ),
        "plans.difference": Operation(
            query={**_WHOLE_NATION, "before": whole(), "after": whole()},
            answer=holding("lines", "regions", "handovers"),
        ),
        "plans.edit": Operation(
            body=body({**_VERSION, **_EDIT}, {"key": text(shortest=1, longest=40)}), answer=_SAVED
        ),
        "plans.undo": Operation(body=body(_VERSION), answer=_SAVED),
        "plans.redo": Operation(body=body(_VERSION, {"to": whole()}), answer=_SAVED),
        "plans.go": Operation(body=body({**_VERSION, "edit": whole()}), answer=_SAVED),
        "plans.live": Operation(
            query=_WHOLE_NATION,
            body=body({**_VERSION, **_EDIT}),
            answer=holding("notes", "moved", "panel"),
        ),
        "plans.notes": Operation(answer=holding("notes")),
        "plans.note": Operation(
            body=body({"to": _NOTE_TO, "keys": listed(text(), most=2), "text": text(longest=4000)}),
            answer=holding("note"),
        ),
        "plans.resolve": Operation(body=body(), answer=holding("note")),
        "plans.versions": Operation(answer=holding("versions")),
        "plans.version": Operation(body=body({"name": _NAME}, {"edit": whole()}), answer=holding("version")),
        "plans.review": Operation(answer=_REVIEW),
        "plans.submit": Operation(body=body(_VERSION), answer=_REVIEW),
        "plans.send_back": Operation(body=body({"reason": text(longest=4000)}, _REVIEWER), answer=_REVIEW),
        "plans.tick": Operation(body=body({"item": text(), "ticked": truth()}, _REVIEWER), answer=_REVIEW),
        "plans.approve": Operation(
            body=body({**_VERSION, "effective": {"type": "string", "format": "date"}}, _REVIEWER),
            answer=holding("approved"),
        ),
        "plans.supersede": Operation(body=body(None, _REVIEWER), answer=_REVIEW),
        "plans.approved": Operation(answer={"type": "object"}),
        "plans.approved_shapes": Operation(answer=holding("type", "features"), answers=(204,)),
        "plans.export": Operation(
            query=_WHOLE_NATION,
            path={"suffix": text(one_of=tuple(EXPORTS))},
            answer={"type": "string", "format": "binary"},
            answered_as=tuple(one.media_type for one in EXPORTS.values()),
        ),
        "plans.import_file": Operation(
            query={"name": text()},
            body={"type": "string", "format": "binary"},
            sent_as=FILE,
            answer=holding("report", "head"),
        ),
        "plans.propose": Operation(query=_WHOLE_NATION, body=body(None, _PROPOSAL), answer=holding("job")),
        "plans.proposals": Operation(answer=holding("jobs")),
        "plans.job": Operation(answer=_JOB),
        "plans.cancel": Operation(body=body(), answer=_JOB),
    }
)
"""Flask endpoint -> what is told of it."""
