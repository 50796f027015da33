"""The product never argues: what it says to people has no word that alarms, praises or takes a side.

"Significant" is a term of statistics that readers take for "important"; the house says "stands out".
Words that a publication itself uses stay in its tables (``data/reference``), and the list of words that
mark a person-level column has to hold them (``data/schema/person_words.py``).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.tree import ROOT, sources

PARTIAL = (
    "significant",
    "significantly",
    "alarming",
    "crisis",
    "invasion",
    "alien",
    "aliens",
    "illegals",
    "flooding",
    "swarm",
    "onslaught",
    "suspicious",
    "outrage",
    "tragic",
    "shocking",
    "unfortunately",
    "skyrocketing",
    "soaring",
    "plummeting",
    "horde",
    "catch and release",
)
_FOUND = re.compile(rf"\b({'|'.join(PARTIAL)})\b", re.IGNORECASE)
_EXEMPT = {Path("data/schema/person_words.py")}
_TEXT = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string of a source that is not documentation."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if path.suffix != ".py":
        for number, line in enumerate(text.splitlines(), start=1):
            yield from ((number, found) for found in _TEXT.findall(line))
        return
    tree = ast.parse(text)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def _partial(path: Path) -> list[str]:
    return [
        f"{path}:{line} says {found.group()!r}"
        for line, text in _strings(path)
        for found in _FOUND.finditer(text)
    ]


@pytest.mark.parametrize("suffix", [".py", ".ts", ".js"])
def test_no_text_of_the_product_takes_a_side(suffix: str) -> None:
    paths = [path for path in sources(suffix, under=("data", "layers", "dashboard")) if path not in _EXEMPT]
    assert paths
    assert [finding for path in paths for finding in _partial(path)] == []


def test_a_word_that_takes_a_side_is_found(tmp_path: Path) -> None:
    written = tmp_path / "page.py"
    written.write_text('"""A crisis in documentation."""\nTITLE = "A significant rise"\n', encoding="utf-8")
    assert _partial(written) == [f"{written}:2 says 'significant'"]
