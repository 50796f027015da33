"""Occasions for tests: a store, an empty database of plans, a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

from data.answers.gate import Gate
from data.briefs.brief import Body, Brief, Scene
from data.briefs.composing import compose, occasion_of
from data.briefs.content import Chart, Item, MapView, Numeral, SceneContent, Table, Text
from data.briefs.occasion import Occasion
from data.plans.figures.plan_figures import PlanFigures
from data.plans.keeping.store import PlanStore
from data.roles import LOCAL_ACTOR, Actor

TODAY = date(2026, 1, 20)
"""The made-up incidents end in December 2025."""
_NUMBERS = count(1)


def a_brief(*bodies: Body, view: str = "") -> Brief:
    """A brief of scenes with these bodies."""
    scenes = tuple(
        Scene(key=f"scene-{number}", title=f"Scene {number}", body=body) for number, body in enumerate(bodies)
    )
    return Brief(title="A brief", scenes=scenes, view=view)


def an_occasion(
    gate: Gate,
    folder: Path,
    brief: Brief | None = None,
    *,
    actor: Actor = LOCAL_ACTOR,
    today: date = TODAY,
    plans: PlanStore | None = None,
) -> Occasion:
    """An occasion over a gate, with a database of plans of its own in the folder."""
    store = plans or PlanStore(f"sqlite:///{folder / f'plans-{next(_NUMBERS)}.sqlite'}")
    return occasion_of(gate, store, PlanFigures(gate), actor, brief or a_brief(), today=today)


def told(occasion: Occasion, *bodies: Body) -> tuple[SceneContent, ...]:
    """What scenes with these bodies say."""
    brief = a_brief(*bodies)
    return tuple(compose(occasion, brief, scene) for scene in brief.scenes)


def items_of(content: SceneContent) -> Iterator[Item]:
    """All items of a scene."""
    for panel in content.panels:
        yield from panel.items


def numbers_in(content: SceneContent) -> Iterator[str]:
    """Everything that a scene tells as a number, in words."""
    for item in items_of(content):
        match item:
            case Numeral():
                yield item.value
                yield from (f"{value:.0f}" for value in item.trend if value is not None)
            case Chart():
                yield from (words for series in item.series for words in series.words)
                yield from (f"{v:.0f}" for series in item.series for v in series.values if v is not None)
            case Table():
                for row in item.rows:
                    pairs = zip(row, item.numeric, strict=True)
                    yield from (words for words, is_number in pairs if is_number)
            case _:
                pass


def words_of(content: SceneContent) -> str:
    """The headline, how sure, and all paragraphs."""
    paragraphs = (words for item in items_of(content) if isinstance(item, Text) for words in item.paragraphs)
    return " ".join((content.headline, content.sure, *paragraphs))


def maps_in(content: SceneContent) -> list[MapView]:
    """The maps of a scene."""
    return [item for item in items_of(content) if isinstance(item, MapView)]
