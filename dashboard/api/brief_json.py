"""Briefs as the page of briefs reads them: lines of lists, a whole brief, what was frozen of it."""

from __future__ import annotations

from data.briefs.codec import brief_to_json
from data.briefs.kept_briefs import BriefSummary, FrozenSummary, KeptBrief


def summary_json(summary: BriefSummary) -> dict[str, object]:
    """One line of the list of briefs; ``version`` is 0 for one that comes with the product."""
    return {
        "token": summary.token,
        "title": summary.title,
        "owner": summary.owner,
        "origin": summary.origin,
        "scenes": summary.scenes,
        "version": summary.version,
        "is_default": summary.is_default,
        "is_archived": summary.is_archived,
        "changed_at": summary.changed_at.isoformat() if summary.changed_at else None,
        "changed_by": summary.changed_by,
    }


def kept_json(kept: KeptBrief) -> dict[str, object]:
    """A brief as it is now: its line of the list, and its scenes."""
    return {**summary_json(kept.summary), "brief": brief_to_json(kept.brief)}


def frozen_json(frozen: FrozenSummary) -> dict[str, object]:
    """One line of the list of frozen briefs."""
    return {
        "id": frozen.frozen_id,
        "token": frozen.token,
        "title": frozen.title,
        "data_version": frozen.data_version,
        "digest": frozen.digest,
        "frozen_at": frozen.frozen_at.isoformat(),
        "frozen_by": frozen.frozen_by,
    }
