"""Plans as the desk reads them: a head, what a change came to, and the tree of edits."""

from __future__ import annotations

from data.plans.codec import plan_to_json
from data.plans.keeping.records import EditEntry, Head, PlanSummary, Saved
from data.plans.plan import Plan

_AS_THEY_ARE = ("regions", "assigned", "locked", "reasons", "resources", "rules")
"""Members of a plan's JSON that the desk reads as they are."""


def summary_json(summary: PlanSummary) -> dict[str, object]:
    """One line of the list of plans."""
    return {
        "id": summary.plan_id,
        "name": summary.name,
        "owner": summary.owner,
        "origin": summary.origin,
        "status": summary.status,
        "regions": summary.regions,
        "version": summary.version,
        "changed_at": summary.changed_at.isoformat(),
        "changed_by": summary.changed_by,
    }


def head_json(head: Head) -> dict[str, object]:
    """A plan as it is now; of units that were cut only which they are, not their shapes."""
    return {
        "id": head.plan_id,
        "name": head.name,
        "owner": head.owner,
        "version": head.version,
        "edit": head.edit_id,
        "digest": head.digest,
        "status": head.status,
        "changed_at": head.changed_at.isoformat(),
        "changed_by": head.changed_by,
        "can_undo": head.can_undo,
        "redo": [{"edit": entry.edit_id, "words": entry.words} for entry in head.redo],
        **plan_json(head.plan),
    }


def plan_json(plan: Plan) -> dict[str, object]:
    """A plan without its papers and without shapes."""
    whole = plan_to_json(plan)
    return {name: whole[name] for name in _AS_THEY_ARE} | {"cuts": sorted(plan.cuts)}


def saved_json(saved: Saved) -> dict[str, object]:
    """What a change came to, in words and in units."""
    return {
        "head": head_json(saved.head),
        "notes": list(saved.notes),
        "moved": sorted(saved.moved),
        "merged": saved.is_merged,
    }


def entry_json(entry: EditEntry) -> dict[str, object]:
    """One edit of the tree."""
    return {
        "edit": entry.edit_id,
        "parent": entry.parent_id,
        "number": entry.number,
        "kind": entry.kind,
        "words": entry.words,
        "actor": entry.actor,
        "at": entry.at.isoformat(),
        "notes": list(entry.notes),
        "on_path": entry.is_on_path,
    }
