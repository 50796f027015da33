"""A store whose counties hold from two to a thousand incidents, and random plans over it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import strategies as st
from numpy.typing import NDArray
from shapely import LineString

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.intake.ingest import ingest
from data.intake.packaged import ingest_packaged_figures
from data.intake.store import Store
from data.plans.applied import apply
from data.plans.edges import Shape
from data.plans.edits import CutUnit
from data.plans.figures.places import county_order
from data.plans.figures.plan_figures import PlanFigures
from data.plans.plan import Plan, PlanRegion
from data.plans.unit_shapes import county_shapes, unit_shape
from data.settings import Settings
from tests.gates import NOW, made_up_incidents

EL_PASO, HUDSPETH, JEFF_DAVIS = "48141", "48229", "48243"
COUNTS: Mapping[str, int] = MappingProxyType(
    {
        "06073": 1000,
        EL_PASO: 900,
        "48215": 600,
        "04019": 500,
        "48479": 400,
        "04003": 300,
        "06025": 240,
        "48061": 200,
        "04027": 150,
        "04023": 120,
        "35013": 90,
        "48427": 60,
        "48323": 40,
        HUDSPETH: 30,
        "48465": 25,
        "48043": 15,
        "48377": 12,
        "48271": 9,
        "35029": 8,
        JEFF_DAVIS: 6,
        "35023": 4,
        "48443": 3,
        "48505": 2,
    }
)
"""Incidents of each county; in all others there is none."""
ABROAD = 40
FILTERS = (
    Filter(),
    Filter(first=date(2024, 1, 1), last=date(2024, 12, 1)),
    Filter(categories=("Drug seizure", "Encounter between ports")),
    Filter(modes=("road",)),
)


@pytest.fixture(scope="session")
def figures_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store, made once a run."""
    return _store(tmp_path_factory.getbasetemp() / "figures")


@pytest.fixture(scope="session")
def figures_gate(figures_store: Store) -> Gate:
    """A gate over it."""
    return _gate(figures_store.path)


@pytest.fixture(scope="session")
def figures(figures_store: Store) -> PlanFigures:
    """Figures of plans over it."""
    return _figures(figures_store.path)


@st.composite
def plans(draw: st.DrawFn, *, most_regions: int = 6) -> Plan:
    """Counties with incidents dealt out to regions or to none, the others in blocks of the order of FIPS."""
    keys = [f"r{number}" for number in range(1, draw(st.integers(0, most_regions)) + 1)]
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    chosen = [*keys, ""]
    order = np.array(county_order())
    blocks = random.integers(0, len(chosen), 40)[np.arange(len(order)) * 40 // len(order)]
    found = {fips: chosen[at] for fips, at in zip(order.tolist(), blocks.tolist(), strict=True)}
    own = random.integers(0, len(chosen), len(COUNTS)).tolist()
    found |= {fips: chosen[at] for fips, at in zip(COUNTS, own, strict=True)}
    return plan_of(keys, {fips: key for fips, key in found.items() if key})


def plan_of(keys: list[str], assigned: Mapping[str, str]) -> Plan:
    """A plan of regions with these keys."""
    return Plan(
        regions=tuple(PlanRegion(key=key, name=f"Region {key}", colour=0) for key in keys),
        assigned=MappingProxyType(dict(assigned)),
        next_region=len(keys) + 1,
    )


def halved(plan: Plan, unit: str, *, at: float = 0.5) -> Plan:
    """The plan with a county, or a part of one, cut from south to north at a share of its width."""
    west, south, east, north = unit_shape(plan, unit).bounds
    x = west + at * (east - west)
    return apply(plan, CutUnit(unit=unit, line=LineString([(x, south - 1), (x, north + 1)]))).plan


@cache
def _store(folder: Path) -> Store:
    folder.mkdir()
    extract = folder / "incidents.parquet"
    pq.write_table(_incidents(), extract)
    store = Store.create(folder / "store")
    ingest(extract, store=store, now=NOW, is_synthetic=True)
    ingest_packaged_figures(store=store, now=NOW)
    return store


@cache
def _gate(path: Path) -> Gate:
    return Gate(Store.open(path), Settings(store=path))


@cache
def _figures(path: Path) -> PlanFigures:
    return PlanFigures(_gate(path))


def _incidents() -> pa.Table:
    """Made-up incidents at random points of their counties."""
    random = np.random.default_rng(3)
    points = [_points(county_shapes()[fips], count, random) for fips, count in COUNTS.items()]
    points.append(np.column_stack([random.uniform(-104, -102, ABROAD), random.uniform(25, 26, ABROAD)]))
    places = np.round(np.concatenate(points), 5)
    table = made_up_incidents(len(places), seed=4)
    for number, name in enumerate(("lon", "lat")):
        table = table.set_column(table.schema.get_field_index(name), name, pa.array(places[:, number]))
    return table


def _points(shape: Shape, count: int, random: np.random.Generator) -> NDArray[np.float64]:
    west, south, east, north = shape.bounds
    many = 20 * count + 100
    tried = np.column_stack([random.uniform(west, east, many), random.uniform(south, north, many)])
    inside: NDArray[np.bool_] = shapely.contains_xy(shape.buffer(-1e-4), tried[:, 0], tried[:, 1])
    return tried[inside][:count]
