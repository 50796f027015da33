"""How many rows of each kind differ between the first and the last extract of a synthetic history.

The rows are counted as they were written, place by place: in the county that they lie in and under the
category that they have. What a split finds is scored against sums of these.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.geography.join import county_of
from data.reference.taxonomy import CATEGORIES, CATEGORY_OF
from data.synthetic.extract_file import GENERATOR_VERSION, LABEL
from data.synthetic.months import Months
from data.synthetic.planted_history import MOVED_COUNTY, RESTATEMENT, MovedCounty, Restatement

MONTHS_OF_A_BRIEF = 12
LATE, CORRECTED, REDEFINED = "late", "corrected", "redefined"

Floats = NDArray[np.float64]
_Key = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """By how many rows one kind of change raises a count, in one county, category and month.

    ``county`` is a 5-digit FIPS, empty outside all counties; ``month`` is ``YYYY-MM``, UTC.
    """

    kind: str
    county: str
    category: str
    month: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class Mean:
    """Mean rows of a category in the one month that each brief has alone, over all draws, all places.

    Their difference is the real change that a drawn one scatters about.
    """

    category: str
    before: float
    now: float


@dataclass(frozen=True, kw_only=True)
class HistoryTruth:
    """All that a scorer of changes needs to know of one history.

    ``rows`` are those of each extract by its name; ``then`` and ``now`` are the first and last month of
    the briefs before and after, 12 months each. ``effects`` are of all months, corrections of all kinds.
    """

    label: str
    generator_version: str
    seed: int
    rows: Mapping[str, int]
    then: tuple[str, str]
    now: tuple[str, str]
    restatement: Restatement
    moved: MovedCounty
    effects: tuple[Effect, ...]
    means: tuple[Mean, ...]
    note: str


NOTE = (
    "Sums of effects over counties, categories and months are what a change of data or definition comes to; "
    "of the moved county it is all rows that count in the last extract. Nothing real was moved or redefined."
)


def history_truth(
    parts: Mapping[str, pa.Table], *, months: Months, seed: int, means: Mapping[str, Floats]
) -> HistoryTruth:
    """The truth of extracts by name, in order: first, late, corrected, restated, newest.

    ``means`` are the mean rows of each subcategory by month
    (:func:`~data.synthetic.rows.expected_rows`).
    """
    first, late, corrected, restated, _ = parts.values()
    latest = pa.concat_tables([late, corrected])
    sent = pa.concat_tables([first, latest])
    labels = months.labels
    return HistoryTruth(
        label=LABEL,
        generator_version=GENERATOR_VERSION,
        seed=seed,
        rows={name: table.num_rows for name, table in parts.items()},
        then=(labels[-1 - MONTHS_OF_A_BRIEF], labels[-2]),
        now=(labels[-MONTHS_OF_A_BRIEF], labels[-1]),
        restatement=RESTATEMENT,
        moved=MOVED_COUNTY,
        effects=(
            *_effects(LATE, plus=late),
            *_effects(CORRECTED, plus=corrected, minus=_earlier(first, corrected)),
            *_effects(REDEFINED, plus=restated, minus=_earlier(sent, restated)),
        ),
        means=_means(means),
        note=NOTE,
    )


def save_history_truth(truth: HistoryTruth, path: Path) -> None:
    """Write the truth to ``path`` as JSON, UTF-8, keys in order of declaration."""
    path.write_text(json.dumps(asdict(truth), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _earlier(sent: pa.Table, later: pa.Table) -> pa.Table:
    """The rows that the later ones supersede: of each incident the one reported last before."""
    known = sent.filter(pc.is_in(sent.column("incident_id"), later.column("incident_id").combine_chunks()))
    ordered = known.sort_by([("incident_id", "ascending"), ("reported_at", "descending")])
    names = ordered.column("incident_id").to_numpy()
    is_last = np.append(True, names[1:] != names[:-1]) if len(names) else np.zeros(0, np.bool_)
    return ordered.filter(pa.array(is_last))


def _effects(kind: str, *, plus: pa.Table, minus: pa.Table | None = None) -> Iterable[Effect]:
    counts: Counter[_Key] = Counter(_keys(plus))
    counts.subtract(_keys(minus) if minus is not None else ())
    return tuple(
        Effect(kind=kind, county=county, category=category, month=month, rows=rows)
        for (county, category, month), rows in sorted(counts.items())
        if rows
    )


def _means(by_subcategory: Mapping[str, Floats]) -> tuple[Mean, ...]:
    """Means by category, under the new definition."""
    names = {name: name for name in by_subcategory} | {
        RESTATEMENT.from_subcategory: RESTATEMENT.to_subcategory
    }
    result = dict.fromkeys(CATEGORIES, (0.0, 0.0))
    for name, rows in by_subcategory.items():
        before, now = result[CATEGORY_OF[names[name]]]
        pair = (before + float(rows[-1 - MONTHS_OF_A_BRIEF]), now + float(rows[-1]))
        result[CATEGORY_OF[names[name]]] = pair
    return tuple(
        Mean(category=category, before=round(before, 3), now=round(now, 3))
        for category, (before, now) in result.items()
    )


def _keys(table: pa.Table) -> list[_Key]:
    lon, lat = (table.column(name).to_numpy() for name in ("lon", "lat"))
    counties = [fips or "" for fips in pa.array(county_of(lon, lat), pa.string()).to_pylist()]
    months = pc.strftime(table.column("occurred_at"), format="%Y-%m").to_pylist()
    return list(zip(counties, table.column("category").to_pylist(), months, strict=True))
