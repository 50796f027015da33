"""What the first document of a process would wait for, made a step at a time while no job waits."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.documents.composed import pictures_for, reader_occasion
from dashboard.services import Services
from data.briefs.composing import compose
from data.briefs.defaults import NATIONAL, default_brief
from data.briefs.pages import paged
from data.roles import Actor, Role
from layers.drawing.coverage import sketch
from layers.drawing.picture import Theme

_READER = Actor(name="worker of documents", role=Role.VIEWER)


def warming(services: Services) -> Iterator[None]:
    """Open the newest data version, the counties, and what the scenes of the national brief rest on.

    Nothing that is made is handed to anybody; each step is as long as one scene.

    Raises
    ------
    StoreError
        If the store cannot be read.
    """
    brief = paged(default_brief(NATIONAL))
    sketch()
    yield
    if not services.store.history():
        return
    occasion = reader_occasion(services, _READER, brief)
    yield
    for scene in brief.scenes:
        content = compose(occasion, brief, scene)
        pictures_for(services, _READER, (content,), theme=Theme.PRINT)
        yield
