"""What a request was told by the gate: data version and rows, for its log line and for metrics."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, has_request_context

from data.answers.question import Answer

_KEY = "borderops_told"


@dataclass
class Told:
    """Of one request: questions that the gate answered, rows of the answers, and the data version."""

    questions: int = 0
    rows: int = 0
    version: str = ""


def hear(answer: Answer) -> None:
    """Take note of an answer, if a request runs."""
    if not has_request_context():
        return
    told = told_in_request()
    told.questions += 1
    told.rows += len(answer.table)
    told.version = answer.version


def told_in_request() -> Told:
    """What this request was told so far."""
    if _KEY not in g:
        setattr(g, _KEY, Told())
    found: Told = g.get(_KEY)
    return found
