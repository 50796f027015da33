"""The check report of one file: what was read, what was kept, and which rules were broken where."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from data.extracts.contract import Finding


class Outcome(StrEnum):
    """What became of the file."""

    ACCEPTED = "accepted"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class RuleCount:
    """How many places break a rule in a column; all of them, listed or not."""

    rule: str
    column: str
    count: int
    is_error: bool
    remedy: str


@dataclass(frozen=True, kw_only=True)
class ControlResult:
    """A total that the file states beside the sum that was found; ``where`` is its place in the file."""

    column: str
    where: str
    stated: float
    found: float
    is_met: bool


@dataclass(frozen=True, kw_only=True)
class CheckReport:
    """The same facts for the terminal, a JSON file, the quarantine and the page of the app.

    Rows are those that the reader gave: one per incident or published figure. They add up:
    ``rows_read = rows_accepted + rows_left_out + rows_quarantined``. Left out are exact
    repetitions and values that the store has already or knows better. ``findings`` lists a few
    places of each rule; ``rules`` counts them all. ``quarantine`` is a folder, from the store's.
    """

    file: str
    digest: str
    reader: str
    kind: str
    outcome: Outcome
    checked_at: datetime
    version: str | None = None
    rows_read: int = 0
    rows_accepted: int = 0
    rows_left_out: int = 0
    rows_quarantined: int = 0
    rows_superseded: int = 0
    rules: tuple[RuleCount, ...] = ()
    findings: tuple[Finding, ...] = ()
    controls: tuple[ControlResult, ...] = ()
    source: str = ""
    as_of: date | None = None
    is_synthetic: bool = False
    redefinition: str = ""
    quarantine: str = ""

    @property
    def errors(self) -> tuple[RuleCount, ...]:
        """Rules whose breach stops a file."""
        return tuple(rule for rule in self.rules if rule.is_error)

    def to_json(self) -> str:
        """The report as JSON text; dates and times are ISO 8601."""
        body = asdict(self)
        body["checked_at"] = self.checked_at.isoformat()
        body["as_of"] = self.as_of.isoformat() if self.as_of else None
        return json.dumps(body, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> CheckReport:
        """The report that the text holds.

        Raises
        ------
        ValueError
            If the text is no such report.
        """
        try:
            return cls(**_parsed(json.loads(text)))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"no check report: {error!r}") from error


def _parsed(body: dict[str, Any]) -> dict[str, Any]:
    return {
        **body,
        "outcome": Outcome(body["outcome"]),
        "checked_at": datetime.fromisoformat(body["checked_at"]),
        "as_of": date.fromisoformat(body["as_of"]) if body["as_of"] else None,
        "rules": tuple(RuleCount(**rule) for rule in body["rules"]),
        "findings": tuple(Finding(**finding) for finding in body["findings"]),
        "controls": tuple(ControlResult(**control) for control in body["controls"]),
    }
