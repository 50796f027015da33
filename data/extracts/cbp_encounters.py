"""CBP encounters by month: by area of responsibility, by state, and of the southwest land border.

Source: CBP, Nationwide Encounters and Southwest Land Border Encounters. The vintages differ in
columns and spellings; columns are found by meaning. Demographics, citizenship and title of
authority are summed out and never stored. Encounters are events, not people.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import UnknownFormatError, Where
from data.extracts.cbp_columns import CbpText
from data.extracts.cbp_encounter_columns import (
    BY_AREA,
    BY_STATE,
    OF_PERSONS,
    SOURCES,
    SOUTHWEST_ID,
    SOUTHWEST_ONLY,
    dataset_of,
    encounter_columns,
    recognises,
)
from data.extracts.cbp_terms import ENCOUNTERS, SEPARATOR, SOUTHWEST, border_region, encounter_type
from data.extracts.column_meanings import ignored_remarks
from data.extracts.contract import ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.counted_cells import counts
from data.extracts.delimited import read_delimited
from data.extracts.months import latest_month_end
from data.extracts.observation_rows import observation_table, remark, summed
from data.extracts.places import state_code
from data.extracts.typed_cells import TypedCells

_REGION_RULE = (
    "is no land border region",
    "Write Southwest Land Border, Northern Land Border or Other",
)
_TYPE_RULE = ("is no encounter type", "Write Apprehensions, Expulsions or Inadmissibles")
_STATE_RULE = ("is no state or territory", "Write its postal code, for example TX")


def read(probe: Probe) -> ExtractRows:
    """All encounters of the file by month and place, with what is about persons summed out.

    Raises
    ------
    UnknownFormatError
        If a column that is needed cannot be found, or the rows are split by something unknown.
    UnreadableExtractError
        If the text is cut, damaged or mis-encoded, or a column is broken throughout.
    PersonLevelColumnError
        If a further column names or describes a person.
    """
    file = probe.path.name
    cbp = CbpText(file=file, text=read_delimited(probe), columns=encounter_columns(probe))
    dataset = dataset_of(cbp.columns)
    cells = _cells(cbp, dataset)
    restated = cbp.restated(
        {"month": cells.months.cells, "place": cells.places.cells, **cells.key},
        {"encounter_count": cells.values.cells},
        dimensions=("encounter_type", *OF_PERSONS),
        always=OF_PERSONS,
    )
    stays = pa.array(restated.stays)
    table = _table(cbp, cells, dataset).filter(stays)
    needed = [name for name in ("breakdown", "component") if table.column(name).null_count < len(table)]
    figures = summed(table, cbp.text.rows[restated.stays], needed=needed)
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=figures.table,
        rows=figures.rows,
        source=SOURCES[dataset],
        as_of=latest_month_end(figures.table.column("period")),
        findings=(
            *cbp.text.findings,
            *ignored_remarks(cbp.columns.ignored, file=file),
            *_summed_out(cbp),
            *cells.findings,
            *restated.remarks,
        ),
        published_total=pc.sum(cells.values.cells).as_py(),
    )


@dataclass(frozen=True, kw_only=True)
class _Cells:
    months: TypedCells
    places: TypedCells
    values: TypedCells
    key: dict[str, pa.Array]
    breakdown: pa.Array
    component: pa.Array
    findings: tuple[Finding, ...]


def _cells(cbp: CbpText, dataset: str) -> _Cells:
    components, months = cbp.components(), cbp.months()
    values = counts(cbp.cells("encounter_count"), cbp.origin("encounter_count"))
    count = len(values.cells)
    regions = _optional(cbp, "region", border_region, _REGION_RULE)
    types = _optional(cbp, "encounter_type", encounter_type, _TYPE_RULE)
    component = components.cells
    if dataset == BY_AREA:
        places = cbp.areas(components)
        component = cbp.components_or_of(components, places)
        breakdown = pc.binary_join_element_wise(regions.cells, types.cells, SEPARATOR)
    elif dataset == BY_STATE:
        places = cbp.translated("state", state_code, _STATE_RULE)
        breakdown = regions.cells
    else:
        places = _southwest(cbp, regions)
        breakdown = types.cells
    known = {"component": components, "region": regions, "type": types}
    key = {name: part.cells for name, part in known.items() if part.cells.null_count < count}
    found = (months, components, regions, types, places, values)
    return _Cells(
        months=months,
        places=places,
        values=values,
        key=key,
        breakdown=breakdown,
        component=component,
        findings=tuple(finding for part in found for finding in part.findings),
    )


def _optional(
    cbp: CbpText, meaning: str, means: Callable[[str], object], rule: tuple[str, str]
) -> TypedCells:
    """Canonical cells of a column that a vintage may lack; all null where it does."""
    if meaning not in cbp.columns:
        return TypedCells(cells=pa.nulls(len(cbp.text.table), pa.string()))
    found = cbp.translated(meaning, means, rule)
    unseen = cbp.unseen(meaning, found.cells) if meaning == "encounter_type" else ()
    return TypedCells(cells=found.cells, findings=found.findings + unseen)


def _southwest(cbp: CbpText, regions: TypedCells) -> TypedCells:
    """The one place of a file that names none: the southwest land border, if nothing says otherwise."""
    count = len(cbp.text.table)
    if "region" in cbp.columns:
        other = [name for name in pc.unique(regions.cells).to_pylist() if name not in (SOUTHWEST, None)]
        if other:
            raise UnknownFormatError(
                f"the file names neither area nor state, and its regions include {other[0]}",
                where=Where(file=cbp.file, column=cbp.columns["region"]),
                remedy="Download the file by area of responsibility or by state",
            )
        return TypedCells(cells=pa.repeat(SOUTHWEST_ID, count))
    said = remark(
        cbp.file,
        row=1,
        column="",
        rule=(
            "the file names no area, state or land border region and was read as CBP's southwest "
            "land border file, the only one that is published so"
        ),
    )
    return TypedCells(cells=pa.repeat(SOUTHWEST_ID, count), findings=(said,))


def _summed_out(cbp: CbpText) -> tuple[Finding, ...]:
    names = [cbp.columns[meaning] for meaning in OF_PERSONS if meaning in cbp.columns]
    if not names:
        return ()
    listed = ", ".join(names)
    return (remark(cbp.file, row=1, column=listed, rule="summed out and not stored: events, not people"),)


def _table(cbp: CbpText, cells: _Cells, dataset: str) -> pa.Table:
    kind, meaning = {
        BY_AREA: ("area", "area"),
        BY_STATE: ("state", "state"),
        SOUTHWEST_ONLY: ("nation", ""),
    }[dataset]
    spelt = cbp.cells(meaning) if meaning else pa.repeat(SOUTHWEST, len(cells.values.cells))
    return observation_table(
        {
            "place_id": cells.places.cells,
            "place_as_published": spelt,
            "period": cells.months.cells,
            "component": cells.component,
            "breakdown": cells.breakdown,
            "value": cells.values.cells,
        },
        {
            "dataset": dataset,
            "place_kind": kind,
            "period_kind": "month",
            "measure": ENCOUNTERS,
            "unit": "encounters",
        },
    )


READER = Reader(
    key="cbp-encounters",
    title="CBP encounters by area, by state or of the southwest land border, CSV",
    kind=Kind.OBSERVATIONS,
    publisher="U.S. Customs and Border Protection",
    landing="cbp.gov, Newsroom, Stats and Summaries, Nationwide Encounters, data dump as CSV",
    recognises=recognises,
    read=read,
)
