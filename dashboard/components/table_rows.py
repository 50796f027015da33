"""The tables: regions with their change, the twin of any chart or map layer, for the page and for CSV."""

from __future__ import annotations

from dataclasses import replace

from dashboard.access import actor_of_request
from dashboard.components.asked_table import (
    CHANGE_COLUMNS,
    AskedTable,
    Column,
    TableRow,
    Value,
    change_columns,
    change_row,
    with_papers,
)
from dashboard.components.chart_tables import CHARTS, chart_table
from dashboard.components.comparison import change_answer
from dashboard.services import Services
from dashboard.view_state import ViewState
from data.answers.changes import changes
from data.answers.question import Answer, By, Form
from data.answers.within import narrowed
from data.answers.words import row_name
from data.errors import QuestionError
from data.geography.regions import PORT, region_set, region_sets
from data.reference.tables import load
from layers.allowed import allowed_layer, layers_of
from layers.base import Layer, View
from layers.discovery import discover
from layers.table_twin import Row, table_twin

START = "regions/sector"
"""The table of a first visit."""
NOT_SHOWN_ORDER = 0.5
"""Where a count that is not shown stands in the order: above none, below all that are shown."""
_DIGITS_AND_SIGNS = frozenset("0123456789+−")


def table_choices() -> list[dict[str, object]]:
    """What the table can show, as grouped options: each region set, each chart, each map layer."""
    sets = [{"value": f"regions/{one.key}", "label": one.title} for one in region_sets()]
    twins = [
        {"value": f"layer/{one.key}", "label": one.title} for one in reversed(layers_of(actor_of_request()))
    ]
    charts = [{"value": f"chart/{key}", "label": title} for key, title in CHARTS.items()]
    return [
        {"group": "Regions", "items": sets},
        {"group": "Charts as tables", "items": charts},
        {"group": "Map layers as tables", "items": twins},
    ]


def known_choice(text: str | None) -> str:
    """The choice that a link names, or that of a first visit if there is no such table."""
    known = {f"regions/{one.key}" for one in region_sets()} | {f"layer/{one.key}" for one in discover()}
    known |= {f"chart/{key}" for key in CHARTS}
    return text if text is not None and text in known else START


def asked_table(services: Services, choice: str, state: ViewState, *, zoom: float) -> AskedTable:
    """The table of a choice for a view; ``zoom`` decides the cells of a layer of cells.

    Raises
    ------
    QuestionError
        If there is no such table.
    FilterError
        If there is no such region set.
    AccessDeniedError
        If the actor may not be shown the layer, or the view is of other regions than the actor's.
    """
    kind, _, key = choice.partition("/")
    if kind == "regions":
        return _regions(services, key, state)
    if kind == "chart" and key in CHARTS:
        return chart_table(services, key, state)
    if kind == "layer":
        return _twin(services, allowed_layer(actor_of_request(), key), state, zoom=zoom)
    raise QuestionError(f"table is {choice!r}", remedy="For example regions/sector or layer/counties")


def is_of_ports(one: Layer) -> bool:
    """Whether the layer's points are ports of entry, so that a click on one can filter."""
    return one.points is not None and set(one.points().ids) <= set(load("ports_of_entry")["port_code"])


def _regions(services: Services, key: str, state: ViewState) -> AskedTable:
    found = region_set(key)
    chosen = frozenset(name for name in state.filter.regions if name.startswith(f"{key}:"))
    free = replace(state.filter, regions=tuple(n for n in state.filter.regions if n not in chosen))
    answer = change_answer(
        services, "incidents", narrowed(actor_of_request(), free), by=By.REGION, region_set=key
    )
    rows = sorted(changes(answer), key=lambda row: (not row.key, -_order(row.now), row.key))
    columns = change_columns(rows)
    made = with_papers(
        answer,
        name_title="Region",
        columns=columns,
        rows=tuple(change_row(row, row_name(row.key), columns) for row in rows),
        title=f"{answer.title} by region: {found.title}",
        caveat=found.caveat,
    )
    return replace(made, chosen=chosen)


def _twin(services: Services, shown: Layer, state: ViewState, *, zoom: float) -> AskedTable:
    question = shown.question(state.filter, View(zoom=zoom, form=state.form))
    answer = services.gate.ask(actor_of_request(), question)
    found = table_twin(shown, answer)
    columns = _twin_columns(answer, has_notes=any(row.note for row in found))
    is_ports = is_of_ports(shown)
    return with_papers(
        answer,
        name_title="Place",
        columns=columns,
        rows=tuple(_twin_row(row, columns, is_port=is_ports) for row in found),
        title=f"{shown.title}: {answer.title}",
        caveat=shown.caveat,
    )


def _twin_columns(answer: Answer, *, has_notes: bool) -> tuple[Column, ...]:
    unit = answer.unit[:1].upper() + answer.unit[1:]
    notes = (Column(key="note", title="Note", is_number=False, is_dropped_when_narrow=True),)
    if answer.question.form is Form.CHANGE:
        return tuple(column for column in CHANGE_COLUMNS if column.key != "percent")
    return (Column(key="value", title=unit), *(notes if has_notes else ()))


def _twin_row(row: Row, columns: tuple[Column, ...], *, is_port: bool) -> TableRow:
    shown = Value(words=row.words, number=row.order if row.words[:1] in _DIGITS_AND_SIGNS else None)
    values = {
        "value": shown,
        "change": shown,
        "now": Value(words=row.now, number=_counted(row.now)),
        "before": Value(words=row.before, number=_counted(row.before)),
        "verdict": Value(words=row.verdict),
        "note": Value(words=row.note),
    }
    key = f"{PORT}:{row.key}" if is_port else row.key
    return TableRow(key=key, name=row.name, values=tuple(values[column.key] for column in columns))


def _counted(words: str) -> float | None:
    """The number of a count's words; ``None`` where it is not shown."""
    digits = words.replace(",", "")
    return float(digits) if digits.isdecimal() else None


def _order(number: float | None) -> float:
    return NOT_SHOWN_ORDER if number is None else number
