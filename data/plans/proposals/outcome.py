"""``Outcome``: the plans that a search found, how far from valid it began, and what stood in its way."""

from __future__ import annotations

from dataclasses import dataclass

from data.plans.plan import Plan
from data.plans.proposals.objectives import Marks
from data.plans.units import UnitId


@dataclass(frozen=True, kw_only=True)
class Distance:
    """How far a plan is from valid.

    ``deviation`` is the largest share by which a region that may change lies off the mean, and
    ``over_tolerance`` by how much it exceeds the tolerance; ``stray_pieces`` is how many pieces there are
    beyond one for each region, ``ports_short`` by how much the share of covered ports falls short. All
    but the first are 0 for a valid plan. ``region`` is the key of the region that lies farthest off the
    mean, or ``""``.
    """

    deviation: float
    over_tolerance: float
    stray_pieces: int
    ports_short: float
    region: str
    words: str

    @property
    def is_valid(self) -> bool:
        """Whether the plan keeps all rules."""
        return self.over_tolerance <= 0 and not self.stray_pieces and self.ports_short <= 0


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A plan that the machine found, with its marks and its distance to valid."""

    plan: Plan
    marks: Marks
    distance: Distance


@dataclass(frozen=True, kw_only=True)
class Infeasible:
    """A rule that no plan can keep.

    ``rule`` is ``balance``, ``contiguity``, ``regions`` or ``coverage``. ``units`` are what it fails by,
    the first named in ``words``. ``least_tolerance`` is a lower bound: no plan can lie within less, and
    whether one lies within it is for the search to find; ``None`` if no tolerance would help.
    ``is_proven`` says that no plan exists; otherwise none was found in the steps there were.
    """

    rule: str
    units: tuple[UnitId, ...]
    words: str
    least_tolerance: float | None = None
    is_proven: bool = True


@dataclass(frozen=True, kw_only=True)
class RuleCost:
    """What a rule costs: by how much each aim gets better in a short search without it, never negative.

    ``gains`` are in the units of the aims (:class:`~data.plans.proposals.objectives.Marks`), by name.
    ``makes_possible`` says that valid plans were found without the rule, and none with it.
    """

    rule: str
    gains: dict[str, float]
    makes_possible: bool
    words: str


@dataclass(frozen=True, kw_only=True)
class Choke:
    """Where the map leaves no room: units through which everything behind them must go, and those behind."""

    units: tuple[UnitId, ...]
    behind: tuple[UnitId, ...]
    words: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a search came to.

    ``proposals`` are valid, or the nearest to valid if ``infeasible`` says that there are none.
    ``start`` is the base's distance to valid. ``costs`` are dearest first, and ``binding`` is the rule of
    the first, or ``""`` if none costs anything. ``steps`` were taken of ``steps_asked``; if
    ``is_cut_short`` (by time) or ``is_cancelled``, the same seed may give other plans.
    """

    proposals: tuple[Proposal, ...]
    start: Distance
    infeasible: Infeasible | None
    costs: tuple[RuleCost, ...]
    binding: str
    choke: Choke | None
    notes: tuple[str, ...]
    steps: int
    steps_asked: int
    is_cut_short: bool
    is_cancelled: bool
    seed: int
