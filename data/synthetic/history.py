"""The same synthetic incidents as an agency sends them over time: a first extract, then what changed.

Five extracts, to be taken in one after the other. A brief that is frozen after the first, and one that is
composed after the last, differ by late rows, corrections, a redefinition and a further month; a county
moves between two regions beside. The truth says how many rows of each kind lie in which county.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from data.errors import SettingsError
from data.reference.taxonomy import CATEGORY_OF
from data.schema.incidents import INCIDENT_SCHEMA
from data.synthetic.generate import LAST_DAY, Progress, mean_incidents, write_incidents
from data.synthetic.history_truth import MONTHS_OF_A_BRIEF, history_truth, save_history_truth
from data.synthetic.months import Months, months_to
from data.synthetic.planted_history import (
    CORRECTED_AFTER,
    MISTAKES,
    RESTATED_AFTER,
    RESTATEMENT,
)

MOST_ROWS = 5_000_000
"""All rows are held at once: about 300 bytes of memory each."""
FIRST, LATE, CORRECTED, RESTATED, NEWEST = "1", "2-late", "3-corrected", "4-restated", "5-newest"


@dataclass(frozen=True, kw_only=True)
class HistoryExtract:
    """One extract: its path, the day that it is as of, and its redefinition, which is mostly empty."""

    path: Path
    as_of: date
    redefinition: str = ""


@dataclass(frozen=True, kw_only=True)
class SyntheticHistory:
    """What was written: extracts in the order in which they are to be ingested, and both truths."""

    extracts: tuple[HistoryExtract, ...]
    truth_path: Path
    history_path: Path


def write_history(
    folder: Path, *, rows: int, seed: int, progress: Progress, last: date = LAST_DAY
) -> SyntheticHistory:
    """Five extracts of ``rows`` synthetic incidents to the month of ``last``, and what differs between them.

    The rows that count after the last are those of
    :func:`~data.synthetic.generate.write_incidents`, but for the subcategory that is restated.

    Raises
    ------
    SettingsError
        If ``rows`` is below 5,000 or above 5,000,000, or the period under 60 months.
    """
    if rows > MOST_ROWS:
        raise SettingsError(
            f"a history of {rows:,} synthetic rows asked for, expected at most {MOST_ROWS:,}",
            remedy="Ask for fewer, or for no history",
        )
    with tempfile.TemporaryDirectory(dir=_made(folder), prefix="unfinished-") as beside:
        plain = write_incidents(Path(beside), rows=rows, seed=seed, progress=progress, last=last)
        first, late = (pq.read_table(path) for path in plain.paths)
        truth_path = plain.truth_path.replace(folder / plain.truth_path.name)
    months = months_to(last)
    parts = _parts(first, late, months, np.random.default_rng([seed, rows]))
    days = _days(months)
    extracts = tuple(
        HistoryExtract(
            path=_written(folder / f"synthetic-history-{seed}-{name}.parquet", table, first.schema.metadata),
            as_of=days[name],
            redefinition=RESTATEMENT.words if name == RESTATED else "",
        )
        for name, table in parts.items()
    )
    history_path = folder / f"synthetic-history-{seed}.json"
    means = mean_incidents(rows=rows, seed=seed, last=last)
    truth = history_truth(parts, months=months, seed=seed, means=means)
    save_history_truth(truth, history_path)
    return SyntheticHistory(extracts=extracts, truth_path=truth_path, history_path=history_path)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _parts(
    first: pa.Table, late: pa.Table, months: Months, random: np.random.Generator
) -> Mapping[str, pa.Table]:
    """The rows of each extract, by its name, in order."""
    month = _month(first, months)
    newest = first.filter(pa.array(month == months.count - 1))
    known = first.filter(pa.array(month < months.count - 1))
    wrong = _mistaken(known, months, random)
    corrected = _reported(known.take(pa.array(wrong)), _end(months) + CORRECTED_AFTER)
    as_sent = _with_mistakes(known, wrong)
    restated = pa.concat_tables([known, late])
    restated = restated.filter(pc.equal(restated.column("subcategory"), RESTATEMENT.from_subcategory))
    return {
        FIRST: as_sent,
        LATE: late,
        CORRECTED: corrected,
        RESTATED: _renamed(_reported(restated, _end(months) + RESTATED_AFTER)),
        NEWEST: _renamed(newest),
    }


def _mistaken(known: pa.Table, months: Months, random: np.random.Generator) -> NDArray[np.int64]:
    """Positions of the rows that are first reported wrong, an even number, in random order."""
    month = _month(known, months)
    is_free = ~pc.is_in(known.column("subcategory"), pa.array(_untouched())).to_numpy(zero_copy_only=False)
    at = np.flatnonzero((month >= months.count - 1 - MONTHS_OF_A_BRIEF) & is_free)
    number = len(at) // MISTAKES.one_in // 2 * 2
    chosen: NDArray[np.int64] = random.permutation(at)[:number].astype(np.int64)
    return chosen


def _untouched() -> list[str]:
    return [RESTATEMENT.from_subcategory, RESTATEMENT.to_subcategory, MISTAKES.subcategory]


def _with_mistakes(known: pa.Table, wrong: NDArray[np.int64]) -> pa.Table:
    """The rows as first sent: half of the wrong ones under another name, half at one another's places."""
    named, placed = wrong[: len(wrong) // 2], wrong[len(wrong) // 2 :]
    columns = {name: known.column(name).to_numpy().copy() for name in ("lon", "lat")}
    for values in columns.values():
        values[placed] = np.roll(values[placed], 1)
    names = known.column("subcategory").to_numpy().copy()
    names[named] = MISTAKES.subcategory
    return _named(_replaced(known, columns), names)


def _renamed(table: pa.Table) -> pa.Table:
    names = table.column("subcategory").to_numpy().copy()
    names[names == RESTATEMENT.from_subcategory] = RESTATEMENT.to_subcategory
    return _named(table, names)


def _named(table: pa.Table, names: NDArray[np.object_]) -> pa.Table:
    """The table with these subcategories, and the categories that they belong to."""
    categories = np.array([CATEGORY_OF[name] for name in names.tolist()], np.object_)
    return _replaced(table, {"subcategory": names, "category": categories})


def _reported(table: pa.Table, moment: datetime) -> pa.Table:
    kind = table.schema.field("reported_at").type
    return _replaced(table, {"reported_at": pa.repeat(pa.scalar(moment, kind), table.num_rows)})


def _replaced(table: pa.Table, columns: Mapping[str, object]) -> pa.Table:
    for name, values in columns.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, table.schema.field(at), pa.array(values, table.schema.field(at).type))
    return table


def _month(table: pa.Table, months: Months) -> NDArray[np.int64]:
    """Month of the axis in which each row lies, UTC."""
    moments = table.column("occurred_at").to_numpy().astype("datetime64[M]").astype(np.int64)
    first = np.datetime64(str(months.first), "M").astype(np.int64)
    result: NDArray[np.int64] = moments - first
    return result


def _end(months: Months) -> datetime:
    """The moment at which the last month is over, UTC."""
    day = months.first_days[-1].astype(object)
    return datetime.fromisoformat(f"{day}T00:00:00+00:00")


def _days(months: Months) -> Mapping[str, date]:
    """The day that each extract is as of: the end of the month before the last, then after the last."""
    end = _end(months).date()
    before = months.first_days[-2].astype(object)
    return {
        FIRST: before - timedelta(days=1),
        LATE: before - timedelta(days=1),
        CORRECTED: end - timedelta(days=1),
        RESTATED: end - timedelta(days=1),
        NEWEST: end - timedelta(days=1),
    }


def _written(path: Path, table: pa.Table, metadata: Mapping[bytes, bytes]) -> Path:
    labelled = table.cast(INCIDENT_SCHEMA).replace_schema_metadata(metadata)
    beside = path.with_suffix(".partial")
    pq.write_table(labelled, beside, compression="zstd", write_page_checksum=True)
    return beside.replace(path)
