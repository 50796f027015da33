"""Small rooms: no module is longer than a person reads in one go, and no function either."""

from __future__ import annotations

import ast

from tests.contracts.tree import STOREYS, body_lines, definitions, sources, text, told

MODULE_LINES = 250
BODY_LINES = 50
USUAL_BODY_LINES = 30
SHARE_ABOVE_USUAL = 0.10
EVERYWHERE = (*STOREYS, "tests", "benchmarks")


def _bodies() -> dict[str, int]:
    return {
        found.place: body_lines(found.node)
        for path in sources(".py", under=EVERYWHERE)
        for found in definitions(path)
        if not isinstance(found.node, ast.ClassDef)
    }


def test_no_module_has_more_than_250_lines() -> None:
    paths = sources(".py", ".ts", ".mjs", under=EVERYWHERE)
    long = {path: text(path).count("\n") for path in paths}
    faults = [f"{path}: {lines} lines" for path, lines in long.items() if lines > MODULE_LINES]
    assert paths
    assert not faults, told(faults)


def test_no_function_body_has_more_than_50_lines() -> None:
    faults = [f"{place}: {lines} lines" for place, lines in _bodies().items() if lines > BODY_LINES]
    assert not faults, told(faults)


def test_at_most_a_tenth_of_function_bodies_have_more_than_30_lines() -> None:
    bodies = _bodies()
    above = [f"{place}: {lines} lines" for place, lines in bodies.items() if lines > USUAL_BODY_LINES]
    assert len(above) <= SHARE_ABOVE_USUAL * len(bodies), told(above)
