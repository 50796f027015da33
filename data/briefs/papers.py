"""The papers of a number: what it is, where it comes from, and the command that prints it again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import shapely

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measure import CountyFigures, Extracted, Grouped, Incidents, Listing, Publication, Yearly
from data.answers.measures import measure
from data.answers.question import Answer, By, Form, Question
from data.answers.table_figures import chosen_rows
from data.briefs.content import Papers
from data.briefs.source_files import extracts_behind, files_in_words, source_files
from data.reference.tables import load
from data.roles import Actor

COMMAND = "explain"


def papers_of(answer: Answer, gate: Gate, actor: Actor) -> Papers:
    """The papers of an answer, for whoever may see it.

    ``rows`` are the events behind the answer, for published figures the rows of the publication that
    count in the version, for packaged tables their rows; ``None`` where a small count is not told.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    UnknownVersionError
        If the store no longer has the answer's data version.
    """
    asked = measure(answer.question.measure)
    files = files_in_words(source_files(answer, gate, actor))
    return Papers(
        title=answer.title,
        definition=asked.definition,
        unit=answer.unit,
        source="; file: ".join(part for part in (answer.source, files) if part),
        version=answer.version,
        as_of=answer.as_of,
        sentence=answer.sentence,
        caveats=answer.caveats,
        repeat=repeat_command(answer.question, answer.version),
        rows=rows_counted(answer, gate, actor),
        is_synthetic=answer.is_synthetic,
    )


def repeat_command(question: Question, version: str) -> str:
    """The command that prints the answer again, without the program's name, quoted for a shell.

    Examples
    --------
    >>> from data.answers.filters import Filter
    >>> repeat_command(Question(measure="incidents", filter=Filter(categories=("Drug seizure",))), "v000003")
    "explain --measure incidents --category 'Drug seizure' --version v000003"
    """
    return shlex.join((COMMAND, *_options(question, version)))


def change_command(then: Filter, now: Filter) -> str:
    """The command that prints the change of incidents from one filter to another in its parts.

    Both have both ends of their period and a data version.
    """
    options = _options(Question(measure="incidents", filter=now), now.version or "")
    return shlex.join((COMMAND, *options, "--since", then.version or "", *_since_options(then, now)))


def rows_counted(answer: Answer, gate: Gate, actor: Actor) -> int | None:
    """How many rows were counted for an answer; ``None`` where that would tell a small count.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    UnknownVersionError
        If the store no longer has the answer's data version.
    """
    asked = measure(answer.question.measure)
    match asked.origin:
        case Incidents():
            return _events(answer, gate, actor)
        case Extracted():
            return int(gate.ask(actor, replace(answer.question, by=By.PLACE, form=Form.COUNT)).table.num_rows)
        case Publication():
            extracts = extracts_behind(answer, asked, gate, actor)
            return sum(extract.rows_new - extract.rows_superseded for extract in extracts)
        case Listing():
            return _listed(asked.origin)
        case Grouped(table=table, chosen=chosen) | Yearly(table=table, chosen=chosen):
            return len(chosen_rows(table, chosen))
        case CountyFigures():
            return len(asked.origin.values())


def _events(answer: Answer, gate: Gate, actor: Actor) -> int | None:
    question = answer.question
    form = Form.CHANGE if question.form is Form.CHANGE else Form.COUNT
    pinned = question.filter.pinned(answer.version)
    whole = replace(question, filter=pinned, by=By.TOTAL, form=form, region_set=None, level=None)
    is_whole = replace(question, filter=pinned) == whole
    total = answer if is_whole else gate.ask(actor, whole)
    names = ("now", "before") if form is Form.CHANGE else ("value",)
    counts = [total.table.column(name)[0].as_py() for name in names]
    return None if None in counts else round(sum(counts))


def _listed(origin: Listing) -> int:
    rows = load(origin.table)
    if origin.chosen:
        column, wanted = origin.chosen
        rows = rows[rows[column] == wanted]
    return len(rows)


def _options(question: Question, version: str) -> Iterator[str]:
    yield from ("--measure", question.measure)
    yield from _filter_options(question.filter)
    yield from ("--version", version)
    yield from ("--by", question.by.value) if question.by is not By.TOTAL else ()
    yield from ("--region-set", question.region_set) if question.region_set else ()
    yield from ("--level", str(question.level)) if question.level is not None else ()
    yield from ("--form", question.form.value) if question.form is not Form.COUNT else ()
    yield from ("--place", question.place) if question.place else ()
    yield from ("--cell", f"{question.cell.level}/{question.cell.code}") if question.cell else ()
    yield from ("--polygon", shapely.to_geojson(question.polygon)) if question.polygon is not None else ()


def _filter_options(filter_: Filter) -> Iterator[str]:
    for name, day in _ends(filter_):
        yield from (f"--{name}", f"{day:%Y-%m}") if day else ()
    for name, words in _words(filter_):
        for word in words:
            yield from (f"--{name}", word)


def _since_options(then: Filter, now: Filter) -> Iterator[str]:
    """What of the earlier filter is not as it is now; an empty word stands for no restriction."""
    for name, day in _ends(then):
        yield from (f"--since-{name}", f"{day:%Y-%m}") if day else ()
    for (name, words), (_, present) in zip(_words(then), _words(now), strict=True):
        for word in (words or ("",)) if words != present else ():
            yield from (f"--since-{name}", word)


def _ends(filter_: Filter) -> tuple[tuple[str, date | None], ...]:
    return ("from", filter_.first), ("to", filter_.last)


def _words(filter_: Filter) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        ("category", filter_.categories),
        ("component", filter_.components),
        ("mode", filter_.modes),
        ("region", filter_.regions),
    )
