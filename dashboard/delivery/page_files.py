"""Which files the page loads and which do not change: what is worth a compressed copy."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

_SUITES = {
    "dash": ("deps", "dcc", "html", "dash-renderer/build"),
    "dash_ag_grid": (".",),
    "dash_mantine_components": (".",),
}
"""Packages with scripts of components, and their folders that hold them."""

_NOT_LOADED = (
    "async-enterprise",
    "async-mathjax",
    "dash-ws-worker",
    "polyfill@",
    "proptypes",
    ".dev.",
    "react@16",
    "react-dom@16",
    "18.2.0",
)
"""Parts of names of scripts that a page of ours never asks for."""

_SMALLEST_BYTES = 500
_SUFFIXES = {".css", ".js", ".mjs"}


def page_files(built: Path, assets: Path) -> Iterator[bytes]:
    """Contents of all scripts and styles that a page may load: components, bundle, assets."""
    folders = [Path(str(files(package))) / folder for package, names in _SUITES.items() for folder in names]
    for folder in (*folders, built, assets):
        for path in sorted(folder.iterdir()):
            if path.suffix in _SUFFIXES and not any(part in path.name for part in _NOT_LOADED):
                content = path.read_bytes()
                if len(content) >= _SMALLEST_BYTES:
                    yield content
