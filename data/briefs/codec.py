"""Briefs as JSON: read strictly, written in full."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from data.briefs.brief import LEAST_SECONDS, MOST_SECONDS, USUAL_SECONDS, Body, Brief, Likely, Scene
from data.briefs.codec_bodies import body_from_json, kind_of
from data.briefs.codec_fields import Fields
from data.briefs.limits import LONGEST_KEY, LONGEST_TITLE, MOST_QUESTIONS, MOST_SCENES
from data.errors import BriefError

_KEY = re.compile(r"[a-z0-9][a-z0-9-]*")
_SHOWN = 40


def brief_to_json(brief: Brief) -> dict[str, object]:
    """The brief as JSON values, every field written.

    Examples
    --------
    >>> brief_to_json(Brief(title="Monday", scenes=()))
    {'title': 'Monday', 'view': '', 'scenes': []}
    """
    return {
        "title": brief.title,
        "view": brief.view,
        "scenes": [scene_to_json(scene) for scene in brief.scenes],
    }


def scene_to_json(scene: Scene) -> dict[str, object]:
    """A scene as JSON values; ``body`` has its ``kind`` beside its fields."""
    return {
        "key": scene.key,
        "title": scene.title,
        "seconds": scene.seconds,
        "notes": scene.notes,
        "questions": [asdict(likely) for likely in scene.questions],
        "body": _body_to_json(scene.body),
    }


def brief_from_json(value: object) -> Brief:
    """The brief that JSON values describe; fields that have a usual value may be left out.

    Raises
    ------
    BriefError
        If a field is unknown, missing, of another type, too long, or names what does not exist; the
        message names the scene and the field.
    """
    fields = Fields(value, at="the brief", known=Brief.__dataclass_fields__)
    scenes = fields.values("scenes", most=MOST_SCENES)
    return Brief(
        title=fields.line("title", longest=LONGEST_TITLE, may_be_empty=False),
        view=fields.view(),
        scenes=checked_keys(scene_from_json(scene, number=at) for at, scene in enumerate(scenes, start=1)),
    )


def scene_from_json(value: object, *, number: int) -> Scene:
    """The scene that JSON values describe; ``number`` is its place in the brief, from 1.

    Raises
    ------
    BriefError
        As :func:`brief_from_json`.
    """
    at = f"scene {number}{_titled(value)}"
    fields = Fields(value, at=at, known=Scene.__dataclass_fields__)
    key = fields.line("key", longest=LONGEST_KEY, may_be_empty=False)
    if not _KEY.fullmatch(key):
        raise BriefError(f"{fields.place('key')} is {key!r}", remedy="Use small letters, digits and hyphens")
    return Scene(
        key=key,
        title=fields.line("title", longest=LONGEST_TITLE, may_be_empty=False),
        body=body_from_json(fields.value("body"), at=at),
        seconds=fields.whole("seconds", least=LEAST_SECONDS, most=MOST_SECONDS, usual=USUAL_SECONDS),
        notes=fields.words("notes"),
        questions=tuple(
            _likely(likely, at=f"{at}: question {place}")
            for place, likely in enumerate(fields.values("questions", most=MOST_QUESTIONS), start=1)
        ),
    )


def checked_keys(scenes: Iterable[Scene]) -> tuple[Scene, ...]:
    """The scenes, each with a key of its own.

    Raises
    ------
    BriefError
        If two have the same.
    """
    numbers: dict[str, int] = {}
    kept = tuple(scenes)
    for number, scene in enumerate(kept, start=1):
        first = numbers.setdefault(scene.key, number)
        if first != number:
            raise BriefError(
                f"scenes {first} and {number} have the same key {scene.key!r}", remedy="Change one of them"
            )
    return kept


def _likely(value: object, *, at: str) -> Likely:
    fields = Fields(value, at=at, known=Likely.__dataclass_fields__)
    return Likely(question=fields.words("question", may_be_empty=False), answer=fields.words("answer"))


def _titled(value: object) -> str:
    title = value.get("title") if isinstance(value, Mapping) else None
    return f" ({title[:_SHOWN]})" if isinstance(title, str) and title.strip() else ""


def _body_to_json(body: Body) -> dict[str, object]:
    return {"kind": kind_of(body)} | {name: _plain(value) for name, value in asdict(body).items()}


def _plain(value: object) -> object:
    return [*value] if isinstance(value, tuple) else str(value) if isinstance(value, str) else value
