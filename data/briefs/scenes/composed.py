"""``Composed``: what the maker of one kind of scene hands back."""

from __future__ import annotations

from dataclasses import dataclass

from data.answers.question import Answer
from data.briefs.content import Panel, SourceAge


@dataclass(frozen=True, kw_only=True)
class Composed:
    """Headline (empty: the title of the scene), how sure it is, panels, and what the numbers came from.

    ``answers`` are those of the gate that went into it: their sources and ages are the scene's. A maker
    that has other sources states them in ``sources``. ``is_synthetic`` says so of what is not in them.
    """

    headline: str
    sure: str
    panels: tuple[Panel, ...]
    answers: tuple[Answer, ...] = ()
    sources: tuple[SourceAge, ...] = ()
    is_synthetic: bool = False
