"""What an import came to: the plan, and a report of what was done to the file's features."""

from __future__ import annotations

from dataclasses import dataclass

from data.plans.exchange.papers import FilePapers
from data.plans.exchange.parsed import Finding
from data.plans.membership import units_of
from data.plans.plan import Plan
from data.plans.units import is_part


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was read, what became of it, and what was found on the way.

    ``kind`` is the format in words. ``is_restored`` says that the file is an export of this program and
    the plan is exactly the exported one; ``papers`` are then those of the export, marking and all.
    ``counties`` are whole ones in a region, ``parts`` parts of cut ones, ``unassigned`` units in none.
    """

    kind: str
    is_restored: bool
    papers: FilePapers | None
    features: int
    regions: int
    counties: int
    parts: int
    unassigned: int
    findings: tuple[Finding, ...]

    @property
    def words(self) -> str:
        """The report in a sentence."""
        what = "restored exactly" if self.is_restored else f"made of {self.features:,} features or rows"
        parts = f" and {self.parts:,} parts of counties" if self.parts else ""
        return (
            f"{self.kind}: {self.regions:,} regions, {what}, with {self.counties:,} counties{parts}; "
            f"{self.unassigned:,} in no region; {len(self.findings):,} findings"
        )


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A whole plan from a file, and the report; there is no half of one."""

    plan: Plan
    report: Report


def imported(
    plan: Plan,
    *,
    kind: str,
    features: int,
    findings: tuple[Finding, ...],
    papers: FilePapers | None = None,
    is_restored: bool = False,
) -> Imported:
    """The plan with its report."""
    units = units_of(plan)
    dealt = [unit for unit in units if unit in plan.assigned]
    parts = sum(is_part(unit) for unit in dealt)
    report = Report(
        kind=kind,
        is_restored=is_restored,
        papers=papers,
        features=features,
        regions=len(plan.regions),
        counties=len(dealt) - parts,
        parts=parts,
        unassigned=len(units) - len(dealt),
        findings=findings,
    )
    return Imported(plan=plan, report=report)
