"""The published figures that ship with the product, as extracts in the observation schema.

They have the keys that the readers of the original publications give, so that a newer file of
the same publication supersedes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.errors import ReferenceTableError
from data.extracts.bts_border_crossings import DATASET as CROSSINGS_DATASET
from data.extracts.bts_columns import UNIT_OF
from data.extracts.cbp_terms import (
    ENCOUNTERS,
    POUNDS_SEIZED,
    SEIZURE_EVENTS,
    border_region,
    component_code,
    drug_name,
    encounter_breakdown,
    encounter_type,
)
from data.extracts.contract import ExtractRows, Kind
from data.extracts.months import latest_month_end
from data.extracts.observation_rows import Figures, observation_table, stacked, summed
from data.extracts.places import area_id, sector_id
from data.reference import tables
from data.reference.figures import FIGURES, PublishedFigures
from data.reference.reference_table import read_table

SECTOR_DATASET = "ohss-usbp-encounters-sector"
AREA_DATASET = "cbp-encounters-area"
SEIZURES_DATASET = "cbp-drug-seizures"


@dataclass(frozen=True, kw_only=True)
class _Compiled:
    """How one packaged table becomes observations; ``values`` names its columns of figures."""

    cells: Callable[[pa.Table], Figures]
    values: tuple[str, ...]


def compiled_figures() -> tuple[ExtractRows, ...]:
    """The packaged figures, one extract per publication, in the order of ``data.reference.figures``.

    ``published_total`` is the sum of all figures of the table. Rows are those of the packaged
    file, header row 1.

    Raises
    ------
    ReferenceTableError
        If a packaged table is damaged or names a place, component or measure that is unknown.
    """
    return tuple(_extract(figures) for figures in FIGURES.values())


def _extract(figures: PublishedFigures) -> ExtractRows:
    table = read_table(figures.table, figures.table.path)
    compiled = _COMPILED[figures.key]
    observed = compiled.cells(table)
    return ExtractRows(
        kind=Kind.OBSERVATIONS,
        table=observed.table,
        rows=observed.rows,
        source=figures.table.source,
        as_of=latest_month_end(observed.table.column("period")),
        published_total=float(sum(pc.sum(table.column(name)).as_py() for name in compiled.values)),
    )


def _crossings(table: pa.Table) -> Figures:
    ports = tables.load("ports_of_entry")
    names = dict(zip(ports["port_code"], ports["name"], strict=True))
    codes = table.column("port_code")
    cells = {
        "place_id": codes,
        "place_as_published": _each(codes, lambda code: names.get(code, code)),
        "period": _months(table),
        "measure": table.column("measure"),
        "unit": _each(table.column("measure"), UNIT_OF.get),
        "value": table.column("value").cast(pa.float64()),
    }
    return _figures(cells, dataset=CROSSINGS_DATASET, place_kind="port", component=None, breakdown=None)


def _encounters_by_area(table: pa.Table) -> Figures:
    split = pc.binary_join_element_wise(
        table.column("land_border_region"), table.column("encounter_type"), "|"
    )
    cells = {
        **_area_cells(table),
        "breakdown": _each(split, _encounter_split),
        "value": table.column("encounters").cast(pa.float64()),
    }
    return _figures(cells, dataset=AREA_DATASET, place_kind="area", measure=ENCOUNTERS, unit="encounters")


def _encounter_split(split: str) -> str | None:
    region, kind = (named(part) for named, part in zip(_SPLIT, split.split("|"), strict=True))
    return encounter_breakdown(region, kind) if region and kind else None


_SPLIT = (border_region, encounter_type)


def _encounters_by_sector(table: pa.Table) -> Figures:
    cells = {
        "place_id": _each(table.column("sector"), sector_id),
        "place_as_published": table.column("sector"),
        "period": _months(table),
        "value": table.column("encounters_rounded_10").cast(pa.float64()),
    }
    return _figures(
        cells,
        dataset=SECTOR_DATASET,
        place_kind="sector",
        component="CBP-USBP",
        breakdown=None,
        measure=ENCOUNTERS,
        unit="encounters",
    )


def _seizures(table: pa.Table) -> Figures:
    shared = {**_area_cells(table), "breakdown": _each(table.column("drug"), drug_name)}
    parts = (("seizure_events", SEIZURE_EVENTS, "events"), ("pounds", POUNDS_SEIZED, "pounds"))
    return stacked(
        _figures(
            {**shared, "value": table.column(column).cast(pa.float64())},
            dataset=SEIZURES_DATASET,
            place_kind="area",
            measure=measure,
            unit=unit,
        )
        for column, measure, unit in parts
    )


def _area_cells(table: pa.Table) -> dict[str, pa.ChunkedArray]:
    areas = table.column("area_of_responsibility")
    components = _each(table.column("component"), component_code)
    both = pc.binary_join_element_wise(areas, components, "|")
    return {
        "place_id": _each(both, lambda pair: area_id(*pair.split("|"))),
        "place_as_published": areas,
        "period": _months(table),
        "component": components,
    }


def _months(table: pa.Table) -> pa.ChunkedArray:
    return _each(table.column("month"), lambda month: date.fromisoformat(f"{month}-01"), pa.date32())


def _each(
    cells: pa.ChunkedArray, meaning: Callable[[str], object], type_: pa.DataType | None = None
) -> pa.Array:
    """The meaning of each cell.

    Raises
    ------
    ReferenceTableError
        If a cell means nothing: the packaged files are checked, so this is a fault of the house.
    """
    encoded = pc.dictionary_encode(cells.combine_chunks())
    meanings = {word: meaning(word) for word in encoded.dictionary.to_pylist()}
    unknown = [word for word, means in meanings.items() if means is None]
    if unknown:
        raise ReferenceTableError(f"packaged figures hold {unknown[0]!r}, which means nothing")
    return pa.array(list(meanings.values()), type_ or pa.string()).take(encoded.indices)


def _figures(cells: dict[str, pa.Array], **constants: str | None) -> Figures:
    """Rows with one figure per key; figures that differ only in what is not in the key are summed."""
    table = observation_table(cells, {"period_kind": "month", **constants})
    return summed(table, np.arange(2, len(table) + 2, dtype=np.int64))


_COMPILED: dict[str, _Compiled] = {
    "crossings_port_month": _Compiled(cells=_crossings, values=("value",)),
    "encounters_area_month": _Compiled(cells=_encounters_by_area, values=("encounters",)),
    "usbp_encounters_sector_month": _Compiled(cells=_encounters_by_sector, values=("encounters_rounded_10",)),
    "drug_seizures_area_month": _Compiled(cells=_seizures, values=("seizure_events", "pounds")),
}
