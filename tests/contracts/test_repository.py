"""The tree is fit to clone: small files, telling names, and pages that agree with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.settings import VARIABLES
from data.settings_page import settings_page
from tests.contracts.tree import ROOT, STOREYS, files, sources, text, told

LARGEST_FILE_BYTES = 1_500_000
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "lib", "shared", "constants"}
PAGES = [path for path in files() if path.suffix == ".md"]


def test_no_file_is_larger_than_one_and_a_half_megabytes() -> None:
    sizes = {path: (ROOT / path).stat().st_size for path in files()}
    faults = [f"{path}: {size:,} bytes" for path, size in sizes.items() if size > LARGEST_FILE_BYTES]
    assert not faults, told(faults)


def test_no_module_has_a_name_that_says_nothing() -> None:
    faults = [
        str(path)
        for path in sources(".py", ".ts", under=(*STOREYS, "tests", "benchmarks"))
        if {path.stem, *path.parts[:-1]} & SAYS_NOTHING
    ]
    assert not faults, told(faults)


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert re.search(r"^## \[?Unreleased\]?$", text(Path("CHANGELOG.md")), re.MULTILINE)


def test_every_make_command_in_the_documentation_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(Path("Makefile")), re.MULTILINE))
    told_of = {
        (str(page), command)
        for page in PAGES
        for command in re.findall(r"(?:`|^)make ([a-z]+)", text(page), re.MULTILINE)
    }
    assert {("README.md", "run"), ("README.md", "test")} <= told_of
    assert not {(page, command) for page, command in told_of if command not in targets}


def test_every_target_of_the_makefile_explains_itself() -> None:
    makefile = text(Path("Makefile"))
    phony = " ".join(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)).split()
    explained = set(re.findall(r"^([a-z]+):.*## \S", makefile, re.MULTILINE))
    wanted = {"help", "run", "test", "lint", "format", "bench", "shots", "docs", "check", "lock", "clean"}
    assert wanted <= explained & set(phony)


def test_the_settings_page_is_current_and_names_every_variable() -> None:
    page = text(Path("docs/settings.md"))
    assert page == settings_page(), "Write it anew: make docs"
    assert all(f"`{variable}`" in page for variable, _ in VARIABLES.values())


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text(page))
    broken = [link for link in links if "://" not in link and not (ROOT / page.parent / link).exists()]
    assert not broken


def test_every_page_of_the_documentation_is_reached_from_its_index() -> None:
    index = Path("docs/README.md")
    linked = {index.parent / link for link in re.findall(r"\]\(([^)#\s]+)", text(index))}
    missing = [
        str(page)
        for page in PAGES
        if page.parts[0] == "docs" and page != index and not linked & {page, page.parent}
    ]
    assert not missing, told(missing)
