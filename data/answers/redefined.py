"""What a new definition alone changes in a count: declared with the extract that restates, never guessed.

An agency that records an event under another subcategory from now on, and restates the months before,
sends its known incidents again. Taken in with a statement of the redefinition, such an extract says that
its rows differ from the ones before because the definition does. All other extracts add or correct.

Only the category of a row is taken back: place, time, component and mode are those of its newest report.
A row that the store knew in no earlier report is late, whatever its extract says. A row that was corrected
since to a third category is a correction.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.answers.calendar import month_number
from data.answers.filters import Filter
from data.extracts.contract import Kind
from data.geography.regions import counties_of
from data.intake.manifest import SegmentKind, StoredExtract
from data.intake.store_version import StoreVersion
from data.intake.stored_rows import read_rows, rows_listed, stored_rows

_COLUMNS = ("occurred_at", "category", "component", "mode", "county_fips")
_NAMED = ("incident_id", "category")


@dataclass(frozen=True, kw_only=True)
class _Recorded:
    """The category of an incident before redefinitions, and the one that they gave it."""

    before: str
    since: str


def redefinitions(version: StoreVersion, since: StoreVersion) -> tuple[StoredExtract, ...]:
    """The extracts of a version that restate under a new definition and were not in an earlier version."""
    known = {extract.digest for extract in since.extracts}
    return tuple(
        extract for extract in version.extracts if extract.redefinition and extract.digest not in known
    )


def redefinition_step(version: StoreVersion, since: StoreVersion, filter_: Filter) -> int:
    """By how many events the redefinitions after a version change the count under a filter; exact.

    It is not disclosed: :mod:`data.answers.asked_split` decides what of it is told.

    Raises
    ------
    FilterError
        If the filter names a region that is none.
    StoreCorruptError
        If a file of the version is missing or damaged.
    """
    declared = redefinitions(version, since)
    recorded = _recorded(version, declared)
    if not recorded:
        return 0
    rows = stored_rows(
        _from_extract(version, declared[0]),
        Kind.INCIDENTS,
        keys=pa.array(list(recorded)),
        columns=_COLUMNS,
    )
    found = list(recorded.values())
    before = np.array([found[key].before for key in rows.key.tolist()], np.object_)
    given = np.array([found[key].since for key in rows.key.tolist()], np.object_)
    own = rows.table.column("category").to_numpy()
    is_of_filter = _passes_elsewhere(rows.table, filter_)
    is_new, is_old = (_is_among(names, filter_.categories) for names in (own, before))
    is_undone = is_of_filter & (own == given)
    return int((is_undone & is_new).sum()) - int((is_undone & is_old).sum())


def _recorded(version: StoreVersion, declared: Iterable[StoredExtract]) -> dict[str, _Recorded]:
    """Incident to its categories before and since, for all that redefinitions restated; oldest first."""
    result: dict[str, _Recorded] = {}
    for extract in declared:
        old = _superseded_by(version, extract)
        for name, category in _latest_of(version, extract).items():
            if name in old:
                earlier = result.get(name)
                is_chained = earlier is not None and earlier.since == old[name]
                first = earlier.before if earlier is not None and is_chained else old[name]
                result[name] = _Recorded(before=first, since=category)
    return result


def _superseded_by(version: StoreVersion, extract: StoredExtract) -> dict[str, str]:
    """Incident to its category in the row that the extract superseded."""
    listed = rows_listed(version, SegmentKind.SUPERSEDED, only=frozenset(extract.files))
    parts = [
        read_rows(version.folder / name, rows, columns=_NAMED)
        for name, rows in listed.items()
        if name not in extract.files
    ]
    result: dict[str, str] = {}
    for part in parts:
        result |= _pairs(part)
    return result


def _latest_of(version: StoreVersion, extract: StoredExtract) -> dict[str, str]:
    """Incident to its category in the extract's last row of it."""
    own = {file.name: file for file in version.files if file.name in extract.files}
    outdated = rows_listed(version, SegmentKind.SUPERSEDED, only=frozenset(extract.files))
    result: dict[str, str] = {}
    for name, file in own.items():
        if file.kind is SegmentKind.INCIDENTS:
            kept = np.setdiff1d(np.arange(file.rows), outdated.get(name, np.zeros(0, np.int64)))
            result |= _pairs(read_rows(version.folder / name, kept, columns=_NAMED))
    return result


def _pairs(table: pa.Table) -> dict[str, str]:
    return dict(zip(*(table.column(name).to_pylist() for name in _NAMED), strict=True))


def _from_extract(version: StoreVersion, first: StoredExtract) -> StoreVersion:
    """The version from one extract on: what counts of incidents restated there lies in no earlier file."""
    at = next(i for i, extract in enumerate(version.extracts) if extract.digest == first.digest)
    extracts = version.extracts[at:]
    names = {name for extract in extracts for name in extract.files}
    files = tuple(file for file in version.files if file.name in names)
    return replace(version, extracts=extracts, files=files)


def _passes_elsewhere(rows: pa.Table, filter_: Filter) -> NDArray[np.bool_]:
    """Whether each row passes the filter but for its categories."""
    moments = rows.column("occurred_at")
    years, months = (part(moments).to_numpy() for part in (pc.year, pc.month))
    month = years * 12 + months - 1
    result: NDArray[np.bool_] = np.ones(rows.num_rows, np.bool_)
    if filter_.first:
        result &= month >= month_number(filter_.first)
    if filter_.last:
        result &= month <= month_number(filter_.last)
    for name, chosen in (("component", filter_.components), ("mode", filter_.modes)):
        result &= _is_among(rows.column(name).to_numpy(), chosen)
    if filter_.regions:
        result &= _is_among(rows.column("county_fips").to_numpy(), sorted(counties_of(filter_.regions)))
    return result


def _is_among(names: NDArray[np.object_], chosen: Iterable[str]) -> NDArray[np.bool_]:
    """Whether each name is one of those chosen; all are if none is chosen."""
    wanted = list(chosen)
    if not wanted:
        return np.ones(len(names), np.bool_)
    is_among: NDArray[np.bool_] = np.isin(names.astype(str), wanted)
    return is_among
