"""A document composed for one reader: scenes beyond the reader's rights are left out, and that is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dashboard.documents.document import Document, Progress, nothing_told
from dashboard.documents.marking import marking_of
from dashboard.scenes.pictures import MapSize, pictures_of
from dashboard.services import Services
from data.answers.filters import Filter
from data.answers.within import is_within
from data.briefs.brief import AskScene, Brief, ComparisonScene, Scene
from data.briefs.composing import compose, occasion_of
from data.briefs.content import MapView, SceneContent
from data.briefs.freezing import rebuild
from data.briefs.kept_briefs import KeptBrief
from data.briefs.occasion import Occasion
from data.briefs.pages import paged
from data.briefs.previous import previous_of
from data.briefs.scenes.fault import HEADLINE
from data.briefs.views import filter_in, view_of
from data.errors import AccessDeniedError, BriefError
from data.roles import Action, Actor, actions_of, require
from layers.drawing.picture import Picture, Theme

_SHEET, _GAP, _PAD = 740.0, 12.0, 20.0
_HALF = 270.0
_LETTER = 8.0
_LARGER = 12.0
_FLAT, _FLATTER, _TALL = 0.5, 0.36, 0.66
"""Height of a map for its width: over a whole sheet, there with other things above it, and in a column."""


def document_of(
    services: Services,
    actor: Actor,
    token: str,
    *,
    theme: Theme,
    frozen: int = 0,
    progress: Progress = nothing_told,
) -> Document:
    """The brief of that token, or what was frozen of it under that number, for one reader.

    Raises
    ------
    AccessDeniedError
        If the reader may not export, may see no scene of it, or asks for a frozen brief without the right
        to see all regions.
    SettingsError
        If a scene has no marking.
    UnknownBriefError
        If there is no such brief.
    """
    require(actor, Action.EXPORT)
    kept = services.briefs.open(token)
    if frozen:
        return _bound(services, actor, kept, _frozen(services, actor, kept, frozen), theme=theme)
    occasion = reader_occasion(services, actor, kept.brief)
    scenes: list[SceneContent] = []
    left_out: list[str] = []
    pages = paged(kept.brief).scenes
    for number, scene in enumerate(pages):
        progress(number / len(pages))
        content = scene_for(services, occasion, token, kept.brief, scene)
        if isinstance(content, str):
            left_out.append(content)
        else:
            scenes.append(content)
    return _bound(services, actor, kept, tuple(scenes), theme=theme, left_out=tuple(left_out))


def reader_occasion(services: Services, actor: Actor, brief: Brief) -> Occasion:
    """The occasion of a brief for a reader: within the reader's regions, if there are such.

    Raises
    ------
    AccessDeniedError
        If the reader may not view.
    FilterError
        If the brief's view is not allowed.
    """
    # Which months and which version are whole is the same for everybody, and no number.
    everywhere = replace(actor, regions=())
    today = services.now().date()
    occasion = occasion_of(services.gate, services.plans, services.figures, everywhere, brief, today=today)
    return replace(occasion, actor=actor, filter=_within(occasion.filter, actor))


def scene_for(
    services: Services, occasion: Occasion, token: str, brief: Brief, scene: Scene
) -> SceneContent | str:
    """What the scene says on the occasion, or in words why this reader may not see it."""
    refusal = _refusal(occasion, scene)
    if refusal:
        return f"“{scene.title}” is left out: {refusal}"
    try:
        content = compose(occasion, brief, scene, previous=previous_of(services.briefs, token, scene))
    except AccessDeniedError as error:
        return f"“{scene.title}” is left out: {error.found}"
    if occasion.actor.regions and content.headline == HEADLINE:
        regions = ", ".join(occasion.actor.regions)
        return f"“{scene.title}” is left out: it cannot be given for {regions} alone"
    return content


def map_size(panels: int, *, is_alone: bool = True) -> MapSize:
    """Size of a map in one of so many panels of a lying sheet, alone in its panel or not."""
    flat = _FLAT if is_alone else _FLATTER
    width = (_SHEET - _GAP * (panels - 1)) / max(panels, 1) - _PAD
    return MapSize(
        width=width,
        height=width * (flat if panels == 1 else _TALL),
        words=_LARGER if panels == 1 else _LETTER,
    )


def upright_size() -> MapSize:
    """Size of the map of a one-pager."""
    return MapSize(width=_HALF, height=_HALF * _TALL, words=_LETTER)


def pictures_for(
    services: Services,
    actor: Actor,
    scenes: tuple[SceneContent, ...],
    *,
    theme: Theme,
    is_upright: bool = False,
) -> Mapping[str, Picture]:
    """The maps of the scenes, drawn with the reader's rights; one that is refused is not among them."""
    found: dict[str, Picture] = {}
    for scene in scenes:
        if any(isinstance(item, MapView) for panel in scene.panels for item in panel.items):
            try:
                is_alone = all(len(panel.items) == 1 for panel in scene.panels)
                size = upright_size() if is_upright else map_size(len(scene.panels), is_alone=is_alone)
                found |= pictures_of(services, scene, theme, actor=actor, size=size)
            except AccessDeniedError:
                continue
    return found


def region_documents(
    services: Services, actor: Actor, regions: Iterator[tuple[str, str, Brief]], *, theme: Theme
) -> Iterator[Document]:
    """A document for each region, from its token, name and brief; one beyond the reader's rights is none."""
    for token, name, brief in regions:
        occasion = reader_occasion(services, actor, brief)
        found = [scene_for(services, occasion, token, brief, scene) for scene in brief.scenes]
        scenes = tuple(one for one in found if isinstance(one, SceneContent))
        if scenes:
            yield Document(
                name=token,
                title=name,
                scenes=scenes,
                pictures=pictures_for(services, actor, scenes, theme=theme, is_upright=True),
                marking=marking_of(scenes),
                version=_version(scenes),
                day=services.now().date(),
                left_out=tuple(one for one in found if isinstance(one, str)),
            )


def _bound(
    services: Services,
    actor: Actor,
    kept: KeptBrief,
    scenes: tuple[SceneContent, ...],
    *,
    theme: Theme,
    left_out: tuple[str, ...] = (),
) -> Document:
    if not scenes:
        raise AccessDeniedError(
            f"{actor.name} may see no scene of {kept.brief.title!r}"
            if left_out
            else f"the brief {kept.brief.title!r} has no scene",
            remedy="Give the reader more regions, or choose another brief",
        )
    return Document(
        name=kept.token,
        title=kept.brief.title,
        scenes=scenes,
        pictures=pictures_for(services, actor, scenes, theme=theme),
        marking=marking_of(scenes),
        version=_version(scenes),
        day=services.now().date(),
        left_out=left_out,
    )


def _frozen(services: Services, actor: Actor, kept: KeptBrief, frozen: int) -> tuple[SceneContent, ...]:
    if actor.regions:
        raise AccessDeniedError(
            f"{actor.name} may see {', '.join(actor.regions)} only, and a frozen brief was made for all",
            remedy="Deliver the brief as it is now, which is made with the reader's rights",
        )
    occasion = reader_occasion(services, actor, kept.brief)
    rebuilt = rebuild(services.briefs, occasion, frozen)
    if rebuilt.frozen.token != kept.token:
        raise BriefError(
            f"frozen brief {frozen} is not of {kept.brief.title!r}",
            remedy="Choose one from its own list",
        )
    return rebuilt.contents


def _within(chosen: Filter, actor: Actor) -> Filter:
    """The filter within the actor's regions where it names none; one that names others stays as it is."""
    return replace(chosen, regions=actor.regions) if actor.regions and not chosen.regions else chosen


def _refusal(occasion: Occasion, scene: Scene) -> str:
    """Why the reader may not see a scene, as far as that is known before it is composed; else empty."""
    actor, body = occasion.actor, scene.body
    is_plan = isinstance(body, ComparisonScene) or (isinstance(body, AskScene) and body.plan > 0)
    if is_plan and not actions_of(actor) & {Action.EDIT_PLANS, Action.REVIEW_PLANS}:
        return f"the role {actor.role} may not see plans that are not approved"
    if actor.regions and not is_within(filter_in(occasion.filter, view_of(body)), actor.regions):
        return f"it reaches beyond {', '.join(actor.regions)}"
    return ""


def _version(scenes: tuple[SceneContent, ...]) -> str:
    return max((scene.version for scene in scenes), default="")
