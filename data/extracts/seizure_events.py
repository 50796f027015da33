"""Seizure events that are many rows each: their numbers, and what to say about rows that look doubled."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import UnknownFormatError, Where
from data.extracts.cbp_columns import CbpText
from data.extracts.contract import Finding
from data.extracts.observation_rows import remark

MOST_REPEATED = 0.05
"""Greatest share of rows that may repeat another whole: more, and the file was joined with itself."""
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")


def event_number(text: str) -> str | None:
    """The event number as text; ``None`` where it is empty or a spreadsheet has rounded it.

    Examples
    --------
    >>> event_number("3460425857.0"), event_number("3.46043E+09"), event_number("")
    ('3460425857', None, None)
    """
    if _ROUNDED.fullmatch(text):
        return None
    return text.removesuffix(".0") or None


def repeated_rows(cbp: CbpText) -> tuple[Finding, ...]:
    """A remark on rows that repeat another whole; they may be separate items of one event and count.

    Raises
    ------
    UnknownFormatError
        If more than :data:`MOST_REPEATED` of the rows do.
    """
    table = cbp.text.table.drop_columns(list(cbp.columns.row_numbers))
    numbered = table.append_column("row", pa.array(cbp.text.rows))
    groups = numbered.group_by(table.column_names, use_threads=False).aggregate(
        [("row", "min"), ("row", "count")]
    )
    several = groups.filter(pc.greater(groups.column("row_count"), 1))
    repeated = len(table) - len(groups)
    if not repeated:
        return ()
    row = pc.min(several.column("row_min")).as_py()
    if repeated > MOST_REPEATED * len(table):
        raise UnknownFormatError(
            f"{repeated:,} of {len(table):,} rows repeat another row whole, this one first",
            where=Where(file=cbp.file, row=row),
            remedy="The file seems to be joined with itself: download it again",
        )
    rule = f"{repeated:,} rows repeat another row whole, this one first; they count as items of their own"
    return (remark(cbp.file, row=row, column=cbp.columns["event_id"], rule=rule),)


def counted_twice(cbp: CbpText, cells: dict[str, pa.Array]) -> tuple[Finding, ...]:
    """A remark if events lie in two areas or months, so that they add up to more than there are.

    ``cells`` are the column ``event`` and the columns of the key in which each event counts once.
    """
    key = pa.table(cells).drop_null()
    distinct = len(key.group_by(key.column_names).aggregate([]))
    events = pc.count_distinct(key.column("event")).as_py()
    if distinct == events:
        return ()
    rule = (
        f"{distinct - events:,} of {events:,} events count in two areas or months, since they lie in both: "
        f"their figures add up to {distinct:,}"
    )
    return (remark(cbp.file, row=1, column=cbp.columns["event_id"], rule=rule),)
