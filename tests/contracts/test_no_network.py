"""Nothing that is shipped fetches from another host, and nothing says where it was built."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dashboard.app import create_app
from data.settings import Settings
from tests.contracts.tree import ROOT, files, sources, text, told

SHIPPED = sources(".py", ".js", ".mjs", ".ts", ".css", ".html")
LOCKS = [path for path in files() if path.parts[0] == "locks" or path.name == "package-lock.json"]
THIS = Path(__file__).resolve().relative_to(ROOT)

_HOST = r"((?:[\w-]+\.)+[a-z]{2,}|\d+\.\d+\.\d+\.\d+)\b"
ADDRESS = re.compile(r"(?:https?:|wss?:)?//" + _HOST, re.IGNORECASE)
NAMES_NOT_PLACES = {"www.w3.org", "127.0.0.1"}
"""The name of a vocabulary of markup, which nothing fetches, and this machine."""

MACHINE_PATHS = re.compile(
    r"(?<![\w.])/(?:home|Users|root)/\w+|[A-Z]:\\Users|" + re.escape(str(ROOT.parent)) + r"(?=/)"
)
_DATA_SUFFIXES = {".csv", ".gz", ".parquet", ".png", ".pmtiles", ".xlsx", ".woff2"}
_HOSTILE = Path("tests/fixtures/hostile")
"""Files that are made to be no text, whatever they are called."""


def test_no_shipped_source_names_another_host() -> None:
    faults = [
        f"{path}: {', '.join(sorted(others))}"
        for path in SHIPPED
        if (others := {host.lower() for host in ADDRESS.findall(_without_comments(path))} - NAMES_NOT_PLACES)
    ]
    assert SHIPPED
    assert not faults, told(faults)


@pytest.mark.parametrize("path", LOCKS, ids=str)
def test_no_lock_holds_an_address(path: Path) -> None:
    assert "://" not in text(path)
    assert not re.search(r"\b(pypi|npmjs|pythonhosted|registry)\.\w+", text(path))


def test_every_locked_python_package_has_a_hash() -> None:
    locks = [path for path in LOCKS if path.suffix == ".txt"]
    assert locks
    for path in locks:
        pins = [line for line in text(path).splitlines() if re.match(r"[\w.-]+==", line)]
        assert pins
        assert all(pin.endswith("\\") for pin in pins), path


def test_every_locked_node_package_has_a_hash() -> None:
    lock = text(Path("dashboard/map/package-lock.json"))
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    faults = [
        f"{path}: {found.group()}"
        for path in files()
        if path.suffix not in _DATA_SUFFIXES and path != THIS and _HOSTILE not in path.parents
        for found in MACHINE_PATHS.finditer(text(path))
    ]
    assert not faults, told(faults)


def test_the_served_page_loads_from_its_own_origin_only(demo_store: Path) -> None:
    client = create_app(Settings(store=demo_store)).server.test_client()
    loaded = _Loaded()
    loaded.feed(client.get("/").get_data(as_text=True))
    assert loaded.addresses
    assert [address for address in loaded.addresses if not re.match(r"/(?!/)", address)] == []


@pytest.mark.parametrize(
    ("source", "hosts"),
    [
        ('<script src="//cdn.example/x.js">', ["cdn.example"]),
        ('fetch("https://tiles.example.org/0/0/0")', ["tiles.example.org"]),
        ("url(http://10.1.2.3/a.woff2)", ["10.1.2.3"]),
        ("half = count // total.size", []),
        ("/assets/theme.css", []),
    ],
)
def test_an_address_is_told_from_a_division(source: str, hosts: list[str]) -> None:
    assert ADDRESS.findall(source) == hosts


class _Loaded(HTMLParser):
    """Addresses that a page loads scripts, styles and pictures from."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"script": "src", "img": "src", "iframe": "src", "link": "href"}.get(tag)
        self.addresses += [value for name, value in attrs if name == wanted and value]


def _without_comments(path: Path) -> str:
    """The source without whole-line comments, in which ``//`` starts words and not an address."""
    return re.sub(r"^\s*(//|#).*$", "", text(path), flags=re.MULTILINE)
