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
from data.extracts.cbp_columns import AREA_SPELLINGS, PERIOD_SPELLINGS, CbpText
from data.extracts.cbp_terms import ENCOUNTERS, SEPARATOR, SOUTHWEST, border_region, encounter_type
from data.extracts.column_meanings import MatchedColumns, ignored_remarks, matched_columns, meanings_of
from data.extracts.contract import Container, ExtractRows, Finding, Kind, Probe, Reader
from data.extracts.counted_cells import counts
from data.extracts.delimited import read_delimited
from data.extracts.months import latest_month_end
from data.extracts.observation_rows import observation_table, remark, summed
from data.extracts.places import state_code
from data.extracts.typed_cells import TypedCells

BY_AREA = "cbp-encounters-area"
BY_STATE = "cbp-encounters-state"
SOUTHWEST_ONLY = "cbp-encounters-southwest"
PUBLICATION = "CBP's encounter statistics"
SOURCES = {
    BY_AREA: "CBP, Nationwide Encounters",
    BY_STATE: "CBP, Nationwide Encounters by State",
    SOUTHWEST_ONLY: "CBP, Southwest Land Border Encounters",
}
SOUTHWEST_ID = "southwest-land-border"

SPELLINGS: dict[str, tuple[str, ...]] = {
    **PERIOD_SPELLINGS,
    **AREA_SPELLINGS,
    "state": ("state", "statecode", "stateabbv", "statename"),
    "encounter_type": ("encountertype", "typeofencounter", "encounterstype"),
    "demographic": ("demographic", "demographics", "demographicgroup", "demographicgrouping"),
    "citizenship": (
        "citizenship",
        "citizenshipgrouping",
        "citizenshipgroup",
        "citizenshipcountry",
        "countryofcitizenship",
        "nationality",
    ),
    "title_of_authority": ("titleofauthority", "authority", "title", "titleauthority"),
    "encounter_count": (
        "encountercount",
        "encounters",
        "encountercounts",
        "sumofencountercount",
        "countofencounters",
        "numberofencounters",
        "count",
    ),
}
_OF_PERSONS = ("demographic", "citizenship", "title_of_authority")
_MARKS = frozenset({"encounter_type", *_OF_PERSONS})
_ENOUGH_MARKS = 2
_REGION_RULE = (
    "is no land border region",
    "Write Southwest Land Border, Northern Land Border or Other",
)
_TYPE_RULE = ("is no encounter type", "Write Apprehensions, Expulsions or Inadmissibles")
_STATE_RULE = ("is no state or territory", "Write its postal code, for example TX")


def recognises(probe: Probe) -> bool:
    """Whether the columns are a fiscal year, a month and what CBP splits encounters by."""
    if probe.container is not Container.TEXT:
        return False
    found = meanings_of(probe.columns, SPELLINGS)
    named = any("encounter" in column.lower() for column in probe.columns)
    marks = len(_MARKS & found)
    enough = marks >= _ENOUGH_MARKS or (named and marks > 0)
    plain = named and bool({"area", "state"} & found) and "encounter_count" in found
    return {"fiscal_year", "month"} <= found and (enough or plain)


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
    cbp = CbpText(file=file, text=read_delimited(probe), columns=_columns(probe))
    dataset = _dataset(cbp.columns)
    cells = _cells(cbp, dataset)
    restated = cbp.restated(
        {"month": cells.months.cells, "place": cells.places.cells, **cells.key},
        {"encounter_count": cells.values.cells},
        dimensions=("encounter_type", *_OF_PERSONS),
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
            *ignored_remarks(cbp.columns, file=file),
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


def _columns(probe: Probe) -> MatchedColumns:
    file = probe.path.name
    found = matched_columns(
        probe.columns,
        SPELLINGS,
        needed=("fiscal_year", "month", "encounter_count"),
        publication=PUBLICATION,
        file=file,
    )
    if ("area" in found or "state" in found) and "region" not in found:
        raise UnknownFormatError(
            f"no column gives the land border region; the columns are {', '.join(probe.columns)}",
            where=Where(file=file, row=1),
            remedy="Download the published file, which has Land Border Region: totals of a border need it",
        )
    if "area" in found and "encounter_type" not in found:
        raise UnknownFormatError(
            f"no column gives the encounter type; the columns are {', '.join(probe.columns)}",
            where=Where(file=file, row=1),
            remedy="Download the published file, which has Encounter Type",
        )
    return found


def _dataset(columns: MatchedColumns) -> str:
    if "area" in columns:
        return BY_AREA
    return BY_STATE if "state" in columns else SOUTHWEST_ONLY


def _cells(cbp: CbpText, dataset: str) -> _Cells:
    components, months = cbp.components(), cbp.months()
    values = counts(cbp.cells("encounter_count"), cbp.origin("encounter_count"))
    count = len(values.cells)
    regions = _optional(cbp, "region", border_region, _REGION_RULE)
    types = _optional(cbp, "encounter_type", encounter_type, _TYPE_RULE)
    if dataset == BY_AREA:
        places = cbp.areas(components)
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
        component=components.cells,
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
    names = [cbp.columns[meaning] for meaning in _OF_PERSONS if meaning in cbp.columns]
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
