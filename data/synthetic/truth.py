"""The planted truth of a synthetic extract, counted in its rows and written beside it as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.reference.taxonomy import CATEGORY_OF
from data.synthetic.calibrate import Flow
from data.synthetic.drawn import Drawn
from data.synthetic.extract_file import GENERATOR_VERSION, LABEL
from data.synthetic.mix import GROUP_SHARES, RECIPES
from data.synthetic.months import Months
from data.synthetic.places import PlaceKind
from data.synthetic.planted import HOT_SPOTS, LATE_BATCH, REDEFINITION, STEP, SWING, HotSpot
from data.synthetic.rows import CODE, group_totals
from data.synthetic.scatter import KM_PER_DEGREE


@dataclass(frozen=True, kw_only=True)
class PlantedTruth:
    """One planted change. ``rows`` counts the rows that it concerns, ``strength`` is as ``note`` says.

    Months are ``YYYY-MM`` in UTC, both inclusive; coordinates are degrees, OGC:CRS84.
    """

    id: str
    kind: str
    where: str
    first_month: str
    last_month: str
    rows: int
    strength: float
    note: str
    category: str | None = None
    subcategory: str | None = None
    to_subcategory: str | None = None
    lon: float | None = None
    lat: float | None = None
    radius_km: float | None = None


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How a group of rows follows its figures: ``rows_per_event`` is the scale.

    ``events`` counts the published events of the period and those of the carried months;
    ``published_through`` gives the last published month per flow.
    """

    group: str
    rows: int
    events: int
    rows_per_event: float
    published_through: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Truth:
    """All that a scorer needs to know about one synthetic extract."""

    label: str
    generator_version: str
    seed: int
    rows: int
    first_month: str
    last_month: str
    planted: tuple[PlantedTruth, ...]
    calibration: tuple[Calibration, ...]
    carried_forward: str


CARRIED = (
    "Where a figure ends before the last month, each place keeps the mean level of its last six published "
    "months, shaped by its month-of-year profile over all published years. These months are an assumption."
)


def planted_in(drawn: Drawn) -> Counter[str]:
    """Rows that each planted change concerns, by its id, and each group's, by its name."""
    counts: Counter[str] = Counter()
    for spot in HOT_SPOTS:
        counts[spot.id], counts[_beside(spot)] = _hot_spot_rows(spot, drawn)
    first = drawn.months.count - STEP.begins
    codes = [CODE[name] for name, category in CATEGORY_OF.items() if category == STEP.category]
    sector = drawn.gazetteer.positions(PlaceKind.BORDER)[STEP.sector]
    subcategory = drawn.columns.subcategory
    after = np.isin(subcategory, codes) & (drawn.place == sector) & (drawn.month >= first)
    counts[STEP.id] = int(after.sum())
    counts[SWING.id] = int((subcategory == CODE[SWING.subcategory]).sum())
    counts[LATE_BATCH.id] = int(drawn.is_late.sum())
    counts[REDEFINITION.id] = int(drawn.is_redefined.sum())
    planted = list(drawn.gazetteer.positions(PlaceKind.PLANTED).values())
    for group in GROUP_SHARES:
        members = [CODE[recipe.subcategory] for recipe in RECIPES if recipe.group == group]
        counts[group] = int((np.isin(subcategory, members) & ~np.isin(drawn.place, planted)).sum())
    return counts


def _beside(spot: HotSpot) -> str:
    """Key of the count of other rows of the subcategory within the radius in a hot spot's months."""
    return f"{spot.id} beside"


def _hot_spot_rows(spot: HotSpot, drawn: Drawn) -> tuple[int, int]:
    """Planted rows, and others of the subcategory within the radius in these months."""
    span, columns = spot.months(drawn.months), drawn.columns
    of_kind = (columns.subcategory == CODE[spot.subcategory]) & within_km(columns.lon, columns.lat, spot)
    inside = of_kind & (drawn.month >= span.start) & (drawn.month < span.stop)
    planted = drawn.place == drawn.gazetteer.positions(PlaceKind.PLANTED)[spot.id]
    return int(planted.sum()), int((inside & ~planted).sum())


def truth_of(
    counts: Mapping[str, int], *, rows: int, months: Months, flows: dict[str, Flow], seed: int
) -> Truth:
    """Truth as it was counted by :func:`planted_in` in the ``rows`` finished rows."""
    labels = months.labels
    return Truth(
        label=LABEL,
        generator_version=GENERATOR_VERSION,
        seed=seed,
        rows=rows,
        first_month=labels[0],
        last_month=labels[-1],
        planted=(
            *(_hot_spot(spot, counts, months) for spot in HOT_SPOTS),
            _step(counts, months),
            _swing(counts, months),
            _late_batch(counts, months),
            _redefinition(counts, months),
        ),
        calibration=tuple(_calibration(group, counts[group], flows) for group in GROUP_SHARES),
        carried_forward=CARRIED,
    )


def save_truth(truth: Truth, path: Path) -> None:
    """Write the truth to ``path`` as JSON, UTF-8, keys in order of declaration."""
    path.write_text(json.dumps(asdict(truth), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def within_km(lon: NDArray[np.float64], lat: NDArray[np.float64], spot: HotSpot) -> NDArray[np.bool_]:
    """Whether each point (degrees) lies within the radius of the spot, on a plane about it."""
    east = (lon - spot.lon) * np.cos(np.radians(spot.lat))
    near: NDArray[np.bool_] = np.hypot(east, lat - spot.lat) * KM_PER_DEGREE <= spot.radius_km
    return near


def _hot_spot(spot: HotSpot, counts: Mapping[str, int], months: Months) -> PlantedTruth:
    span, labels = spot.months(months), months.labels
    return PlantedTruth(
        id=spot.id,
        kind="hot spot",
        where=spot.name,
        first_month=labels[span.start],
        last_month=labels[span.stop - 1],
        rows=counts[spot.id],
        strength=round(counts[spot.id] / max(counts[_beside(spot)], 1), 2),
        note="strength: planted rows per other row of the subcategory within the radius in these months",
        category=CATEGORY_OF[spot.subcategory],
        subcategory=spot.subcategory,
        lon=spot.lon,
        lat=spot.lat,
        radius_km=spot.radius_km,
    )


def _step(counts: Mapping[str, int], months: Months) -> PlantedTruth:
    return PlantedTruth(
        id=STEP.id,
        kind="step change",
        where=f"{STEP.sector} Sector",
        first_month=months.labels[months.count - STEP.begins],
        last_month=months.labels[-1],
        rows=counts[STEP.id],
        strength=STEP.factor,
        note="strength: rate after the step over the rate that the sector's encounters would give",
        category=STEP.category,
    )


def _swing(counts: Mapping[str, int], months: Months) -> PlantedTruth:
    return PlantedTruth(
        id=SWING.id,
        kind="seasonal swing",
        where="all places",
        first_month=months.labels[0],
        last_month=months.labels[-1],
        rows=counts[SWING.id],
        strength=SWING.amplitude,
        note=f"strength: amplitude of the yearly cosine over its mean; peak in month {SWING.peak_month}",
        category=CATEGORY_OF[SWING.subcategory],
        subcategory=SWING.subcategory,
    )


def _late_batch(counts: Mapping[str, int], months: Months) -> PlantedTruth:
    month = months.labels[months.count - LATE_BATCH.month]
    return PlantedTruth(
        id=LATE_BATCH.id,
        kind="late batch",
        where=f"{LATE_BATCH.sector} Sector",
        first_month=month,
        last_month=month,
        rows=counts[LATE_BATCH.id],
        strength=float(LATE_BATCH.weeks),
        note="strength: weeks from the end of the month to the report; only in the second extract",
    )


def _redefinition(counts: Mapping[str, int], months: Months) -> PlantedTruth:
    return PlantedTruth(
        id=REDEFINITION.id,
        kind="redefinition",
        where="all places",
        first_month=months.labels[months.count - REDEFINITION.begins],
        last_month=months.labels[-1],
        rows=counts[REDEFINITION.id],
        strength=1.0,
        note="strength: part of the rows that is recorded under the other name from the first month on",
        category=CATEGORY_OF[REDEFINITION.from_subcategory],
        subcategory=REDEFINITION.from_subcategory,
        to_subcategory=REDEFINITION.to_subcategory,
    )


def _calibration(group: str, rows: int, flows: dict[str, Flow]) -> Calibration:
    members = [recipe for recipe in RECIPES if recipe.group == group]
    events = group_totals(flows)[group]
    return Calibration(
        group=group,
        rows=rows,
        events=round(events),
        rows_per_event=round(rows / events, 6),
        published_through={
            flow: flows[flow].published_through for recipe in members for flow in recipe.flows
        },
    )
