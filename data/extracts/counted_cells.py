"""Published counts and weights as numbers: never negative, never empty unless the reader says so."""

from __future__ import annotations

import math
import re

import pyarrow as pa

from data.extracts.months import each
from data.extracts.typed_cells import Origin, TypedCells, translated

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_WHOLE = re.compile(r"\d+(?:\.0*)?")
COUNT_RULE = (
    "is not a count (a whole number, zero or more)",
    "Write digits, with commas between thousands or none",
)
_DECIMAL = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")


def count_of(text: str) -> float | None:
    """A count; ``None`` if the text is no whole number of zero or more.

    Examples
    --------
    >>> count_of("1,234"), count_of("5.0"), count_of("-1"), count_of("2.5"), count_of("")
    (1234.0, 5.0, None, None, None)
    """
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    return float(plain) if _WHOLE.fullmatch(plain) else None


def amount_of(text: str) -> float | None:
    """An amount; ``None`` if the text is no decimal number of zero or more.

    Examples
    --------
    >>> amount_of("1,234.5"), amount_of("0.000440924524"), amount_of("-2"), amount_of("n/a")
    (1234.5, 0.000440924524, None, None)
    """
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if not _DECIMAL.fullmatch(plain):
        return None
    amount = float(plain)
    return amount if math.isfinite(amount) else None


def counts(cells: pa.ChunkedArray, origin: Origin) -> TypedCells:
    """Counts as float64; a cell that is no count is null and a finding.

    Raises
    ------
    UnreadableExtractError
        If the column is broken throughout.
    """
    return translated(cells, origin, type_=pa.float64(), meaning=each(count_of), rule=COUNT_RULE)


def amounts(cells: pa.ChunkedArray, origin: Origin) -> TypedCells:
    """Amounts as float64; a cell that is no amount is null and a finding.

    Raises
    ------
    UnreadableExtractError
        If the column is broken throughout.
    """
    rule = ("is not an amount (a number, zero or more)", "Write digits with a decimal point")
    return translated(cells, origin, type_=pa.float64(), meaning=each(amount_of), rule=rule)
