"""Figures that a reader summed over rows: none is stored while a part of it is unusable.

A bad row takes the whole figure with it. Where the row does not even say which figure it
belongs to, no figure of the file can be trusted.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.extracts.contract import ExtractRows, Finding, Kind
from data.intake.breaches import Breach, found
from data.intake.checks import Checked
from data.intake.row_keys import row_keys
from data.schema.observations import OBSERVATION_COLUMNS, OBSERVATION_KEY

_REQUIRED = tuple(c.name for c in OBSERVATION_COLUMNS if c.required and c.name in OBSERVATION_KEY)


def with_whole_figures(checked: Checked) -> Checked:
    """The checked rows with every figure bad that has a bad part; as they are if nothing was summed."""
    no_bad = not checked.is_bad.any() and not len(checked.lost_rows)
    if checked.rows.kind is not Kind.OBSERVATIONS or no_bad or not _is_summed(checked.rows):
        return checked
    keys = row_keys(checked.table, Kind.OBSERVATIONS)
    bad_keys = keys.filter(pa.array(checked.is_bad)).unique()
    shares = np.asarray(pc.is_in(keys, value_set=bad_keys)) & ~checked.is_bad
    breach = Breach(
        rule="another row of this figure cannot be used, so the sum is not known",
        columns=("place_id", "period", "measure", "value"),
        remedy="Correct the other row and submit the whole file again",
        at=np.flatnonzero(shares).astype(np.int64),
    )
    return replace(
        checked,
        breaches=(*checked.breaches, *found((breach,))),
        is_bad=checked.is_bad | shares,
        control_findings=(*checked.control_findings, *_without_figure(checked)),
    )


def _without_figure(checked: Checked) -> tuple[Finding, ...]:
    has_key = np.ones(len(checked.table), dtype=bool)
    for name in _REQUIRED:
        has_key &= checked.table.column(name).is_valid().to_numpy()
    lost = [*checked.lost_rows.tolist(), *checked.rows.rows[checked.is_bad & ~has_key].tolist()]
    if not lost:
        return ()
    rule = f"row {min(lost)} cannot be used and does not say to which sum it belongs"
    finding = next(f for f in checked.rows.findings if f.is_error and f.row == min(lost))
    return (replace(finding, row=None, rule=f"{rule}: {finding.rule}"),)


def _is_summed(rows: ExtractRows) -> bool:
    """Whether rows of the file are in no row of the table and in no finding: they were added to others."""
    if not len(rows.rows):
        return False
    present: NDArray[np.int64] = np.unique(rows.rows)
    told = np.array([finding.row for finding in rows.findings if finding.row is not None], dtype=np.int64)
    told = told[(told > present[0]) & (told < present[-1])]
    span = int(present[-1] - present[0]) + 1
    return len(np.union1d(present, told)) < span
