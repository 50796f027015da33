"""Subtracting drawn shapes from one another, and from the rest, recovers nothing that is promised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from shapely import Polygon, box

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Question
from data.intake.store import Store
from data.reference.taxonomy import CATEGORIES
from tests.data.answers.attacker import ALL, Attacker, a_filter, month, turn_off

SEEDS = range(12)
Attack = Callable[[Attacker, np.random.Generator, np.ndarray], Iterator[int | None]]


@pytest.fixture(scope="module")
def points(attacked: Gate, attacked_folder: Path) -> np.ndarray:
    """Where the incidents are, degrees, shape ``(n, 2)``: an attacker may know what to go for."""
    assert attacked.floor == 10
    store = Store.open(attacked_folder / "store")
    rows = pa.concat_tables([pq.read_table(path) for path in store.current().incident_paths])
    return np.stack([rows["lon"].to_numpy(), rows["lat"].to_numpy()], axis=1)


def by_shapes(attacker: Attacker, random: np.random.Generator, points: np.ndarray) -> Iterator[int | None]:
    """Shapes that differ by a few incidents, and by three shapes of which one is the others together."""
    asked = replace(ALL, filter=a_filter(random))
    west, south = points[random.integers(len(points))]
    shape = box(west - 2, south - 2, west + 2, south + 2)
    inside = points[shapely.intersects_xy(shape, points[:, 0], points[:, 1])]
    for _ in range(6):
        lon, lat = inside[random.integers(len(inside))]
        yield attacker.difference(_in(asked, shape), _in(asked, _without(shape, lon, lat)))
        spot = box(lon - 0.02, lat - 0.02, lon + 0.02, lat + 0.02)
        left, right = _in(asked, shape), _in(asked, box(lon, south - 5, west + 6, south + 5))
        both = _in(asked, shapely.union_all([left.polygon, right.polygon]))
        yield attacker.difference(both, left, right)
        yield attacker.difference(
            left, _in(asked, shape.difference(spot.union(box(lon, -90, lon + 0.01, 90))))
        )
    strip = sorted(inside[:, 0])[-4]
    for edge in np.linspace(strip, west + 2, 5):
        yield attacker.difference(_in(asked, shape), _in(asked, box(west - 2, south - 2, edge, south + 2)))
    yield attacker.difference(
        _in(asked, box(-180, -90, 180, 90)), _in(asked, box(-180, -90, 180, 90).difference(spot))
    )
    yield attacker.difference(asked, _in(asked, box(-180, -90, 180, 90).difference(spot)))


def by_periods_of_a_shape(
    attacker: Attacker, random: np.random.Generator, points: np.ndarray
) -> Iterator[int | None]:
    """One shape, nudged so that it is another by its corners, in periods that differ by a month."""
    west, south = points[random.integers(len(points))]
    words = tuple(random.choice(CATEGORIES, 2, replace=False).tolist()) if random.random() < 0.5 else ()
    for step in range(8):
        shape = box(west - 1, south - 1, west + 1 + step * 1e-9, south + 1)
        last = 12 + step
        longer, shorter = (
            _in(replace(ALL, filter=Filter(first=month(0), last=month(end), categories=words)), shape)
            for end in (last + 1, last)
        )
        yield attacker.difference(longer, shorter)
        months = attacker.rows(replace(longer, by=By.MONTH))
        values = [value for value, _ in months.values()]
        if sum(value is None for value in values) == 1:
            total = attacker.total(longer)
            yield None if total is None else total - sum(value for value in values if value is not None)


def by_rows_of_shapes(
    attacker: Attacker, random: np.random.Generator, points: np.ndarray
) -> Iterator[int | None]:
    """The categories of a shape, and of the same with a few tens of incidents less, row by row."""
    asked = replace(ALL, filter=a_filter(random), by=(By.CATEGORY, By.MODE)[random.integers(2)])
    west, south = points[random.integers(len(points))]
    wide = box(west - 2, south - 2, west + 2, south + 2)
    inside = np.sort(points[shapely.intersects_xy(wide, points[:, 0], points[:, 1])][:, 0])
    for left_out in (5, 30, 80, 200):
        narrow = box(west - 2, south - 2, inside[max(0, len(inside) - left_out)], south + 2)
        tables = [attacker.rows(_in(asked, shape)) for shape in (wide, narrow)]
        totals = [attacker.total(_in(asked, shape)) for shape in (wide, narrow)]
        pairs = {key: (tables[0][key][0], tables[1][key][0]) for key in tables[0]}
        known = [key for key, pair in pairs.items() if None not in pair]
        steps = {key: pairs[key][0] - pairs[key][1] for key in known}  # type: ignore[operator]
        yield from steps.values()
        if None not in totals and len(known) == len(pairs) - 1:
            yield totals[0] - totals[1] - sum(steps.values())  # type: ignore[operator]


def _in(question: Question, shape: shapely.Geometry) -> Question:
    assert isinstance(shape, Polygon | shapely.MultiPolygon)
    return replace(question, polygon=shape)


def _without(shape: Polygon, lon: float, lat: float) -> shapely.Geometry:
    return shape.difference(box(lon - 1e-4, lat - 1e-4, lon + 1e-4, lat + 1e-4))


ATTACKS = (by_shapes, by_rows_of_shapes, by_periods_of_a_shape)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
@pytest.mark.parametrize("seed", SEEDS)
def test_shapes_give_no_small_count_away(
    attacked: Gate, points: np.ndarray, attack: Attack, seed: int
) -> None:
    attacker = Attacker(attacked, name=f"shapes {seed}")
    found = attack(attacker, np.random.default_rng(seed), points)
    assert [value for value in found if attacker.wins(value)] == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_without_the_guard_shapes_give_small_counts_away(
    attacked: Gate, points: np.ndarray, attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_off(monkeypatch)
    attacker = Attacker(Gate(attacked._store, attacked._settings))  # noqa: SLF001
    found = (value for seed in SEEDS for value in attack(attacker, np.random.default_rng(seed), points))
    assert any(attacker.wins(value) for value in found)


def test_what_was_told_is_told_again_and_others_are_not_held_to_it(attacked: Gate) -> None:
    wide, narrow = (_in(ALL, box(-118, 25, east, 34)) for east in (-100.0, -99.98))
    one, other = Attacker(attacked, name="one"), Attacker(attacked, name="other")
    first = one.total(wide)
    assert first is not None
    near = one.total(narrow)
    assert one.total(wide) == first
    exact = other.total(narrow)
    assert exact is not None
    assert near is None if 0 < abs(exact - first) < attacked.floor else near == exact


def test_a_withheld_shape_says_why(attacked: Gate, points: np.ndarray) -> None:
    lon, lat = points[0]
    around = box(lon - 2, lat - 2, lon + 2, lat + 2)
    attacker = Attacker(attacked, name="told why")
    whole = attacker.total(_in(ALL, around))
    assert whole is not None
    again = attacker.answer(_in(ALL, _without(around, lon, lat)))
    assert again.total is None
    assert again.words() in {"withheld", f"about {whole:,.0f}"}
    assert any("Too small to show" in caveat for caveat in again.caveats)
