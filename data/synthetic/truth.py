"""The planted truth of a synthetic extract, counted in its rows and written beside it as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.reference.taxonomy import CATEGORY_OF
from data.synthetic.calibrate import Flow
from data.synthetic.drawn import Drawn
from data.synthetic.extract_file import GENERATOR_VERSION, LABEL
from data.synthetic.mix import GROUP_SHARES, RECIPES
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


def truth_of(drawn: Drawn, *, flows: dict[str, Flow], seed: int) -> Truth:
    """Truth counted in the finished rows."""
    labels = drawn.months.labels
    return Truth(
        label=LABEL,
        generator_version=GENERATOR_VERSION,
        seed=seed,
        rows=len(drawn.columns.number),
        first_month=labels[0],
        last_month=labels[-1],
        planted=(
            *(_hot_spot(spot, drawn) for spot in HOT_SPOTS),
            _step(drawn),
            _swing(drawn),
            _late_batch(drawn),
            _redefinition(drawn),
        ),
        calibration=tuple(_calibration(group, drawn, flows) for group in GROUP_SHARES),
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


def _hot_spot(spot: HotSpot, drawn: Drawn) -> PlantedTruth:
    span, columns, labels = spot.months(drawn.months), drawn.columns, drawn.months.labels
    of_kind = (columns.subcategory == CODE[spot.subcategory]) & within_km(columns.lon, columns.lat, spot)
    inside = of_kind & (drawn.month >= span.start) & (drawn.month < span.stop)
    planted = drawn.place == drawn.gazetteer.positions(PlaceKind.PLANTED)[spot.id]
    return PlantedTruth(
        id=spot.id,
        kind="hot spot",
        where=spot.name,
        first_month=labels[span.start],
        last_month=labels[span.stop - 1],
        rows=int(planted.sum()),
        strength=round(planted.sum() / max(int((inside & ~planted).sum()), 1), 2),
        note="strength: planted rows per other row of the subcategory within the radius in these months",
        category=CATEGORY_OF[spot.subcategory],
        subcategory=spot.subcategory,
        lon=spot.lon,
        lat=spot.lat,
        radius_km=spot.radius_km,
    )


def _step(drawn: Drawn) -> PlantedTruth:
    first = drawn.months.count - STEP.begins
    codes = [CODE[name] for name, category in CATEGORY_OF.items() if category == STEP.category]
    sector = drawn.gazetteer.positions(PlaceKind.BORDER)[STEP.sector]
    after = np.isin(drawn.columns.subcategory, codes) & (drawn.place == sector) & (drawn.month >= first)
    return PlantedTruth(
        id=STEP.id,
        kind="step change",
        where=f"{STEP.sector} Sector",
        first_month=drawn.months.labels[first],
        last_month=drawn.months.labels[-1],
        rows=int(after.sum()),
        strength=STEP.factor,
        note="strength: rate after the step over the rate that the sector's encounters would give",
        category=STEP.category,
    )


def _swing(drawn: Drawn) -> PlantedTruth:
    return PlantedTruth(
        id=SWING.id,
        kind="seasonal swing",
        where="all places",
        first_month=drawn.months.labels[0],
        last_month=drawn.months.labels[-1],
        rows=int((drawn.columns.subcategory == CODE[SWING.subcategory]).sum()),
        strength=SWING.amplitude,
        note=f"strength: amplitude of the yearly cosine over its mean; peak in month {SWING.peak_month}",
        category=CATEGORY_OF[SWING.subcategory],
        subcategory=SWING.subcategory,
    )


def _late_batch(drawn: Drawn) -> PlantedTruth:
    month = drawn.months.labels[drawn.months.count - LATE_BATCH.month]
    return PlantedTruth(
        id=LATE_BATCH.id,
        kind="late batch",
        where=f"{LATE_BATCH.sector} Sector",
        first_month=month,
        last_month=month,
        rows=int(drawn.is_late.sum()),
        strength=float(LATE_BATCH.weeks),
        note="strength: weeks from the end of the month to the report; only in the second extract",
    )


def _redefinition(drawn: Drawn) -> PlantedTruth:
    return PlantedTruth(
        id=REDEFINITION.id,
        kind="redefinition",
        where="all places",
        first_month=drawn.months.labels[drawn.months.count - REDEFINITION.begins],
        last_month=drawn.months.labels[-1],
        rows=int(drawn.is_redefined.sum()),
        strength=1.0,
        note="strength: part of the rows that is recorded under the other name from the first month on",
        category=CATEGORY_OF[REDEFINITION.from_subcategory],
        subcategory=REDEFINITION.from_subcategory,
        to_subcategory=REDEFINITION.to_subcategory,
    )


def _calibration(group: str, drawn: Drawn, flows: dict[str, Flow]) -> Calibration:
    members = [recipe for recipe in RECIPES if recipe.group == group]
    codes = [CODE[recipe.subcategory] for recipe in members]
    planted = list(drawn.gazetteer.positions(PlaceKind.PLANTED).values())
    rows = np.isin(drawn.columns.subcategory, codes) & ~np.isin(drawn.place, planted)
    events = group_totals(flows)[group]
    return Calibration(
        group=group,
        rows=int(rows.sum()),
        events=round(events),
        rows_per_event=round(int(rows.sum()) / events, 6),
        published_through={
            flow: flows[flow].published_through for recipe in members for flow in recipe.flows
        },
    )
