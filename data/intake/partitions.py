"""Pure functions over partitions of incidents: rows in, tagged and sorted rows out.

A *partition* is a table in :data:`PARTITION_SCHEMA`. Nothing here reads or writes a file or knows
of a store, so that a pool of threads or of machines may map these functions over partitions.
The way of rows from an extract into stored files is

1. ``tagged``: rows of the incident schema get their place on the curve and their county;
2. ``by_curve``: a partition is sorted; many sorted ones are cut at the same codes (``cuts``), and
   the pieces between two cuts (``between``) are joined (``joined``) and sorted again: these follow
   each other along the curve;
3. ``stored``: a sorted partition in the columns that are stored, ready to be written after the
   one before it.

The order of rows, by code and then by time of occurrence, does not depend on how they were divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.geography.grid import MAX_LEVEL, cell_code, parent
from data.geography.join import county_codes, county_numbers
from data.index.tree import CURVE_LEVEL
from data.intake.located import STORED_SCHEMA
from data.schema.incidents import INCIDENT_COLUMNS, INCIDENT_SCHEMA

CURVE = "curve"
"""Morton code, int64, of the cell of a row at ``CURVE_LEVEL``."""
COUNTY = "county"
"""Position in ``county_codes()``, int16, null outside all counties."""
_WORDS = frozenset(
    column.name
    for column in INCIDENT_COLUMNS
    if pa.types.is_string(column.type) and column.name != "incident_id"
)
PARTITION_SCHEMA = pa.schema(
    [
        *(
            pa.field(
                field.name, pa.dictionary(pa.int32(), pa.string()) if field.name in _WORDS else field.type
            )
            for field in INCIDENT_SCHEMA
        ),
        pa.field(CURVE, pa.int64()),
        pa.field(COUNTY, pa.int16()),
    ]
)
"""The incident schema with words as dictionaries, and ``curve`` and ``county``."""
Codes = NDArray[np.int64]


def tagged(rows: pa.Table) -> pa.Table:
    """The rows as a partition, in the order in which they are.

    ``rows`` has the columns of the incident schema, words as text or dictionaries; longitude and
    latitude are OGC:CRS84 degrees without nulls.
    """
    lon, lat = (rows.column(name).to_numpy() for name in ("lon", "lat"))
    number = county_numbers(lon, lat)
    columns = [
        _words(rows.column(name)) if name in _WORDS else rows.column(name) for name in INCIDENT_SCHEMA.names
    ]
    curve = pa.array(cell_code(lon, lat, level=CURVE_LEVEL))
    county = pa.array(number, pa.int16(), mask=number < 0)
    return pa.table([*columns, curve, county], schema=PARTITION_SCHEMA)


def by_curve(partition: pa.Table) -> pa.Table:
    """The partition, in one chunk a column, sorted by code and then by time of occurrence."""
    whole = partition.unify_dictionaries().combine_chunks()
    return whole.take(pa.array(curve_order(codes(whole), occurred_us(whole))))


def curve_order(code: Codes, occurred: Codes) -> Codes:
    """Positions in the order of code and then time of occurrence.

    Rows of one code are few, so only those are sorted by both.
    """
    order = np.argsort(code).astype(np.int64)
    ranked = code[order]
    is_same = ranked[1:] == ranked[:-1]
    tied = np.flatnonzero(np.append(is_same, False) | np.append(False, is_same))
    rows = order[tied]
    order[tied] = rows[np.lexsort((rows, occurred[rows], ranked[tied]))]
    return order


def codes(partition: pa.Table) -> Codes:
    """The ``curve`` column."""
    found: Codes = partition.column(CURVE).to_numpy()
    return found


def occurred_us(partition: pa.Table) -> Codes:
    """Times of occurrence in microseconds since 1970 UTC."""
    found: Codes = partition.column("occurred_at").cast(pa.int64()).to_numpy()
    return found


def cuts(sorted_codes: Sequence[Codes], rows_each: int) -> Codes:
    """Ascending codes that divide the rows of all partitions into ranges of about ``rows_each``.

    ``sorted_codes`` are the codes of each sorted partition. The range ``i`` is from ``cuts[i - 1]``
    up to, and without, ``cuts[i]``; there is one range more than there are cuts. Rows of one code
    are never divided, so a range may be larger where very many have the same place.
    """
    step = max(1, rows_each // 64)
    sample = np.sort(
        np.concatenate([np.zeros(0, np.int64), *(code[step // 2 :: step] for code in sorted_codes)])
    )
    total = sum(len(code) for code in sorted_codes)
    ranges = max(1, -(-total // rows_each))
    at = np.arange(1, ranges) * len(sample) // ranges
    return np.unique(sample[at])


def between(sorted_partition: pa.Table, low: int | None, high: int | None) -> pa.Table:
    """The rows of a sorted partition from code ``low`` up to, and without, ``high``; a view."""
    code = codes(sorted_partition)
    start = 0 if low is None else int(np.searchsorted(code, low))
    end = len(code) if high is None else int(np.searchsorted(code, high))
    return sorted_partition.slice(start, end - start)


def joined(pieces: Iterable[pa.Table]) -> pa.Table:
    """One partition of the rows of all pieces, not sorted."""
    return pa.concat_tables([PARTITION_SCHEMA.empty_table(), *pieces])


def stored(partition: pa.Table) -> pa.Table:
    """The partition in ``STORED_SCHEMA``, words as dictionaries."""
    fips = pa.array(county_codes(), pa.string())
    county = pa.DictionaryArray.from_arrays(partition.column(COUNTY).combine_chunks(), fips)
    cell = pa.array(parent(codes(partition), CURVE_LEVEL - MAX_LEVEL))
    columns = {name: partition.column(name) for name in INCIDENT_SCHEMA.names}
    columns |= {"cell": cell, "county_fips": county}
    return pa.table([columns[name] for name in STORED_SCHEMA.names], names=STORED_SCHEMA.names)


def _words(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
