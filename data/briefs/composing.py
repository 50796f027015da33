"""From scenes to what they say: each is composed by itself, and one that cannot be says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import Question
from data.answers.within import narrowed, own_words
from data.briefs.ages import source_ages
from data.briefs.brief import (
    AskScene,
    Body,
    Brief,
    ChangeScene,
    ChartScene,
    ComparisonScene,
    MapScene,
    NoteScene,
    NumeralScene,
    ProgrammeScene,
    Scene,
    TableScene,
    TrackerScene,
)
from data.briefs.content import Chart, Numeral, Panel, SceneContent, Table
from data.briefs.kept_briefs import FrozenBrief
from data.briefs.occasion import Occasion
from data.briefs.periods import closed
from data.briefs.scenes.asks import ask
from data.briefs.scenes.changed import changed
from data.briefs.scenes.charts import chart
from data.briefs.scenes.comparisons import comparison
from data.briefs.scenes.composed import Composed
from data.briefs.scenes.fault import fault
from data.briefs.scenes.maps import map_scene
from data.briefs.scenes.notes import note
from data.briefs.scenes.numerals import numerals
from data.briefs.scenes.programme_scenes import programme, tracker
from data.briefs.scenes.tables import table
from data.briefs.views import filter_in, view_of
from data.errors import BorderopsError, UnknownVersionError
from data.markings import highest_marking
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.roles import Action, Actor, require


def occasion_of(
    gate: Gate,
    plans: PlanStore,
    figures: PlanFigures,
    actor: Actor,
    brief: Brief,
    *,
    today: date,
    is_as_written: bool = False,
) -> Occasion:
    """For whom and from which data a brief is shown on a day, so that all its scenes tell of one version.

    A brief that names no regions is of the actor's own, if there are such; ``is_as_written`` leaves it as it
    is, of everywhere, which the gate then refuses such an actor. The data version is the one that the
    brief's view names, or the newest; none if the store is empty.
    Without a period in the view it is the latest twelve months that the incidents cover whole.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    FilterError
        If the brief's view is not allowed.
    """
    require(actor, Action.VIEW)
    base = filter_in(Filter(), brief.view)
    near = base if is_as_written else narrowed(actor, base)
    chosen = closed(gate, actor, replace(near, version=_version(gate, actor, base)), today)
    return Occasion(gate=gate, plans=plans, figures=figures, actor=actor, filter=chosen, today=today)


def compose(
    occasion: Occasion, brief: Brief, scene: Scene, *, previous: FrozenBrief | None = None
) -> SceneContent:
    """What a scene of a brief says on an occasion.

    A scene that is refused (its plan is gone, its measure is unknown, there are no data) says in words
    what is wrong and what to do, and has no numbers. ``previous`` is the frozen brief that a scene of
    change compares with (:func:`~data.briefs.previous.previous_of`).

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    """
    require(occasion.actor, Action.VIEW)
    chosen = occasion.filter
    try:
        chosen = filter_in(occasion.filter, view_of(scene.body))
        made = _composed(replace(occasion, filter=chosen), scene, previous)
    except BorderopsError as error:
        made = fault(error, brief_title=brief.title)
    return SceneContent(
        key=scene.key,
        title=_title(occasion.actor, brief, scene),
        headline=made.headline or scene.title,
        sure=made.sure,
        panels=made.panels,
        marking=_marking(occasion, chosen, made),
        version=chosen.version or "",
        is_synthetic=made.is_synthetic or _is_synthetic(made) or _speaks_of_synthetic(occasion, scene),
        sources=(*source_ages(made.answers, occasion.today), *made.sources),
        notes=scene.notes,
        questions=tuple((one.question, one.answer) for one in scene.questions),
        seconds=scene.seconds,
    )


def _marking(occasion: Occasion, chosen: Filter, made: Composed) -> str:
    """The highest marking of the scene's data version and of all that it shows."""
    met = {occasion.gate.marking(chosen), *(answer.marking for answer in made.answers)}
    return met.pop() if len(met) == 1 else highest_marking(met)


def _title(actor: Actor, brief: Brief, scene: Scene) -> str:
    """The scene's title, with the actor's regions where its writer meant everywhere."""
    named = (dict(parse_qsl(view)).get("region") for view in (brief.view, view_of(scene.body)))
    is_of_programme = isinstance(scene.body, NoteScene | AskScene | ProgrammeScene | TrackerScene)
    if not actor.regions or is_of_programme or any(named):
        return scene.title
    return f"{scene.title}: {own_words(actor)} only"


def _version(gate: Gate, actor: Actor, base: Filter) -> str | None:
    """The version that is named, or the newest; what is named stays if it is gone, so that scenes say so."""
    try:
        return gate.version_id(actor, base)
    except UnknownVersionError:
        return base.version


def _composed(occasion: Occasion, scene: Scene, previous: FrozenBrief | None) -> Composed:
    if isinstance(scene.body, ChangeScene):
        return changed(occasion, scene.body, previous)
    return _COMPOSERS[type(scene.body)](occasion, scene.body)


_COMPOSERS: Mapping[type[Body], Callable[[Occasion, Any], Composed]] = {
    MapScene: map_scene,
    NumeralScene: numerals,
    ChartScene: chart,
    TableScene: table,
    NoteScene: lambda _occasion, body: note(body),
    ComparisonScene: comparison,
    AskScene: ask,
    ProgrammeScene: programme,
    TrackerScene: tracker,
}
"""The maker of each kind of scene."""


def _is_synthetic(made: Composed) -> bool:
    from_answers = any(answer.is_synthetic for answer in made.answers)
    return from_answers or any(one.papers.is_synthetic for one in _papered(made.panels))


def _speaks_of_synthetic(occasion: Occasion, scene: Scene) -> bool:
    """Whether words that name no source stand among synthetic incidents, which they may well speak of."""
    if not isinstance(scene.body, NoteScene | AskScene):
        return False
    # A version that is gone was of the same kind of data as the newest is.
    for version in (occasion.filter.version, None):
        near = Filter(version=version, regions=occasion.actor.regions)
        with suppress(UnknownVersionError):
            return occasion.gate.ask(occasion.actor, Question(measure="incidents", filter=near)).is_synthetic
    return False


def _papered(panels: tuple[Panel, ...]) -> Iterator[Numeral | Chart | Table]:
    for panel in panels:
        yield from (item for item in panel.items if isinstance(item, Numeral | Chart | Table))
