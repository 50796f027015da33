"""What the child read of a file, and its way to the parent: JSON and plain numbers, nothing else.

The parent takes nothing on trust that it can check for little: sizes, ranges, and that numbers are
finite. Coordinates are OGC:CRS84, longitude first, degrees.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import GEOSException, MultiPolygon, Polygon

from data.errors import PlanFileError, Where
from data.plans.exchange.json_text import strict_json

Shape = Polygon | MultiPolygon
OUTCOME, COORDINATES = "outcome.json", "coordinates.bin"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that was found in a file: at which row (``None``: of the file), what, and what to do."""

    row: int | None
    found: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Feature:
    """A feature: its row, counted from 1; its name, "" if it has none; its key, if it is our own."""

    row: int
    name: str
    key: str
    shape: Shape


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table of units, with its number as a person sees it: the header has one too."""

    row: int
    unit: str
    region: str
    region_name: str
    colour: str
    shape: Shape | None


@dataclass(frozen=True, kw_only=True)
class Parsed:
    """A file as read: features or rows, what was found, and the record if it has one ("" if not)."""

    features: tuple[Feature, ...] = ()
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = ()
    record: str = ""


def save_parsed(parsed: Parsed, folder: Path) -> None:
    """Write what was read to the folder."""
    shapes = [feature.shape for feature in parsed.features]
    shapes += [row.shape for row in parsed.rows if row.shape is not None]
    coordinates = shapely.get_coordinates(np.array(shapes, np.object_))
    (folder / COORDINATES).write_bytes(coordinates.astype("<f8").tobytes())
    told = {
        "features": [[f.row, f.name, f.key, _rings(f.shape)] for f in parsed.features],
        "rows": [
            [r.row, r.unit, r.region, r.region_name, r.colour, _rings(r.shape) if r.shape else []]
            for r in parsed.rows
        ],
        "findings": [finding_cells(one) for one in parsed.findings],
        "record": parsed.record,
    }
    (folder / OUTCOME).write_text(json.dumps(told), encoding="utf-8")


def save_refusal(error: PlanFileError, folder: Path) -> None:
    """Write why the file is refused to the folder."""
    told = {"refused": error.found, "row": error.where.row, "remedy": error.remedy}
    (folder / OUTCOME).write_text(json.dumps(told), encoding="utf-8")


def load_parsed(folder: Path) -> Parsed:
    """What the child wrote to the folder.

    Raises
    ------
    PlanFileError
        If the child refused the file, or what it wrote is not as it writes it.
    """
    try:
        told = strict_json((folder / OUTCOME).read_bytes(), what="what was read")
        raise_refusal(told)
        return _parsed(cast("dict[str, list[list[object]]]", told), _coordinates(folder))
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, GEOSException) as error:
        raise no_result() from error


def raise_refusal(told: object) -> None:
    """Return if the child has not refused the file.

    Raises
    ------
    PlanFileError
        If it has: what it found, at which row, and what to do.
    """
    if isinstance(told, Mapping) and "refused" in told:
        row = told.get("row")
        where = Where(row=None if row is None else _whole(row))
        raise PlanFileError(str(told["refused"]), where=where, remedy=str(told.get("remedy")))


def no_result() -> PlanFileError:
    """The refusal of a file whose reader left nothing that can be read."""
    return PlanFileError(
        "the reader of the file ended without a result",
        remedy="The file is damaged, or made to do harm: export it again",
    )


def finding_cells(finding: Finding) -> list[object]:
    """A finding as :func:`findings_of` reads it."""
    return [finding.row, finding.found, finding.remedy]


def findings_of(told: object) -> tuple[Finding, ...]:
    """The findings that a child wrote."""
    return tuple(
        Finding(row=None if row is None else _whole(row), found=str(found), remedy=str(remedy))
        for row, found, remedy in cast("list[list[object]]", told)
    )


def _parsed(told: Mapping[str, list[list[object]]], positions: NDArray[np.float64]) -> Parsed:
    shapes = _Shapes(positions)
    features = tuple(
        Feature(row=_whole(row), name=str(name), key=str(key), shape=shapes.take(rings))
        for row, name, key, rings in told["features"]
    )
    rows = tuple(
        Row(
            row=_whole(row),
            unit=str(unit),
            region=str(region),
            region_name=str(name),
            colour=str(colour),
            shape=shapes.take(rings) if rings else None,
        )
        for row, unit, region, name, colour, rings in told["rows"]
    )
    found = findings_of(told["findings"])
    return Parsed(features=features, rows=rows, findings=found, record=str(told["record"]))


def _whole(value: object) -> int:
    return int(cast("float", value))


def _coordinates(folder: Path) -> NDArray[np.float64]:
    positions = np.frombuffer((folder / COORDINATES).read_bytes(), "<f8").reshape(-1, 2)
    if not np.isfinite(positions).all() or (np.abs(positions) > (180, 90)).any():
        raise ValueError(positions.shape)
    return positions.astype(np.float64)


def _rings(shape: Shape) -> list[list[int]]:
    """Number of positions of each ring, by part."""
    return [
        [len(ring.coords) for ring in (part.exterior, *part.interiors)] for part in shapely.get_parts(shape)
    ]


class _Shapes:
    """Shapes one after another from their positions."""

    def __init__(self, positions: NDArray[np.float64]) -> None:
        self._positions = positions
        self._at = 0

    def take(self, rings: object) -> Shape:
        """The next shape, by the sizes of its rings."""
        parts = [self._part([_whole(size) for size in part]) for part in cast("Sequence[list[float]]", rings)]
        return parts[0] if len(parts) == 1 else MultiPolygon(parts)

    def _part(self, sizes: list[int]) -> Polygon:
        ends = [self._at + end for end in accumulate(sizes)]
        if ends[-1] > len(self._positions) or min(sizes) < 4:
            raise ValueError(sizes)
        shell, *holes = (self._positions[end - size : end] for end, size in zip(ends, sizes, strict=True))
        self._at = ends[-1]
        return Polygon(shell, holes)
