"""What `make audit` passes over is named with a reason, and what it could not ask about is no success."""

from __future__ import annotations

import re

from tests.contracts.tree import ROOT


def test_each_weakness_that_is_passed_over_has_an_id_and_a_reason() -> None:
    lines = (ROOT / "locks" / "audit-ignored.list").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("#")
    for line in lines[1:]:
        assert re.fullmatch(r"(?:CVE|GHSA|PYSEC)-[\w-]+ .{30,}", line), line


def test_the_audit_fails_on_findings_and_on_packages_that_it_cannot_ask_about() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\naudit:")[2].partition("\n\n")[0]
    assert "--strict" in recipe
    assert "|| exit 1" in recipe
    for lock in ("requirements.txt", "requirements-dev.txt", "requirements-dask.txt"):
        assert lock in recipe
    assert "audit --audit-level=low" in recipe
