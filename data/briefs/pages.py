"""A brief as a wall shows it: a scene that holds more than can be read from 3 m on pages of its own.

A brief is stored with one scene for each programme and for the tracker; whoever shows, prints or freezes
it takes it in pages. What was frozen as one scene stays one scene.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.briefs.brief import Body, Brief, ProgrammeScene, Scene, TrackerScene
from data.briefs.limits import LONGEST_TITLE, MOST_SCENES, RECOMMENDATIONS
from data.briefs.programmes import PROGRAMMES
from data.briefs.scene_keys import with_own_keys

ROWS = 3
"""Recommendations on one page of the tracker."""


def paged(brief: Brief) -> Brief:
    """The brief with every scene on as many pages as it takes; the first keeps the scene's key.

    Notes, questions and seconds are those of the scene on each of its pages. A brief that would be longer
    than a brief may be keeps its last scenes whole.

    Examples
    --------
    >>> scene = Scene(key="tracker", title="Recommendations", body=TrackerScene(only=("R1", "R2")))
    >>> [one.key for one in paged(Brief(title="", scenes=(scene,))).scenes]
    ['tracker']
    >>> scene = replace(scene, body=TrackerScene())
    >>> [one.key for one in paged(Brief(title="", scenes=(scene,))).scenes]
    ['tracker', 'tracker-2', 'tracker-3', 'tracker-4']
    """
    room = MOST_SCENES - len(brief.scenes)
    kept: list[Scene] = []
    for number, scene in enumerate(brief.scenes, start=1):
        pages = tuple(_pages(scene))
        if len(pages) - 1 > room:
            pages = (scene,)
        room -= len(pages) - 1
        beside = (*kept, *brief.scenes[number:], pages[0])
        kept += [pages[0], *with_own_keys(pages[1:], beside=beside)]
    return replace(brief, scenes=tuple(kept))


def _pages(scene: Scene) -> Iterator[Scene]:
    """The pages of a scene, all with its key."""
    found = tuple(_bodies(scene.body))
    for words, body in found:
        title = f"{scene.title} · {words}" if len(found) > 1 else scene.title
        yield replace(scene, title=title[:LONGEST_TITLE], body=body)


def _bodies(body: Body) -> Iterator[tuple[str, Body]]:
    """What each page shows, with the words that its title adds to the scene's."""
    match body:
        case ProgrammeScene(page=0) if PROGRAMMES[body.programme].pages:
            for number, page in enumerate(PROGRAMMES[body.programme].pages, start=1):
                yield page.title, replace(body, page=number)
        case TrackerScene():
            shown = [key for key in RECOMMENDATIONS if not body.only or key in body.only]
            for first in range(0, len(shown), ROWS):
                keys = tuple(shown[first : first + ROWS])
                words = keys[0] if len(keys) == 1 else f"{keys[0]} to {keys[-1]}"
                yield words, replace(body, only=keys)
        case _:
            yield "", body
