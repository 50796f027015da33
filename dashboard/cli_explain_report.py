"""A number with its papers, as a terminal shows it and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from data.answers.asked_split import AskedSplit
from data.answers.change import WORDS
from data.answers.changes import changes
from data.answers.gate import Gate
from data.answers.intervals import difference_interval, interval_words
from data.answers.question import Answer, By, Form
from data.answers.split import Split
from data.answers.words import signed
from data.briefs.content import Papers
from data.briefs.papers import change_command, papers_of
from data.briefs.source_files import SourceFile, source_files
from data.roles import Actor

PROGRAM = "borderops"
NO_INTERVAL = "none: a count of what is recorded, not a sample"
MOST_ROWS = 40
"""Rows of a breakdown that a terminal shows; JSON has all."""
_LABEL = 11


def answer_body(answer: Answer, gate: Gate, actor: Actor) -> dict[str, object]:
    """The answer with its papers as JSON values; ``repeat`` is the whole command.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    UnknownVersionError
        If the store no longer has the answer's data version.
    """
    papers = papers_of(answer, gate, actor)
    is_whole = answer.question.by is By.TOTAL
    told: dict[str, object] = {
        "title": answer.title,
        "value": answer.total if is_whole else None,
        "words": answer.words() if is_whole else None,
        "rows": None if is_whole else _rows(answer),
        "interval": _interval(answer) if is_whole else None,
    }
    return told | _papers_body(papers, answer, source_files(answer, gate, actor))


def change_body(asked: AskedSplit, gate: Gate, actor: Actor) -> dict[str, object]:
    """A change in four parts with its papers as JSON values; ``steps`` and ``start`` sum to ``now``.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    UnknownVersionError
        If the store no longer has one of the data versions.
    """
    then, now = asked.then.question.filter, asked.now.question.filter
    papers = papers_of(asked.now, gate, actor)
    body = _papers_body(papers, asked.now, source_files(asked.now, gate, actor))
    told = {
        "title": f"{asked.now.title}: change since {then.version}",
        "then": then.sentence(),
        "redefinitions": list(asked.redefinitions),
        **_split_body(asked.split),
    }
    return told | body | {"repeat": f"{PROGRAM} {change_command(then, now)}"}


def tell_answer(console: Console, answer: Answer, body: Mapping[str, Any]) -> None:
    """Print an answer's value or rows, then its papers, a labelled line each."""
    unit = "" if body["value"] is None else f" {answer.unit}"
    value = f"{body['words']}{unit}" if body["words"] else f"by {answer.question.by}"
    _tell_title(console, f"{answer.title}: {value}", body)
    if body["rows"] is not None:
        _tell_rows(console, body["rows"], answer)
    interval = body["interval"] or NO_INTERVAL
    _tell_papers(console, body, (("interval", interval),) if body["rows"] is None else ())


def tell_change(console: Console, asked: AskedSplit, body: Mapping[str, Any]) -> None:
    """Print the parts of a change and what they sum to, then the papers."""
    _tell_title(console, str(body["title"]), body)
    split = asked.split
    if split is None:
        console.print(Text("  Cannot tell: what is counted now is too small to be shown."))
    else:
        console.print(_parts(split))
    lines = [("then", str(body["then"]))]
    lines += [("redefined", words) for words in asked.redefinitions]
    if split is not None and split.interval is not None:
        real = f"{WORDS[split.verdict]}; {interval_words(*split.interval)}"
        lines.append(("real", f"{real}. The other parts are exact bookkeeping."))
    _tell_papers(console, body, lines)


def _tell_title(console: Console, title: str, body: Mapping[str, Any]) -> None:
    label = ("SYNTHETIC  ", "bold yellow") if body["is_synthetic"] else ("", "")
    console.print(Text.assemble(label, (title, "bold")), soft_wrap=True)
    console.print(Text(f"  {body['sentence']}"), soft_wrap=True)


def _tell_rows(console: Console, rows: list[dict[str, Any]], answer: Answer) -> None:
    table = Table(str(answer.question.by), box=box.SIMPLE_HEAD)
    table.add_column(answer.unit, justify="right")
    if answer.question.form is Form.CHANGE:
        table.add_column("verdict")
    for row in rows[:MOST_ROWS]:
        verdict = [row["verdict"]] if "verdict" in row else []
        table.add_row(Text(str(row["key"]) or "in no region"), row["words"], *verdict)
    console.print(table)
    if len(rows) > MOST_ROWS:
        console.print(f"  and {len(rows) - MOST_ROWS:,} more rows: --json prints all")


def _tell_papers(console: Console, body: Mapping[str, Any], extra: Any) -> None:
    rows = "not told: it would give a small count away" if body["counted"] is None else f"{body['counted']:,}"
    lines = [
        *extra,
        ("definition", body["definition"]),
        ("unit", body["unit"]),
        ("rows", rows),
        ("version", body["version"]),
        ("source", body["source"]),
        *(("file", _file_words(file)) for file in body["files"]),
        *(("caveat", caveat) for caveat in body["caveats"]),
        ("marking", body["marking"]),
        ("repeat", body["repeat"]),
    ]
    for label, words in lines:
        console.print(Text.assemble((f"  {label:<{_LABEL}}", "bold"), str(words)), soft_wrap=True)


def _file_words(file: Mapping[str, Any]) -> str:
    day = f", as of {file['as_of']}" if file["as_of"] else ""
    return f"{file['file']}{day}, {file['rows']:,} rows, SHA-256 {file['sha256']}"


def _papers_body(papers: Papers, answer: Answer, files: tuple[SourceFile, ...]) -> dict[str, object]:
    return {
        "definition": papers.definition,
        "unit": papers.unit,
        "sentence": papers.sentence,
        "counted": papers.rows,
        "version": papers.version,
        "as_of": papers.as_of,
        "source": answer.source,
        "files": [asdict(file) for file in files],
        "caveats": list(papers.caveats),
        "marking": answer.marking,
        "is_synthetic": papers.is_synthetic,
        "repeat": f"{PROGRAM} {papers.repeat}",
    }


def _rows(answer: Answer) -> list[dict[str, object]]:
    keys = answer.table.column(answer.question.by.value).to_pylist()
    values = answer.table.column("value").to_pylist()
    rows: list[dict[str, object]] = [
        {"key": str(key), "value": value, "words": answer.words(number)}
        for number, (key, value) in enumerate(zip(keys, values, strict=True))
    ]
    if answer.question.form is Form.CHANGE:
        for row, change in zip(rows, changes(answer), strict=True):
            row["verdict"] = change.verdict_words
    return rows


def _interval(answer: Answer) -> str | None:
    if answer.question.form is not Form.CHANGE:
        return None
    (change,) = changes(answer)
    if change.now is None or change.before is None:
        return None
    return f"{interval_words(*difference_interval(change.now, change.before))}; {change.verdict_words}"


def _split_body(split: Split | None) -> dict[str, object]:
    if split is None:
        return {"start": None, "steps": [], "now": None, "verdict": None, "interval": None}
    return {
        "start": split.start,
        "is_start_then": split.is_start_then,
        "untold": [str(part) for part in split.untold],
        "steps": [{"parts": [str(part) for part in step.parts], "value": step.value} for step in split.steps],
        "now": split.now,
        "verdict": WORDS[split.verdict],
        "interval": split.interval,
    }


def _parts(split: Split) -> Table:
    table = Table("part", box=box.SIMPLE_HEAD)
    table.add_column("events", justify="right")
    start = "last brief" if split.is_start_then else "last brief's months, as known now"
    if split.untold:
        small = "fewer than the floor" if split.is_untold_small else "withheld"
        table.add_row(" and ".join(split.untold), small)
    table.add_row(start, "withheld" if split.start is None else f"{split.start:,}")
    for step in split.steps:
        table.add_row(" and ".join(step.parts), signed(step.value))
    table.add_row("now", f"{split.now:,}")
    return table
