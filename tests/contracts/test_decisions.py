"""A decision that is costly to undo is written down: numbered, dated, on one page."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.contracts.tree import files, text

DECISIONS = [path for path in files() if path.parent == Path("docs/decisions")]
ONE_PAGE_LINES = 80


def test_decisions_have_numbers_of_their_own_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in DECISIONS)
    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_named_by_number_date_and_title(path: Path) -> None:
    named = re.fullmatch(r"(\d{4})-(\d{4}-\d{2}-\d{2})-[a-z0-9-]+\.md", path.name)
    assert named
    assert date.fromisoformat(named.group(2))
    assert text(path).startswith(f"# {named.group(1)}: ")
    assert f"Date: {named.group(2)}. Status: " in text(path)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_problem_facts_choice_and_consequences_on_one_page(path: Path) -> None:
    headings = re.findall(r"^## (.+)$", text(path), re.MULTILINE)
    assert {"Problem", "Facts", "Decision", "Consequences"} <= set(headings)
    assert text(path).count("\n") <= ONE_PAGE_LINES
