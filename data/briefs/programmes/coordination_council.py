"""Coordination Council: findings open, overdue and closed, and whether a fix moved its number (R3)."""

from __future__ import annotations

from data.briefs.content import MOST_ROWS, Item, Numeral, Panel, Papers, Side, Table, Tone
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import entries, extract_papers, missing, newest_day
from data.briefs.programmes.facts import CANNOT_TELL, day_words
from data.briefs.programmes.findings import Register, register_of
from data.briefs.programmes.programme import Programme, ProgrammePanels
from data.schema.programmes import programme_schema

_FINDINGS = "programme-findings"


def compose(occasion: Occasion) -> ProgrammePanels:
    """The register, and how it is carried out.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    day, found = newest_day(occasion, _FINDINGS), entries(occasion, _FINDINGS)
    if day is None or not found:
        return ProgrammePanels(
            headline="Which findings are open, and who owns them: cannot tell.",
            sure="No register of findings is public.",
            panels=(
                Panel(
                    title="Findings",
                    side=Side.ACTIVITY,
                    items=(missing(_FINDINGS, "Which findings are open is not published."),),
                ),
                Panel(
                    title="Carried out",
                    side=Side.OVERSIGHT,
                    items=(
                        missing(
                            _FINDINGS, "How long a finding takes, and whether its number moved, is not known."
                        ),
                    ),
                ),
            ),
        )
    register = register_of(day, ((entry.name, entry.words) for entry in found))
    papers = extract_papers(
        occasion,
        programme_schema(_FINDINGS),
        ("title", "opened", "due", "closed"),
        title="Register of findings",
    )
    is_open, overdue = register.count("open", "overdue"), register.count("overdue")
    return ProgrammePanels(
        headline=f"{is_open} findings are open, {overdue} of them overdue, on {day_words(day)}.",
        sure="As the register states them. Whether a fix moved its number is judged elsewhere.",
        panels=(
            Panel(title="Findings", side=Side.ACTIVITY, items=(_table(register, papers),)),
            Panel(title="Carried out", side=Side.OVERSIGHT, items=_carried_out(register, papers)),
        ),
    )


def _table(register: Register, papers: Papers) -> Table:
    ordered = register.most_urgent()
    return Table(
        title="Overdue first",
        columns=("Finding", "Owner", "Due", "State"),
        numeric=(False, False, False, False),
        rows=tuple(
            (finding.title, finding.owner, day_words(finding.due), finding.state(register.day))
            for finding in ordered[:MOST_ROWS]
        ),
        papers=papers,
        left_out=max(0, len(ordered) - MOST_ROWS),
    )


def _carried_out(register: Register, papers: Papers) -> tuple[Item, ...]:
    days = register.median_days_to_close
    whole = f"of {len(register.findings)} findings"
    return (
        Numeral(label="Closed", value=f"{register.count('closed')}", reference=whole, papers=papers),
        Numeral(
            label="Median days to close",
            value=CANNOT_TELL if days is None else f"{days:,.0f}",
            unit="" if days is None else "days",
            tone=Tone.CANNOT_TELL if days is None else Tone.PLAIN,
            papers=papers,
        ),
        Numeral(
            label="Name the number to move",
            value=f"{register.with_indicator}",
            reference=whole,
            papers=papers,
        ),
    )


PROGRAMME = Programme(
    key="coordination-council",
    title="Coordination Council: register of findings",
    recommendations=("R3",),
    compose=compose,
)
