"""The process in which features from outside are drawn into a plan, within bounds of time and memory.

``python -m data.plans.exchange.drawing_child`` reads what is to be drawn from the folder that it is
started in. Shapes made to take for ever end it, and nothing else.
"""

from __future__ import annotations

from pathlib import Path

from data.errors import PlanFileError
from data.plans.exchange.child import confine
from data.plans.exchange.drawn_features import drawn_features
from data.plans.exchange.drawn_outcome import load_rules, save_drawn
from data.plans.exchange.parsed import load_parsed, save_refusal


def main(folder: Path) -> None:
    """Draw the features in the folder, and write the plan, or why one is refused, beside them."""
    confine()
    try:
        plan, findings = drawn_features(load_parsed(folder).features, load_rules(folder))
    except PlanFileError as error:
        save_refusal(error, folder)
    else:
        save_drawn(plan, findings, folder)


if __name__ == "__main__":
    main(Path.cwd())
