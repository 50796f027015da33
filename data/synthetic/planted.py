"""What is planted in the synthetic incidents, so that analytics can be scored against it.

Months are counted back from the last, so that the truth moves with the period. Places and sizes
are arbitrary: they say nothing about the places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.synthetic.clocks import clock
from data.synthetic.county_shapes import counties_around, land_of
from data.synthetic.months import Months
from data.synthetic.places import Place, PlaceKind
from data.synthetic.scatter import Disc


@dataclass(frozen=True, kw_only=True)
class HotSpot:
    """Extra rows of one subcategory within ``radius_km`` of a point (degrees), for some months.

    ``begins`` and ``ends`` count months from the end (1 is the last month); ``share`` is the part
    of all rows that is planted.
    """

    id: str
    name: str
    lon: float
    lat: float
    state: str
    radius_km: float
    subcategory: str
    begins: int
    ends: int
    share: float

    def place(self) -> Place:
        """The hot spot as a place to draw from, on land and on this side of the line."""
        shape = land_of(*counties_around(self.lon, self.lat, km=2 * self.radius_km))
        pattern = Disc(centre=(self.lon, self.lat), radius_km=self.radius_km, shape=shape)
        return Place(kind=PlaceKind.PLANTED, key=self.id, pattern=pattern, clock=clock(self.state))

    def months(self, months: Months) -> slice:
        """Months of the axis in which rows are planted."""
        return slice(months.count - self.begins, months.count - self.ends + 1)


HOT_SPOTS = (
    HotSpot(
        id="hot-spot-1",
        name="Cochise County, Arizona",
        lon=-109.93,
        lat=31.38,
        state="AZ",
        radius_km=8,
        subcategory="Human smuggling event",
        begins=14,
        ends=1,
        share=0.0014,
    ),
    HotSpot(
        id="hot-spot-2",
        name="Nogales, Arizona",
        lon=-110.94,
        lat=31.36,
        state="AZ",
        radius_km=5,
        subcategory="Fentanyl",
        begins=31,
        ends=1,
        share=0.0001,
    ),
    HotSpot(
        id="hot-spot-3",
        name="Champlain, New York",
        lon=-73.55,
        lat=44.97,
        state="NY",
        radius_km=10,
        subcategory="Apprehension",
        begins=37,
        ends=20,
        share=0.0012,
    ),
    HotSpot(
        id="hot-spot-4",
        name="El Paso, Texas",
        lon=-106.40,
        lat=31.76,
        state="NM",
        radius_km=5,
        subcategory="Firearm",
        begins=6,
        ends=1,
        share=0.0002,
    ),
)
"""``state`` gives the clock: El Paso keeps the time of New Mexico."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """A rate that is multiplied by ``factor`` from a month on, in one sector and category."""

    id: str
    sector: str
    category: str
    begins: int
    factor: float


@dataclass(frozen=True, kw_only=True)
class Swing:
    """A yearly swing: the rate is ``1 + amplitude * cos`` with its peak in ``peak_month`` (1 to 12)."""

    id: str
    subcategory: str
    amplitude: float
    peak_month: int


@dataclass(frozen=True, kw_only=True)
class LateBatch:
    """All rows of one month at one sector, reported in one batch ``weeks`` after the month's end."""

    id: str
    sector: str
    month: int
    weeks: int


@dataclass(frozen=True, kw_only=True)
class Redefinition:
    """From a month on, one subcategory is recorded as another of the same category."""

    id: str
    from_subcategory: str
    to_subcategory: str
    begins: int


STEP = Step(id="step-1", sector="El Paso", category="Smuggling of people", begins=41, factor=2.0)
SWING = Swing(id="swing-1", subcategory="Rescue", amplitude=0.45, peak_month=7)
LATE_BATCH = LateBatch(id="late-1", sector="Tucson", month=5, weeks=10)
REDEFINITION = Redefinition(
    id="redefinition-1", from_subcategory="Pest interception", to_subcategory="Prohibited product", begins=28
)


def swing_factors(swing: Swing, months: Months) -> NDArray[np.float64]:
    """Rate per month relative to its yearly mean."""
    angle = 2 * np.pi * (months.month_of_year - (swing.peak_month - 1)) / 12
    factors: NDArray[np.float64] = 1 + swing.amplitude * np.cos(angle)
    return factors


def step_factors(step: Step, months: Months) -> NDArray[np.float64]:
    """Rate per month relative to the rate before the step."""
    return np.where(np.arange(months.count) >= months.count - step.begins, step.factor, 1.0)
