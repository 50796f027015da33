"""Entries by sector and month as observations of the Border Patrol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.extracts.cbp_terms import ENCOUNTERS
from data.extracts.contract import Finding
from data.extracts.observation_rows import table_of_rows
from data.extracts.places import sector_id
from data.extracts.repeated_figures import without_repetitions
from data.extracts.sector_totals import Entry

SECTOR_RULE = ("is no Border Patrol sector", "Write its name, for example Rio Grande Valley")


@dataclass(frozen=True, kw_only=True)
class SectorRows:
    """Observations, the source row of each, and findings on sectors and repetitions."""

    table: pa.Table
    rows: NDArray[np.int64]
    findings: tuple[Finding, ...]


def sector_rows(entries: Sequence[Entry], *, dataset: str, file: str, sheet: str | None = None) -> SectorRows:
    """One observation per entry; a label that is no sector is null and a finding.

    Raises
    ------
    UnknownFormatError
        If so many entries of one sector and month disagree that something unknown splits the rows.
    """
    rows = np.array([entry.row for entry in entries], dtype=np.int64)
    table = table_of_rows(_observation(entry, dataset) for entry in entries)
    table, rows, repeated = without_repetitions(
        table, rows, key=("place_id", "period"), file=file, columns="sector and month"
    )
    unknown = tuple(
        Finding(
            file=file,
            row=entry.row,
            column=entry.column,
            value=entry.label,
            rule=SECTOR_RULE[0],
            remedy=SECTOR_RULE[1],
            sheet=sheet,
        )
        for entry in entries
        if sector_id(entry.label) is None
    )
    return SectorRows(table=table, rows=rows, findings=unknown + repeated)


def _observation(entry: Entry, dataset: str) -> dict[str, object]:
    return {
        "dataset": dataset,
        "place_kind": "sector",
        "place_id": sector_id(entry.label),
        "place_as_published": entry.label,
        "period": entry.period,
        "period_kind": "month",
        "measure": ENCOUNTERS,
        "component": "CBP-USBP",
        "breakdown": None,
        "value": entry.value,
        "unit": "encounters",
    }
