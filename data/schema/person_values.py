"""Cell values that look like an identifier of a person, in columns that should hold none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.errors import PersonLevelColumnError, Where

_SSN = r"(?:00[1-9]|0[1-9]\d|[1-578]\d\d|6[0-57-9]\d|66[0-57-9])-(?:0[1-9]|[1-9]\d)-\d{4}"
_BEFORE, _AFTER = r"(?:^|[^0-9A-Za-z-])", r"(?:$|[^0-9A-Za-z-])"

PATTERNS: dict[str, str] = {
    "an A-number": rf"{_BEFORE}[Aa][-# ]{{0,2}}(?:\d{{8,9}}|\d{{2,3}}[- ]\d{{3}}[- ]\d{{3}}){_AFTER}",
    "a social security number": f"{_BEFORE}{_SSN}{_AFTER}",
    "an e-mail address": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
    "a phone number": (
        rf"{_BEFORE}(?:(?:\+?1[-. ]?)?(?:\(\d{{3}}\) ?|\d{{3}}[-. ])\d{{3}}[-. ]\d{{4}}"
        rf"|\+\d{{1,3}}[-. ]?\d{{2,3}}[-. ]?\d{{3,4}}[-. ]?\d{{4}}){_AFTER}"
    ),
}
"""What a value may look like, as an RE2 pattern. Digits alone are no sign: they may be any key."""

KEY_PATTERNS = tuple(kind for kind in PATTERNS if kind != "a phone number")
"""The kinds looked for in a publisher's own keys, where ``240-024-0001`` is no phone number."""


def person_level_value(
    cells: pa.ChunkedArray | pa.Array, *, kinds: Iterable[str] = PATTERNS
) -> tuple[int, str] | None:
    """Position of the first text cell that looks like an identifier of a person, and what it looks like.

    ``None`` if no cell does. Names in running text cannot be told from other words and are not found.
    """
    found: list[tuple[int, str]] = []
    kinds = tuple(kinds)
    # One pass tells of nearly every column that there is nothing to find.
    if not pc.any(pc.match_substring_regex(cells, "|".join(PATTERNS[kind] for kind in kinds))).as_py():
        return None
    for kind in kinds:
        hits = pc.fill_null(pc.match_substring_regex(cells, PATTERNS[kind]), fill_value=False)
        first = pc.index(hits, value=True).as_py()
        if first >= 0:
            found.append((first, kind))
    return min(found, default=None)


def refuse_person_values(
    cells: pa.ChunkedArray | pa.Array,
    *,
    rows: Sequence[int] | NDArray[np.int64],
    file: str,
    column: str,
    is_key: bool = False,
) -> None:
    """Return if no text cell of the column looks like an identifier of a person.

    Parameters
    ----------
    cells
        Text cells of one column.
    rows
        The source row of each cell.
    file, column
        Named in the message; the value itself is not repeated there.
    is_key
        Whether the column holds the publisher's own keys: then phone numbers are not looked for.

    Raises
    ------
    PersonLevelColumnError
        If a cell does; the message names the first such row and what it looks like.
    """
    found = person_level_value(cells, kinds=KEY_PATTERNS if is_key else tuple(PATTERNS))
    if found is None:
        return
    position, kind = found
    raise PersonLevelColumnError(
        f"the cell looks like {kind}",
        where=Where(file=file, row=int(rows[position]), column=column),
        remedy="Remove such values from the file and load it again: events are taken in, people are not",
    )
