"""Tables: the regions with their change, and the table twin of any map layer."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag

from dashboard.components.ids import Ids
from data.answers.disclosure import State
from data.answers.question import Answer
from data.geography.regions import region
from layers.table_twin import Row

_NUMBER = {"type": "rightAligned", "sortable": True, "filter": False}
REGION_COLUMNS: list[dict[str, Any]] = [
    {"field": "name", "headerName": "Region", "flex": 2, "minWidth": 130, "filter": "agTextColumnFilter"},
    {
        "field": "now",
        "headerName": "Incidents",
        "valueFormatter": {"function": "params.data.now_words"},
        **_NUMBER,
    },
    {
        "field": "before",
        "headerName": "Year before",
        "valueFormatter": {"function": "params.data.before_words"},
        **_NUMBER,
    },
    {
        "field": "change",
        "headerName": "Change",
        "valueFormatter": {"function": "params.data.change_words"},
        **_NUMBER,
    },
]
TWIN_COLUMNS: list[dict[str, Any]] = [
    {"field": "name", "headerName": "Place", "flex": 2, "minWidth": 130, "filter": "agTextColumnFilter"},
    {
        "field": "now",
        "headerName": "Value",
        "valueFormatter": {"function": "params.data.now_words"},
        **_NUMBER,
    },
]


def table(rows: list[dict[str, Any]], columns: list[dict[str, Any]]) -> dag.AgGrid:
    """A sortable table; words stand where a number is not shown."""
    return dag.AgGrid(
        id=Ids.TABLE,
        rowData=rows,
        columnDefs=columns,
        columnSize="responsiveSizeToFit",
        defaultColDef={
            "resizable": True,
            "minWidth": 84,
            "wrapHeaderText": True,
            "suppressHeaderFilterButton": True,
        },
        dashGridOptions={
            "animateRows": False,
            "rowHeight": 34,
            "headerHeight": 36,
            "enableCellTextSelection": True,
        },
        className="ag-theme-quartz table",
    )


def region_rows(now: Answer, before: Answer) -> list[dict[str, Any]]:
    """Rows of a region set, most incidents first; the events in no region come last."""
    earlier = {row["key"]: row for row in _cells(before)}
    rows = [_region_row(row, earlier[row["key"]]) for row in _cells(now)]
    return sorted(rows, key=lambda row: (row["key"] == "", -row["now"], row["name"]))


def twin_rows(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    """Rows of a layer's table twin."""
    return [{"key": row.key, "name": row.name, "now": row.order, "now_words": row.words} for row in rows]


def _cells(answer: Answer) -> list[dict[str, Any]]:
    keys = answer.table.column("region").to_pylist()
    values = answer.table.column("value").to_pylist()
    return [{"key": key, "value": values[i], "words": answer.words(i)} for i, key in enumerate(keys)]


def _region_row(now: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    known = now["value"] is not None and before["value"] is not None
    change = now["value"] - before["value"] if known else None
    return {
        "key": now["key"],
        "name": region(now["key"]).name if now["key"] else "In no region of this set",
        "now": _order(now["value"]),
        "now_words": now["words"],
        "before": _order(before["value"]),
        "before_words": before["words"],
        "change": change,
        "change_words": f"{change:+,}".replace("+0", "0") if known else "not shown",
    }


def _order(value: float | None) -> float:
    return 0.5 if value is None else value


def is_hidden(answer: Answer) -> bool:
    """Whether any row of the answer is small or withheld."""
    return any(state != State.SHOWN for state in answer.table.column("state").to_pylist())
