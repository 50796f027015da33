"""The source tree as the contracts see it: files, modules, functions and their docstrings."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STOREYS = ("data", "layers", "dashboard")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A class or function, where it stands, and the definitions that it stands in."""

    path: Path
    node: Function | ast.ClassDef
    within: tuple[str, ...]
    is_local: bool

    @property
    def name(self) -> str:
        """Dotted name inside its module."""
        return ".".join((*self.within, self.node.name))

    @property
    def place(self) -> str:
        """``path:line name``, for a message."""
        return f"{self.path}:{self.node.lineno} {self.name}"

    @property
    def is_public(self) -> bool:
        """Whether it can be used from another module; names of the language are not counted."""
        return not self.is_local and not any(part.startswith("_") for part in self.name.split("."))

    @property
    def docstring(self) -> str:
        """Its docstring, or ``""``."""
        return ast.get_docstring(self.node) or ""


@cache
def files() -> tuple[Path, ...]:
    """Paths, from the root, of all files that are or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = (Path(name) for name in listed.split("\0") if name)
    return tuple(sorted(path for path in set(paths) if (ROOT / path).is_file()))


def sources(*suffixes: str, under: tuple[str, ...] = STOREYS) -> tuple[Path, ...]:
    """Files with one of the suffixes in the given top folders."""
    return tuple(path for path in files() if path.suffix in suffixes and path.parts[0] in under)


@cache
def text(path: Path) -> str:
    """The file as text."""
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def module(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(text(path), filename=str(path))


def definitions(path: Path) -> Iterator[Definition]:
    """Every class and function of a file, outer ones first."""
    yield from _definitions(path, module(path).body, within=(), is_local=False)


def _definitions(
    path: Path, body: list[ast.stmt], *, within: tuple[str, ...], is_local: bool
) -> Iterator[Definition]:
    for node in body:
        if isinstance(node, ast.ClassDef | Function):
            yield Definition(path=path, node=node, within=within, is_local=is_local)
            inside = is_local or not isinstance(node, ast.ClassDef)
            yield from _definitions(path, node.body, within=(*within, node.name), is_local=inside)


def body_lines(node: Function) -> int:
    """Lines from the first statement of a function's body to its last, docstring not counted."""
    statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if not statements:
        return 0
    return (statements[-1].end_lineno or 0) - statements[0].lineno + 1


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Nodes inside a definition, without those of definitions inside it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.ClassDef | Function | ast.Lambda):
            yield from own_nodes(child)


def told(faults: list[str]) -> str:
    """The faults, one on a line, for the message of an assertion."""
    return "\n" + "\n".join(faults)
