"""The report of an import: what was read, and where the file's papers differ from what is valid here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dashboard.api.plan_routes import Asked
from data.answers.filters import Filter
from data.plans.exchange.imports import Report
from data.plans.exchange.papers import FilePapers
from data.plans.exchange.parsed import Finding
from data.plans.figures.panel import Papers


def compared(asked: Asked, report: Report) -> Report:
    """The report with a finding, ahead of the others, for each paper of the file that differs from ours."""
    if report.papers is None:
        return report
    services = asked.services
    has_data = bool(services.store.history())
    ours = services.figures.table(asked.actor, Filter()).papers if has_data else None
    differing = _differing(report.papers, marking=services.gate.marking(), ours=ours)
    return replace(report, findings=(*differing, *report.findings))


def report_json(report: Report) -> Mapping[str, object]:
    """A report as the desk reads it; ``papers`` are null for a file that is no export of this program."""
    return {
        "words": report.words,
        "kind": report.kind,
        "restored": report.is_restored,
        "papers": _papers(report.papers) if report.papers else None,
        "features": report.features,
        "regions": report.regions,
        "counties": report.counties,
        "parts": report.parts,
        "unassigned": report.unassigned,
        "findings": [{"row": one.row, "found": one.found, "remedy": one.remedy} for one in report.findings],
    }


def _differing(file: FilePapers, *, marking: str, ours: Papers | None) -> Iterator[Finding]:
    """What differs, the marking first: who reads the report has to know it before anything else."""
    if file.marking != marking:
        yield _finding(
            f"The file is marked {file.marking!r}; here everything is marked {marking!r}",
            "Make sure that the plan may be kept, shown and exported under the marking here",
        )
    if ours is None:
        return
    if file.is_synthetic != ours.is_synthetic:
        kinds = ("real events", "SYNTHETIC events")
        yield _finding(
            f"The plan was judged by {kinds[file.is_synthetic]}; the figures here are of "
            f"{kinds[ours.is_synthetic]}",
            "Do not compare its figures with those here",
        )
    if (file.data_version, file.as_of) != (ours.version, ours.as_of):
        yield _finding(
            f"The plan was judged by data version {_version(file.data_version, file.as_of)}; "
            f"the figures here are of {_version(ours.version, ours.as_of)}",
            "Look at its figures anew: borders are as in the file, counts are those of the data here",
        )


def _finding(found: str, remedy: str) -> Finding:
    return Finding(row=None, found=found, remedy=remedy)


def _version(version: str, as_of: object) -> str:
    return f"{version or 'not stated'}, as of {as_of or 'no date'}"


def _papers(papers: FilePapers) -> Mapping[str, object]:
    return {
        "marking": papers.marking,
        "is_synthetic": papers.is_synthetic,
        "data_version": papers.data_version,
        "as_of": papers.as_of.isoformat() if papers.as_of else None,
        "name": papers.name,
        "plan": papers.plan_id,
        "version": papers.version,
        "edit": papers.edit,
        "made_at": papers.made_at.isoformat(),
        "caveats": list(papers.caveats),
    }
