"""The grid that shows a table: sortable, searchable, its rows a way to filter."""

from __future__ import annotations

from typing import Any

import dash_ag_grid as dag

from dashboard.components.asked_table import AskedTable, Column
from dashboard.components.ids import Ids
from dashboard.components.table_rows import NOT_SHOWN_ORDER

_NAME = {
    "field": "name",
    "flex": 2,
    "minWidth": 104,
    "wrapText": True,
    "autoHeight": True,
    "cellClass": "cell-name",
    "filter": "agTextColumnFilter",
}


def table() -> dag.AgGrid:
    """The empty grid; words stand where a number is not shown."""
    return dag.AgGrid(
        id=Ids.TABLE,
        rowData=[],
        # A grid without a column is no table to assistive technology.
        columnDefs=[{**_NAME, "headerName": "Region"}],
        getRowId="params.data.key",
        defaultColDef={
            "resizable": True,
            "minWidth": 46,
            "sortable": True,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
            "suppressHeaderFilterButton": True,
            "suppressHeaderMenuButton": True,
        },
        dashGridOptions={
            "animateRows": False,
            "rowHeight": 34,
            "headerHeight": 36,
            "enableCellTextSelection": True,
            "suppressColumnVirtualisation": True,
        },
        rowClassRules={"row-chosen": "params.data.chosen"},
        className="ag-theme-quartz table",
    )


def column_definitions(asked: AskedTable, *, is_narrow: bool) -> list[dict[str, Any]]:
    """The grid's columns; on a narrow screen those that can be spared are left out."""
    kept = [c for c in asked.columns if not (is_narrow and c.is_dropped_when_narrow)]
    return [{**_NAME, "headerName": asked.name_title}, *(_definition(column) for column in kept)]


def grid_rows(asked: AskedTable) -> list[dict[str, Any]]:
    """The rows as the grid takes them: for each column a number to sort by, and words to show."""
    return [
        {
            "key": row.key or "none",
            "name": row.name,
            "chosen": row.key in asked.chosen,
            **{
                key: part
                for column, value in zip(asked.columns, row.values, strict=True)
                for key, part in (
                    (column.key, _order(column, value.number, value.words)),
                    (f"{column.key}_words", value.words),
                )
            },
        }
        for row in asked.rows
    ]


def note(asked: AskedTable) -> str:
    """The papers of a table in a few lines: floor, caveats, source, date."""
    as_of = f", as of {asked.as_of:%d %b %Y}" if asked.as_of else ""
    small = f"<{asked.floor}: too small to show. withheld: would give a small count away."
    return f"{asked.sentence}. {small} {' '.join(asked.caveats)} Source: {asked.source}{as_of}."


def _definition(column: Column) -> dict[str, Any]:
    if not column.is_number:
        return {
            "field": column.key,
            "headerName": column.title,
            "minWidth": 88,
            "flex": 2,
            "wrapText": True,
            "autoHeight": True,
            "cellClass": "cell-words",
        }
    return {
        "field": column.key,
        "headerName": column.title,
        "type": "rightAligned",
        "minWidth": 48 if column.key == "percent" else 72,
        "flex": 1,
        "valueFormatter": {"function": f"params.data.{column.key}_words"},
    }


def _order(column: Column, number: float | None, words: str) -> float | str | None:
    if not column.is_number:
        return words
    if number is not None:
        return number
    return NOT_SHOWN_ORDER if column.key in {"now", "before"} else None
