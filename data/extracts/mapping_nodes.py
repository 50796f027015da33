"""YAML of a mapping as plain nodes that know their line; safe by construction.

Only text, lists and key-value blocks are read: no tags, no anchors, no types guessed from
text (``no`` stays ``no``, ``0104`` stays ``0104``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from data.errors import MappingError, Where

MAX_MAPPING_BYTES = 1 << 16
MAX_DEPTH = 5
"""Deepest nesting read; a mapping needs three levels."""
REMEDY = "docs/own-csv.md shows a full mapping"


@dataclass(frozen=True, kw_only=True)
class Node:
    """A value of the mapping file: its key path such as ``columns.lon``, its line and its content."""

    file: str
    path: str
    line: int
    content: str | tuple[Node, ...] | dict[str, Node]

    def fault(self, found: str, *, remedy: str = REMEDY) -> MappingError:
        """A :class:`MappingError` that names file, line and key."""
        key = f"key {self.path}: " if self.path else ""
        return MappingError(f"line {self.line}: {key}{found}", where=Where(file=self.file), remedy=remedy)

    def text(self) -> str:
        """The text.

        Raises
        ------
        MappingError
            If the value is a list or a block.
        """
        if not isinstance(self.content, str):
            raise self.fault("expected one value")
        return self.content

    def texts(self) -> tuple[str, ...]:
        """The texts of a list; a single text is a list of one.

        Raises
        ------
        MappingError
            If the value is a block, or a list of anything but texts.
        """
        if isinstance(self.content, tuple):
            return tuple(item.text() for item in self.content)
        return (self.text(),)

    def block(self, *, allowed: tuple[str, ...] = ()) -> dict[str, Node]:
        """The values of a block by key; ``allowed`` empty allows any key.

        Raises
        ------
        MappingError
            If the value is no block or has a key that is not allowed.
        """
        if not isinstance(self.content, dict):
            raise self.fault("expected a block of keys and values")
        for key, node in self.content.items():
            if allowed and key not in allowed:
                raise node.fault(f"there is no key {key!r} here", remedy=f"Allowed: {', '.join(allowed)}")
        return self.content


def read_nodes(path: Path) -> Node:
    """The whole mapping file as one block.

    Raises
    ------
    MappingError
        If the file is missing, too large or deep, not UTF-8, not YAML, or uses tags, anchors or a key twice.
    """
    where = Where(file=path.name)
    try:
        with path.open("rb") as stream:
            stored = stream.read(MAX_MAPPING_BYTES + 1)
        text = stored.decode("utf-8-sig")
    except OSError as error:
        raise MappingError(
            f"cannot be read: {error.strerror}", where=where, remedy="Check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise MappingError("is not UTF-8 text", where=where, remedy="Save it as UTF-8") from error
    if len(stored) > MAX_MAPPING_BYTES:
        raise MappingError(f"is larger than {MAX_MAPPING_BYTES:,} bytes", where=where, remedy=REMEDY)
    try:
        _refuse_unsafe(yaml.parse(text, Loader=yaml.SafeLoader), path.name)
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        found = f"line {line}: not YAML: {error.problem}"
        raise MappingError(found, where=where, remedy=REMEDY) from error
    except yaml.YAMLError as error:
        raise MappingError("is not YAML that can be read", where=where, remedy=REMEDY) from error
    if tree is None:
        raise MappingError("is empty", where=where, remedy=REMEDY)
    return _node(tree, file=path.name, path="")


def _refuse_unsafe(events: Iterator[yaml.Event], file: str) -> None:
    depth = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            found = f"line {line}: more than {MAX_DEPTH} levels of nesting"
            raise MappingError(found, where=Where(file=file), remedy=REMEDY)
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            found = f"line {line}: tags, anchors and references are not allowed"
            raise MappingError(found, where=Where(file=file), remedy="Write the value out")


def _node(tree: yaml.Node, *, file: str, path: str) -> Node:
    line = _line(tree)
    if isinstance(tree, yaml.MappingNode):
        return Node(file=file, path=path, line=line, content=_block(tree, file=file, path=path))
    if isinstance(tree, yaml.SequenceNode):
        items = tuple(_node(item, file=file, path=f"{path}[{at}]") for at, item in enumerate(tree.value))
        return Node(file=file, path=path, line=line, content=items)
    return Node(file=file, path=path, line=line, content=str(tree.value))


def _block(tree: yaml.MappingNode, *, file: str, path: str) -> dict[str, Node]:
    block: dict[str, Node] = {}
    for key_node, value in tree.value:
        here = Node(file=file, path=path, line=_line(key_node), content="")
        if not isinstance(key_node, yaml.ScalarNode):
            raise here.fault("a key must be one text")
        key = str(key_node.value)
        if key in block:
            raise here.fault(f"the key {key!r} is there twice", remedy="Remove one of them")
        block[key] = _node(value, file=file, path=f"{path}.{key}" if path else key)
    return block


def _line(tree: yaml.Node) -> int:
    return tree.start_mark.line + 1 if tree.start_mark else 1
