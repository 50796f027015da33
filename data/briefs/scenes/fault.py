"""A scene that cannot be shown: what is wrong and what to do, in words."""

from __future__ import annotations

from data.briefs.content import Panel, Text
from data.briefs.scenes.composed import Composed
from data.briefs.scenes.notes import shortened
from data.errors import BorderopsError, UnknownPlanError, UnknownVersionError

HEADLINE = "This scene cannot be shown."
SURE = "Nothing is known here; the other scenes of the brief stand."
_REMEDIES: tuple[tuple[type[BorderopsError], str], ...] = (
    (UnknownPlanError, "Open the brief in the editor and choose another plan, or delete the scene."),
    (UnknownVersionError, "Open the brief in the editor and choose a data version that is kept."),
)


def fault(error: BorderopsError, *, brief_title: str) -> Composed:
    """The scene in the place of one that was refused; ``brief_title`` says where to mend it."""
    remedy = next((words for kind, words in _REMEDIES if isinstance(error, kind)), error.remedy)
    found = f"{error.found[:1].upper()}{error.found[1:]}".rstrip(".")
    words = [f"{found}.", remedy or f"Open the brief {brief_title!r} in the editor and change the scene."]
    return Composed(
        headline=HEADLINE,
        sure=SURE,
        panels=(Panel(title="What is wrong, and what to do", items=(Text(paragraphs=shortened(words)),)),),
    )
