"""Rows of a file that state a figure again, although the row may hold more than one figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.extracts.contract import Finding
from data.extracts.repeated_figures import without_repetitions


@dataclass(frozen=True, kw_only=True)
class Restated:
    """``stays`` is true for each row that is to be counted; each other row has a remark."""

    stays: NDArray[np.bool_]
    remarks: tuple[Finding, ...]


def restated_rows(
    key: pa.Table, values: Mapping[str, pa.Array], *, rows: NDArray[np.int64], file: str
) -> Restated:
    """Which rows are to be counted once.

    Of rows with one key that agree in all figures the first stays; of rows that disagree in one
    the later stays. Rows with a null all stay.

    Parameters
    ----------
    key
        What says which figure a row is; one row per row of the file.
    values
        Column of the file to its figures, float64.
    rows, file
        Source row of each row, ascending, and the file, for remarks.

    Raises
    ------
    UnknownFormatError
        If so many rows disagree that something unknown must split the file.
    """
    at = np.arange(len(key), dtype=np.int64)
    remarks: list[Finding] = []
    names = list(values)
    for done, name in enumerate(names):
        # Figures still to come are part of the key here, so that no pass calls a row a repetition
        # that differs in another figure.
        pairs = key
        for other in names[done + 1 :]:
            pairs = pairs.append_column(f"figure {other}", values[other])
        columns = tuple(pairs.column_names)
        pairs = pairs.append_column("value", values[name]).take(pa.array(at))
        _, stay, found = without_repetitions(pairs, rows[at], key=columns, file=file, columns=name)
        at = at[np.isin(rows[at], stay)]
        remarks.extend(found)
    stays = np.zeros(len(key), dtype=bool)
    stays[at] = True
    return Restated(stays=stays, remarks=tuple(remarks))
