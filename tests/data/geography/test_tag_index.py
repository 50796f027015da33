"""The grid over counties tells each point what testing it would, and its file is whole or not used."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from data.geography import tag_index_file
from data.geography.counties import counties
from data.geography.join import county_numbers
from data.geography.tag_index import SCALE, SIDE, TagIndex, tag_index
from data.geography.tag_index_file import boundaries_digest, kept_tag_index
from data.geography.tag_kernels import CROSSED, OUTSIDE

CELL = 1 / SCALE


def squares(seed: int) -> NDArray[np.object_]:
    """A coverage with edges along, across and beside the lines of the grid, a hole and an island."""
    chosen = np.random.default_rng(seed)
    lines = np.sort(np.round(chosen.uniform(0, 3 * SIDE, 4))) * CELL
    lines = np.unique(np.append(lines, lines[0] + CELL / 3))
    low, high = lines[0] - chosen.uniform(0, 40) * CELL, lines[-1] + chosen.uniform(1, 40) * CELL
    cuts = shapely.multilinestrings([shapely.linestrings([(x, low), (x + high / 7, high)]) for x in lines])
    frame = shapely.box(lines[0] - CELL, low, lines[-1] + high / 7 + CELL, high)
    hole = shapely.Point(frame.centroid).buffer(CELL * 2)
    edges = shapely.union_all([cuts.intersection(frame), frame.exterior, hole.exterior])
    faces = shapely.get_parts(shapely.polygonize([edges]))
    chosen.shuffle(faces)
    # One face is left out, so that there is an outside within.
    return faces[:-1]


def naive(
    shapes: NDArray[np.object_], lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> NDArray[np.intp]:
    """The lowest shape that each point intersects, -1 for none."""
    hits = shapely.intersects_xy(shapes[:, None], lon, lat)
    return np.where(hits.any(axis=0), hits.argmax(axis=0), OUTSIDE)


def told(index: TagIndex, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> list[set[int]]:
    """What the grid says: the only shape, or those that are to be tested and none of them."""
    entries = index.entries(lon, lat)
    cells = (CROSSED - entries).clip(0)
    return [
        {OUTSIDE, *index.county[index.start[cell] : index.start[cell + 1]].tolist()}
        if entry <= CROSSED
        else {int(entry)}
        for entry, cell in zip(entries.tolist(), cells.tolist(), strict=True)
    ]


@given(seed=st.integers(0, 2**32 - 1))
@settings(max_examples=40)
def test_no_point_is_told_another_shape_than_its_own(seed: int) -> None:
    shapes = squares(seed)
    chosen = np.random.default_rng(seed)
    corners = shapely.get_coordinates(shapes)
    west, south, east, north = shapely.total_bounds(shapes)
    scattered = np.stack([chosen.uniform(west - 1, east + 1, 400), chosen.uniform(south - 1, north + 1, 400)])
    on_grid = np.round(scattered[:, :200] * SCALE) / SCALE
    points = np.concatenate([corners, (corners[:-1] + corners[1:]) / 2, scattered.T, on_grid.T])
    lon, lat = points[:, 0].copy(), points[:, 1].copy()
    truth = naive(shapes, lon, lat).tolist()
    assert all(one in among for one, among in zip(truth, told(tag_index(shapes), lon, lat), strict=True))


def test_most_of_the_country_needs_no_test() -> None:
    chosen = np.random.default_rng(1)
    lon, lat = chosen.uniform(-125, -66, 20_000), chosen.uniform(25, 49, 20_000)
    among = told(kept_tag_index(counties().geometry.to_numpy()), lon, lat)
    assert sum(len(one) > 1 for one in among) < 1_000


def test_shapes_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        tag_index(np.array([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)]))


def test_threads_that_ask_together_are_told_the_same() -> None:
    chosen = np.random.default_rng(2)
    lon, lat = chosen.normal(-106.5, 1, 50_000), chosen.normal(31.8, 1, 50_000)
    alone = county_numbers(lon, lat)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: county_numbers(lon, lat), range(8)))
    assert all((one == alone).all() for one in found)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "borderops"


def equal(one: TagIndex, other: TagIndex) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(vars(one).values(), vars(other).values(), strict=True))


def test_it_is_built_once_for_the_same_boundaries(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = squares(4)
    first = kept_tag_index(shapes)
    monkeypatch.setattr(tag_index_file, "tag_index", None)
    assert equal(kept_tag_index(shapes), first)
    assert [path.name for path in kept.iterdir()] == [f"counties-{boundaries_digest(shapes)[:24]}.bin"]


def test_other_boundaries_are_another_file(kept: Path) -> None:
    kept_tag_index(squares(4))
    kept_tag_index(squares(5))
    assert len(list(kept.iterdir())) == 2


@pytest.mark.parametrize("cut", [0, 40, 0.5, 0.999])
def test_a_damaged_file_is_replaced_and_never_believed(kept: Path, cut: float) -> None:
    shapes = squares(6)
    whole = kept_tag_index(shapes)
    path = next(kept.iterdir())
    content = path.read_bytes()
    path.write_bytes(content[: int(cut if cut > 1 else cut * len(content))])
    assert equal(kept_tag_index(shapes), whole)
    assert path.read_bytes() == content


def test_a_flipped_bit_is_noticed(kept: Path) -> None:
    shapes = squares(7)
    whole = kept_tag_index(shapes)
    path = next(kept.iterdir())
    content = bytearray(path.read_bytes())
    for at in np.linspace(60, len(content) - 1, 25).astype(int):
        content[at] ^= 16
        path.write_bytes(content)
        assert equal(kept_tag_index(shapes), whole)
        content[at] ^= 16


def test_without_a_folder_to_write_it_is_built_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert equal(kept_tag_index(squares(8)), tag_index(squares(8)))
