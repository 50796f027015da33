"""Two plans side by side: both on the map, and what differs between them."""

from __future__ import annotations

from dataclasses import replace

from data.answers.filters import Filter
from data.answers.question import Answer, Question
from data.answers.within import narrowed
from data.briefs.brief import ComparisonScene
from data.briefs.content import MapView, Panel, Papers, Table
from data.briefs.occasion import Occasion
from data.briefs.scenes.composed import Composed
from data.briefs.scenes.plan_reach import DEFINITION, reached_at_home
from data.briefs.scenes.plan_rows import Sides, changed_regions, moved_units, rows_of, verdict_counts
from data.briefs.scenes.plan_versions import PlanVersion, opened_plan
from data.briefs.views import pinned_view
from data.plans.comparing.diff import diff
from data.plans.comparing.diff_words import counted
from data.plans.figures.panel import Papers as PlanPapers

_LAYERS = "layers=none"
_DEFINITION = (
    "Counties of both plans, matched by area. Workload is a region's share of the plan's mix of measures; "
    f"a region's incidents are sums of the counties whose count is shown. {DEFINITION}"
)


def comparison(occasion: Occasion, body: ComparisonScene) -> Composed:
    """The scene: a map of either plan, and a table of what they come to.

    Raises
    ------
    AccessDeniedError
        If the actor may neither edit nor review plans.
    UnknownPlanError
        If one of the plans, or its edit, is gone.
    PlanStoreError
        If the database of plans cannot be read.
    """
    chosen = narrowed(occasion.actor, replace(occasion.filter, regions=()))
    first = opened_plan(occasion, body.plan, body.edit)
    other = opened_plan(occasion, body.other, body.other_edit)
    sides = _sides(occasion, first, other, chosen)
    table = Table(
        title="What differs",
        columns=("What", first.name, other.name, "Difference"),
        numeric=(False, True, True, True),
        rows=rows_of(sides),
        papers=_papers(sides.first.papers, first, other, chosen),
    )
    return Composed(
        headline=_headline(sides, first, other),
        sure=_sure(sides),
        panels=(_map(first, chosen), _map(other, chosen), Panel(title="What differs", items=(table,))),
        answers=(_incidents(occasion, chosen),),
    )


def _sides(occasion: Occasion, first: PlanVersion, other: PlanVersion, chosen: Filter) -> Sides:
    figures, actor = occasion.figures, occasion.actor
    return Sides(
        first=figures.of(actor, first.plan, chosen),
        other=figures.of(actor, other.plan, chosen),
        diff=diff(first.plan, other.plan, actor=actor, figures=figures, filter_=chosen),
        reached=(
            reached_at_home(occasion, first.plan, chosen),
            reached_at_home(occasion, other.plan, chosen),
        ),
    )


def _incidents(occasion: Occasion, chosen: Filter) -> Answer:
    """All incidents: for their source and age, which are those of the plans' figures."""
    return occasion.gate.ask(occasion.actor, Question(measure="incidents", filter=chosen))


def _map(version: PlanVersion, chosen: Filter) -> Panel:
    view = MapView(
        view=pinned_view(_LAYERS, chosen),
        summary=f"Regions of {version.words}.",
        plan=version.plan_id,
        edit=version.edit_id,
    )
    return Panel(title=version.words, items=(view,))


def _headline(sides: Sides, first: PlanVersion, other: PlanVersion) -> str:
    moved, changed = moved_units(sides.diff), changed_regions(sides.diff)
    if not moved and not changed:
        return f"{first.words} and {other.words} deal out every county alike."
    return (
        f"From {first.name} to {other.name}, {counted(moved, 'county changes', 'counties change')} region, "
        f"and {counted(changed, 'region is', 'regions are')} not what they were."
    )


def _sure(sides: Sides) -> str:
    telling, noise = verdict_counts(sides.diff)
    if not telling + noise:
        return "No region of both plans has incidents to compare."
    return (
        f"Of the regions that change, the incidents of {telling} stand out and of {noise} are within noise, "
        "by an exact test of all together."
    )


def _papers(found: PlanPapers, first: PlanVersion, other: PlanVersion, chosen: Filter) -> Papers:
    ends = (f"--{name} {day:%Y-%m}" for name, day in (("from", chosen.first), ("to", chosen.last)) if day)
    repeat = f"brief compare {first.plan_id}:{first.edit_id} {other.plan_id}:{other.edit_id}"
    return Papers(
        title=f"{first.words} beside {other.words}",
        definition=_DEFINITION,
        unit="as each row says",
        source="; ".join(found.sources),
        version=found.version,
        as_of=found.as_of,
        sentence=found.sentence,
        caveats=found.caveats,
        repeat=" ".join((repeat, *ends, f"--version {found.version}")),
        is_synthetic=found.is_synthetic,
    )
