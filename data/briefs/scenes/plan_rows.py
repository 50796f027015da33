"""Two plans in a table: what each comes to, how far they differ, and whether that is within noise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

from data.answers.change import Verdict
from data.briefs.content import Tone
from data.briefs.scenes.plan_reach import TITLE
from data.plans.comparing.diff_record import PlanDiff, RegionFate
from data.plans.figures.columns import BASES, INCIDENTS
from data.plans.figures.panel import Panel, Row

_DEVIATES = 1.96
"""Standard deviations that chance alone exceeds one time in 20."""
_ONLY_INCIDENTS: Mapping[str, float] = {INCIDENTS: 1.0}


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The panels of two plans, the first and the other, and what differs between them.

    ``reached`` is how many targets an office of their own region reaches, of each.
    """

    first: Panel
    other: Panel
    diff: PlanDiff
    reached: tuple[int, int]


def rows_of(sides: Sides) -> tuple[tuple[str, ...], ...]:
    """The rows: what it is, each plan's figure, and the difference with how sure it is."""
    return (
        _counted("Regions", sides, lambda panel: len(_regions(panel))),
        _counted("Counties in no region", sides, lambda panel: panel.row("").units),
        _counted("Regions without a BEST office", sides, _without_base),
        (TITLE, *(f"{count:,}" for count in sides.reached), _step(sides.reached[1] - sides.reached[0])),
        _counted("Regions within tolerance", sides, _within),
        _furthest(sides),
        _incidents(sides),
    )


def moved_units(diff: PlanDiff) -> int:
    """How many counties and parts of counties change their region."""
    return sum(len(one.units) + len(one.crossed) for one in diff.handovers)


def changed_regions(diff: PlanDiff) -> int:
    """How many regions are not what they were."""
    return sum(one.fate is not RegionFate.SAME for one in diff.regions)


def verdict_counts(diff: PlanDiff) -> tuple[int, int]:
    """Of the regions whose incidents can be compared: how many stand out, and how many are within noise."""
    judged = [one.verdict for one in diff.regions if one.fate is RegionFate.CHANGED and one.verdict]
    within = [one for one in diff.regions if one.fate is RegionFate.CHANGED and one.verdict is Verdict.NOISE]
    return sum(verdict in {Verdict.HIGHER, Verdict.LOWER} for verdict in judged), len(within)


def _regions(panel: Panel) -> list[Row]:
    return [row for row in panel.rows if row.key]


def _without_base(panel: Panel) -> int:
    return sum(not row.values[BASES] for row in _regions(panel))


def _within(panel: Panel) -> int:
    return sum(bool(row.is_within) for row in _regions(panel))


def _counted(title: str, sides: Sides, count: Callable[[Panel], int]) -> tuple[str, ...]:
    first, other = count(sides.first), count(sides.other)
    return title, f"{first:,}", f"{other:,}", _step(other - first)


def _step(difference: int) -> str:
    return f"{difference:+,}".replace("-", "−") if difference else "same"


def _furthest(sides: Sides) -> tuple[str, ...]:
    """The workload furthest from the mean, and whether the two differ by more than chance."""
    title = "Workload furthest from mean"
    rows = [_furthest_row(panel) for panel in (sides.first, sides.other)]
    offs = [row.deviation if row else None for row in rows]
    words = ["cannot tell" if off is None else f"{off:+.0%}".replace("-", "−") for off in offs]
    if offs[0] is None or offs[1] is None:
        return title, *words, "cannot tell"
    step = abs(offs[1]) - abs(offs[0])
    way = "further" if step > 0 else "closer"
    size = f"{abs(step) * 100:.0f} points {way}" if round(abs(step) * 100) else "same"
    return title, *words, f"{size}{_noise_words(sides, step)}"


def _furthest_row(panel: Panel) -> Row | None:
    known = [row for row in _regions(panel) if row.deviation is not None]
    return max(known, key=lambda row: abs(row.deviation or 0.0), default=None)


def _noise_words(sides: Sides, step: float) -> str:
    """Whether a step in the deviation is more than chance moves it; silent on mixes of measures."""
    if dict(sides.first.balance.weights) != _ONLY_INCIDENTS or not round(abs(step) * 100):
        return ""
    spreads = [_spread(panel) for panel in (sides.first, sides.other)]
    noise = _DEVIATES * sqrt(sum(spread**2 for spread in spreads))
    return f", {Tone.STANDS_OUT if abs(step) > noise else Tone.WITHIN_NOISE}"


def _spread(panel: Panel) -> float:
    """Standard deviation of the furthest deviation, were its region's count a matter of chance."""
    regions = _regions(panel)
    mean = sum(row.values[INCIDENTS] or 0.0 for row in regions) / max(len(regions), 1)
    furthest = _furthest_row(panel)
    count = (furthest.values[INCIDENTS] if furthest else None) or 0.0
    return sqrt(count) / mean if mean else 0.0


def _incidents(sides: Sides) -> tuple[str, ...]:
    """The incidents shown of all regions; what is hidden by county is not in them."""
    first, other = (
        round(sum(row.values[INCIDENTS] or 0.0 for row in _regions(panel)))
        for panel in (sides.first, sides.other)
    )
    return "Incidents in regions, as shown", f"{first:,}", f"{other:,}", _step(other - first)
