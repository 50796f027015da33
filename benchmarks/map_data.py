"""``python -m benchmarks.map_data``: three ways to send densities; the figures of ``docs/map-data.md``.

The same counts, floor applied, as vector tiles (DuckDB's ``ST_AsMVT``), as today's typed arrays
(:mod:`layers.frames`) and as rasters of values (uint32, one for each tile of 128 by 128 cells).
Bytes are those of Brotli at the level that the server sends with; decoding is timed in Node,
without undoing Brotli, which browsers do on the way.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import brotli
import numpy as np
from numpy.typing import NDArray

from benchmarks.clock import clocked
from benchmarks.figures import Figure
from benchmarks.report import MAP_DATA, engine_circumstances, load_average, print_table, write_page
from benchmarks.shapes import PEER_PYTHON
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Question
from data.intake.store import Store
from data.roles import LOCAL_ACTOR
from data.settings import Settings
from layers.discovery import layer
from layers.frames import cells_geometry, values_frame
from layers.values import wire_values

_HERE = Path(__file__).parent
PAGE = _HERE.parent / "docs" / "map-data.md"
_CELLS_A_TILE = 7
"""Levels of cells below a tile's."""
_LEVELS = (9, 12, 15)
_BROTLI = 5
_FILTERED = Filter(first=date(2024, 1, 1), last=date(2024, 6, 1))
_LAYER = "incident_density"


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Occupied cells of a level and their values as they travel (uint32)."""

    level: int
    x: NDArray[np.uint32]
    y: NDArray[np.uint32]
    values: NDArray[np.uint32]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What goes to the browser, piece by piece, and milliseconds of processor time to make it."""

    pieces: tuple[bytes, ...]
    made_ms: float


def run(store: Path, python: Path) -> list[Figure]:
    """Figures at each level: what a first view costs, and what another filter costs."""
    gate = Gate(Store.open(store), Settings(store=store))
    with tempfile.TemporaryDirectory() as folder:
        return [
            figure
            for level in _LEVELS
            for figure in _at_level(gate, level, python, Path(folder) / str(level))
        ]


def rasters(cells: Cells) -> Iterator[bytes]:
    """Values of each tile that holds a cell, 128 rows of 128, uint32, north to south; 0 where none is."""
    side = 1 << _CELLS_A_TILE
    tiles, which = np.unique(
        np.stack([cells.x >> _CELLS_A_TILE, cells.y >> _CELLS_A_TILE]), axis=1, return_inverse=True
    )
    values = np.zeros((tiles.shape[1], side, side), np.uint32)
    values[which.reshape(-1), cells.y % side, cells.x % side] = cells.values
    return (tile.tobytes() for tile in values)


def _at_level(gate: Gate, level: int, python: Path, folder: Path) -> list[Figure]:
    folder.mkdir()
    part = f"Cells of level {level}, map zoom {level - _CELLS_A_TILE}"
    figures = []
    for label, filter_ in (("all", Filter()), ("half a year", _FILTERED)):
        found = _ways(gate, level, filter_, python, folder)
        decode = _decoded(found, folder)
        for name, sent in found.items():
            squeezed = [brotli.compress(piece, quality=_BROTLI) for piece in sent.pieces]
            words = (
                f"{sum(map(len, squeezed)) / 1000:,.1f} kB in {len(squeezed):,} answers, "
                f"made in {sent.made_ms:,.1f} ms, read in {decode[name]:,.1f} ms"
            )
            figures.append(Figure(part=part, label=f"{label}: {name}", words=words))
    return figures


def _ways(gate: Gate, level: int, filter_: Filter, python: Path, folder: Path) -> Mapping[str, Sent]:
    occupied = gate.cells(LOCAL_ACTOR, filter_, level)
    answer = gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=filter_, by=By.CELL, level=level))
    values = wire_values(answer, None).arrays["values"].astype(np.uint32)
    cells = Cells(level=level, x=occupied.x, y=occupied.y, values=values)
    ways = {
        "typed arrays: geometry, sent once": _made(lambda: (cells_geometry(occupied, "key"),)),
        "typed arrays: values": _made(
            lambda: (values_frame(layer(_LAYER), answer, ids=None, geometry_key="key"),)
        ),
        "rasters of values": _made(lambda: tuple(rasters(cells))),
    }
    if python.is_file():
        ways["vector tiles"] = _vector_tiles(cells, python, folder)
    return ways


def _made(work: Callable[[], tuple[bytes, ...]]) -> Sent:
    results = [clocked(work) for _ in range(5)]
    return Sent(pieces=results[0][1], made_ms=min(took.cpu_ms for took, _ in results))


def _vector_tiles(cells: Cells, python: Path, folder: Path) -> Sent:
    """Of the bench's Python, whose DuckDB has the spatial extension."""
    np.savez(folder / "cells.npz", x=cells.x, y=cells.y, values=cells.values)
    command = [str(python), str(_HERE / "far_tiles.py"), str(folder / "cells.npz"), str(folder / "tiles")]
    made_ms = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    tiles = sorted((folder / "tiles").iterdir())
    return Sent(pieces=tuple(path.read_bytes() for path in tiles), made_ms=made_ms)


def _decoded(found: Mapping[str, Sent], folder: Path) -> Mapping[str, float]:
    """Milliseconds until Node has every value in hand, by way."""
    listed = {}
    for number, (name, sent) in enumerate(found.items()):
        own = folder / f"sent-{number}"
        own.mkdir(exist_ok=True)
        for old in own.iterdir():
            old.unlink()
        for place, piece in enumerate(sent.pieces):
            (own / f"{place}").write_bytes(piece)
        listed[name] = str(own)
    command = ["node", str(_HERE / "read_map_data.mjs"), json.dumps(listed)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Print the figures, and put them into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, default=Path("store"))
    parser.add_argument("--peer", type=Path, default=PEER_PYTHON, help="Python of the peers")
    arguments = parser.parse_args()
    about = engine_circumstances(load_average())
    figures = run(arguments.store, arguments.peer)
    print_table(figures, about)
    write_page(figures, about, section=MAP_DATA, page=PAGE)


if __name__ == "__main__":
    main()
