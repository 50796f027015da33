"""Style is quick to work out: no rule looks, from the root or a whole page, for something inside it.

With ``body:has(.x)`` a browser works out the style of every element anew whenever any of them changes, which
once made a change of filter three times as slow. The root is told instead: ``dashboard/assets/marks.js``.
"""

from __future__ import annotations

import re

from tests.contracts.tree import ROOT, sources

_LARGE = (
    r"(?:\bbody|\bhtml|:root(?:\[[^\]]*\])*|\.operations|\.planner|\.pl-bench|\.briefing|\.briefs-page|\*)"
)
_LOOKS_INSIDE = re.compile(rf"{_LARGE}(?::not\()?:has\(")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def test_no_rule_looks_from_the_root_for_what_is_inside() -> None:
    sheets = sources(".css", under=("dashboard",))
    assert len(sheets) > 10
    found = {
        str(path): _LOOKS_INSIDE.findall(_COMMENT.sub("", (ROOT / path).read_text(encoding="utf-8")))
        for path in sheets
    }
    assert {path: looks for path, looks in found.items() if looks} == {}


def test_a_rule_that_does_is_found() -> None:
    for rule in ("body:has(.wall) .header {}", "body:not(:has(.wall)) {}", ':root[data-a="b"]:has(p) {}'):
        assert _LOOKS_INSIDE.search(rule), rule
    assert not _LOOKS_INSIDE.search(".bo-legend:has(button) {}")
