"""``borderops explain``: a number with its papers, and the command that prints it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from dashboard.cli_explain_report import answer_body, change_body, tell_answer, tell_change
from dashboard.cli_settings import JsonOption, StoreOption, out, print_json, settings_with
from data.answers.asked_split import MEASURE, asked_split
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.question import By, Cell, Form, Question
from data.errors import QuestionError
from data.geography.polygon_repair import repaired_polygon
from data.intake.store import Store
from data.roles import LOCAL_ACTOR

_SAME = "of the last brief, with --since; as in this one if left out, none if empty."


def _words(name: str, words: str) -> list[str]:
    found: list[str] = typer.Option([], name, help=words, show_default=False)
    return found


def _text(name: str, metavar: str, words: str) -> str:
    found: str = typer.Option("", name, metavar=metavar, help=words, show_default=False)
    return found


def explain_command(
    measure: str = typer.Option(MEASURE, "--measure", help="Key of the measure, such as incidents."),
    *,
    first: str = _text("--from", "YYYY-MM", "First month."),
    last: str = _text("--to", "YYYY-MM", "Last month."),
    category: list[str] = _words("--category", "A category; may be given again, as the next three."),
    component: list[str] = _words("--component", "A component, such as CBP-USBP."),
    mode: list[str] = _words("--mode", "A mode, such as road."),
    region: list[str] = _words("--region", "A region, such as sector:tucson."),
    version: str = _text("--version", "V", "Data version, such as v000003; the newest if left out."),
    by: By = typer.Option(By.TOTAL, "--by", help="What it is broken down by."),
    region_set: str = _text("--region-set", "SET", "With --by region: such as sector."),
    level: int | None = typer.Option(None, "--level", help="With --by cell.", show_default=False),
    form: Form = typer.Option(Form.COUNT, "--form", help="In which form."),
    place: str = _text("--place", "ID", "One place of a publication, such as port 2504."),
    cell: str = _text("--cell", "LEVEL/CODE", "One cell of the map."),
    polygon: str = _text("--polygon", "GEOJSON", "A drawn shape, OGC:CRS84."),
    since: str = _text("--since", "V", "Tell the change since this data version, in four parts."),
    since_first: str = _text("--since-from", "YYYY-MM", f"First month {_SAME}"),
    since_last: str = _text("--since-to", "YYYY-MM", f"Last month {_SAME}"),
    since_category: list[str] = _words("--since-category", f"A category {_SAME}"),
    since_component: list[str] = _words("--since-component", f"A component {_SAME}"),
    since_mode: list[str] = _words("--since-mode", f"A mode {_SAME}"),
    since_region: list[str] = _words("--since-region", f"A region {_SAME}"),
    store: Path | None = StoreOption,
    as_json: bool = JsonOption,
) -> None:
    """Print a number with its papers: what it is, from which files, how to repeat it.

    The same as two clicks on any number of a brief. The last line is the
    command itself, with the data version named: it prints the same
    tomorrow. A polygon is GeoJSON in OGC:CRS84, longitude first.

    [bold]Examples[/bold]

    borderops explain --measure incidents --from 2025-11 --to 2026-10 --region sector:tucson
    borderops explain --measure incidents --by month --category 'Drug seizure' --json
    borderops explain --measure crossings-trucks --place 2504 --version v000003
    borderops explain --from 2025-11 --to 2026-10 --since v000005 --since-from 2025-10 --since-to 2026-09
    """
    gate = _gate(store)
    now = _filter(first, last, (category, component, mode, region), version or None)
    if since:
        earlier = (since_category, since_component, since_mode, since_region)
        _print_change(
            gate, measure, now, _since(since, since_first, since_last, earlier, now), as_json=as_json
        )
        return
    question = Question(
        measure=measure,
        filter=now,
        by=by,
        form=form,
        region_set=region_set or None,
        level=level,
        place=place or None,
        cell=_cell(cell),
    )
    _print_answer(gate, _within(question, polygon), as_json=as_json)


def _gate(store: Path | None) -> Gate:
    settings = settings_with(store)
    return Gate(Store.open(settings.store), settings)


def _print_answer(gate: Gate, question: Question, *, as_json: bool) -> None:
    answer = gate.ask(LOCAL_ACTOR, question)
    body = answer_body(answer, gate, LOCAL_ACTOR)
    if as_json:
        print_json(body)
    else:
        tell_answer(out(), answer, body)


def _print_change(gate: Gate, measure: str, now: Filter, then: Filter, *, as_json: bool) -> None:
    if measure != MEASURE:
        raise QuestionError(
            f"the change of {measure} cannot be told in parts", remedy=f"Give --measure {MEASURE}"
        )
    now = replace(now, version=gate.version_id(LOCAL_ACTOR, now))
    asked = asked_split(gate, LOCAL_ACTOR, then=then, now=now)
    body = change_body(asked, gate, LOCAL_ACTOR)
    if as_json:
        print_json(body)
    else:
        tell_change(out(), asked, body)


def _filter(first: str, last: str, words: Sequence[Sequence[str]], version: str | None) -> Filter:
    categories, components, modes, regions = (tuple(chosen) for chosen in words)
    period = Filter.from_query({"from": first, "to": last})
    return Filter(
        first=period.first,
        last=period.last,
        categories=categories,
        components=components,
        modes=modes,
        regions=regions,
        version=version,
    )


def _since(version: str, first: str, last: str, words: Sequence[Sequence[str]], now: Filter) -> Filter:
    """The filter of the last brief: what is not given is as now; an empty word stands for all."""
    as_now = (now.categories, now.components, now.modes, now.regions)
    chosen = [
        [word for word in given if word] if given else kept for given, kept in zip(words, as_now, strict=True)
    ]
    own = _filter(first, last, chosen, version)
    return replace(own, first=own.first or now.first, last=own.last or now.last)


def _cell(text: str) -> Cell | None:
    if not text:
        return None
    level, _, code = text.partition("/")
    if not (level.isdecimal() and code.isdecimal()):
        raise QuestionError(f"--cell is {text!r}", remedy="Write level and code as 12/3456")
    return Cell(level=int(level), code=int(code))


def _within(question: Question, polygon: str) -> Question:
    if not polygon:
        return question
    drawn = repaired_polygon(polygon)
    return replace(question, polygon=drawn.shape, polygon_notes=drawn.notes)
