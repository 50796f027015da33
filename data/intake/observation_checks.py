"""Rules over the values of a published figure, and the totals that a file states about itself."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.contract import ControlTotal, ExtractRows
from data.intake.breaches import Breach, where_true
from data.intake.report import ControlResult
from data.intake.schema_checks import words_where

EARLIEST = date(1900, 1, 1)
RELATIVE_TOLERANCE = 1e-9
"""Of a control total: the error of adding decimal fractions, not of adding wrong rows."""


def observation_breaches(table: pa.Table, *, now: datetime) -> tuple[Breach, ...]:
    """Breaches of the rules over figures, in a table whose text columns are dictionaries.

    Parameters
    ----------
    table
        Columns of ``OBSERVATION_SCHEMA``, one chunk each.
    now
        The present, with time zone: no figure is about a period that has not begun.
    """
    value = table.column("value").combine_chunks().to_numpy(zero_copy_only=False).astype(np.float64)
    period = table.column("period")
    kind = table.column("period_kind").chunk(0)
    monthly = words_where(
        kind, np.array([word != "as_of" for word in kind.dictionary.to_pylist()], dtype=bool)
    )
    return (
        Breach(
            rule="the figure is not a finite number",
            columns=("value",),
            remedy="Write the number that was published",
            at=where_true(np.isinf(value)),
        ),
        Breach(
            rule="the figure is negative",
            columns=("value",),
            remedy="A published count or weight is 0 or more: check the row",
            at=where_true(value < 0),
        ),
        Breach(
            rule="the period has not begun yet",
            columns=("period",),
            remedy=f"Today is {now:%Y-%m-%d}: check the year, and calendar year against fiscal year",
            at=where_true(pc.greater(period, pa.scalar(now.date(), pa.date32()))),
        ),
        Breach(
            rule=f"the period is before {EARLIEST.year}",
            columns=("period",),
            remedy="Check the year",
            at=where_true(pc.less(period, pa.scalar(EARLIEST, pa.date32()))),
        ),
        Breach(
            rule="the period is not the first day of a month",
            columns=("period", "period_kind"),
            remedy="A month or fiscal year is named by its first day",
            at=where_true(monthly & _not_first_of_month(period)),
        ),
    )


def _not_first_of_month(period: pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    late = pc.greater(pc.day(period), 1).combine_chunks()
    return np.asarray(late.fill_null(fill_value=False).to_numpy(zero_copy_only=False))


def control_results(rows: ExtractRows) -> tuple[ControlResult, ...]:
    """Each total that the file states, beside the sum of its column over all rows."""
    return tuple(_control(rows, control) for control in rows.controls)


def _control(rows: ExtractRows, control: ControlTotal) -> ControlResult:
    found = float(pc.sum(rows.table.column(control.column)).as_py() or 0)
    tolerance = RELATIVE_TOLERANCE * max(abs(control.stated), 1.0)
    return ControlResult(
        column=control.column,
        where=control.where,
        stated=control.stated,
        found=found,
        is_met=abs(found - control.stated) <= tolerance,
    )
