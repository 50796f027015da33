"""``Document``: what is bound into a file, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from data.briefs.content import Chart, Numeral, Papers, SceneContent, Table
from layers.drawing.picture import Picture

Progress = Callable[[float], None]
"""Told the share that is done, 0 to 1; raises to stop the work."""


class Format(StrEnum):
    """The formats of a document, by the suffix of its file."""

    PDF = "pdf"
    PPTX = "pptx"
    PNG = "png"
    HTML = "html"


@dataclass(frozen=True, kw_only=True)
class Document:
    """Scenes with their maps, made for one reader on one day.

    ``name`` is the brief's token and goes into the file's name. ``pictures`` are by
    :attr:`~data.briefs.content.MapView.view`. ``left_out`` says in words which scenes the reader may not
    see, and why.
    """

    name: str
    title: str
    scenes: tuple[SceneContent, ...]
    pictures: Mapping[str, Picture]
    marking: str
    version: str
    day: date
    left_out: tuple[str, ...] = ()

    @property
    def is_synthetic(self) -> bool:
        """Whether any scene shows synthetic data."""
        return any(scene.is_synthetic for scene in self.scenes)

    @property
    def papers(self) -> tuple[Papers, ...]:
        """The papers of every number, each once, in the order of the scenes."""
        return papers_of_scenes(self.scenes)


def papers_of_scenes(scenes: tuple[SceneContent, ...]) -> tuple[Papers, ...]:
    """The papers of every number in the scenes, each once, in their order."""
    found = (
        item.papers
        for scene in scenes
        for panel in scene.panels
        for item in panel.items
        if isinstance(item, Numeral | Chart | Table)
    )
    return tuple(dict.fromkeys(found))


def nothing_told(_: float) -> None:
    """The progress of work that nobody watches."""
