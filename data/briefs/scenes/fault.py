"""A scene that cannot be shown: what is wrong and what to do, in words."""

from __future__ import annotations

from data.briefs.content import Panel, Text
from data.briefs.scenes.composed import Composed
from data.briefs.scenes.notes import shortened
from data.errors import BorderopsError, UnknownPlanError

HEADLINE = "This scene cannot be shown."
SURE = "Nothing is known here; the other scenes of the brief stand."
_OTHER_PLAN = "Open the brief in the editor and choose another plan, or delete the scene"


def fault(error: BorderopsError, *, brief_title: str) -> Composed:
    """The scene in the place of one that was refused; ``brief_title`` says where to mend it."""
    remedy = _OTHER_PLAN if isinstance(error, UnknownPlanError) else error.remedy
    words = [
        _sentence(error.found),
        _sentence(remedy or f"Open the brief {brief_title!r} in the editor and change the scene"),
    ]
    return Composed(
        headline=HEADLINE,
        sure=SURE,
        panels=(Panel(title="What is wrong, and what to do", items=(Text(paragraphs=shortened(words)),)),),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}".rstrip(".") + "."
