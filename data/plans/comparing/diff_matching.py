"""Which region of one plan is which of another: by the area that they share.

Name and key alone say nothing: they tell only where a region has kept most of its area.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from data.plans.comparing.diff_pieces import Piece
from data.plans.plan import Plan

_LEAST_SHARE = 0.1
"""Of the smaller of two regions, that they must share to be taken for one."""
_MOST_OF = 0.5
"""Share of a region that must come from, or go to, another one for a split or a merger."""


@dataclass(frozen=True, kw_only=True)
class Matching:
    """Keys of regions before to those after which they are still.

    ``split_from`` maps an added region to the one before that most of it came from, ``merged_into`` a
    removed one to the one after that most of it went to.
    """

    after_of: Mapping[str, str]
    split_from: Mapping[str, str]
    merged_into: Mapping[str, str]

    def is_moved(self, piece: Piece) -> bool:
        """Whether the piece is in another region than before."""
        if piece.before is None or piece.after is None:
            return piece.before != piece.after
        return self.after_of.get(piece.before) != piece.after


def matching(before: Plan, after: Plan, *, pieces: Iterable[Piece]) -> Matching:
    """The pairs of regions, each region in one pair at most.

    Two regions of one key and name that share over half of the smaller of them are a pair, however much
    one has grown. The others are paired so that they share the largest area in all, those of a
    pair at least a tenth of the smaller one. Regions without units are a pair if they have one key.
    """
    olds, news = ([region.key for region in plan.regions] for plan in (before, after))
    old_at, new_at = ({key: at for at, key in enumerate(keys)} for keys in (olds, news))
    shared = np.zeros((len(olds) + 1, len(news) + 1))
    for piece in pieces:
        shared[old_at.get(piece.before or "", -1), new_at.get(piece.after or "", -1)] += piece.area_km2
    old_area, new_area = shared.sum(axis=1)[:-1], shared.sum(axis=0)[:-1]
    both = shared[:-1, :-1]
    smaller = np.minimum(old_area[:, None], new_area)
    is_pair = (both > 0) & (both >= _LEAST_SHARE * smaller)
    is_kept = _kept(before, after) & (both > _MOST_OF * smaller)
    worth = np.where(is_pair, both, 0) + is_kept * both.sum()
    rows, columns = linear_sum_assignment(worth, maximize=True)
    after_of = {
        olds[row]: news[column]
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if is_pair[row, column]
    }
    empty = {key for key, area in zip(olds, old_area, strict=True) if area == 0}
    after_of |= {key: key for key, area in zip(news, new_area, strict=True) if area == 0 and key in empty}
    kept = set(after_of.values())
    return Matching(
        after_of=MappingProxyType(after_of),
        split_from=MappingProxyType(
            {new: olds[at] for new, at in _most(both.T, new_area, news).items() if new not in kept}
        ),
        merged_into=MappingProxyType(
            {old: news[at] for old, at in _most(both, old_area, olds).items() if old not in after_of}
        ),
    )


def _kept(before: Plan, after: Plan) -> NDArray[np.bool_]:
    """Whether a region before and one after have one key and one name, of shape ``(before, after)``."""
    olds, news = ([(region.key, region.name) for region in plan.regions] for plan in (before, after))
    return np.array([[old == new for new in news] for old in olds], np.bool_).reshape(len(olds), len(news))


def _most(shared: NDArray[np.float64], area: NDArray[np.float64], keys: list[str]) -> dict[str, int]:
    """Keys of regions, one for each row, to the column that has most of their area, if one has."""
    if not shared.size:
        return {}
    best = shared.argmax(axis=1)
    share = shared[np.arange(len(best)), best]
    is_most = (share > 0) & (share >= _MOST_OF * area)
    return {key: int(best[row]) for row, key in enumerate(keys) if is_most[row]}
