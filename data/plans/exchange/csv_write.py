"""A plan as CSV: which unit is in which region, a row each, after lines that start with ``#``."""

from __future__ import annotations

import csv
import io
import json

from data.extracts.guarded_cells import guarded, guarded_line
from data.plans.exchange.file_format import FORMAT, FORMAT_VERSION, UNIT_COLUMNS
from data.plans.exchange.geojson_write import geometry
from data.plans.exchange.papers import FilePapers, assignment_digest, lines
from data.plans.exchange.region_rows import UnitRow, unit_rows
from data.plans.plan import Plan


def written_csv(plan: Plan, papers: FilePapers) -> bytes:
    """UTF-8 text with a row for each unit; ``shape`` is the GeoJSON of a cut part, OGC:CRS84.

    The first line names the format; a unit that is in no region has an empty ``region``.
    """
    target = io.StringIO(newline="")
    target.write(f"# {first_line(plan)}\r\n")
    target.writelines(guarded_line(line) for line in lines(papers))
    target.write(units_table(plan))
    return target.getvalue().encode()


def first_line(plan: Plan) -> str:
    """What the first line says: the format, and by what a reader sees that no row is missing or changed."""
    rows = len(unit_rows(plan))
    return f"{FORMAT} {FORMAT_VERSION}, {rows} rows, assignment {assignment_digest(plan)}"


def units_table(plan: Plan) -> str:
    """Header and rows alone."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(UNIT_COLUMNS)
    writer.writerows(_cells(row) for row in unit_rows(plan))
    return target.getvalue()


def _cells(row: UnitRow) -> tuple[str, ...]:
    shape = json.dumps(geometry(row.shape), separators=(",", ":")) if row.shape else ""
    colour = "" if row.region_colour is None else str(row.region_colour)
    return (row.unit, guarded(row.region), guarded(row.region_name), colour, shape)
