"""A note: its author's words, and nothing measured."""

from __future__ import annotations

from data.briefs.brief import NoteScene
from data.briefs.content import MOST_WORDS, Panel, Text
from data.briefs.scenes.composed import Composed

SURE = "A note: the words of its author, not a measurement."
_MOST_WORDS_OF_HEADLINE = 16


def note(body: NoteScene) -> Composed:
    """The scene: at most sixty words; its headline is the first short paragraph, if more follow."""
    paragraphs = [" ".join(line.split()) for line in body.words.splitlines() if line.strip()]
    headline = ""
    if len(paragraphs) > 1 and len(paragraphs[0].split()) <= _MOST_WORDS_OF_HEADLINE:
        headline, *paragraphs = paragraphs
    return Composed(
        headline=headline, sure=SURE, panels=(Panel(items=(Text(paragraphs=shortened(paragraphs)),)),)
    )


def shortened(paragraphs: list[str]) -> tuple[str, ...]:
    """The paragraphs, ended where sixty words are reached; what is cut off is marked.

    Examples
    --------
    >>> len(shortened(["word " * 100])[0].split())
    60
    """
    left, kept = MOST_WORDS, []
    for paragraph in paragraphs:
        words = paragraph.split()
        if left and words:
            cut = words[:left]
            kept.append(" ".join(cut) + ("…" if len(words) > left else ""))
        left -= min(left, len(words))
    return tuple(kept)
