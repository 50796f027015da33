"""How large a brief may be, checked wherever it comes from."""

from __future__ import annotations

LONGEST_TITLE = 200
LONGEST_LINE = 200
"""Of a name, an option's cost or risk, who decides, by when."""
LONGEST_WORDS = 2_000
"""Of a note, the presenter's notes, a question or its answer."""
LONGEST_VIEW = 16_000
"""Of a saved view: a drawn shape of 500 corners is most of it."""
LONGEST_KEY = 60
MOST_SCENES = 60
MOST_MEASURES = 3
MOST_OPTIONS = 6
MOST_QUESTIONS = 20
LARGEST_NUMBER = 2**31 - 1
"""Of the id of a plan, an edit or a frozen brief: no database holds a larger one."""
RECOMMENDATIONS = tuple(f"R{number}" for number in range(1, 12))
PROGRAMME_KEYS = (
    "best-ibet",
    "seahawk",
    "jiatf",
    "jttf",
    "detention",
    "coordination-council",
    "information-sharing",
    "agreements-287g",
    "grants",
    "representatives",
    "joint-staffing",
)
"""The programmes, in the order in which the national brief shows them."""
