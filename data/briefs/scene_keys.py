"""Keys of scenes that are added to a brief: each its own within the brief."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, count

from data.briefs.brief import Scene
from data.briefs.limits import LONGEST_KEY

_ROOM = 4
"""Characters of a key that its number may take."""


def with_own_keys(scenes: Iterable[Scene], *, beside: Iterable[Scene]) -> tuple[Scene, ...]:
    """The scenes, numbered where another scene has the key already.

    Examples
    --------
    >>> from data.briefs.brief import NoteScene
    >>> note = Scene(key="note", title="One", body=NoteScene(words="One."))
    >>> [scene.key for scene in with_own_keys([note, note], beside=[note])]
    ['note-2', 'note-3']
    """
    taken = {scene.key for scene in beside}
    kept = []
    for scene in scenes:
        start = scene.key[: LONGEST_KEY - _ROOM]
        names = chain([scene.key], (f"{start}-{number}" for number in count(2)))
        key = next(name for name in names if name not in taken)
        taken.add(key)
        kept.append(replace(scene, key=key))
    return tuple(kept)
