"""Features as a format's reader found them, and what becomes of them. Runs in the child."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyproj
from numpy.typing import NDArray

from data.errors import PlanFileError
from data.plans.exchange.file_format import CRS
from data.plans.exchange.judged import in_crs84, judged, polygons_of
from data.plans.exchange.limits import MOST_FEATURES
from data.plans.exchange.parsed import Feature, Finding, Parsed


@dataclass(frozen=True, kw_only=True)
class Raw:
    """Geometries of features, in ``crs``, with a name and a key for each, and the file's record, or "".

    ``findings`` are what was found in attributes.
    """

    shapes: NDArray[np.object_]
    names: tuple[str, ...]
    keys: tuple[str, ...]
    record: str = ""
    crs: pyproj.CRS | None = None
    findings: tuple[Finding, ...] = ()


def parsed_raw(raw: Raw) -> Parsed:
    """The features, valid and in OGC:CRS84, with what was done to them; ``crs`` is that if none is given.

    Raises
    ------
    PlanFileError
        If there are too many, or one has no polygon or one that cannot be mended.
    """
    if len(raw.shapes) > MOST_FEATURES:
        raise PlanFileError(
            f"there are {len(raw.shapes):,} features, expected at most {MOST_FEATURES:,}",
            remedy="Dissolve them",
        )
    flat, had_altitudes = polygons_of(raw.shapes)
    findings = [Finding(row=None, found="Altitudes were left out")] if had_altitudes else []
    findings += raw.findings
    moved, note = in_crs84(flat, raw.crs or pyproj.CRS(CRS))
    findings += [note] if note else []
    features: list[Feature] = []
    for row, (shape, name, key) in enumerate(zip(moved, raw.names, raw.keys, strict=True), start=1):
        valid, told = judged(shape, row)
        findings += told
        features.append(Feature(row=row, name=name, key=key, shape=valid))
    return Parsed(features=tuple(features), findings=tuple(findings), record=raw.record)
