"""Information sharing: cells, the partners that they reach, and how long it takes (R4, R5, R6)."""

from __future__ import annotations

from data.answers.question import By
from data.briefs.content import Item, Panel, Side
from data.briefs.occasion import Occasion
from data.briefs.programmes.extracts import is_loaded, missing, share, table
from data.briefs.programmes.facts import asked, counted_rows, first_told, map_view, numeral
from data.briefs.programmes.programme import Page, Programme, ProgrammePanels, panels_at

_SHARING = "programme-sharing"


def compose(occasion: Occasion) -> ProgrammePanels:
    """Fusion centers and states that have one; products, receipt and latency; a map.

    Raises
    ------
    UnknownVersionError
        If the data version is gone.
    """
    centers, by_state = (
        asked(occasion, "fusion-centers"),
        asked(occasion, "fusion-centers-by-state", by=By.GROUP),
    )
    states = counted_rows(occasion, by_state, label="States and territories with one", unit="states")
    products = _reached(occasion)
    reached = first_told(products, "of products received", "whether products reach them, cannot tell")
    layers = ("fusion_centers", "task_forces_seahawk", "task_forces_jiatf")
    return ProgrammePanels(
        headline=f"{centers.words()} fusion centers in {states.value} states and territories; {reached}.",
        sure="The list of centers is general knowledge of a public list, of medium confidence.",
        panels=(
            Panel(
                title="Cells",
                side=Side.ACTIVITY,
                items=(numeral(occasion, centers, label="Fusion centers"), states),
            ),
            Panel(title="Products reached", side=Side.OVERSIGHT, items=products),
            Panel(
                title="Where", items=(map_view(occasion, layers, "Fusion centers, seaport centers, JIATF."),)
            ),
        ),
    )


def _reached(occasion: Occasion) -> tuple[Item, ...]:
    if not is_loaded(occasion, _SHARING):
        return (missing(_SHARING, "How many products reach which partner, and how fast, is not published."),)
    return (
        share(occasion, _SHARING, "received", "products", label="Products whose receipt is confirmed"),
        share(occasion, _SHARING, "with_feedback", "products", label="Products with feedback"),
        table(
            occasion,
            _SHARING,
            ("products", "received", "median_hours", "p90_hours"),
            title="By cell and partner",
            first="Cell, partner",
        ),
    )


PROGRAMME = Programme(
    key="information-sharing",
    title="Information sharing",
    recommendations=("R4", "R5", "R6"),
    compose=compose,
    pages=(
        Page(title="cells and reach", chosen=panels_at(0, 1)),
        Page(title="map", chosen=panels_at(2)),
    ),
)
