"""What travels with a plan in every file: its papers, and the record from which it is restored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from data.plans.codec import digest, plan_to_json
from data.plans.exchange.file_format import CRS, FORMAT, FORMAT_VERSION
from data.plans.figures.panel import Papers
from data.plans.plan import Plan

_LONGEST = 1_000
"""Characters of a text in papers from outside."""
SYNTHETIC = "SYNTHETIC: these are no real events"


@dataclass(frozen=True, kw_only=True)
class FilePapers:
    """What a file says of the plan in it, beside the plan.

    ``edit`` is the number of the last edit and ``version`` that of the saved plan; ``data_version``
    and ``as_of`` are those of the figures by which it was judged. ``made_at`` has a time zone.
    """

    name: str
    plan_id: int
    edit: int
    version: int
    marking: str
    data_version: str
    as_of: date | None
    is_synthetic: bool
    made_at: datetime
    caveats: tuple[str, ...] = ()


def file_papers(
    of_figures: Papers, *, name: str, plan_id: int, edit: int, version: int, made_at: datetime
) -> FilePapers:
    """The papers of a plan's file, from those of the figures by which it is judged."""
    return FilePapers(
        name=name,
        plan_id=plan_id,
        edit=edit,
        version=version,
        marking=of_figures.marking,
        data_version=of_figures.version,
        as_of=of_figures.as_of,
        is_synthetic=of_figures.is_synthetic,
        made_at=made_at,
        caveats=of_figures.caveats,
    )


def record(plan: Plan, papers: FilePapers) -> dict[str, object]:
    """Papers and plan as values of JSON: all that is needed to restore the plan, cut parts and all.

    ``digest`` is of the whole plan, ``assignment_digest`` of which unit is in which region.
    """
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "marking": papers.marking,
        "synthetic": papers.is_synthetic,
        "name": papers.name,
        "plan": papers.plan_id,
        "edit": papers.edit,
        "version": papers.version,
        "data_version": papers.data_version,
        "as_of": papers.as_of.isoformat() if papers.as_of else None,
        "made_at": papers.made_at.isoformat(),
        "crs": CRS,
        "caveats": list(papers.caveats),
        "digest": digest(plan),
        "assignment_digest": assignment_digest(plan),
        "content": plan_to_json(plan),
    }


def record_text(plan: Plan, papers: FilePapers) -> str:
    """The record as one line of JSON; the same plan and papers give the same text."""
    return json.dumps(record(plan, papers), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def assignment_digest(plan: Plan) -> str:
    """SHA-256, hexadecimal, of which unit is in which region and of the shapes of cut parts."""
    whole = plan_to_json(plan)
    dealt = {"assigned": whole["assigned"], "cuts": whole["cuts"]}
    text = json.dumps(dealt, sort_keys=True, allow_nan=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lines(papers: FilePapers) -> Iterator[str]:
    """The papers as lines for people, marking first."""
    yield papers.marking
    if papers.is_synthetic:
        yield SYNTHETIC
    yield f"Plan: {papers.name} ({papers.plan_id}), version {papers.version}, edit {papers.edit}"
    yield f"Data version: {papers.data_version}"
    yield f"As of: {papers.as_of:%Y-%m-%d}" if papers.as_of else "As of: no date"
    yield f"Made at: {papers.made_at.isoformat()}"
    yield f"CRS: {CRS}, longitude first"
    yield from (" ".join(caveat.split()) for caveat in papers.caveats if caveat)


def papers_of(record_: Mapping[str, object]) -> FilePapers | None:
    """The papers that a record from outside holds; ``None`` if they are not as this program writes them."""
    try:
        made_at = datetime.fromisoformat(str(record_["made_at"]))
        as_of = date.fromisoformat(str(record_["as_of"])) if record_["as_of"] else None
        caveats = record_["caveats"]
        return FilePapers(
            name=str(record_["name"])[:_LONGEST],
            plan_id=int(float(str(record_["plan"]))),
            edit=int(float(str(record_["edit"]))),
            version=int(float(str(record_["version"]))),
            marking=str(record_["marking"])[:_LONGEST],
            data_version=str(record_["data_version"])[:_LONGEST],
            as_of=as_of,
            is_synthetic=record_["synthetic"] is True,
            made_at=made_at,
            caveats=tuple(str(caveat)[:_LONGEST] for caveat in caveats) if isinstance(caveats, list) else (),
        )
    except (KeyError, ValueError, OverflowError):
        return None
