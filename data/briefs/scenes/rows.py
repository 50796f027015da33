"""Rows of a breakdown by name: in which order they are shown, and which stand out."""

from __future__ import annotations

from collections.abc import Mapping

from data.answers.change import Verdict
from data.answers.changes import Change
from data.answers.question import By
from data.answers.words import SHORT_NAMES, row_name
from data.briefs.content import Tone
from data.briefs.scenes.asked import Compared
from data.briefs.sureness import JUDGED_TOGETHER, NOT_COMPARED, TONES, sure_of_unjudged
from data.geography.regions import region_set

_NAMED = 3
"""Rows that a sentence names."""
_NOUNS: Mapping[By, str] = {By.CATEGORY: "categories", By.COMPONENT: "components", By.MODE: "modes"}

_SET_NOUNS: Mapping[str, str] = {"county": "counties", "state": "states", "field_office": "field offices"}
"""Sets whose title is not what its regions are called within a sentence."""


def name_of(found: Compared, row: Change) -> str:
    """The name of a row as it fits beside a bar."""
    if found.answer.question.by is By.REGION:
        return row_name(row.key)
    return SHORT_NAMES.get(row.key, row.key)


def largest_first(found: Compared) -> list[Change]:
    """The rows by their count, those that are not shown after those that are, no region last of all."""
    return sorted(filled(found), key=lambda row: (not row.key, row.now is None, -(row.now or 0), row.key))


def filled(found: Compared) -> list[Change]:
    """The rows that are not zero in both years: the counties of a region, say. All, if all are zero."""
    kept = [row for row in found.rows if row.now != 0 or (found.has_before and row.before != 0)]
    return kept or list(found.rows)


def telling_first(found: Compared) -> list[Change]:
    """The rows whose change stands out, the largest change first; then the others by their count."""
    ranked = largest_first(found)
    if not found.is_judged:
        return ranked
    telling = [row for row in ranked if _stands_out(row)]
    telling.sort(key=lambda row: (-abs(row.difference or 0), row.key))
    return telling + [row for row in ranked if not _stands_out(row)]


def standing_out_sentence(found: Compared) -> str:
    """Which rows stand out against the year before, in a sentence; ``found`` has been judged."""
    telling = [row for row in telling_first(found) if _stands_out(row)]
    what = f"{sum(bool(row.key) for row in filled(found)):,} {_noun(found)}"
    if not telling:
        return f"None of {what} stands out against a year before."
    named = [f"{name_of(found, row)} {_way(row)}" for row in telling[:_NAMED]]
    rest = f", and {len(telling) - _NAMED} more" if len(telling) > _NAMED else ""
    verb = "stands" if len(telling) == 1 else "stand"
    return f"{len(telling)} of {what} {verb} out against a year before: {', '.join(named)}{rest}."


def largest_sentence(found: Compared) -> str:
    """Which row is largest, in a sentence."""
    top = largest_first(found)[0]
    label = f"{found.measure.title}, {found.period}" if found.period else found.measure.title
    if top.now is None:
        return f"{label}: no row is large enough to be shown."
    return f"{label}: most in {name_of(found, top)}, {top.now_words} {found.answer.unit}."


def sentence_of(found: Compared) -> str:
    """The headline of a breakdown: what stands out, or what is largest where nothing is judged."""
    return standing_out_sentence(found) if found.is_judged else largest_sentence(found)


def sure_of_rows(found: Compared) -> str:
    """How sure that is."""
    if found.is_judged:
        return JUDGED_TOGETHER
    if not found.has_before and found.measure.counts_events and found.answer.first:
        return NOT_COMPARED
    return sure_of_unjudged(found.measure)


def tone_of(found: Compared, row: Change) -> Tone:
    """How a row is to be taken."""
    if row.now is None:
        return Tone.CANNOT_TELL
    return TONES[row.verdict] if found.is_judged else Tone.PLAIN


def _stands_out(row: Change) -> bool:
    """Whether a row that is a place or kind of its own stands out."""
    return bool(row.key) and row.verdict in {Verdict.HIGHER, Verdict.LOWER}


def _noun(found: Compared) -> str:
    question = found.answer.question
    set_key = question.region_set
    return _SET_NOUNS.get(set_key, region_set(set_key).title) if set_key else _NOUNS[question.by]


def _way(row: Change) -> str:
    return "higher" if row.verdict is Verdict.HIGHER else "lower"
