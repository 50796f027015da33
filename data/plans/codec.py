"""Plans and edits as JSON: read strictly, written canonically, and digested."""

from __future__ import annotations

import hashlib
import json

from data.plans.codec_edits import edit_from_json, edit_to_json, kind_of
from data.plans.codec_plans import plan_from_json, plan_to_json
from data.plans.plan import Plan

__all__ = [
    "canonical",
    "digest",
    "edit_from_json",
    "edit_to_json",
    "kind_of",
    "plan_from_json",
    "plan_to_json",
]


def digest(plan: Plan) -> str:
    """SHA-256 of a plan's canonical JSON, as 64 hexadecimal digits: equal plans have equal digests."""
    return hashlib.sha256(canonical(plan_to_json(plan)).encode()).hexdigest()


def canonical(value: object) -> str:
    """JSON text of JSON values, members in order of their names, without blanks."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
