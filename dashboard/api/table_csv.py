"""``GET /api/live/table.csv``: the table on the page as a file that carries its papers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, Response, request

from dashboard.access.views import view_of_query
from dashboard.components.asked_table import AskedTable, Value
from dashboard.components.table_rows import START, asked_table
from dashboard.services import Services
from data.errors import QuestionError
from data.extracts.guarded_cells import guarded, guarded_line
from data.markings import highest_marking


def table_csv(services: Services) -> Blueprint:
    """The blueprint of the one route."""
    routes = Blueprint("table_csv", __name__, url_prefix="/api/live")

    @routes.get("/table.csv")
    def table() -> Response:
        """The table that ``table`` names, for the filter in the query."""
        choice = request.args.get("table", START)
        asked = asked_table(services, choice, view_of_query(request.args), zoom=_zoom())
        response = Response(csv_text(asked), mimetype="text/csv")
        name = f"borderops-{choice.replace('/', '-')}-{asked.version}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    return routes


def csv_text(asked: AskedTable) -> str:
    """The table as CSV after lines that start with ``#``: marking, sentence, source, date, version.

    A shown number is written without thousands; what is not shown is written in its words. Text
    that a spreadsheet would run as a formula is led by an apostrophe.

    Raises
    ------
    SettingsError
        If the table has no marking: nothing is exported without one.
    """
    target = io.StringIO()
    target.writelines(guarded_line(line) for line in _comments(asked))
    writer = csv.writer(target)
    writer.writerow(["id", asked.name_title.lower(), *(column.title.lower() for column in asked.columns)])
    for row in asked.rows:
        writer.writerow([guarded(row.key), guarded(row.name), *(_cell(value) for value in row.values)])
    return target.getvalue()


def _comments(asked: AskedTable) -> Iterator[str]:
    yield highest_marking([asked.marking])
    if asked.is_synthetic:
        yield "SYNTHETIC: these are no real events"
    yield f"{asked.title}; {asked.sentence}"
    yield f"Source: {asked.source}"
    yield f"As of: {asked.as_of:%Y-%m-%d}" if asked.as_of else "As of: no date"
    yield f"Data version: {asked.version}"
    yield f"<{asked.floor}: a count of 1 to {asked.floor - 1}, too small to show"
    yield from (" ".join(caveat.split()) for caveat in asked.caveats if caveat)


def _cell(value: Value) -> str:
    if value.number is None:
        return guarded(value.words)
    whole = float(value.number).is_integer()
    return str(int(value.number)) if whole else f"{value.number:.6g}"


def _zoom() -> float:
    text = request.args.get("zoom", "4")
    try:
        zoom = float(text)
    except ValueError:
        zoom = -1
    if not 0 <= zoom <= 24:
        raise QuestionError(f"zoom is {text!r}, expected a number from 0 to 24", remedy="Correct the link")
    return zoom
