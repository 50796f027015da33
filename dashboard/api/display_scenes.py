"""All scenes that displays ask for, each composed once for all that it depends on."""

from __future__ import annotations

from typing import Any

from dashboard.api.display_brief import ShownBrief
from dashboard.api.display_scene import failure_told, scene_told
from dashboard.api.once import Once
from dashboard.scenes.pictures import pictures_of
from dashboard.services import Services
from data.briefs.brief import Scene
from data.briefs.composing import compose, occasion_of
from data.briefs.content import SceneContent
from data.briefs.freezing import Rebuilt, rebuild
from data.briefs.limits import MOST_SCENES
from data.briefs.occasion import Occasion
from data.briefs.previous import previous_of
from data.errors import BorderopsError
from data.roles import Actor
from layers.drawing.picture import Theme

_COMPOSED_AT_ONCE = 2
_MOST_FROZEN = 8

Told = dict[str, Any]


class DisplayScenes:
    """Scenes as JSON, kept for as long as what they depend on stays; safe to use from several threads."""

    def __init__(self, services: Services) -> None:
        """None is composed yet."""
        self._services = services
        self._told: Once[Told] = Once(most=4 * MOST_SCENES, at_once=_COMPOSED_AT_ONCE)
        self._rebuilt: Once[Rebuilt] = Once(most=_MOST_FROZEN, at_once=1)

    def told(self, actor: Actor, shown: ShownBrief, key: str, theme: Theme) -> Told | None:
        """The scene of that key; ``None`` while somebody else composes it. A failure is told in words.

        Raises
        ------
        AccessDeniedError
            If the actor may not view.
        UnknownBriefError
            If the brief has no such scene.
        """
        scene = shown.scene(key)
        depends = (_rights(actor), shown.token, shown.digest, key, theme)
        try:
            return self._told.get(depends, lambda: self._made(actor, shown, scene, theme))
        except BorderopsError as error:
            return failure_told(self._services, scene, error)

    def _made(self, actor: Actor, shown: ShownBrief, scene: Scene, theme: Theme) -> Told | None:
        content = self._content(actor, shown, scene)
        if content is None:
            return None
        pictures = pictures_of(self._services, content, theme, actor=actor)
        return scene_told(shown, scene, content, pictures, theme)

    def _content(self, actor: Actor, shown: ShownBrief, scene: Scene) -> SceneContent | None:
        services = self._services
        occasion = occasion_of(
            services.gate, services.plans, services.figures, actor, shown.brief, today=services.now().date()
        )
        if not shown.frozen_id:
            previous = previous_of(services.briefs, shown.token, scene)
            return compose(occasion, shown.brief, scene, previous=previous)
        rebuilt = self._frozen(actor, shown, occasion)
        if rebuilt is None:
            return None
        return next(one for one in rebuilt.contents if one.key == scene.key)

    def _frozen(self, actor: Actor, shown: ShownBrief, occasion: Occasion) -> Rebuilt | None:
        """What was frozen, without numbers that are told no more."""
        depends = (_rights(actor), shown.token, shown.digest)
        return self._rebuilt.get(depends, lambda: rebuild(self._services.briefs, occasion, shown.frozen_id))


def _rights(actor: Actor) -> tuple[object, ...]:
    """What an actor may see: whoever may see the same is shown the same scene."""
    return actor.role, bool(actor.in_place_of), actor.regions, actor.layers
