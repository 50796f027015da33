"""What a job of proposals says: the plan to begin from, the filter, the request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from data.answers.filters import Filter
from data.errors import PlanError
from data.plans.codec import plan_from_json, plan_to_json
from data.plans.plan import Plan
from data.plans.proposals.request import Request, request_from_json, request_to_json

KIND = "proposals"
"""The kind of the jobs that :mod:`data.plans.proposals.worker` takes."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """A plan to begin from, which incidents count, and what is asked for.

    ``regions`` are all that whoever asks may see; empty is everywhere.
    """

    plan: Plan
    filter: Filter
    request: Request
    regions: tuple[str, ...] = ()


def work_to_json(work: Work) -> dict[str, object]:
    """The body of a job."""
    return {
        "plan": plan_to_json(work.plan),
        "filter": work.filter.to_query(),
        "request": request_to_json(work.request),
        "regions": list(work.regions),
    }


def work_from_json(body: Mapping[str, object]) -> Work:
    """The work that a job's body states.

    Raises
    ------
    FilterError
        If the filter is none.
    PlanError
        If plan or request are none.
    """
    filter_ = body.get("filter")
    if not isinstance(filter_, dict):
        raise PlanError(f"a job's filter is {filter_!r}", remedy="Ask for proposals anew")
    regions = body.get("regions", [])
    if not isinstance(regions, list):
        raise PlanError(f"a job's regions are {regions!r}", remedy="Ask for proposals anew")
    return Work(
        plan=plan_from_json(body.get("plan")),
        filter=Filter.from_query({str(key): str(value) for key, value in filter_.items()}),
        request=request_from_json(body.get("request")),
        regions=tuple(str(region) for region in regions),
    )
