"""The grid of audit records: newest first, text as it is, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import dash_ag_grid as dag

from dashboard.components.ids import Ids
from data.trust.deeds import Deed, Outcome
from data.trust.entries import Entry

_COLUMNS = (
    (
        "seq",
        "Number",
        {
            "maxWidth": 88,
            "minWidth": 72,
            "cellClass": "audit-cell audit-number",
            "headerClass": "ag-right-aligned-header",
        },
    ),
    ("deed", "What", {"minWidth": 104, "flex": 2}),
    ("actor", "Who", {"minWidth": 96, "flex": 2}),
    ("subject", "About", {"minWidth": 176, "flex": 4}),
    ("at", "Time (UTC)", {"minWidth": 152, "flex": 2}),
    ("outcome", "Outcome", {"minWidth": 92, "flex": 1}),
    ("reason", "Why", {"minWidth": 200, "flex": 3}),
    ("role", "Role", {"minWidth": 92, "flex": 1}),
    ("more", "More", {"minWidth": 330, "flex": 5}),
)
"""Field, title and options; what matters most is on the left, where a phone shows it."""


def audit_table() -> dag.AgGrid:
    """The empty grid."""
    return dag.AgGrid(
        id=Ids.AUDIT_ROWS,
        rowData=[],
        columnDefs=[
            {"field": field, "headerName": title, "wrapText": True, "autoHeight": True, **rest}
            for field, title, rest in _COLUMNS
        ],
        getRowId="params.data.key",
        defaultColDef={
            "resizable": True,
            "sortable": False,
            "suppressHeaderFilterButton": True,
            "suppressHeaderMenuButton": True,
            "cellClass": "audit-cell",
        },
        dashGridOptions={
            "animateRows": False,
            "headerHeight": 36,
            "enableCellTextSelection": True,
            "suppressColumnVirtualisation": True,
            "pagination": True,
            "paginationPageSize": 50,
            "paginationPageSizeSelector": [50, 200, 1000],
            "domLayout": "autoHeight",
        },
        rowClassRules={
            "audit-not-done": f"!{json.dumps([Outcome.DONE, Outcome.BEGUN])}.includes(params.data.outcome)"
        },
        className="ag-theme-quartz table audit-table",
    )


def audit_rows(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The rows as the grid takes them."""
    return [
        {
            "key": str(entry.seq),
            "seq": entry.seq,
            "at": entry.at[:19].replace("T", " "),
            "actor": entry.actor,
            "role": entry.role,
            "deed": entry.deed,
            "outcome": entry.outcome,
            "subject": entry.subject,
            "reason": entry.reason,
            "more": more_words(entry.body),
        }
        for entry in entries
    ]


def more_words(body: str) -> str:
    """What else a record holds, as ``name: value`` pairs; digests are cut, the export has them whole.

    Examples
    --------
    >>> more_words('{"begun":7,"filter":{"region":"sector:tucson"}}')
    'begun: 7; region: sector:tucson'
    """
    try:
        told = json.loads(body)
    except ValueError:
        return body
    if not isinstance(told, dict):
        return body
    flat = {**{k: v for k, v in told.items() if k != "filter"}, **dict(told.get("filter") or {})}
    return "; ".join(f"{name}: {_short(value)}" for name, value in flat.items())


def deed_choices() -> list[str]:
    """Every deed, in alphabetical order."""
    return sorted(Deed)


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{text[:12]}…" if len(text) == 64 and text.isalnum() else text
