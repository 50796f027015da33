"""What is handed to the child that draws features, and what it hands back: JSON, nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from data.errors import PlanError, PlanFileError, PolygonError
from data.plans.codec_plans import plan_from_json, plan_to_json
from data.plans.exchange.json_text import strict_json
from data.plans.exchange.parsed import (
    OUTCOME,
    Feature,
    Finding,
    Parsed,
    finding_cells,
    findings_of,
    no_result,
    raise_refusal,
    save_parsed,
)
from data.plans.plan import Plan, Rules

_TASK = "task.json"


def save_task(features: tuple[Feature, ...], rules: Rules, folder: Path) -> None:
    """Write what is to be drawn to the folder: shapes in OGC:CRS84, and an empty plan with the rules."""
    save_parsed(Parsed(features=features), folder)
    (folder / _TASK).write_text(json.dumps(plan_to_json(Plan(rules=rules))), encoding="utf-8")


def load_rules(folder: Path) -> Rules:
    """The rules that :func:`save_task` wrote."""
    return plan_from_json(strict_json((folder / _TASK).read_bytes(), what="the task")).rules


def save_drawn(plan: Plan, findings: tuple[Finding, ...], folder: Path) -> None:
    """Write the plan and what was found to the folder, in place of what was to be drawn."""
    told = {"plan": plan_to_json(plan), "findings": [finding_cells(one) for one in findings]}
    (folder / OUTCOME).write_text(json.dumps(told), encoding="utf-8")


def load_drawn(folder: Path) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan and the findings that the child wrote; the plan is sound, whatever the child did.

    Raises
    ------
    PlanFileError
        If the child refused a feature, or what it wrote is not as it writes it.
    """
    try:
        told = strict_json((folder / OUTCOME).read_bytes(), what="what was drawn")
        raise_refusal(told)
        if not isinstance(told, Mapping):
            raise no_result()
        return plan_from_json(told["plan"]), findings_of(told["findings"])
    except PlanFileError:
        raise
    except (OSError, ValueError, TypeError, KeyError, PlanError, PolygonError) as error:
        raise no_result() from error
