"""Which frozen brief a scene of change compares with."""

from __future__ import annotations

from data.briefs.brief import ChangeScene, Scene
from data.briefs.keeping import BriefStore
from data.briefs.kept_briefs import FrozenBrief
from data.errors import UnknownBriefError


def previous_of(
    briefs: BriefStore, token: str, scene: Scene, *, before: int | None = None
) -> FrozenBrief | None:
    """The frozen brief that the scene names, or the newest one of the same brief; ``None`` if there is none.

    Scenes of other kinds compare with none. ``before`` is the id of a frozen brief that is rebuilt: only
    what was frozen before it counts.

    Raises
    ------
    PlanStoreError
        If the database cannot be read, or what is stored is not what was frozen.
    """
    if not isinstance(scene.body, ChangeScene):
        return None
    if scene.body.since:
        try:
            return briefs.frozen.open(scene.body.since)
        except UnknownBriefError:
            return None
    older = [one for one in briefs.frozen.list(token) if before is None or one.frozen_id < before]
    return briefs.frozen.open(older[0].frozen_id) if older else None
