"""The documentation page of the reference tables, made from their declarations.

``python -m data.reference.tables_page docs/reference-tables.md`` writes it; a test holds it current.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa

from data.reference.figures import FIGURES, PublishedFigures, load_figures
from data.reference.reference_table import ReferenceTable, TableColumn
from data.reference.tables import TABLES, load_arrow

TYPE_NAMES = {
    pa.string(): "text",
    pa.int64(): "whole number",
    pa.float64(): "number",
    pa.bool_(): "0 or 1",
    pa.date32(): "date (YYYY-MM-DD)",
}

INTRODUCTION = """\
# Reference tables and published figures

Generated from `data/reference`; do not edit by hand.

These facts ship with the product. Rows are places, institutions and yearly totals, never people.
Files are UTF-8 CSV with a header; codes (FIPS, ports) are text; longitude and latitude are WGS 84
decimal degrees; an empty cell means unknown, not zero. Fiscal years run from 1 October. Town points
come from GeoNames (CC BY 4.0). `data.reference.tables.load(key)` gives a table as a data frame; a
broken file raises `ReferenceTableError` with the row and column.
"""


def tables_page() -> str:
    """Markdown of ``docs/reference-tables.md``: each table's key, source, as-of, cautions and columns."""
    parts = [INTRODUCTION, "## Tables\n"]
    parts += [_table_section(table, load_arrow(key).num_rows) for key, table in TABLES.items()]
    parts += ["## Published figures by month\n"]
    parts += [_figures_section(figures, len(load_figures(key))) for key, figures in FIGURES.items()]
    return "\n".join(parts)


def _table_section(table: ReferenceTable, rows: int) -> str:
    head = (
        f"### {table.title}\n\n`{table.key}`: {rows:,} rows, one per {_key(table)}. As of: {table.as_of}.\n"
    )
    return "\n".join([head, f"Source: {table.source}.\n", *_body(table)])


def _figures_section(figures: PublishedFigures, rows: int) -> str:
    head = (
        f"### {figures.title}\n\n`{figures.key}`: {rows:,} rows, one per {_key(figures.table)}, "
        f"{figures.first_month} to {figures.last_month}.\n"
    )
    return "\n".join([head, f"Source: {figures.publisher}, {figures.publication}.\n", *_body(figures.table)])


def _body(table: ReferenceTable) -> list[str]:
    cautions = [f"- {caution}" for caution in table.cautions]
    lines = [_column_line(column) for column in table.columns]
    header = ["| column | type | unit | meaning |", "|---|---|---|---|"]
    return [*cautions, *([""] if cautions else []), *header, *lines, ""]


def _column_line(column: TableColumn) -> str:
    type_name = TYPE_NAMES[column.type] + ("" if column.required else ", may be empty")
    return f"| `{column.name}` | {type_name} | {column.unit} | {column.meaning} |"


def _key(table: ReferenceTable) -> str:
    return ", ".join(f"`{name}`" for name in table.key_columns)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(tables_page(), encoding="utf-8")
