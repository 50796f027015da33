"""Freezing a brief with its numbers at a data version, and rebuilding it from that version later.

A frozen brief is rebuilt before it is shown, not only to see that it is the same: what a later version
gives away of a number by subtraction is withheld of the frozen one too (``docs/briefs-frozen.md``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from data.briefs.brief import AskScene, Brief, ComparisonScene, Scene
from data.briefs.cells import cells_of, is_refused
from data.briefs.composing import compose, occasion_of
from data.briefs.content import SceneContent
from data.briefs.content_json import contents_from_json, contents_to_json, numbers_digest
from data.briefs.keeping import BriefStore
from data.briefs.kept_briefs import FrozenBrief, FrozenSummary
from data.briefs.occasion import Occasion
from data.briefs.pages import paged
from data.briefs.previous import previous_of
from data.briefs.scenes.plan_versions import opened_plan
from data.briefs.views import pinned_view
from data.errors import AccessDeniedError, BriefError, UnknownPlanError
from data.markings import highest_marking


class Sameness(StrEnum):
    """How a rebuilt scene or brief compares with what was frozen, the best first."""

    SAME = "same"
    WITHHELD = "same, but numbers are withheld now"
    GONE = "cannot be rebuilt"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One number of a scene, as it was frozen and as it is rebuilt; empty where it is not told."""

    scene: str
    number: str
    frozen: str
    rebuilt: str


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """A frozen brief beside what its data version gives now.

    ``contents`` are the scenes as they may be shown: as frozen, unless a number of theirs is not told
    any more; then as rebuilt. ``digest`` is of all scenes as rebuilt. ``words`` say how it compares.
    """

    frozen: FrozenSummary
    brief: Brief
    contents: tuple[SceneContent, ...]
    sameness: Sameness
    differences: tuple[Difference, ...]
    digest: str
    words: str


_WORDS = {
    Sameness.SAME: "Rebuilt from {version}: the same bytes.",
    Sameness.WITHHELD: "Rebuilt from {version}: the same, but {count} no longer told. Beside a later data "
    "version they would give a small count away by subtraction, so the frozen brief is silent on them too.",
    Sameness.GONE: "Some scenes cannot be rebuilt from {version}, so their numbers cannot be checked against "
    "later data versions and are not shown.",
    Sameness.CHANGED: "Rebuilt from {version}: {count} not as frozen. The program, its packaged tables or a "
    "plan changed; what was frozen is shown.",
}


def freeze(
    briefs: BriefStore, occasion: Occasion, token: str, brief: Brief, *, at: datetime
) -> FrozenSummary:
    """The brief of that token with all its numbers, in the pages that a wall shows, now kept for good.

    Period, data version and the state of every plan are pinned in what is kept. Ages of sources are as of
    the day of ``at`` in UTC.

    Raises
    ------
    AccessDeniedError
        If the actor may not edit briefs.
    BriefError
        If there are no data to freeze.
    PlanStoreError
        If the database cannot be written; nothing was.
    """
    version = occasion.filter.version
    if version is None:
        raise BriefError("there are no data to freeze", remedy="Load an extract: borderops ingest FILE")
    today = replace(occasion, today=at.astimezone(UTC).date())
    shown = paged(brief)
    pinned = replace(
        shown,
        view=pinned_view(shown.view, occasion.filter),
        scenes=tuple(_pinned(today, scene) for scene in shown.scenes),
    )
    contents = tuple(
        compose(today, pinned, scene, previous=previous_of(briefs, token, scene)) for scene in pinned.scenes
    )
    return briefs.frozen.add(
        occasion.actor,
        token,
        brief=pinned,
        content=contents_to_json(contents),
        data_version=version,
        digest=numbers_digest(contents),
        at=at,
    )


def rebuild(briefs: BriefStore, occasion: Occasion, frozen_id: int) -> Rebuilt:
    """A frozen brief composed anew from its data version, beside what was frozen.

    Of ``occasion`` only the gate, the plans, their figures and the actor count.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    BriefError
        If what was frozen is not what this program reads.
    UnknownBriefError
        If there is none of that id.
    PlanStoreError
        If the database cannot be read, or what is stored is not what was frozen.
    """
    frozen = briefs.frozen.open(frozen_id)
    anew = _composed_anew(briefs, occasion, frozen)
    kept = contents_from_json(frozen.content)
    judged = [_judged(was, now) for was, now in zip(kept, anew, strict=True)]
    differences = tuple(one for _, found in judged for one in found)
    sameness, _ = max(judged, key=_rank, default=(Sameness.SAME, []))
    return Rebuilt(
        frozen=frozen.summary,
        brief=frozen.brief,
        contents=tuple(_shown(was, now) for was, now in zip(kept, anew, strict=True)),
        sameness=sameness,
        differences=differences,
        digest=numbers_digest(anew),
        words=_words(sameness, frozen.summary.data_version, differences),
    )


def _composed_anew(briefs: BriefStore, occasion: Occasion, frozen: FrozenBrief) -> Sequence[SceneContent]:
    summary, brief = frozen.summary, frozen.brief
    that_day = occasion_of(
        occasion.gate,
        occasion.plans,
        occasion.figures,
        occasion.actor,
        brief,
        today=summary.frozen_at.astimezone(UTC).date(),
        # Its numbers are of all that it was written for: told whole, or refused.
        is_as_written=True,
    )
    return [
        compose(
            that_day,
            brief,
            scene,
            previous=previous_of(briefs, summary.token, scene, before=summary.frozen_id),
        )
        for scene in brief.scenes
    ]


def _pinned(occasion: Occasion, scene: Scene) -> Scene:
    """The scene with the plans that it shows as they are now pinned to that state."""
    body = scene.body
    match body:
        case ComparisonScene():
            edit, other = (
                _edit_now(occasion, plan, edit)
                for plan, edit in ((body.plan, body.edit), (body.other, body.other_edit))
            )
            return replace(scene, body=replace(body, edit=edit, other_edit=other))
        case AskScene():
            return replace(scene, body=replace(body, edit=_edit_now(occasion, body.plan, body.edit)))
        case _:
            return scene


def _edit_now(occasion: Occasion, plan_id: int, edit_id: int) -> int:
    if not plan_id or edit_id:
        return edit_id
    try:
        return opened_plan(occasion, plan_id, 0).edit_id
    except (AccessDeniedError, UnknownPlanError):
        # The scene says so itself when it is composed.
        return 0


def _judged(was: SceneContent, now: SceneContent) -> tuple[Sameness, list[Difference]]:
    """How one scene compares, and the numbers that differ."""
    if was == now:
        return Sameness.SAME, []
    before, after = cells_of(was), cells_of(now)
    names = dict.fromkeys((*before, *after))
    differences = [
        Difference(scene=was.title, number=name, frozen=before.get(name, ""), rebuilt=after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    ]
    if is_refused(now):
        return Sameness.GONE, differences
    untold = [one for one in differences if one.frozen and not one.rebuilt]
    is_other = any(one.frozen and one.rebuilt for one in differences)
    # Rows that are shown in the place of those that are not told any more are no difference of their own.
    return (Sameness.WITHHELD, untold) if untold and not is_other else (Sameness.CHANGED, differences)


def _rank(judged: tuple[Sameness, list[Difference]]) -> float:
    """How bad a scene is: words alone that changed tell less than scenes that cannot be rebuilt."""
    sameness, differences = judged
    is_in_words = sameness is Sameness.CHANGED and not differences
    return list(Sameness).index(Sameness.GONE) - 0.5 if is_in_words else list(Sameness).index(sameness)


def _shown(was: SceneContent, now: SceneContent) -> SceneContent:
    """The scene as frozen, if every number of it is still told; as rebuilt otherwise."""
    told = cells_of(now)
    is_told = not is_refused(now) and all(name in told for name in cells_of(was))
    if not is_told and not is_refused(was):
        return now
    # A version may have been marked higher since; one that is gone has no marking of its own any more.
    return replace(was, marking=highest_marking((was.marking, now.marking)))


def _words(sameness: Sameness, version: str, differences: Sequence[Difference]) -> str:
    count = len(differences)
    numbers = f"{count:,} {'number is' if count == 1 else 'numbers are'}" if count else "words are"
    return _WORDS[sameness].format(version=version, count=numbers)
