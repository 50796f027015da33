"""What each row carries besides place and time: mode, component, quantity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.reference.taxonomy import CATEGORY_OF, LEAD_COMPONENT_OF, SUBCATEGORIES
from data.schema.incidents import COMPONENTS, MODES
from data.synthetic.mix import (
    CARGO_AT_LAND_PORT,
    CARGO_CATEGORIES,
    MODES_BY_KIND,
    MODES_BY_SUBCATEGORY,
    REPORTED_BY_PLACE,
    REPORTERS,
)
from data.synthetic.places import Gazetteer, PlaceKind
from data.synthetic.quantities import amounts, measured
from data.synthetic.rows import Rows

KINDS = tuple(PlaceKind)


@dataclass(frozen=True, kw_only=True)
class Attributes:
    """Codes into ``MODES`` and ``COMPONENTS``, and amounts; NaN where only the event counts."""

    mode: NDArray[np.int8]
    component: NDArray[np.int8]
    quantity: NDArray[np.float64]


def draw_attributes(rows: Rows, *, gazetteer: Gazetteer, rng: np.random.Generator) -> Attributes:
    """Mode, component and quantity of each row."""
    kind_of_place = np.array([KINDS.index(place.kind) for place in gazetteer.places])
    pair = rows.subcategory.astype(np.int64) * len(KINDS) + kind_of_place[rows.place]
    modes, reporters = _mode_table(), _reporter_table()
    steps = np.cumsum(modes, axis=1)
    picked = (rng.random(len(pair))[:, None] >= steps[pair, :-1]).sum(axis=1)
    return Attributes(
        mode=picked.astype(np.int8),
        component=reporters[pair],
        quantity=_quantities(rows, rng),
    )


def _mode_table() -> NDArray[np.float64]:
    """Shares of modes per pair of subcategory and kind of place; each row adds to 1."""
    table = np.zeros((len(SUBCATEGORIES) * len(KINDS), len(MODES)))
    for s, subcategory in enumerate(SUBCATEGORIES):
        for k, kind in enumerate(KINDS):
            for mode, share in _modes(subcategory, kind).items():
                table[s * len(KINDS) + k, MODES.index(mode)] = share
    return table


def _modes(subcategory: str, kind: PlaceKind) -> Mapping[str, float]:
    if subcategory in MODES_BY_SUBCATEGORY:
        return MODES_BY_SUBCATEGORY[subcategory]
    if kind is PlaceKind.LAND_PORT and CATEGORY_OF[subcategory] in CARGO_CATEGORIES:
        return CARGO_AT_LAND_PORT
    return MODES_BY_KIND[kind]


def _reporter_table() -> NDArray[np.int8]:
    return np.array(
        [COMPONENTS.index(_reporter(subcategory, kind)) for subcategory in SUBCATEGORIES for kind in KINDS],
        dtype=np.int8,
    )


def _reporter(subcategory: str, kind: PlaceKind) -> str:
    if CATEGORY_OF[subcategory] in REPORTED_BY_PLACE:
        return REPORTERS[kind]
    return LEAD_COMPONENT_OF[subcategory]


def _quantities(rows: Rows, rng: np.random.Generator) -> NDArray[np.float64]:
    quantity = np.full(len(rows.subcategory), np.nan)
    kinds = measured()
    for code, subcategory in enumerate(SUBCATEGORIES):
        if subcategory in kinds:
            at = np.flatnonzero(rows.subcategory == code)
            quantity[at] = amounts(kinds[subcategory], len(at), rng)
    return quantity
