"""Writing seeded synthetic incidents and their truth.

The same seed, rows and last month give the same rows with the same generator version and the same
numpy, shapely and plotly-geo; with the same pyarrow also the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
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
from data.synthetic.extract_file import extract_file
from data.synthetic.flows import flows
from data.synthetic.moments import Seconds, occurred, reported, rhythm_months
from data.synthetic.months import Months, months_to
from data.synthetic.places import Gazetteer, PlaceKind, gazetteer
from data.synthetic.planted import HOT_SPOTS, LATE_BATCH, REDEFINITION
from data.synthetic.rows import CODE, Rows, draw_rows, expected_rows
from data.synthetic.scatter import Points
from data.synthetic.truth import planted_in, save_truth, truth_of

DEFAULT_ROWS = 2_000_000
DEFAULT_SEED = 1006
LAST_DAY = date(2026, 10, 31)
FEWEST_ROWS = 5_000
ROWS_AT_A_TIME = 4_000_000
"""Rows that are finished together, but for whole months: about 250 bytes of memory each."""

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
    streams = _streams(seed)
    places = _places(streams[0])
    followed = flows(places, months)
    progress("events", 0.05)
    drawn = draw_rows(rows, flows=followed, gazetteer=places, months=months, rng=streams[1])
    generator = _Generator(
        rows=drawn,
        in_all=rhythm_months(drawn, places, months),
        places=places,
        months=months,
        streams=tuple(streams[2:]),
    )
    written = _write(folder, generator, followed=followed, seed=seed, progress=progress)
    progress("done", 1.0)
    return written


def mean_incidents(*, rows: int, seed: int, last: date = LAST_DAY) -> dict[str, NDArray[np.float64]]:
    """Subcategory to its mean rows in each month, over all draws of :func:`write_incidents`.

    The seed still decides where places are. What is redefined or late is not taken into account.

    Raises
    ------
    SettingsError
        If the period is under 60 months.
    """
    months = months_to(last)
    places = _places(_streams(seed)[0])
    return expected_rows(rows, flows=flows(places, months), gazetteer=places, months=months)


def _streams(seed: int) -> list[np.random.Generator]:
    """Those of places, rows, moments, attributes and points."""
    return [np.random.default_rng(part) for part in np.random.SeedSequence(seed).spawn(5)]


def _places(random: np.random.Generator) -> Gazetteer:
    return gazetteer(random).joined(tuple(spot.place() for spot in HOT_SPOTS))


@dataclass(frozen=True, kw_only=True)
class _Generator:
    """Finishes rows month by month; ``streams`` are those of moments, attributes and points."""

    rows: Rows
    in_all: NDArray[np.int64]
    places: Gazetteer
    months: Months
    streams: tuple[np.random.Generator, ...]

    def parts(self) -> Iterator[Drawn]:
        """All rows in order of time, in parts of whole months: one part unless there are very many."""
        order = np.argsort(self.rows.month, kind="stable")
        per_month = np.bincount(self.rows.month, minlength=self.months.count)
        starts = np.append(0, np.cumsum(per_month))
        first = 0
        for stop in range(1, self.months.count + 1):
            is_last = stop == self.months.count
            if is_last or starts[stop + 1] - starts[first] > ROWS_AT_A_TIME:
                span = range(first, stop)
                yield self._finished(
                    self.rows.of_months(span, order, starts), first_number=int(starts[first]) + 1
                )
                first = stop

    def _finished(self, rows: Rows, *, first_number: int) -> Drawn:
        places, months = self.places, self.months
        moments, others, spots = self.streams
        rows, is_redefined = _redefined(rows, months)
        happened = occurred(rows, gazetteer=places, months=months, in_all=self.in_all, rng=moments)
        is_late = _late(rows, places, months)
        batch = _batch_moments(happened, months, moments)
        known = np.where(is_late, batch, reported(happened, moments))
        attributes = draw_attributes(rows, gazetteer=places, rng=others)
        points = _located(rows.place, places, spots)
        order = np.argsort(happened, kind="stable")
        columns = Columns(
            number=np.arange(first_number, first_number + len(order)),
            occurred=happened[order],
            reported=known[order],
            lon=points[order, 0],
            lat=points[order, 1],
            subcategory=rows.subcategory[order],
            component=attributes.component[order],
            mode=attributes.mode[order],
            quantity=attributes.quantity[order],
        )
        return Drawn(
            columns=columns,
            place=rows.place[order],
            month=rows.month[order],
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


def _write(
    folder: Path, generator: _Generator, *, followed: dict[str, Flow], seed: int, progress: Progress
) -> SyntheticExtract:
    folder.mkdir(parents=True, exist_ok=True)
    paths = (
        folder / f"synthetic-incidents-{seed}-1.parquet",
        folder / f"synthetic-incidents-{seed}-2-late.parquet",
    )
    counts: Counter[str] = Counter()
    rows = len(generator.rows.place)
    with extract_file(paths[0], seed=seed) as add, extract_file(paths[1], seed=seed) as add_late:
        for drawn in generator.parts():
            add(drawn.columns.taken(np.flatnonzero(~drawn.is_late)))
            add_late(drawn.columns.taken(np.flatnonzero(drawn.is_late)))
            counts += planted_in(drawn)
            progress("incidents", 0.1 + 0.9 * int(drawn.columns.number[-1]) / rows)
    truth_path = folder / f"synthetic-truth-{seed}.json"
    save_truth(truth_of(counts, rows=rows, months=generator.months, flows=followed, seed=seed), truth_path)
    return SyntheticExtract(paths=paths, truth_path=truth_path)
