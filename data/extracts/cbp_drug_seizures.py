"""CBP drug seizures by month, area of responsibility and drug, those of Air and Marine Operations too.

Source: CBP, Drug Seizure Statistics and Air and Marine Operations Drug Seizures. Each row of the file
becomes two figures: seizure events and pounds. Region and land filter are summed out: an area lies in
one region. One event may hold several drugs and is then counted under each. Seizures in which Air and
Marine Operations had a part may also be among those of the other components, so that they are kept in
a dataset of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.cbp_columns import AREA_SPELLINGS, PERIOD_SPELLINGS, CbpText
from data.extracts.cbp_terms import POUNDS_SEIZED, SEIZURE_EVENTS, SEPARATOR, drug_name, published
from data.extracts.column_meanings import ignored_remarks, matched_columns, meanings_of
from data.extracts.contract import Container, ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.counted_cells import amounts, counts
from data.extracts.delimited import read_delimited
from data.extracts.delimited_text import column_names
from data.extracts.months import latest_month_end
from data.extracts.observation_rows import observation_table, stacked, summed
from data.extracts.typed_cells import TypedCells

BY_AREA = "cbp-drug-seizures"
OF_AIR_AND_MARINE = "cbp-amo-drug-seizures"
NATIONWIDE = "cbp-drug-seizures-nationwide"
SOURCE = "CBP, Drug Seizure Statistics"
AMO_SOURCE = "CBP, Air and Marine Operations Drug Seizures"
NATION_ID = "united-states"

SPELLINGS: dict[str, tuple[str, ...]] = {
    **PERIOD_SPELLINGS,
    **AREA_SPELLINGS,
    "drug": ("drugtype", "drug", "drugs", "drugname", "typeofdrug", "drugtypes"),
    "event_count": (
        "countofevent",
        "countofevents",
        "eventcount",
        "countofseizures",
        "seizureevents",
        "seizures",
        "seizurecount",
        "events",
        "numberofevents",
        "countofseizureevents",
    ),
    "pounds": (
        "sumqtylbs",
        "sumqty",
        "sumofqtylbs",
        "sumquantitylbs",
        "qtylbs",
        "quantitylbs",
        "weightlbs",
        "pounds",
        "lbs",
        "sumqtypounds",
        "quantityseizedlbs",
    ),
}
_DRUG_RULE = ("is no drug", "Write its name, for example Cocaine")
_REGION_RULE = ("is no region", "Write its name, for example Southwest Border")


@dataclass(frozen=True, kw_only=True)
class _Cells:
    months: TypedCells
    places: TypedCells
    drugs: TypedCells
    events: TypedCells
    pounds: TypedCells
    component: pa.Array
    breakdown: pa.Array
    findings: tuple[Finding, ...]


def recognises(probe: Probe) -> bool:
    """Whether the columns are a fiscal year, a drug, and events or pounds."""
    if probe.container is not Container.TEXT:
        return False
    found = meanings_of(probe.columns, SPELLINGS)
    return {"fiscal_year", "drug"} <= found and bool({"event_count", "pounds", "area"} & found)


def read(probe: Probe) -> ExtractRows:
    """Seizure events and pounds seized by month, place and drug.

    ``published_total`` is the sum of both columns.

    Raises
    ------
    UnknownFormatError
        If a column that is needed cannot be found, or the rows are split by something unknown.
    UnreadableExtractError
        If the text is cut, damaged or mis-encoded, or a column is broken throughout.
    PersonLevelColumnError
        If a column names or describes a person.
    """
    file = probe.path.name
    needed = ("fiscal_year", "month", "drug", "event_count", "pounds")
    columns = matched_columns(
        column_names(probe), SPELLINGS, needed=needed, publication="CBP's drug seizure statistics", file=file
    )
    cbp = CbpText(file=file, text=read_delimited(probe), columns=columns)
    cells = _cells(cbp)
    restated = cbp.restated(
        {"month": cells.months.cells, "place": cells.places.cells, "drug": cells.drugs.cells},
        {"event_count": cells.events.cells, "pounds": cells.pounds.cells},
        dimensions=("component", "region", "land_filter"),
        # Component and region follow from the area.
        always=("land_filter",),
    )
    stays, rows = pa.array(restated.stays), cbp.text.rows[restated.stays]
    figures = stacked(
        summed(_table(cbp, cells, measure).filter(stays), rows, needed=("component", "breakdown"))
        for measure in (SEIZURE_EVENTS, POUNDS_SEIZED)
    )
    datasets = set(figures.table.column("dataset").to_pylist())
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=figures.table,
        rows=figures.rows,
        source=AMO_SOURCE if datasets == {OF_AIR_AND_MARINE} else SOURCE,
        as_of=latest_month_end(figures.table.column("period")),
        findings=(
            *cbp.text.findings,
            *ignored_remarks(columns.ignored, file=file),
            *cells.findings,
            *restated.remarks,
        ),
        published_total=sum(pc.sum(part.cells).as_py() or 0.0 for part in (cells.events, cells.pounds)),
    )


def _cells(cbp: CbpText) -> _Cells:
    months, components = cbp.months(), cbp.components()
    drugs = cbp.translated("drug", drug_name, _DRUG_RULE)
    events = counts(cbp.cells("event_count"), cbp.origin("event_count"))
    pounds = amounts(cbp.cells("pounds"), cbp.origin("pounds"))
    component, breakdown = components.cells, drugs.cells
    parts = [months, components, drugs, events, pounds]
    if "area" in cbp.columns:
        places = cbp.areas(components)
        component = cbp.components_or_of(components, places)
        parts.append(places)
    else:
        places = TypedCells(cells=pa.repeat(NATION_ID, len(drugs.cells)))
        if "region" in cbp.columns:
            regions = cbp.translated("region", published, _REGION_RULE)
            breakdown = pc.binary_join_element_wise(regions.cells, drugs.cells, SEPARATOR)
            parts.append(regions)
    return _Cells(
        months=months,
        places=places,
        drugs=drugs,
        events=events,
        pounds=pounds,
        component=component,
        breakdown=breakdown,
        findings=(*(f for part in parts for f in part.findings), *cbp.unseen("drug", drugs.cells)),
    )


def _table(cbp: CbpText, cells: _Cells, measure: str) -> pa.Table:
    has_area = "area" in cbp.columns
    values, unit = (cells.events, "events") if measure == SEIZURE_EVENTS else (cells.pounds, "pounds")
    is_marine = np.asarray(pc.equal(cells.component, "CBP-AMO").fill_null(fill_value=False))
    elsewhere = BY_AREA if has_area else NATIONWIDE
    return observation_table(
        {
            "dataset": pa.array(np.where(is_marine, OF_AIR_AND_MARINE, elsewhere), pa.string()),
            "place_id": cells.places.cells,
            "place_as_published": cbp.cells("area") if has_area else cells.places.cells,
            "period": cells.months.cells,
            "component": cells.component,
            "breakdown": cells.breakdown,
            "value": values.cells,
        },
        {
            "place_kind": "area" if has_area else "nation",
            "period_kind": "month",
            "measure": measure,
            "unit": unit,
        },
    )


READER = Reader(
    key="cbp-drug-seizures",
    title="CBP drug seizures by area or branch, CSV",
    kind=Kind.OBSERVATIONS,
    publisher="U.S. Customs and Border Protection",
    landing="cbp.gov, Newsroom, Stats and Summaries, Drug Seizure Statistics, data dump as CSV",
    recognises=recognises,
    read=read,
)
