"""Papers of a number: whatever the measure, they say what it is, from where, and how to repeat it."""

from __future__ import annotations

import shlex
from datetime import date

import pytest

from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.measures import MEASURES
from data.answers.question import Answer, By, Form, Question
from data.briefs.papers import papers_of
from data.briefs.source_files import files_in_words, source_files
from data.errors import QuestionError
from data.roles import LOCAL_ACTOR
from tests.data.histories import History

BREAKDOWNS = (By.TOTAL, By.REGION, By.PLACE, By.YEAR, By.GROUP, By.MONTH)


def answer_to(gate: Gate, key: str) -> Answer:
    """The answer to the first question about the measure that can be asked."""
    for by in BREAKDOWNS:
        region_set = "county" if by is By.REGION else None
        question = Question(measure=key, filter=Filter(), by=by, region_set=region_set)
        try:
            return gate.ask(LOCAL_ACTOR, question)
        except QuestionError:
            continue
    pytest.fail(f"nothing can be asked about {key}")


@pytest.mark.parametrize("key", MEASURES)
def test_every_measure_has_papers(gate: Gate, key: str) -> None:
    answer = answer_to(gate, key)
    papers = papers_of(answer, gate, LOCAL_ACTOR)
    assert papers.title == MEASURES[key].title
    assert papers.definition == MEASURES[key].definition
    assert papers.source
    assert papers.version == answer.version
    assert papers.caveats == answer.caveats
    command = shlex.split(papers.repeat)
    assert command[:3] == ["explain", "--measure", key]
    assert command[command.index("--version") + 1] == answer.version
    assert papers.rows is not None
    assert papers.rows >= 0


def test_rows_of_incidents_are_the_events_counted(history: History) -> None:
    everything = history.gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter()))
    assert papers_of(everything, history.gate, LOCAL_ACTOR).rows == sum(history.rows.values())
    year = Filter(first=date(2025, 11, 1), last=date(2026, 10, 1))
    by_mode = Question(measure="incidents", filter=year, by=By.MODE)
    counted = papers_of(history.gate.ask(LOCAL_ACTOR, by_mode), history.gate, LOCAL_ACTOR).rows
    assert counted == history.counted("now", lambda *_: True)
    change = Question(measure="incidents", filter=year, form=Form.CHANGE)
    both = history.gate.ask(LOCAL_ACTOR, change)
    assert papers_of(both, history.gate, LOCAL_ACTOR).rows == sum(
        both.table[name][0].as_py() for name in ("now", "before")
    )


def test_files_are_told_newest_first_with_the_beginning_of_their_hashes(history: History) -> None:
    answer = history.gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=Filter()))
    files = source_files(answer, history.gate, LOCAL_ACTOR)
    words = files_in_words(files)
    assert words.startswith(f"{files[-1].file} (SHA-256 {files[-1].sha256[:12]}…, as of 31 Oct 2026)")
    assert words.endswith("and 2 earlier")
    assert words in papers_of(answer, history.gate, LOCAL_ACTOR).source


def test_papers_of_an_old_version_name_its_files(history: History) -> None:
    pinned = Filter(version=history.first_version)
    answer = history.gate.ask(LOCAL_ACTOR, Question(measure="incidents", filter=pinned))
    assert len(source_files(answer, history.gate, LOCAL_ACTOR)) == 1
    assert history.first_version in papers_of(answer, history.gate, LOCAL_ACTOR).repeat
