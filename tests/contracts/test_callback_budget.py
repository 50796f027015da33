"""Callbacks parse, ask and present: few inputs, few outputs, short chains, one writer for each value.

The limits are those of ``docs/decisions``, "one hub".
"""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from dash import Dash

from dashboard.app import create_app
from data.settings import Settings
from tests.contracts.callbacks import Registered, calls, handlers, longest_chain, registered
from tests.contracts.tree import ROOT, body_lines, module, own_nodes, sources, text, told

BODY_LINES = 15
INPUTS_AND_STATES = 4
OUTPUTS = 4
CHAIN = 3
DASHBOARD = sources(".py", under=("dashboard",))
GUARD = Path("dashboard/access/guard.py")
FIGURES = Path("dashboard/components/figures.py")


@pytest.fixture(scope="module")
def app(demo_store: Path) -> Dash:
    return create_app(Settings(store=demo_store))


@pytest.fixture(scope="module")
def callbacks(app: Dash) -> list[Registered]:
    found = registered(app)
    assert found
    return found


def test_the_app_never_hides_a_misspelt_id(app: Dash) -> None:
    assert app.config.suppress_callback_exceptions is False


def test_no_callback_hears_more_than_four_inputs_and_states(callbacks: list[Registered]) -> None:
    faults = [one.key for one in callbacks if len(one.inputs) + len(one.states) > INPUTS_AND_STATES]
    assert not faults, told(faults)


def test_no_callback_has_more_than_four_outputs(callbacks: list[Registered]) -> None:
    faults = [one.key for one in callbacks if len(one.outputs) > OUTPUTS]
    assert not faults, told(faults)


def test_no_chain_of_callbacks_is_longer_than_three(callbacks: list[Registered]) -> None:
    chain = longest_chain(callbacks)
    assert len(chain) <= CHAIN, told(chain)


def test_every_value_has_one_writer(callbacks: list[Registered]) -> None:
    writers = Counter(output for one in callbacks for output in one.outputs)
    faults = [f"{name}.{prop}: {count} writers" for (name, prop), count in writers.items() if count > 1]
    assert not faults, told(faults)


def test_the_longest_chain_is_found_through_pattern_ids() -> None:
    click = Registered(outputs=(('{"name":"a","type":"f"}', "value"),), inputs=(), states=(), key="click")
    hub = Registered(
        outputs=(("hub", "data"),),
        inputs=(('{"name":["ALL"],"type":"f"}', "value"),),
        states=(("hub", "data"),),
        key="hub",
    )
    panel = Registered(outputs=(("panel", "children"),), inputs=(("hub", "data"),), states=(), key="panel")
    assert longest_chain([panel, hub, click]) == ["click", "hub", "panel"]


def test_every_callback_body_is_at_most_fifteen_lines() -> None:
    bodies = {f"{path}:{node.lineno} {node.name}": body_lines(node) for path, node in handlers()}
    faults = [f"{place}: {lines} lines" for place, lines in bodies.items() if lines > BODY_LINES]
    assert bodies
    assert not faults, told(faults)


@pytest.mark.parametrize("word", ["allow_duplicate", "suppress_callback_exceptions"])
def test_no_source_lets_a_value_have_two_writers_or_hides_an_id(word: str) -> None:
    faults = [str(path) for path in DASHBOARD if word in text(path)]
    assert not faults, told(faults)


def test_callbacks_are_registered_through_the_guard_only() -> None:
    faults = [
        f"{path}:{call.lineno}"
        for path in DASHBOARD
        if path != GUARD
        for call in calls(path, {"callback", "clientside_callback"})
        if not _is_method_of(call, "guard")
    ]
    imported = [
        f"{path}:{node.lineno}: imports {alias.name}"
        for path in DASHBOARD
        for node in ast.walk(module(path))
        if isinstance(node, ast.ImportFrom) and node.module == "dash"
        for alias in node.names
        if alias.name in {"callback", "clientside_callback"}
    ]
    assert not faults + imported, told(faults + imported)


def test_ids_come_from_the_enums_of_ids_only() -> None:
    heard = [
        f"{path}:{call.lineno}: {ast.unparse(call)}"
        for path in DASHBOARD
        for call in calls(path, {"Input", "Output", "State"})
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    placed = [
        f"{path}:{node.lineno}: id={ast.unparse(node.value)}"
        for path in DASHBOARD
        for node in ast.walk(module(path))
        if isinstance(node, ast.keyword) and node.arg == "id" and isinstance(node.value, ast.Constant)
        if node.value.value not in _ANCHORS
    ]
    assert not heard + placed, told(heard + placed)


def test_charts_are_made_in_one_place_only() -> None:
    places = {path for path in DASHBOARD for _ in calls(path, {"Graph"})}
    assert places == {FIGURES}
    assert (ROOT / FIGURES).is_file()


def test_no_handler_asks_what_fired_it() -> None:
    ladders = [
        f"{path}:{node.lineno}"
        for path in DASHBOARD
        for node in own_nodes(module(path))
        if isinstance(node, ast.Attribute) and node.attr in {"triggered", "triggered_id"}
    ]
    assert not ladders, told(ladders)


def _is_method_of(call: ast.Call, name: str) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id=owner)):
            return owner == name
        case _:
            return False


_ANCHORS = {"content"}
"""Ids that no callback names: places in the page that a link leads to."""
