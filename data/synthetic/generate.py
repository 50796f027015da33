"""Writing seeded synthetic incidents and their truth.

The same seed, rows and last month give the same rows with the same generator version and the same
numpy, shapely and plotly-geo; with the same pyarrow also the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.errors import SettingsError
from data.synthetic.attributes import draw_attributes
from data.synthetic.calibrate import Flow
from data.synthetic.clocks import SECONDS_PER_DAY
from data.synthetic.drawn import Columns, Drawn
from data.synthetic.extract_file import write_extract
from data.synthetic.flows import flows
from data.synthetic.moments import Seconds, occurred, reported
from data.synthetic.months import Months, months_to
from data.synthetic.places import Gazetteer, PlaceKind, gazetteer
from data.synthetic.planted import HOT_SPOTS, LATE_BATCH, REDEFINITION
from data.synthetic.rows import CODE, Rows, draw_rows
from data.synthetic.scatter import Points
from data.synthetic.truth import save_truth, truth_of

DEFAULT_ROWS = 2_000_000
DEFAULT_SEED = 1006
LAST_DAY = date(2026, 10, 31)
FEWEST_ROWS = 5_000

Progress = Callable[[str, float], None]
"""Called with the stage and the part of the whole work that is done, 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class SyntheticExtract:
    """What was written: extracts in the order in which they are to be ingested, and the truth."""

    paths: tuple[Path, ...]
    truth_path: Path


def write_incidents(
    folder: Path, *, rows: int, seed: int, progress: Progress, last: date = LAST_DAY
) -> SyntheticExtract:
    """Extracts of ``rows`` synthetic incidents from October 2019 to the month of ``last``, and their truth.

    The first extract holds all rows but those of the planted late batch, which are in the second.
    Existing files of the same seed in ``folder`` are replaced.

    Raises
    ------
    SettingsError
        If ``rows`` is below 5,000, too few to hold the planted truth, or the period under 60 months.
    """
    if rows < FEWEST_ROWS:
        raise SettingsError(
            f"{rows} synthetic rows asked for, expected at least {FEWEST_ROWS}",
            remedy="Ask for more: fewer cannot hold the planted truth",
        )
    months = months_to(last)
    progress("places", 0.0)
    streams = [np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(5)]
    places = gazetteer(streams[0]).joined(tuple(spot.place() for spot in HOT_SPOTS))
    followed = flows(places, months)
    drawn = _draw(
        rows, places=places, months=months, followed=followed, streams=streams[1:], progress=progress
    )
    progress("files", 0.8)
    written = _write(folder, drawn, followed=followed, seed=seed)
    progress("done", 1.0)
    return written


def _draw(
    rows: int,
    *,
    places: Gazetteer,
    months: Months,
    followed: dict[str, Flow],
    streams: list[np.random.Generator],
    progress: Progress,
) -> Drawn:
    progress("events", 0.2)
    drawn = draw_rows(rows, flows=followed, gazetteer=places, months=months, rng=streams[0])
    drawn, is_redefined = _redefined(drawn, months)
    happened = occurred(drawn, gazetteer=places, months=months, rng=streams[1])
    is_late = _late(drawn, places, months)
    known = np.where(is_late, _batch_moments(happened, months, streams[1]), reported(happened, streams[1]))
    attributes = draw_attributes(drawn, gazetteer=places, rng=streams[2])
    progress("points", 0.4)
    points = _located(drawn.place, places, streams[3])
    progress("order", 0.7)
    order = np.argsort(happened, kind="stable")
    columns = Columns(
        number=np.arange(1, rows + 1),
        occurred=happened[order],
        reported=known[order],
        lon=points[order, 0],
        lat=points[order, 1],
        subcategory=drawn.subcategory[order],
        component=attributes.component[order],
        mode=attributes.mode[order],
        quantity=attributes.quantity[order],
    )
    return Drawn(
        columns=columns,
        place=drawn.place[order],
        month=drawn.month[order],
        is_late=is_late[order],
        is_redefined=is_redefined[order],
        gazetteer=places,
        months=months,
    )


def _redefined(rows: Rows, months: Months) -> tuple[Rows, NDArray[np.bool_]]:
    """Rows with the redefinition applied, and which rows it changed."""
    changed = (rows.subcategory == CODE[REDEFINITION.from_subcategory]) & (
        rows.month >= months.count - REDEFINITION.begins
    )
    names = np.where(changed, CODE[REDEFINITION.to_subcategory], rows.subcategory).astype(np.int8)
    return Rows(place=rows.place, month=rows.month, subcategory=names), changed


def _late(rows: Rows, places: Gazetteer, months: Months) -> NDArray[np.bool_]:
    sector = places.positions(PlaceKind.BORDER)[LATE_BATCH.sector]
    late: NDArray[np.bool_] = (rows.place == sector) & (rows.month == months.count - LATE_BATCH.month)
    return late


def _batch_moments(happened: Seconds, months: Months, rng: np.random.Generator) -> Seconds:
    """Moments within six hours of a day ``weeks`` after the end of the late month."""
    end = months.first_days.astype(np.int64)[months.count - LATE_BATCH.month + 1]
    start = int(end + 7 * LATE_BATCH.weeks) * SECONDS_PER_DAY + 12 * 3_600
    return start + rng.integers(0, 6 * 3_600, len(happened))


def _located(place: NDArray[np.int32], places: Gazetteer, rng: np.random.Generator) -> Points:
    """A point for each row, drawn place by place."""
    points = np.empty((len(place), 2))
    order = np.argsort(place, kind="stable")
    counts = np.bincount(place, minlength=len(places.places))
    start = 0
    for at, count in enumerate(counts):
        if count:
            points[order[start : start + count]] = places.places[at].pattern.draw(int(count), rng)
        start += count
    return points


def _write(folder: Path, drawn: Drawn, *, followed: dict[str, Flow], seed: int) -> SyntheticExtract:
    folder.mkdir(parents=True, exist_ok=True)
    paths = (
        folder / f"synthetic-incidents-{seed}-1.parquet",
        folder / f"synthetic-incidents-{seed}-2-late.parquet",
    )
    for path, chosen in zip(paths, (~drawn.is_late, drawn.is_late), strict=True):
        beside = path.with_suffix(".partial")
        write_extract(beside, drawn.columns.taken(np.flatnonzero(chosen)), seed=seed)
        beside.replace(path)
    truth_path = folder / f"synthetic-truth-{seed}.json"
    save_truth(truth_of(drawn, flows=followed, seed=seed), truth_path)
    return SyntheticExtract(paths=paths, truth_path=truth_path)
