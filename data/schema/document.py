"""The page ``docs/incident-schema.md``, made from the schema so that it cannot fall behind.

``python -m data.schema.document docs/incident-schema.md`` writes it; a test holds it current.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow as pa

from data.reference.taxonomy import CATEGORIES, CATEGORY_OF, LEAD_COMPONENT_OF
from data.schema.columns import Column
from data.schema.incidents import INCIDENT_COLUMNS

_TYPE_WORDS: dict[pa.DataType, str] = {
    pa.string(): "text",
    pa.float64(): "number",
    pa.timestamp("us", tz="UTC"): "time with time zone",
}

_HEAD = """# Incident schema

Generated from `data/schema/incidents.py`; do not edit by hand.

An incident extract has one row per event, with a place and a time. Events are not people: one person may
be in several events, one event may hold several people.

Files are CSV (plain or gzip; delimiter comma, semicolon, bar or tab; UTF-8, or UTF-16 with a byte-order
mark) or Parquet. The first row of a CSV names the columns. The order of columns is free, and case, spaces
and underscores in their names make no difference (`Incident ID` is `incident_id`). A column that is not
in this table is refused: remove it, or load the file through a [column mapping](own-csv.md).

## Columns

| column | type | unit | required | meaning |
|---|---|---|---|---|
"""

_RULES = """
## Rules

- **Times** are ISO 8601 with `Z` or an offset from UTC: `2024-03-01T14:05:00-06:00`, `2024-03-01
  20:05:00Z`. A time without offset is an error, as it could be any of several hours. In Parquet the
  column needs a time zone, or is text in this form. Times are stored in UTC to the microsecond; further
  digits are cut off.
- **Coordinates** are decimal degrees in OGC:CRS84 (WGS 84), longitude and latitude in columns of their
  own. West is negative.
- **Numbers** are digits with a decimal point and no thousands separators.
- **`quantity` and `unit`** come together: both or neither.
- **Corrections**: a row with a known `incident_id` and a later `reported_at` supersedes the earlier one,
  which is kept.
- **An empty cell** means that nothing is known. Required columns may not be empty.
- **Rows** in messages are counted as in a spreadsheet: the header is row 1, a record with line breaks
  inside quotes is one row. For Parquet, the first row is called row 2, as it would be in the same table
  as CSV.

## Never taken in

A file is refused, with the column named, if any column names or describes a person: name, date of birth,
age, sex, race, religion, A-number, passport, social security number, phone, e-mail, licence plate,
address, nationality, biometrics and the like, in English or Spanish, however the name is written.
`port_name`, `county_name` or `agency_name` are not about persons and pass this rule. A file is refused
too, with column and row named, if a cell looks like an A-number, a social security number, an e-mail
address or a phone number. Names in running text cannot be told from other words: keep narrative columns
out of extracts.

"""

_EXAMPLE = (
    ("incident_id", "E-1001"),
    ("occurred_at", "2024-03-01T14:05:00-06:00"),
    ("reported_at", "2024-03-02T08:00:00-06:00"),
    ("lon", "-106.4500"),
    ("lat", "31.7600"),
    ("category", "Drug seizure"),
    ("subcategory", "Methamphetamine"),
    ("component", "CBP-OFO"),
    ("mode", "road"),
    ("quantity", "1204.5"),
    ("unit", "pounds"),
    ("source", "Example records system"),
)


def incident_schema_document() -> str:
    """The text of ``docs/incident-schema.md``: columns, types, units, allowed values and rules."""
    columns = "".join(_row(column) for column in INCIDENT_COLUMNS)
    return _HEAD + columns + _RULES + _allowed_values() + _taxonomy() + _example()


def _row(column: Column) -> str:
    cells = (
        f"`{column.name}`",
        _TYPE_WORDS[column.type],
        column.unit,
        "yes" if column.required else "no",
        column.meaning,
    )
    return f"| {' | '.join(cells)} |\n"


def _allowed_values() -> str:
    short = (c for c in INCIDENT_COLUMNS if c.allowed and c.name not in ("category", "subcategory"))
    lines = "".join(f"- `{c.name}`: {', '.join(f'`{value}`' for value in c.allowed)}\n" for c in short)
    return f"## Allowed values\n\n{lines}"


def _taxonomy() -> str:
    lines = ["\n| `category` | `subcategory` | component that usually reports it |\n|---|---|---|\n"]
    for category in CATEGORIES:
        members = sorted(name for name, of in CATEGORY_OF.items() if of == category)
        lines.extend(f"| {category} | {name} | {LEAD_COMPONENT_OF[name]} |\n" for name in members)
    return "".join(lines)


def _example() -> str:
    header, row = (",".join(part) for part in zip(*_EXAMPLE, strict=True))
    return f"\n## Example\n\n```csv\n{header}\n{row}\n```\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(incident_schema_document(), encoding="utf-8")
