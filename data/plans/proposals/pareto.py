"""Plans that no other beats in all aims at once, and a few of them that differ."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from data.plans.proposals.objectives import AIMS, Marks

Numbers = NDArray[np.intp]
Floats = NDArray[np.float64]
_MOST_KEPT = 400
_FEWEST_KEPT = 300


class Front:
    """The plans found so far of which none beats another in all aims; each has its labels.

    ``values`` has a row of marks for each plan.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.values: Floats = np.empty((0, len(AIMS)))
        self.labels: list[NDArray[np.int16]] = []

    def offer(self, marks: Marks, labels: Numbers) -> bool:
        """Whether the plan was taken in; those that it beats go.

        A plan with the same marks as one that is kept is not taken. Of more than 400 plans, those whose
        marks lie nearest to another's go until 300 are left; the ends of the front stay.
        """
        new = np.array(marks, np.float64)
        if (self.values <= new).all(axis=1).any():
            return False
        stays: NDArray[np.bool_] = ~np.asarray((new <= self.values).all(axis=1))
        if not stays.all():
            self.keep(stays)
        self.values = np.vstack([self.values, new])
        self.labels.append(labels.astype(np.int16))
        if len(self.labels) > _MOST_KEPT:
            self._thin()
        return True

    def keep(self, stays: NDArray[np.bool_]) -> None:
        """Let go of the plans that do not stay."""
        self.values = self.values[stays]
        self.labels = [labels for labels, is_kept in zip(self.labels, stays, strict=True) if is_kept]

    def best(self, weights: Floats) -> int | None:
        """Place of the plan with the least weighted sum of marks; ``None`` if there is no plan."""
        return int(np.argmin(self.values @ weights)) if self.labels else None

    def least(self) -> Floats | None:
        """The least value found in each aim, seldom all in one plan; ``None`` if there is no plan."""
        return self.values.min(axis=0) if self.labels else None

    def _thin(self) -> None:
        scaled = _scaled(self.values)
        apart = np.sqrt(((scaled[:, np.newaxis] - scaled) ** 2).sum(axis=2))
        np.fill_diagonal(apart, np.inf)
        # The ends of the front are nobody's to lose.
        ends = np.argmin(scaled, axis=0)
        stays = np.ones(len(scaled), np.bool_)
        for _ in range(len(scaled) - _FEWEST_KEPT):
            nearest = apart.min(axis=1)
            nearest[ends] = np.inf
            nearest[~stays] = np.inf
            gone = int(np.argmin(nearest))
            stays[gone] = False
            apart[gone] = apart[:, gone] = np.inf
        self.keep(stays)


def chosen(front: Front, count: int, *, apart: int, avoid: Iterable[Numbers] = ()) -> list[int]:
    """Places of up to ``count`` plans: the best in each aim, then always the one that adds most.

    Any two of them, and any one and each to ``avoid``, differ in at least ``apart`` labels.
    """
    if not front.labels:
        return []
    scaled = _scaled(front.values)
    taken = [np.asarray(labels, np.intp) for labels in avoid]
    picked: list[int] = []
    order = [*np.argmin(scaled, axis=0).tolist(), int(np.argmin(scaled.sum(axis=1)))]
    left = set(range(len(front.labels)))
    while len(picked) < count and left:
        place = order.pop(0) if order else _farthest(scaled, picked, left)
        if place not in left:
            continue
        left.discard(place)
        labels = front.labels[place]
        if all(int((labels != other).sum()) >= apart for other in taken):
            picked.append(place)
            taken.append(labels.astype(np.intp))
    return picked


def _farthest(scaled: Floats, picked: list[int], left: set[int]) -> int:
    """Of the plans left, the one whose marks lie farthest from those of any picked."""
    places = sorted(left)
    if not picked:
        return places[0]
    apart = np.linalg.norm(scaled[places][:, np.newaxis] - scaled[picked], axis=2).min(axis=1)
    return places[int(np.argmax(apart))]


def _scaled(values: Floats) -> Floats:
    """Marks from 0, the least found, to 1, the most."""
    low, high = values.min(axis=0), values.max(axis=0)
    scaled: Floats = (values - low) / np.where(high > low, high - low, 1)
    return scaled
