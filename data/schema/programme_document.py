"""The page ``docs/programme-extracts.md``, made from the schemas so that it cannot fall behind.

``python -m data.schema.programme_document docs/programme-extracts.md`` writes it; a test holds it current.
"""

from __future__ import annotations

import sys
from pathlib import Path

from data.schema.programme_columns import PeriodKind, ProgrammeColumn, ProgrammeSchema, Role
from data.schema.programmes import PROGRAMME_SCHEMAS

_HEAD = """# Extracts for the programmes

Generated from `data/schema/programme_*.py`; do not edit by hand.

Where nothing is published, the scene of a [programme](programmes.md) says so and names the extract that
would fill it. Rows are about institutions, places and periods, never about a person: a file with a column
or a cell that names or describes one is refused.

```
borderops store schema programme-custody           # the columns, and rows as an example
borderops store schema programme-custody --example > custody.csv
borderops ingest custody.csv
```

## Rules for all of them

- CSV, plain or gzip; delimiter comma, semicolon, bar or tab; UTF-8. The first row names the columns. The
  format is known by that header, not by the name of the file. Order, case, spaces and underscores make no
  difference; every column must be there and no other.
- **When.** `month` is a calendar month (`2026-09`), `fiscal_year` a year from 1 October (`2026`), `as_of`
  the day of a list (`2026-09-30`). The newest one that a brief's period allows is shown. A list of a later
  day takes the place of the whole list before it; months and years stay beside each other.
- **Figures** are digits with a decimal point and no thousands separators, 0 or more. A figure that is a
  part of another may not be larger. Medians are not added up; their cells may be empty.
- **Small counts** of people and events are not shown, as everywhere ([disclosure](disclosure.md)).
- **Words** are at most 120 characters and are about offices, never about persons.
- **`source`** says where the row comes from. If it starts with `SYNTHETIC`, the extract is labelled so.
- A bad cell is told by file, row, column, value and what to do, and stops the file; `--quarantine` sets
  its row aside. The same file twice changes nothing; a corrected one supersedes, and older data versions
  keep what they knew.

"""
_PERIOD_WORDS = {
    PeriodKind.MONTH: "by month",
    PeriodKind.FISCAL_YEAR: "by fiscal year",
    PeriodKind.AS_OF: "list as of a day",
}
_TYPE_WORDS = {
    Role.PERIOD: "period",
    Role.PLACE: "text",
    Role.FIGURE: "number",
    Role.WORDS: "text",
    Role.DAY: "day",
    Role.SOURCE: "text",
}


def programme_extracts_document() -> str:
    """The text of ``docs/programme-extracts.md``: each schema with its columns and an example."""
    lines = ["## At a glance\n\n| schema | what | a row is | fills |\n|---|---|---|---|\n"]
    lines += [
        f"| [`{schema.key}`](#{schema.key}) | {schema.title} | {schema.row_is} | {schema.fills} |\n"
        for schema in PROGRAMME_SCHEMAS.values()
    ]
    return _HEAD + "".join(lines) + "".join(_section(schema) for schema in PROGRAMME_SCHEMAS.values())


def schema_text(schema: ProgrammeSchema) -> str:
    """One schema as a terminal shows it: what it is for, its columns, rows as an example."""
    width = max(len(name) for name in schema.names)
    columns = "".join(f"  {column.name:<{width}}  {_meaning(column)}\n" for column in schema.columns)
    return (
        f"{schema.key}: {schema.title}\n"
        f"A row is {schema.row_is} ({_PERIOD_WORDS[schema.period]}). Fills: {schema.fills}.\n\n"
        f"{columns}\nExample:\n\n{schema.example_csv()}"
    )


def _section(schema: ProgrammeSchema) -> str:
    rows = "".join(
        f"| `{column.name}` | {_TYPE_WORDS[column.role]} | {column.unit} "
        f"| {'yes' if column.required else 'no'} | {_meaning(column)} |\n"
        for column in schema.columns
    )
    return (
        f"\n## {schema.key}\n\n{schema.title}; {_PERIOD_WORDS[schema.period]}. "
        f"A row is {schema.row_is}. Fills: {schema.fills}.\n\n"
        f"| column | type | unit | required | meaning |\n|---|---|---|---|---|\n{rows}"
        f"\n```csv\n{schema.example_csv()}```\n"
    )


def _meaning(column: ProgrammeColumn) -> str:
    limits = (
        f"one of: {', '.join(column.allowed)}" if column.allowed else "",
        f"at most `{column.most}`" if column.most else "",
        f"0, or {column.smallest} and more" if column.smallest else "",
        "not added up" if not column.adds_up else "",
    )
    return "; ".join(part for part in (column.meaning, *limits) if part)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(programme_extracts_document(), encoding="utf-8")
