"""Plans and edits as JSON: read strictly, written canonically, and digested."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from data.plans.codec_edits import edit_from_json, edit_to_json, kind_of
from data.plans.codec_plans import cut_to_json, plan_from_json, plan_to_json
from data.plans.plan import Cut, Plan

__all__ = [
    "canonical",
    "digest",
    "edit_from_json",
    "edit_to_json",
    "kind_of",
    "plan_from_json",
    "plan_text",
    "plan_to_json",
]


def digest(plan: Plan) -> str:
    """SHA-256 of a plan's canonical JSON, as 64 hexadecimal digits: equal plans have equal digests."""
    return hashlib.sha256(plan_text(plan).encode()).hexdigest()


def plan_text(plan: Plan) -> str:
    """Canonical JSON text of a plan; that of each cut is kept, as geometry is nearly all of it."""
    members = plan_to_json(replace(plan, cuts=MappingProxyType({})))
    cuts = (f"{canonical(unit)}:{_cut_text(cut)}" for unit, cut in sorted(plan.cuts.items(), key=_unit))
    texts = {name: canonical(value) for name, value in members.items()} | {"cuts": f"{{{','.join(cuts)}}}"}
    return f"{{{','.join(f'{canonical(name)}:{text}' for name, text in sorted(texts.items()))}}}"


def canonical(value: object) -> str:
    """JSON text of JSON values, members in order of their names, without blanks."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


@lru_cache(maxsize=1024)
def _cut_text(cut: Cut) -> str:
    return canonical(cut_to_json(cut))


def _unit(item: tuple[str, Cut]) -> str:
    return item[0]
