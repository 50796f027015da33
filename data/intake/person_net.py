"""The last look for persons before anything of a file is stored, whichever reader read it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.extracts.contract import ExtractRows, Kind
from data.schema.person_values import KEY_PATTERNS, person_level_value, refuse_person_values


def refuse_persons(rows: ExtractRows, *, file: str) -> None:
    """Return if no text of the figures, and no cell that a report would repeat, identifies a person.

    Readers of incidents look at their cells themselves, also for phone numbers; publishers' keys may
    look like those.

    Raises
    ------
    PersonLevelColumnError
        If one does; the message names the row and column, and not the cell.
    """
    if rows.kind is Kind.OBSERVATIONS:
        for field in rows.table.schema:
            if pa.types.is_string(field.type):
                _refuse(rows.table.column(field.name), rows.rows, file=file, column=field.name)
    for finding in rows.findings:
        at = np.array([finding.row or 0], dtype=np.int64)
        _refuse(pa.array([finding.value], pa.string()), at, file=file, column=finding.column)


def _refuse(cells: pa.ChunkedArray | pa.Array, rows: np.ndarray, *, file: str, column: str) -> None:
    # Few distinct words stand in many rows: those tell of nearly every column that there is nothing.
    if person_level_value(pc.unique(cells), kinds=KEY_PATTERNS) is not None:
        refuse_person_values(cells, rows=rows, file=file, column=column, is_key=True)
