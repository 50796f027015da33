"""CBP seizures of weapons and ammunition by month, area of responsibility and category.

Source: CBP, Weapons and Ammunition Seizures. One event is many rows: events are counted by distinct
Event ID, which is not stored. An event that holds several categories is one event, so that events by
category do not add up to events: they are a measure of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.cbp_columns import AREA_SPELLINGS, PERIOD_SPELLINGS, CbpText
from data.extracts.cbp_terms import SEIZURE_EVENTS, weapon_category
from data.extracts.column_meanings import ignored_remarks, matched_columns, meanings_of
from data.extracts.contract import Container, ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.counted_cells import amount_of
from data.extracts.delimited import read_delimited
from data.extracts.delimited_text import column_names
from data.extracts.months import each, latest_month_end
from data.extracts.observation_rows import Figures, observation_table, remark, stacked, summed
from data.extracts.seizure_events import counted_twice, event_number, repeated_rows
from data.extracts.typed_cells import TypedCells, translated

DATASET = "cbp-weapons-seizures"
SOURCE = "CBP, Weapons and Ammunition Seizures"
EVENTS_BY_CATEGORY = "Seizure events with category"
QUANTITY_SEIZED = "Quantity seized"

SPELLINGS: dict[str, tuple[str, ...]] = {
    **PERIOD_SPELLINGS,
    **AREA_SPELLINGS,
    "direction": ("inboundoutbound", "direction", "inboundoroutbound"),
    "mode": ("modeoftransportation", "mode", "modeoftransport", "transportationmode"),
    "seizure_type": ("seizuretype", "typeofseizure", "weapontype"),
    "category": ("category", "seizurecategory", "weaponcategory", "weaponscategory"),
    "event_id": ("eventid", "eventnumber", "seizureeventid", "uniqueeventid", "eventidentifier"),
    "quantity": (
        "quantityseized",
        "quantity",
        "qtyseized",
        "qty",
        "sumqty",
        "sumofquantityseized",
        "sumquantityseized",
        "seizedquantity",
    ),
}
_CATEGORY_RULE = ("is no category", "Write its name, for example Handgun")
_EVENT_RULE = (
    "is no event number, or one that a spreadsheet has rounded",
    "Download the file again and do not save it from a spreadsheet",
)
_KEY = ("place_id", "period", "component")
_CONSTANTS: dict[str, str | None] = {"dataset": DATASET, "place_kind": "area", "period_kind": "month"}
_QUANTITY_RULE = ("is not an amount (a number, zero or more)", "Write digits, or leave it empty")


@dataclass(frozen=True, kw_only=True)
class _Cells:
    shared: dict[str, pa.Array]
    events: pa.Array
    categories: pa.Array
    quantities: pa.Array
    is_empty: pa.Array
    findings: tuple[Finding, ...]


def recognises(probe: Probe) -> bool:
    """Whether the columns are a fiscal year, a category, and event numbers or quantities by type."""
    if probe.container is not Container.TEXT:
        return False
    found = meanings_of(probe.columns, SPELLINGS)
    several = len({"event_id", "quantity", "seizure_type", "direction"} & found)
    return {"fiscal_year", "category"} <= found and several >= 2


def read(probe: Probe) -> ExtractRows:
    """Seizure events, events with each category, and quantities, by month and area.

    Raises
    ------
    UnknownFormatError
        If a column that is needed cannot be found, or a twentieth of the rows repeat others.
    UnreadableExtractError
        If the text is cut, damaged or mis-encoded, or a column is broken throughout.
    PersonLevelColumnError
        If a column names or describes a person.
    """
    file = probe.path.name
    needed = ("fiscal_year", "month", "area", "category", "event_id", "quantity")
    columns = matched_columns(
        column_names(probe), SPELLINGS, needed=needed, publication="CBP's weapons seizures", file=file
    )
    cbp = CbpText(file=file, text=read_delimited(probe), columns=columns)
    cells = _cells(cbp)
    figures = stacked(
        (
            _distinct(cbp, cells, measure=SEIZURE_EVENTS, split=False),
            _distinct(cbp, cells, measure=EVENTS_BY_CATEGORY, split=True),
            _quantities(cbp, cells),
        )
    )
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=figures.table,
        rows=figures.rows,
        source=SOURCE,
        as_of=latest_month_end(figures.table.column("period")),
        findings=(
            *cbp.text.findings,
            *ignored_remarks(columns.ignored, file=file),
            *cells.findings,
            *repeated_rows(cbp),
            *counted_twice(cbp, _key(cells)),
        ),
        published_total=pc.sum(cells.quantities).as_py(),
    )


def _cells(cbp: CbpText) -> _Cells:
    components, months = cbp.components(), cbp.months()
    areas = cbp.areas(components)
    categories = cbp.translated("category", weapon_category, _CATEGORY_RULE)
    events = cbp.translated("event_id", event_number, _EVENT_RULE)
    quantities, is_empty, empty_remarks = _amounts_or_empty(cbp)
    shared = {
        "place_id": areas.cells,
        "place_as_published": cbp.cells("area"),
        "period": months.cells,
        "component": cbp.components_or_of(components, areas),
    }
    parts = (months, components, areas, categories, events, quantities)
    return _Cells(
        shared=shared,
        events=events.cells,
        categories=categories.cells,
        quantities=quantities.cells,
        is_empty=is_empty,
        findings=(
            *(finding for part in parts for finding in part.findings),
            *cbp.unseen("category", categories.cells),
            *empty_remarks,
        ),
    )


def _amounts_or_empty(cbp: CbpText) -> tuple[TypedCells, pa.Array, tuple[Finding, ...]]:
    """Quantities, 0 where the cell is empty; which are empty; and a remark on those."""
    text = cbp.cells("quantity").combine_chunks()
    is_empty = pc.equal(text, "")
    quantities = translated(
        pc.if_else(is_empty, "0", text),
        cbp.origin("quantity"),
        type_=pa.float64(),
        meaning=each(amount_of),
        rule=_QUANTITY_RULE,
    )
    at = np.flatnonzero(is_empty.to_numpy(zero_copy_only=False))
    rule = f"{len(at):,} quantities are empty, this one first: the events count, the quantity is unknown"
    row = int(cbp.text.rows[at[0]]) if len(at) else None
    said = remark(cbp.file, row=row, column=cbp.columns["quantity"], rule=rule)
    return quantities, is_empty, (said,) if len(at) else ()


def _key(cells: _Cells) -> dict[str, pa.Array]:
    return {"event": cells.events, **{name: cells.shared[name] for name in _KEY}}


def _distinct(cbp: CbpText, cells: _Cells, *, measure: str, split: bool) -> Figures:
    """Events by month and area, by category too if ``split``: the first row of an event counts 1."""
    key = _key(cells)
    if split:
        key["category"] = cells.categories
    at = pa.table(key).append_column("at", pa.array(np.arange(len(cells.events))))
    first = at.group_by(list(key), use_threads=False).aggregate([("at", "min")]).column("at_min").to_numpy()
    counted = np.zeros(len(cells.events))
    counted[first] = 1.0
    value = pc.if_else(cells.events.is_valid(), pa.array(counted), pa.scalar(None, pa.float64()))
    breakdown = {"breakdown": cells.categories} if split else {}
    table = observation_table(
        {**cells.shared, **breakdown, "value": value},
        {**_CONSTANTS, "measure": measure, "unit": "events", **({} if split else {"breakdown": None})},
    )
    return summed(table, cbp.text.rows, needed=("component", *breakdown))


def _quantities(cbp: CbpText, cells: _Cells) -> Figures:
    table = observation_table(
        {**cells.shared, "breakdown": cells.categories, "value": cells.quantities},
        {**_CONSTANTS, "measure": QUANTITY_SEIZED, "unit": "items"},
    )
    stated = pc.invert(cells.is_empty)
    rows = cbp.text.rows[stated.to_numpy(zero_copy_only=False)]
    return summed(table.filter(stated), rows, needed=("component", "breakdown"))


READER = Reader(
    key=DATASET,
    title="CBP weapons and ammunition seizures, CSV",
    kind=Kind.OBSERVATIONS,
    publisher="U.S. Customs and Border Protection",
    landing="cbp.gov, Newsroom, Stats and Summaries, Weapons and Ammunition Seizures, data dump as CSV",
    recognises=recognises,
    read=read,
)
