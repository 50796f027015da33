"""Is a change real? Two counts are compared by an exact test, many at a time.

Both counts are taken as Poisson. Given their sum, the later one is then binomial with the
share of days that it covers, whatever the common rate is; its two-sided p-value is twice the
smaller tail. Rows of one breakdown are judged together: Benjamini and Hochberg's step-up rule
keeps the expected share of false findings among those that stand out at 5 % or less.

Sources: Przyborowski and Wilenski, Biometrika 31 (1940), the conditional test; Benjamini and
Hochberg, Journal of the Royal Statistical Society B 57 (1995), the rule.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import betainc

from data.answers.disclosure import Mask, State, disclose

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
FALSE_SHARE = 0.05
"""Largest expected share of false findings among the rows that stand out."""


CAVEAT = (
    "Whether a change stands out is judged by an exact test of two counts, all rows together; of events "
    "that come in groups somewhat too many do."
)


class Verdict(IntEnum):
    """What may be said of the difference between two counts."""

    NOISE = 0
    HIGHER = 1
    LOWER = 2
    TOO_FEW = 3


WORDS: dict[Verdict, str] = {
    Verdict.NOISE: "within noise",
    Verdict.HIGHER: "stands out, higher",
    Verdict.LOWER: "stands out, lower",
    Verdict.TOO_FEW: "too few to tell",
}
"""Each verdict as people read it."""


def p_values(now: Counts, before: Counts, *, share: float = 0.5) -> Floats:
    """Two-sided p-value of each pair under no change, shape ``(n,)``; 1 where both are zero.

    ``share`` is the part of both periods' days that lies in the later one.

    Examples
    --------
    >>> p_values(np.array([30, 40]), np.array([30, 10])).round(4).tolist()
    [1.0, 0.0]
    """
    k, rest = now.astype(np.float64), before.astype(np.float64)
    at_least = np.where(k > 0, betainc(np.maximum(k, 1), rest + 1, share), 1.0)
    at_most = np.where(rest > 0, betainc(np.maximum(rest, 1), k + 1, 1 - share), 1.0)
    result: Floats = np.minimum(1.0, 2 * np.minimum(at_least, at_most))
    return result


def stands_out(p: Floats, *, false_share: float = FALSE_SHARE) -> NDArray[np.bool_]:
    """Which p-values stand out together, by the step-up rule of Benjamini and Hochberg.

    Examples
    --------
    >>> stands_out(np.array([0.001, 0.04, 0.9])).tolist()
    [True, False, False]
    """
    order = np.argsort(p)
    is_within = p[order] <= false_share * np.arange(1, len(p) + 1) / max(len(p), 1)
    passed = int(np.flatnonzero(is_within).max(initial=-1)) + 1
    result = np.zeros(len(p), np.bool_)
    result[order[:passed]] = True
    return result


def verdicts(
    now: Counts, before: Counts, known: NDArray[np.bool_], *, share: float = 0.5
) -> NDArray[np.uint8]:
    """The verdict on each pair, as :class:`Verdict` codes, judged together.

    Pairs that are not ``known`` are too few to tell and do not enter the judgement of others.
    A finding must have the same sign in the counts as in the counts per day.
    """
    result = np.where(known, Verdict.NOISE, Verdict.TOO_FEW).astype(np.uint8)
    tested = np.flatnonzero(known & (now + before > 0))
    later, earlier = now[tested], before[tested]
    is_found = stands_out(p_values(later, earlier, share=share))
    per_day = later * (1 - share) - earlier * share
    result[tested[is_found & (per_day > 0) & (later > earlier)]] = Verdict.HIGHER
    result[tested[is_found & (per_day < 0) & (later < earlier)]] = Verdict.LOWER
    return result


def change_table(
    now: pa.Table,
    before: pa.Table,
    floor: int,
    *,
    is_partition: bool,
    share: float = 0.5,
    withheld: tuple[Mask | None, Mask | None] = (None, None),
) -> pa.Table:
    """The disclosed table of a change, from two exact tables with the same keys in the same order.

    Each count is disclosed by itself, as the answer to its own question would be; the difference
    and the verdict follow from counts that are shown, and from nothing else. ``withheld`` are rows
    of each that are not to be shown beside other answers.
    """
    key = now.column_names[0]
    later, earlier = (
        disclose(_whole(table), floor, is_partition=is_partition, withheld=rows)
        for table, rows in zip((now, before), withheld, strict=True)
    )
    now_state, before_state = (table.column("state").to_numpy() for table in (later, earlier))
    known = (now_state == State.SHOWN) & (before_state == State.SHOWN)
    shown = [table.column("value").fill_null(0).to_numpy() for table in (later, earlier)]
    state = np.where(known, State.SHOWN, State.WITHHELD).astype(np.uint8)
    state[(now_state == State.MISSING) | (before_state == State.MISSING)] = State.MISSING
    return pa.table(
        {
            key: now.column(key),
            "value": pa.array(shown[0] - shown[1], pa.int64(), mask=~known),
            "state": pa.array(state),
            "now": later.column("value"),
            "before": earlier.column("value"),
            "now_state": pa.array(now_state),
            "before_state": pa.array(before_state),
            "verdict": pa.array(verdicts(shown[0], shown[1], known, share=share)),
        }
    )


def _whole(table: pa.Table) -> pa.Table:
    """The table with ``value`` as int64."""
    rounded = np.round(table.column("value").to_numpy().astype(np.float64))
    is_known = np.isfinite(rounded)
    value = pa.array(np.where(is_known, rounded, 0).astype(np.int64), mask=~is_known)
    return table.set_column(table.schema.get_field_index("value"), "value", value)
