"""A file of boundaries from outside becomes a whole plan with a report, or is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PureWindowsPath

from data.errors import PlanFileError
from data.plans.exchange.confined import drawn_confined, parsed_confined
from data.plans.exchange.dealt_rows import dealt_rows
from data.plans.exchange.parsed import Finding, Parsed
from data.plans.exchange.report import Imported, Report, imported
from data.plans.exchange.restored import restored
from data.plans.exchange.sniffed import WORDS, Kind, sniffed
from data.plans.plan import Rules

__all__ = ["Imported", "Report", "import_plan"]

_LONGEST_NAME = 80


def import_plan(name: str, body: bytes, *, rules: Rules | None = None) -> Imported:
    """The plan of a file, known by its content; ``name`` is only repeated in messages.

    An export of this program is restored exactly. Of any other file each feature becomes a region, by
    ``rules`` (the defaults if none are given), and each row of a table deals out a unit. Shapes are put
    into OGC:CRS84.

    Raises
    ------
    PlanFileError
        If the file is empty, too large, damaged, of no kind that is read or made to do harm; if a
        feature is no polygon, cannot be mended, or the CRS is unknown; if no feature covers a county; if
        a unit is unknown or given twice. ``where`` names the file and the feature or row.
    """
    try:
        return _imported(body, rules or Rules())
    except PlanFileError as error:
        where = replace(error.where, file=_shown(name))
        raise PlanFileError(error.found, where=where, remedy=error.remedy) from error


def _imported(body: bytes, rules: Rules) -> Imported:
    kind = sniffed(body)
    parsed = parsed_confined(kind, body)
    if kind is Kind.CSV:
        plan, findings = dealt_rows(parsed, rules)
        return imported(
            plan, kind=WORDS[kind], features=len(parsed.rows), findings=(*parsed.findings, *findings)
        )
    if not parsed.record:
        return _foreign(kind, parsed, rules)
    own = restored(parsed)
    if own.plan is None:
        found = f"The file is read by its shapes, as {own.why}"
        return _foreign(
            kind,
            parsed_confined(kind, body, is_foreign=True),
            rules,
            before=(Finding(row=None, found=found),),
        )
    return imported(
        own.plan,
        kind=WORDS[kind],
        features=len(parsed.features),
        findings=parsed.findings,
        papers=own.papers,
        is_restored=True,
    )


def _foreign(kind: Kind, parsed: Parsed, rules: Rules, *, before: tuple[Finding, ...] = ()) -> Imported:
    plan, findings = drawn_confined(parsed.features, rules)
    return imported(
        plan,
        kind=WORDS[kind],
        features=len(parsed.features),
        findings=(*before, *parsed.findings, *findings),
    )


def _shown(name: str) -> str:
    """The last part of a file's name, without what is not printed, of at most 80 characters."""
    last = "".join(c for c in PureWindowsPath(name).name if c.isprintable())
    return last[:_LONGEST_NAME] or "the file"
