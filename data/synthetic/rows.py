"""Rows as columns of numbers: which subcategory, where and in which month, before place and time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.reference.taxonomy import CATEGORY_OF, SUBCATEGORIES
from data.synthetic.calibrate import Flow
from data.synthetic.mix import GROUP_SHARES, RECIPES, Recipe
from data.synthetic.months import Months
from data.synthetic.places import Gazetteer, PlaceKind
from data.synthetic.planted import HOT_SPOTS, STEP, SWING, HotSpot, step_factors, swing_factors

CODE = {name: code for code, name in enumerate(SUBCATEGORIES)}
"""Subcategory to its code in the columns: its position in ``SUBCATEGORIES``."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """One entry per incident: position in the gazetteer, month of the axis, subcategory code."""

    place: NDArray[np.int32]
    month: NDArray[np.int16]
    subcategory: NDArray[np.int8]

    def of_months(self, span: range, order: NDArray[np.int64], starts: NDArray[np.int64]) -> Rows:
        """The rows of some months, in their order; ``order`` sorts by month, ``starts`` each in it."""
        at = np.sort(order[starts[span.start] : starts[span.stop]])
        return Rows(place=self.place[at], month=self.month[at], subcategory=self.subcategory[at])


def planted_counts(rows: int) -> dict[str, int]:
    """Hot spot id to the number of rows that are planted in it."""
    return {spot.id: round(spot.share * rows) for spot in HOT_SPOTS}


def recipe_counts(rows: int, flows: dict[str, Flow]) -> dict[str, int]:
    """Subcategory to its number of rows; they add up to ``rows`` (largest remainders)."""
    shares = np.array([_share(recipe, flows) for recipe in RECIPES])
    exact = rows * shares / shares.sum()
    counts = np.floor(exact).astype(int)
    rest = rows - int(counts.sum())
    counts[np.argsort(counts - exact, kind="stable")[:rest]] += 1
    return {recipe.subcategory: int(count) for recipe, count in zip(RECIPES, counts, strict=True)}


def group_totals(flows: dict[str, Flow]) -> dict[str, float]:
    """Group to the sum of its members' figures over the whole period, carried months included."""
    return {
        group: sum(flows[flow].total for r in RECIPES if r.group == group for flow in r.flows)
        for group in GROUP_SHARES
    }


def _share(recipe: Recipe, flows: dict[str, Flow]) -> float:
    if not recipe.group:
        return recipe.share
    own = sum(flows[flow].total for flow in recipe.flows)
    return GROUP_SHARES[recipe.group] * own / group_totals(flows)[recipe.group]


def draw_rows(
    rows: int,
    *,
    flows: dict[str, Flow],
    gazetteer: Gazetteer,
    months: Months,
    rng: np.random.Generator,
) -> Rows:
    """``rows`` rows spread over places and months; planted ones come last, in order of hot spots."""
    planted = planted_counts(rows)
    counts = recipe_counts(rows - sum(planted.values()), flows)
    sectors = gazetteer.positions(PlaceKind.BORDER, PlaceKind.COAST)
    parts = [
        _spread(
            recipe,
            counts[recipe.subcategory],
            flows=flows,
            months=months,
            step_place=sectors[STEP.sector],
            rng=rng,
        )
        for recipe in RECIPES
    ]
    spots = gazetteer.positions(PlaceKind.PLANTED)
    parts += [
        _plant(spot, planted[spot.id], place=spots[spot.id], months=months, rng=rng) for spot in HOT_SPOTS
    ]
    return Rows(
        place=np.concatenate([part.place for part in parts]),
        month=np.concatenate([part.month for part in parts]),
        subcategory=np.concatenate([part.subcategory for part in parts]),
    )


def _spread(
    recipe: Recipe,
    count: int,
    *,
    flows: dict[str, Flow],
    months: Months,
    step_place: int,
    rng: np.random.Generator,
) -> Rows:
    places = np.concatenate([flows[name].places for name in recipe.flows])
    weights = _weights(recipe, places, flows=flows, months=months, step_place=step_place)
    drawn = rng.multinomial(count, (weights / weights.sum()).ravel())
    cell = np.repeat(np.arange(drawn.size), drawn)
    return Rows(
        place=places[cell // months.count].astype(np.int32),
        month=(cell % months.count).astype(np.int16),
        subcategory=np.full(count, CODE[recipe.subcategory], dtype=np.int8),
    )


def _weights(
    recipe: Recipe, places: NDArray[np.int32], *, flows: dict[str, Flow], months: Months, step_place: int
) -> NDArray[np.float64]:
    """Relative frequency of the recipe's rows, shape ``(places, months)``."""
    weights: NDArray[np.float64] = np.concatenate(
        [part * flows[name].weights / flows[name].total for name, part in recipe.flows.items()]
    )
    if recipe.subcategory == SWING.subcategory:
        weights = weights * swing_factors(SWING, months)
    if CATEGORY_OF[recipe.subcategory] == STEP.category:
        weights = np.where((places == step_place)[:, None], weights * step_factors(STEP, months), weights)
    return weights


def expected_rows(
    rows: int, *, flows: dict[str, Flow], gazetteer: Gazetteer, months: Months
) -> dict[str, NDArray[np.float64]]:
    """Subcategory to its mean number of rows in each month, over all draws of ``rows`` rows.

    It is the truth that a drawn change of months is scored against; of the redefinition it knows nothing.
    """
    planted = planted_counts(rows)
    counts = recipe_counts(rows - sum(planted.values()), flows)
    step_place = gazetteer.positions(PlaceKind.BORDER, PlaceKind.COAST)[STEP.sector]
    result: dict[str, NDArray[np.float64]] = {}
    for recipe in RECIPES:
        places = np.concatenate([flows[name].places for name in recipe.flows])
        weights = _weights(recipe, places, flows=flows, months=months, step_place=step_place).sum(axis=0)
        result[recipe.subcategory] = counts[recipe.subcategory] * weights / weights.sum()
    for spot in HOT_SPOTS:
        span = spot.months(months)
        result[spot.subcategory][span] += planted[spot.id] / (span.stop - span.start)
    return result


def _plant(spot: HotSpot, count: int, *, place: int, months: Months, rng: np.random.Generator) -> Rows:
    span = spot.months(months)
    return Rows(
        place=np.full(count, place, dtype=np.int32),
        month=rng.integers(span.start, span.stop, count).astype(np.int16),
        subcategory=np.full(count, CODE[spot.subcategory], dtype=np.int8),
    )
