"""Tile archives are written whole or not at all, and not again while their inputs are the same."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
from shapely import Point, box

from dashboard.basemap.atlas import read_atlas
from dashboard.basemap.build import BASEMAP, COUNTIES, REGIONS, build_basemap
from dashboard.basemap.layers import basemap_layers, region_layers
from dashboard.basemap.tiles import write_tiles
from data.errors import SettingsError, StoreError
from data.geography.counties import CRS
from data.geography.regions import region_sets

NODE_MODULES = Path(__file__).parents[3] / "dashboard" / "map" / "node_modules"
SQUARES = geopandas.GeoDataFrame({"id": ["a"], "name": ["A"]}, geometry=[box(-110, 30, -105, 33)], crs=CRS)


def silent(*_: object) -> None:
    """Progress that nobody watches."""


def test_an_archive_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "squares.pmtiles"
    shares: list[float] = []
    write_tiles(target, {"square": SQUARES}, description="squares", progress=shares.append)
    content = target.read_bytes()
    assert content[:7] == b"PMTiles"
    assert list(tmp_path.iterdir()) == [target]
    assert all(0 <= share <= 1 for share in shares)


def test_a_failure_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "squares.pmtiles"
    target.write_bytes(b"as it was")
    nothing = SQUARES.assign(geometry=[Point()]).iloc[:0]
    with pytest.raises(StoreError):
        write_tiles(target, {"square": nothing}, description="nothing", progress=silent)
    assert target.read_bytes() == b"as it was"


def test_missing_packages_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="world-atlas"):
        build_basemap(tmp_path, tmp_path / "node_modules", progress=silent)


def test_unchanged_inputs_make_nothing_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.basemap.build.basemap_layers", lambda _: {"square": SQUARES})
    regions = {"sector": SQUARES, "county": SQUARES}
    monkeypatch.setattr("dashboard.basemap.build.region_layers", regions.copy)
    assert build_basemap(tmp_path, NODE_MODULES, progress=silent)
    assert not build_basemap(tmp_path, NODE_MODULES, progress=silent)
    (tmp_path / REGIONS).unlink()
    assert build_basemap(tmp_path, NODE_MODULES, progress=silent)
    assert all((tmp_path / name).is_file() for name in (BASEMAP, REGIONS, COUNTIES))


def test_every_region_has_a_shape_an_outline_and_one_name() -> None:
    layers = region_layers()
    for found in region_sets():
        ids = [region.id for region in found.regions]
        assert sorted(layers[found.key]["id"]) == sorted(ids)
        assert sorted(layers[f"{found.key}_labels"]["id"]) == sorted(ids)
        assert not layers[f"{found.key}_lines"].empty
        named = layers[f"{found.key}_labels"].set_index("id").geometry
        shapes = layers[found.key].set_index("id").geometry
        assert shapes.covers(named.loc[shapes.index]).all()


def test_the_base_map_holds_the_layers_that_the_style_names() -> None:

    layers = basemap_layers(read_atlas(NODE_MODULES))
    style = "".join(path.read_text(encoding="utf-8") for path in (NODE_MODULES.parent / "src").glob("*.ts"))
    for name in layers:
        assert name in style, name
    assert layers["border"]["neighbour"].isin(["mexico", "canada"]).all()


def test_the_land_border_lies_on_the_official_line(real_dir: Path) -> None:

    official = geopandas.read_file(f"/vsigzip/{real_dir}/us-mexico-boundary-fcc.geojson.gz")
    border = basemap_layers(read_atlas(NODE_MODULES))["border"]
    ours = border[border["neighbour"] == "mexico"].to_crs(5070).geometry.union_all()
    line = official.to_crs(5070).geometry.union_all()
    points = [ours.interpolate(at) for at in range(0, int(ours.length), 5_000)]
    distances_m = sorted(line.distance(point) for point in points)
    assert len(distances_m) > 400
    assert distances_m[len(distances_m) // 2] < 40
