"""Broken rules as positions in a table, so that millions of rows cost arrays and not objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.extracts.contract import ExtractRows, Finding

SHOWN_PER_RULE = 20
"""Places of one rule that a report lists; all are counted, and all are in the quarantine."""


@dataclass(frozen=True, kw_only=True)
class Breach:
    """One rule broken in some rows.

    ``at`` holds int64 positions in the table, ascending. ``columns`` are those whose values a
    finding shows. A breach that is no error is a remark: it stops nothing.
    """

    rule: str
    columns: tuple[str, ...]
    remedy: str
    at: NDArray[np.int64]
    is_error: bool = True

    @property
    def column(self) -> str:
        """The columns as one label."""
        return ", ".join(self.columns)


def where_true(mask: pa.Array | pa.ChunkedArray | NDArray[np.bool_]) -> NDArray[np.int64]:
    """Positions, ascending, at which a mask is true; null is not."""
    if not isinstance(mask, np.ndarray):
        mask = (
            mask.fill_null(fill_value=False).to_numpy(zero_copy_only=False)
            if isinstance(mask, pa.Array)
            else (mask.fill_null(fill_value=False).to_numpy())
        )
    return np.flatnonzero(mask).astype(np.int64)


def found(breaches: tuple[Breach, ...]) -> tuple[Breach, ...]:
    """Those that any row breaks."""
    return tuple(breach for breach in breaches if len(breach.at))


def findings_of(
    breach: Breach, rows: ExtractRows, *, file: str, table: pa.Table, limit: int | None = None
) -> Iterator[Finding]:
    """A finding for each of the first ``limit`` places of a breach, all places if ``None``."""
    for position in breach.at[:limit].tolist():
        yield Finding(
            file=file,
            row=int(rows.rows[position]),
            column=breach.column,
            value=", ".join(cell_text(table.column(column)[position].as_py()) for column in breach.columns),
            rule=breach.rule,
            remedy=breach.remedy,
            is_error=breach.is_error,
        )


def cell_text(value: object) -> str:
    """A cell as a CSV file shows it; "" for an empty one, times in ISO 8601 with offset."""
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else str(value)
