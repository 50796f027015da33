"""What is public is explained: what it returns, in which units, and when it refuses."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from pathlib import Path

from numpydoc.validate import ALLOWED_SECTIONS

from data import errors
from tests.contracts.tree import STOREYS, Definition, definitions, module, own_nodes, sources, told

ERRORS = {
    name
    for holder in (errors, builtins)
    for name, value in vars(holder).items()
    if isinstance(value, type) and issubclass(value, Exception)
}

PLACE = r"CRS84|WGS ?84|Web Mercator|[Ee]qual[- ]area|degrees|EPSG"
QUANTITIES = (
    (re.compile(r"^(lon|lat|lng|polygon|polygons|geometry|geometries|ring|rings)$"), re.compile(PLACE)),
    (re.compile(r"_km$"), re.compile(r"kilomet|\bkm\b")),
    (re.compile(r"_m$"), re.compile(r"\bmetre|\bm\b")),
    (re.compile(r"_s$"), re.compile(r"\bsecond|\bs\b")),
)
"""Parameters that are quantities, and what their docstring must then say."""


def _public(*kinds: type) -> Iterator[Definition]:
    for path in sources(".py"):
        yield from (found for found in definitions(path) if found.is_public and isinstance(found.node, kinds))


def _functions() -> Iterator[Definition]:
    return _public(ast.FunctionDef, ast.AsyncFunctionDef)


def test_every_module_with_code_says_what_it_is_for() -> None:
    bare = [str(path) for path in sources(".py") if module(path).body and not ast.get_docstring(module(path))]
    assert not bare, told(bare)


def test_every_public_class_and_function_has_a_docstring() -> None:
    public = list(_public(ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
    bare = [found.place for found in public if not found.docstring.strip()]
    assert {found.path.parts[0] for found in public} == set(STOREYS)
    assert not bare, told(bare)


def test_every_public_function_that_raises_names_the_error_under_raises() -> None:
    faults = [
        f"{found.place}: raises {', '.join(missing)}, which its Raises section does not name"
        for found in _functions()
        if (missing := sorted(_raised(found.node) - _documented_errors(found.docstring)))
    ]
    assert not faults, told(faults)


def test_every_quantity_has_its_unit_or_reference_system_in_the_docstring() -> None:
    faults = [
        f"{found.place}: says no unit or reference system of {name!r}"
        for found in _functions()
        for name in _parameters(found.node)
        for is_quantity, unit in QUANTITIES
        if is_quantity.search(name) and not unit.search(_context(found))
    ]
    assert not faults, told(faults)


def test_every_underlined_section_is_one_that_numpydoc_knows() -> None:
    faults = [
        f"{found.place}: section {heading!r}"
        for found in _public(ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        for heading in re.findall(r"^([^\n]+)\n-{3,}$", found.docstring, re.MULTILINE)
        if heading not in ALLOWED_SECTIONS
    ]
    assert not faults, told(faults)


def _raised(node: ast.AST) -> set[str]:
    """Names of the error classes that the function's own body raises."""
    thrown = (found.exc for found in own_nodes(node) if isinstance(found, ast.Raise))
    called = (thing.func if isinstance(thing, ast.Call) else thing for thing in thrown)
    return {thing.id for thing in called if isinstance(thing, ast.Name)} & ERRORS


def _documented_errors(docstring: str) -> set[str]:
    section = re.search(r"^Raises\n-+\n(.*?)(?=^\S[^\n]*\n-{3,}$|\Z)", docstring, re.MULTILINE | re.DOTALL)
    return set(re.findall(r"^(\w+)$", section.group(1), re.MULTILINE)) if section else set()


def _parameters(node: ast.AST) -> list[str]:
    return [argument.arg for argument in ast.walk(node) if isinstance(argument, ast.arg)]


def _context(found: Definition) -> str:
    """The docstrings that speak for a function: its own, its class's and its module's."""
    above = (outer.docstring for outer in definitions(found.path) if outer.name in _outer_names(found))
    return "\n".join((found.docstring, *above, _module_docstring(found.path)))


def _outer_names(found: Definition) -> set[str]:
    return {".".join(found.within[:depth]) for depth in range(1, len(found.within) + 1)}


def _module_docstring(path: Path) -> str:
    return ast.get_docstring(module(path)) or ""
