"""Folders and files that a server must be able to trust: nobody else may write them, or read a key."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from data.settings import VARIABLES, Settings

_Found = tuple[str, str, str]


def folder_faults(settings: Settings, environ: Mapping[str, str]) -> Iterator[_Found]:
    """Variable, what is wrong with the place that it names, and what to do."""
    yield from _writable(VARIABLES["store"][0], settings.store)
    if settings.delivery:
        yield from _writable(VARIABLES["delivery"][0], settings.delivery_folder)
    yield from _writable("XDG_CACHE_HOME", cache_folder(environ))
    yield from _database_folder(settings)
    if settings.behind_proxy != "yes":
        yield from _file(VARIABLES["tls_certificate"][0], settings.tls_certificate)
        yield from _key(VARIABLES["tls_key"][0], settings.tls_key)


def cache_folder(environ: Mapping[str, str]) -> Path:
    """The folder in which grids and compiled counts are kept between starts."""
    home = environ.get("XDG_CACHE_HOME") or Path(environ.get("HOME") or "~").expanduser() / ".cache"
    return Path(home) / "borderops"


def _writable(variable: str, folder: Path) -> Iterator[_Found]:
    """Whoever can write here can change what is answered, or what is run (catalogue A11)."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return  # a store that is missing is told of by the store, a cache is made
    if mode & stat.S_IWOTH:
        yield variable, f"names {folder}, which everybody on this machine may write", f"chmod o-w {folder}"


def _database_folder(settings: Settings) -> Iterator[_Found]:
    try:
        url = make_url(settings.plans_url)
    except ArgumentError:
        return
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return
    folder = Path(url.database).absolute().parent
    variable = VARIABLES["database"][0]
    if not folder.is_dir():
        yield variable, f"is a file in {folder}, which is not there", "Make the folder, or name another"
        return
    yield from _writable(variable, folder)


def _file(variable: str, name: str) -> Iterator[_Found]:
    if name and not os.access(name, os.R_OK):
        yield variable, f"names {name}, which cannot be read", "Name a file in PEM that this account may read"


def _key(variable: str, name: str) -> Iterator[_Found]:
    yield from _file(variable, name)
    if name and os.access(name, os.R_OK) and Path(name).stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
        yield variable, f"names {name}, which everybody on this machine may read", f"chmod o-rwx {name}"
