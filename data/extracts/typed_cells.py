"""Text cells as times and numbers; a cell that is neither is null and a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.errors import UnreadableExtractError, Where
from data.extracts.contract import Finding

UTC_TIME = pa.timestamp("us", tz="UTC")
MAX_FINDINGS = 50_000
"""Findings of one column; a file with more has a broken column, not broken rows."""
_MAX_SHOWN = 200

_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_OFFSET = r"[Zz]|UTC|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?"
_TIME = rf"^({_DAY})[Tt ]({_CLOCK})(?:(\.\d{{1,6}})\d{{0,3}})? ?({_OFFSET})$"
_NAIVE_TIME = rf"^{_DAY}(?:[Tt ]{_CLOCK}(?:\.\d{{1,9}})?)?$"
_COUNT = r"^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?$"
_NUMBER = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$"


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the cells of a column come from: file, column as the file spells it, row of each cell."""

    file: str
    column: str
    rows: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class TypedCells:
    """Cells of one type, null where empty or unusable, with a finding for each unusable one."""

    cells: pa.Array
    findings: tuple[Finding, ...] = ()


def texts(cells: pa.ChunkedArray | pa.Array) -> pa.Array:
    """The cells as one string array, outer white space stripped and empty cells null."""
    one = _whole(cells)
    return pc.if_else(pc.equal(one, ""), pa.scalar(None, pa.string()), one)


def numbers(cells: pa.ChunkedArray | pa.Array, origin: Origin) -> TypedCells:
    """The cells as float64: digits with a decimal point, no thousands separators, nothing infinite.

    Raises
    ------
    UnreadableExtractError
        If more than :data:`MAX_FINDINGS` cells are not numbers.
    """
    given = texts(cells)
    plain = _plain_numbers(given)
    if plain is not None:
        return TypedCells(cells=plain)
    usable = pc.fill_null(pc.match_substring_regex(given, _NUMBER), fill_value=False)
    values = pc.if_else(usable, given, pa.scalar(None, pa.string())).cast(pa.float64())
    values = pc.if_else(pc.is_finite(values), values, pa.scalar(None, pa.float64()))
    rule = (
        "is not a number",
        "Write digits with a decimal point and no thousands separators, or leave it empty",
    )
    return TypedCells(cells=values, findings=unusable(given, values, origin, rule=rule))


def _plain_numbers(given: pa.Array) -> pa.Array | None:
    """The cells as float64 if all are digits, sign and point only; ``None`` if one may be anything else."""
    # What Arrow reads beyond such numbers has a letter, an exponent of any length among it.
    try:
        values = given.cast(pa.float64())
    except pa.ArrowInvalid:
        return None
    if not pc.all(pc.is_finite(values), min_count=0).as_py():
        return None
    has_exponent = pc.any(pc.match_substring(given, "e", ignore_case=True)).as_py()
    return None if has_exponent else values


def finite(cells: pa.ChunkedArray | pa.Array, origin: Origin) -> TypedCells:
    """Float64 cells with not-a-number taken as empty; an infinite one is null and a finding.

    Raises
    ------
    UnreadableExtractError
        If more than :data:`MAX_FINDINGS` cells are infinite.
    """
    given = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    nothing = pa.scalar(None, pa.float64())
    values = pc.if_else(pc.is_finite(given), given, nothing)
    infinite = pc.if_else(pc.is_inf(given), given, nothing).cast(pa.string())
    rule = ("is infinite", "Write the number, or leave it empty")
    return TypedCells(cells=values, findings=unusable(infinite, values, origin, rule=rule))


def utc_times(cells: pa.ChunkedArray | pa.Array, origin: Origin) -> TypedCells:
    """The cells as UTC microseconds: ISO 8601 with ``Z`` or an offset from UTC.

    Digits beyond the microsecond are cut off. A time without offset is a finding: it could be
    any of several hours.

    Raises
    ------
    UnreadableExtractError
        If more than :data:`MAX_FINDINGS` cells are not such times.
    """
    given = texts(cells)
    try:
        return TypedCells(cells=given.cast(UTC_TIME))
    except pa.ArrowInvalid:
        plain = pc.replace_substring_regex(given, _TIME, r"\1T\2\3\4")
        plain = pc.replace_substring_regex(plain, r"(?:UTC|z)$", "Z")
    usable = pc.fill_null(pc.match_substring_regex(given, _TIME), fill_value=False)
    values = _cast_each(pc.if_else(usable, plain, pa.scalar(None, pa.string())))
    naive = pc.fill_null(pc.match_substring_regex(given, _NAIVE_TIME), fill_value=False)
    without = pc.if_else(naive, given, pa.scalar(None, pa.string()))
    other = pc.if_else(naive, pa.scalar(None, pa.string()), given)
    rule = (
        "has no offset from UTC",
        "Write 2024-03-01T12:00:00-06:00 or ...Z, or declare the time zone in a mapping",
    )
    malformed = ("is not a time of the calendar in ISO 8601", "Write it as 2024-03-01T12:00:00-06:00 or ...Z")
    findings = unusable(without, values, origin, rule=rule) + unusable(other, values, origin, rule=malformed)
    return TypedCells(cells=values, findings=findings)


def finding_limit(count: int, total: int, origin: Origin, *, rule: tuple[str, str], row: int) -> None:
    """Return if the column has few enough findings to list.

    Raises
    ------
    UnreadableExtractError
        If there are more than :data:`MAX_FINDINGS`.
    """
    if count > MAX_FINDINGS:
        raise UnreadableExtractError(
            f"{count:,} of {total:,} cells cannot be used, this one first: it {rule[0]}",
            where=Where(file=origin.file, row=row, column=origin.column),
            remedy=rule[1],
        )


def unusable(
    given: pa.Array, values: pa.Array, origin: Origin, *, rule: tuple[str, str]
) -> tuple[Finding, ...]:
    """A finding for each cell that is given and has no value; ``rule`` says what is wrong and what to do.

    Raises
    ------
    UnreadableExtractError
        If there are more than :data:`MAX_FINDINGS`.
    """
    lost = np.flatnonzero(pc.and_(pc.is_valid(given), pc.is_null(values)).to_numpy(zero_copy_only=False))
    if not len(lost):
        return ()
    finding_limit(len(lost), len(given), origin, rule=rule, row=int(origin.rows[lost[0]]))
    return tuple(
        Finding(
            file=origin.file,
            row=int(origin.rows[at]),
            column=origin.column,
            value=given[int(at)].as_py()[:_MAX_SHOWN],
            rule=rule[0],
            remedy=rule[1],
        )
        for at in lost
    )


def _cast_each(cells: pa.Array) -> pa.Array:
    """The cells as UTC times, null where the calendar has no such day, by halving where a cast fails."""
    try:
        return cells.cast(UTC_TIME)
    except pa.ArrowInvalid:
        if len(cells) == 1:
            return pa.nulls(1, UTC_TIME)
    half = len(cells) // 2
    return pa.concat_arrays([_cast_each(cells.slice(0, half)), _cast_each(cells.slice(half))])


def _whole(cells: pa.ChunkedArray | pa.Array) -> pa.Array:
    whole = cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells
    return pc.utf8_trim_whitespace(whole.cast(pa.string()))


def translated(
    cells: pa.ChunkedArray | pa.Array,
    origin: Origin,
    *,
    type_: pa.DataType,
    meaning: Callable[[Iterable[str]], Mapping[str, object]],
    rule: tuple[str, str],
) -> TypedCells:
    """The meaning of each text cell; a cell that means nothing (``None``) is null and a finding.

    Parameters
    ----------
    cells
        Text cells; empty ones are findings too.
    origin
        Named in findings.
    type_
        Arrow type of the meanings.
    meaning
        The distinct texts, with their counts disregarded, to their meanings.
    rule
        What a finding says is wrong, and what to do.

    Raises
    ------
    UnreadableExtractError
        If more than :data:`MAX_FINDINGS` cells mean nothing.
    """
    given = _whole(cells)
    encoded = pc.dictionary_encode(given)
    words = encoded.dictionary.to_pylist()
    means = meaning(words)
    values = pa.array([means[word] for word in words], type_).take(encoded.indices)
    return TypedCells(cells=values, findings=unusable(given, values, origin, rule=rule))


def whole_numbers(cells: pa.ChunkedArray | pa.Array, origin: Origin) -> TypedCells:
    """Counts as float64: digits, with thousands separated by commas or not, and ``.0`` allowed.

    An empty cell is a finding: a publication that counts nothing writes 0 or no row.

    Raises
    ------
    UnreadableExtractError
        If more than :data:`MAX_FINDINGS` cells are not counts.
    """
    given = _whole(cells)
    usable = pc.match_substring_regex(given, _COUNT)
    digits = pc.replace_substring(given, ",", "")
    values = pc.if_else(usable, digits, pa.scalar(None, pa.string())).cast(pa.float64())
    rule = ("is not a whole number", "Write digits, with commas between thousands or none")
    return TypedCells(cells=values, findings=unusable(given, values, origin, rule=rule))
