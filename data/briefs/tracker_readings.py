"""What stands behind each of the memo's eleven recommendations: an indicator, where it was, where it is.

Every reading is of answers of the gate; one that nothing stands behind says that it cannot be told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from data.answers.calendar import YEAR, month_number
from data.answers.extract_figures import period_words
from data.answers.programme_measures import extract_measure
from data.answers.question import Answer, By, Form
from data.answers.words import period_words as span_words
from data.briefs.occasion import Occasion
from data.briefs.programmes.custody import CUSTODY, over_limit, pipeline_years
from data.briefs.programmes.extracts import entries, is_loaded, newest_day, percent_of
from data.briefs.programmes.facts import CANNOT_TELL, asked, day_words, row_named, rows_of
from data.briefs.programmes.findings import register_of
from data.briefs.programmes.littles_law import held_over_implied
from data.geography.reach import Reach
from data.schema.programme_columns import PeriodKind
from data.schema.programmes import programme_schema


class Grade(StrEnum):
    """What an indicator rests on; the words of :data:`GRADES` say what each letter means."""

    SERIES = "A"
    TABLE = "B"
    EXTRACTS = "C"
    ONE_EXTRACT = "D"
    NOTHING = CANNOT_TELL


INCIDENTS = "incidents"
"""The extract of incidents, whose schema is that of the product itself."""
GRADES = (
    "Evidence: A published series; B public list as of one day; C own extract, two periods or more; "
    "D own extract, one period."
)


TITLES = {
    "R1": "Task forces",
    "R2": "Detention",
    "R3": "Council",
    "R4": "ISR plan",
    "R5": "Intelligence support",
    "R6": "Fusion cells",
    "R7": "287(g)",
    "R8": "Grants",
    "R9": "Representatives",
    "R10": "Joint staff",
    "R11": "One system",
}
"""Each recommendation in one or two words, for a wall; the packaged table has them at length."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """An indicator in words, its first value and its newest, each with its date, and the grade.

    ``needs`` is the schema of the extract that would tell it; empty where none is accepted yet.
    """

    indicator: str
    baseline: str = CANNOT_TELL
    now: str = CANNOT_TELL
    grade: Grade = Grade.NOTHING
    answers: tuple[Answer, ...] = ()
    needs: str = ""


def _forums(occasion: Occasion) -> Reading:
    indicator = "Incidents with no forum near"
    now = _gap(occasion)
    span = occasion.gate.span(occasion.actor, occasion.filter)
    if now is None or span is None:
        return Reading(indicator=indicator, needs=INCIDENTS)
    first = month_number(date.fromisoformat(f"{span.first}-01"))
    early = replace(occasion, filter=occasion.filter.during(first, first + YEAR - 1))
    then = _gap(early)
    return Reading(
        indicator=indicator,
        baseline=_gap_words(early, then),
        now=_gap_words(occasion, now),
        grade=Grade.EXTRACTS,
        answers=tuple(answer for answer in (now, then) if answer),
    )


def _gap(occasion: Occasion) -> Answer | None:
    answer = asked(occasion, "incidents", by=By.REACH, form=Form.SHARE)
    row = row_named(answer, str(Reach.GAP))
    return answer if row and row.value is not None else None


def _gap_words(occasion: Occasion, answer: Answer | None) -> str:
    row = row_named(answer, str(Reach.GAP)) if answer else None
    return f"{row.words}, {span_words(occasion.filter.first, occasion.filter.last)}" if row else CANNOT_TELL


def _custody(occasion: Occasion) -> Reading:
    if is_loaded(occasion, CUSTODY):
        return _over_limit(occasion)
    ratios = [(year.year, ratio) for year in pipeline_years(occasion) if (ratio := held_over_implied(year))]
    if not ratios:
        return Reading(indicator="People held over implied", needs=CUSTODY)
    first, last = (f"{ratio:.2f}, FY{year}" for year, ratio in (ratios[0], ratios[-1]))
    keys = ("initial-book-ins", "average-daily-population", "average-length-of-stay")
    return Reading(
        indicator="People held over implied",
        baseline=first,
        now=last,
        grade=Grade.SERIES,
        answers=tuple(asked(occasion, f"pipeline-{key}", by=By.YEAR) for key in keys),
    )


def _over_limit(occasion: Occasion) -> Reading:
    """Stays over 72 hours in short-term custody at the first and the newest month of the extract."""
    months = asked(occasion, extract_measure(CUSTODY, "booked_in"), by=By.MONTH)
    keys = [row.key for row in rows_of(months)]
    told = []
    for key in dict.fromkeys((keys[0], keys[-1])):
        month = date.fromisoformat(key)
        over = over_limit(replace(occasion, filter=replace(occasion.filter, first=None, last=month)))
        told.append(over.value if over.value == CANNOT_TELL else f"{over.value}, {month:%b %Y}")
    return Reading(
        indicator="Stays over 72 hours",
        baseline=told[0],
        now=told[-1],
        grade=Grade.EXTRACTS if len(keys) > 1 else Grade.ONE_EXTRACT,
        answers=(months,),
    )


def _findings(occasion: Occasion) -> Reading:
    day, found = newest_day(occasion, "programme-findings"), entries(occasion, "programme-findings")
    if day is None or not found:
        return Reading(indicator="Findings overdue", needs="programme-findings")
    register = register_of(day, ((entry.name, entry.words) for entry in found))
    answers = (asked(occasion, extract_measure("programme-findings", "opened"), by=By.MONTH),)
    return Reading(
        indicator="Findings overdue",
        now=f"{register.count('overdue')} of {register.count('open', 'overdue')} open, {day_words(day)}",
        grade=Grade.EXTRACTS if answers[0].table.num_rows > 1 else Grade.ONE_EXTRACT,
        answers=answers,
    )


def _sharing(occasion: Occasion) -> Reading:
    if is_loaded(occasion, "programme-sharing"):
        return _shares(occasion, "programme-sharing", "received", "products", indicator="Products received")
    return _listed(occasion, "fusion-centers", indicator="Fusion centers")


def _agreements(occasion: Occasion) -> Reading:
    if is_loaded(occasion, "programme-oversight-287g"):
        return _shares(
            occasion,
            "programme-oversight-287g",
            "inspections_done",
            "inspections_due",
            indicator="287(g) inspections done",
        )
    return _listed(occasion, "agreements-by-model", indicator="287(g) agreements")


def _representatives(occasion: Occasion) -> Reading:
    schema, indicator = "programme-representatives", "Countries of several components, no lead"
    found = entries(occasion, schema)
    if not found:
        return Reading(indicator=indicator, needs=schema)
    without = [e for e in found if e.values.get("components", 0) > 1 and e.words["representative"] == "no"]
    answers = (asked(occasion, extract_measure(schema, "components"), by=By.MONTH),)
    return Reading(
        indicator=indicator,
        now=f"{len(without)} of {len(found)}, {day_words(newest_day(occasion, schema))}",
        grade=Grade.EXTRACTS if answers[0].table.num_rows > 1 else Grade.ONE_EXTRACT,
        answers=answers,
    )


def _listed(occasion: Occasion, measure: str, *, indicator: str) -> Reading:
    answer = asked(occasion, measure)
    told = f"{answer.words()}, {day_words(answer.as_of)}"
    return Reading(indicator=indicator, baseline=told, now=told, grade=Grade.TABLE, answers=(answer,))


def _shares(occasion: Occasion, schema: str, part: str, whole: str, *, indicator: str) -> Reading:
    """One column in percent of another at the first and the newest period of an extract."""
    kind = programme_schema(schema).period
    by = By.YEAR if kind is PeriodKind.FISCAL_YEAR else By.MONTH
    parts, wholes = (asked(occasion, extract_measure(schema, column), by=by) for column in (part, whole))
    of_part = {row.key: row.value for row in rows_of(parts)}
    told = []
    for row in rows_of(wholes):
        when = f"FY{row.key}" if by is By.YEAR else period_words(schema, date.fromisoformat(row.key))
        percent = percent_of(of_part.get(row.key), row.value)
        told.append("" if percent is None else f"{percent:.0f}%, {when}")
    if not any(told):
        return Reading(indicator=indicator, answers=(parts, wholes), needs=schema)
    return Reading(
        indicator=indicator,
        baseline=told[0] or CANNOT_TELL,
        now=told[-1] or CANNOT_TELL,
        grade=Grade.EXTRACTS if len(told) > 1 else Grade.ONE_EXTRACT,
        answers=(parts, wholes),
    )


def _share_or_nothing(schema: str, part: str, whole: str, *, indicator: str) -> Callable[[Occasion], Reading]:
    def reading(occasion: Occasion) -> Reading:
        if not is_loaded(occasion, schema):
            return Reading(indicator=indicator, needs=schema)
        return _shares(occasion, schema, part, whole, indicator=indicator)

    return reading


def _nothing(indicator: str) -> Callable[[Occasion], Reading]:
    return lambda _occasion: Reading(indicator=indicator)


READINGS: dict[str, Callable[[Occasion], Reading]] = {
    "R1": _forums,
    "R2": _custody,
    "R3": _findings,
    "R4": _share_or_nothing(
        "programme-maritime", "handed_over", "detections", indicator="Detections handed over"
    ),
    "R5": _nothing("Requests answered in time"),
    "R6": _sharing,
    "R7": _agreements,
    "R8": _share_or_nothing("programme-grants", "drawn", "awarded", indicator="Grants drawn"),
    "R9": _representatives,
    "R10": _share_or_nothing(
        "programme-staffing", "joint_tour", "on_board", indicator="Staff with a joint tour"
    ),
    "R11": _nothing("Incidents worked by both CBP and ICE"),
}
"""The reading of each recommendation but for what the operator sets."""
