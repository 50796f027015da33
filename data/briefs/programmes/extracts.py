"""What an extract for a programme says, or the panel item that says what would fill the gap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.answers.extract_figures import period_words
from data.answers.programme_measures import extract_measure
from data.answers.question import Answer, By
from data.briefs.content import MOST_ROWS, Missing, Numeral, Papers, Table, Tone
from data.briefs.occasion import Occasion
from data.briefs.programmes.facts import CANNOT_TELL, Row, asked, joined_papers, numeral, rows_of
from data.schema.programme_columns import ProgrammeColumn, ProgrammeSchema, Role
from data.schema.programmes import programme_schema


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One place of an extract in its newest period: its id, name, and cells by column.

    ``words`` has every cell in words (figures as the gate shows them), ``values`` the figures that are
    shown.
    """

    id: str
    name: str
    words: dict[str, str]
    values: dict[str, float]


def missing(schema_key: str, what: str) -> Missing:
    """The item that says what is not known and which extract would tell it.

    Raises
    ------
    ExtractError
        If there is no schema of that key.
    """
    schema = programme_schema(schema_key)
    columns = [column for column in schema.columns if column.role is not Role.SOURCE]
    return Missing(
        what=what,
        extract=f"{schema.title}: one row for {schema.row_is}",
        schema=schema.key,
        columns=tuple((column.name, column.meaning) for column in columns),
    )


def is_loaded(occasion: Occasion, schema_key: str) -> bool:
    """Whether the data version holds the extract, for a period that the filter's end allows.

    Raises
    ------
    ExtractError
        If there is no schema of that key.
    """
    column = programme_schema(schema_key).of(Role.FIGURE, Role.WORDS)[0].name
    found = asked(occasion, extract_measure(schema_key, column), by=By.PLACE)
    return bool(found.table.num_rows)


def newest_day(occasion: Occasion, schema_key: str) -> date | None:
    """The day of the newest list of the extract; ``None`` if none is loaded.

    Raises
    ------
    ExtractError
        If there is no schema of that key.
    """
    column = programme_schema(schema_key).of(Role.FIGURE, Role.WORDS)[0].name
    days = asked(occasion, extract_measure(schema_key, column), by=By.MONTH).table["month"].to_pylist()
    return max(days, default=None)


def entries(occasion: Occasion, schema_key: str) -> tuple[Entry, ...]:
    """Every place of the extract in its newest period, in the order of their ids.

    Raises
    ------
    ExtractError
        If there is no schema of that key.
    """
    schema = programme_schema(schema_key)
    names: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    values: dict[str, dict[str, float]] = {}
    for column in schema.of(Role.FIGURE, Role.WORDS, Role.DAY):
        answer = asked(occasion, extract_measure(schema_key, column.name), by=By.PLACE)
        told = answer.table["words"].to_pylist()
        for row, name, text in zip(rows_of(answer), answer.table["name"].to_pylist(), told, strict=True):
            names[row.key] = name
            words.setdefault(row.key, {})[column.name] = _cell(column, row, text)
            if column.role is Role.FIGURE and row.value is not None:
                values.setdefault(row.key, {})[column.name] = row.value
    return tuple(
        Entry(id=key, name=names[key], words=words[key], values=values.get(key, {})) for key in sorted(names)
    )


def _cell(column: ProgrammeColumn, row: Row, text: str | None) -> str:
    """A cell in words: a median with one decimal, as it does not count anything."""
    if column.role is not Role.FIGURE:
        return text or ""
    return row.words if column.adds_up or row.value is None else f"{row.value:,.1f}"


def total(occasion: Occasion, schema_key: str, column: str, *, label: str = "") -> Numeral:
    """The sum of a column over all places in the newest period, in large type.

    Raises
    ------
    ExtractError
        If there is no schema of that key.
    QuestionError
        If the column does not add up.
    """
    answer = asked(occasion, extract_measure(schema_key, column))
    return numeral(occasion, answer, label=label, reference=_period(schema_key, answer))


def at_place(occasion: Occasion, measure: str, place: str) -> Answer:
    """The gate's answer for one place of an extract, in its newest period.

    Raises
    ------
    QuestionError
        If the measure cannot be asked for so.
    """
    return asked(occasion, measure, place=place)


def share(
    occasion: Occasion, schema_key: str, part: str, whole: str, *, label: str, place: str | None = None
) -> Numeral:
    """One column in percent of another, of one place or of all, with both counts in words.

    Raises
    ------
    ExtractError
        If there is no schema of that key.
    QuestionError
        If a column does not add up.
    """
    of_part, of_whole = (
        asked(occasion, extract_measure(schema_key, column), place=place) for column in (part, whole)
    )
    percent = percent_of(of_part.total, of_whole.total)
    is_known = percent is not None
    return Numeral(
        label=label,
        value=f"{percent:.0f}%" if is_known else CANNOT_TELL,
        reference=f"{of_part.words()} of {of_whole.words()} {of_whole.unit}; {_period(schema_key, of_whole)}",
        tone=Tone.PLAIN if is_known else Tone.CANNOT_TELL,
        papers=joined_papers(
            occasion,
            (of_part, of_whole),
            title=label,
            definition=f"{of_part.title} over {of_whole.title.lower()}, in percent",
            unit="percent",
        ),
    )


def percent_of(part: float | None, whole: float | None) -> float | None:
    """A part in percent of a whole; ``None`` where either is not known or the whole is nothing.

    Examples
    --------
    >>> percent_of(3.0, 12.0), percent_of(0.0, 0.0), percent_of(None, 12.0)
    (25.0, None, None)
    """
    return 100 * part / whole if part is not None and whole else None


def table(occasion: Occasion, schema_key: str, columns: tuple[str, ...], *, title: str, first: str) -> Table:
    """The places of an extract with some of its columns; ``first`` heads the column of places.

    Raises
    ------
    ExtractError
        If there is no schema of that key.
    """
    schema = programme_schema(schema_key)
    found = entries(occasion, schema_key)
    chosen = [column for name in columns for column in schema.columns if column.name == name]
    rows = tuple(
        (entry.name, *(entry.words.get(name, "") or "not stated" for name in columns)) for entry in found
    )
    return Table(
        title=title,
        columns=(first, *(column.title for column in chosen)),
        numeric=(False, *(column.role is Role.FIGURE for column in chosen)),
        rows=rows[:MOST_ROWS],
        papers=extract_papers(occasion, schema, columns, title=title),
        left_out=max(0, len(rows) - MOST_ROWS),
    )


def extract_papers(
    occasion: Occasion, schema: ProgrammeSchema, columns: tuple[str, ...], *, title: str
) -> Papers:
    """The papers of some columns of an extract, by place."""
    answers = tuple(asked(occasion, extract_measure(schema.key, name), by=By.PLACE) for name in columns)
    return joined_papers(occasion, answers, title=title)


def _period(schema_key: str, answer: Answer) -> str:
    return period_words(schema_key, answer.first) if answer.first else "no period"
