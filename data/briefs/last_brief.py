"""What the last brief counted: its data version, period, boundary and definition, from how it was frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from data.answers.filters import Filter
from data.briefs.boundaries import Boundary, boundary_on
from data.briefs.brief import ChangeScene
from data.briefs.kept_briefs import FrozenBrief
from data.briefs.occasion import Occasion
from data.briefs.periods import closed
from data.briefs.views import filter_in


@dataclass(frozen=True, kw_only=True)
class Ends:
    """Both ends of a change: filters with both ends of their period and a data version, and boundaries.

    ``day`` is that of the last brief, ``None`` where there is none and a year before stands in for it.
    """

    then: Filter
    now: Filter
    then_boundary: Boundary
    now_boundary: Boundary
    day: date | None

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what could not be followed, each once."""
        return tuple(dict.fromkeys((*self.then_boundary.notes, *self.now_boundary.notes)))


def ends_of(occasion: Occasion, body: ChangeScene, previous: FrozenBrief | None) -> Ends:
    """What a change scene compares on an occasion: the last brief's count and today's, or a year before.

    The boundary of each is that in force on its day.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    FilterError
        If a view is not allowed.
    PlanStoreError
        If the database of plans cannot be read.
    UnknownVersionError
        If the data version of the last brief is not kept any more.
    """
    now = filter_in(occasion.filter, body.view)
    here = boundary_on(occasion.plans, occasion.today, now.regions)
    now = replace(now, regions=here.regions)
    if previous is None:
        return Ends(then=now.year_before(), now=now, then_boundary=here, now_boundary=here, day=None)
    day = previous.summary.frozen_at.date()
    pinned = replace(filter_in(Filter(), previous.brief.view), version=previous.summary.data_version)
    base = closed(occasion.gate, occasion.actor, pinned, day)
    then = replace(filter_in(base, _view_then(body, previous)), version=previous.summary.data_version)
    there = boundary_on(occasion.plans, day, then.regions)
    return Ends(
        then=replace(then, regions=there.regions), now=now, then_boundary=there, now_boundary=here, day=day
    )


def _view_then(body: ChangeScene, previous: FrozenBrief) -> str:
    """The view of the change scene that the last brief had in this one's place.

    That is the one with the same view, or else its only one: what it counted may have been something else.
    """
    views = [scene.body.view for scene in previous.brief.scenes if isinstance(scene.body, ChangeScene)]
    return views[0] if len(views) == 1 and body.view not in views else body.view
