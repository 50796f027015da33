"""Whether a data version's numbers add up, by two routes: what the product counts, and its rows.

Regions and no region, months, words and cells must each add up to the whole, and every part must
equal a count of the stored rows by other means (:mod:`data.answers.raw_rows`). Cells must add up
to their parents at every level. What is shown after disclosure control must be the exact count,
and what is hidden must be able to make up the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.answers.cells import MIN_CELL_LEVEL
from data.answers.disclosure import State
from data.answers.filters import Filter
from data.answers.gate import Gate
from data.answers.joined_counties import joined_counties
from data.answers.ledger import Checked, Counts, Ledger
from data.answers.question import By, Question
from data.answers.raw_rows import COUNTY, RawRows
from data.answers.samples import sampled_filters, sampled_shapes
from data.extracts.contract import Kind
from data.geography.grid import MAX_LEVEL, parent
from data.geography.polygon_repair import RepairedPolygon
from data.geography.reach import reach_of_counties
from data.geography.regions import region_sets
from data.intake.steps import Progress, silent
from data.intake.store_version import StoreVersion
from data.roles import Actor

_WORDS = (By.TOTAL, By.MONTH, By.CATEGORY, By.COMPONENT, By.MODE)
_IN_SHAPE = (By.TOTAL, By.MONTH, By.CATEGORY)
_RAW_LEVEL = 12
"""Level at which cells are counted from the rows too; all others must add up to it or from it."""
_SAMPLED = 500
"""Incidents that shapes are drawn about, and whose county is joined anew."""
_SHOWN = "shown after disclosure control"


@dataclass(frozen=True, kw_only=True)
class Sample:
    """How many filters and shapes are tried, and the seed that they are drawn from."""

    filters: int
    shapes: int
    seed: int


@dataclass(frozen=True, kw_only=True)
class Conservation:
    """What was compared in a version, and whether all of it agrees."""

    version: str
    incidents: int
    sample: Sample
    checked: tuple[Checked, ...]

    @property
    def counts(self) -> int:
        """Numbers that were compared."""
        return sum(found.counts for found in self.checked)

    @property
    def differences(self) -> int:
        """Numbers that differ."""
        return sum(found.differences for found in self.checked)


def conservation(
    gate: Gate,
    rows: RawRows,
    actor: Actor,
    version: StoreVersion,
    *,
    sample: Sample,
    progress: Progress = silent,
) -> Conservation:
    """What the product counts of a version, compared with its stored rows.

    Parameters
    ----------
    gate
        Over the store of the version.
    rows
        The rows of the version, opened.
    actor
        Who asks.
    version
        The data version; its files must have passed their checksums.
    sample
        What to try.
    progress
        Told the filters and shapes that are done.

    Raises
    ------
    AccessDeniedError
        If the actor may not view.
    """
    random = np.random.default_rng(sample.seed)
    span = gate.span(actor, Filter(version=version.id))
    months = tuple(date.fromisoformat(f"{month}-01") for month in (span.first, span.last)) if span else ()
    filters = sampled_filters(random, sample.filters, version=version.id, months=months)
    incidents = rows.sampled(_SAMPLED, sample.seed)
    places = np.stack([incidents.column(name).to_numpy() for name in ("lon", "lat")], axis=1)
    shapes = sampled_shapes(random, sample.shapes, places)
    check = _Check(gate=gate, rows=rows, actor=actor, ledger=Ledger())
    check.stated(version)
    check.tagged(incidents)
    for number, filter_ in enumerate(filters):
        progress("filters", number, len(filters))
        check.filter(filter_)
    for number, shape in enumerate(shapes):
        progress("shapes", number, len(shapes))
        # Every other shape counts everything, so that few of them are empty.
        chosen = filters[number % len(filters)] if filters and number % 2 else Filter(version=version.id)
        check.shape(shape, chosen, f"shape {number + 1} of seed {sample.seed}")
    return Conservation(
        version=version.id,
        incidents=version.rows(Kind.INCIDENTS),
        sample=sample,
        checked=tuple(sorted(check.ledger.checked(), key=lambda found: found.subject == _SHOWN)),
    )


@dataclass(frozen=True, kw_only=True)
class _Check:
    """One version under comparison."""

    gate: Gate
    rows: RawRows
    actor: Actor
    ledger: Ledger

    def stated(self, version: StoreVersion) -> None:
        """Compare the incidents that the manifest states with the rows."""
        everything = Filter(version=version.id)
        self.ledger.claim(
            "incidents in the manifest",
            everything.sentence(),
            "",
            product=version.rows(Kind.INCIDENTS),
            rows=self.rows.counts(everything)[By.TOTAL][By.TOTAL],
        )

    def tagged(self, incidents: pa.Table) -> None:
        """Compare the counties that incidents are stored with and those of a spatial join."""
        joined = joined_counties(*(incidents.column(name).to_numpy() for name in ("lon", "lat")))
        stored = Counter[object](incidents.column("county").to_pylist())
        words = f"of {incidents.num_rows} incidents, stored against joined by GeoPandas"
        self.ledger.compare("counties of single incidents", words, stored, Counter[object](joined))

    def filter(self, filter_: Filter) -> None:
        """Compare every breakdown under one filter."""
        counted = self.rows.counts(filter_)
        asked = Question(measure="incidents", filter=filter_)
        for by in _WORDS:
            self._table(replace(asked, by=by), counted[by], _subject(by))
        for chosen in region_sets():
            question = replace(asked, by=By.REGION, region_set=chosen.key)
            self._table(question, _by_group(counted[COUNTY], chosen.members), f"by {chosen.key}")
        by_reach = _by_group(counted[COUNTY], reach_of_counties())
        self._table(replace(asked, by=By.REACH), by_reach, "by reach of task forces")
        self._cells(filter_)

    def shape(self, drawn: RepairedPolygon, filter_: Filter, name: str) -> None:
        """Compare what is inside one shape under one filter."""
        counted = self.rows.inside(drawn.shape, filter_)
        asked = Question(measure="incidents", filter=filter_, polygon=drawn.shape, polygon_notes=drawn.notes)
        for by in _IN_SHAPE:
            self._table(replace(asked, by=by), counted[by], f"in a shape, {_subject(by)}", f"; {name}")

    def _table(self, question: Question, counted: Counts, subject: str, name: str = "") -> None:
        words = f"{question.filter.sentence()}{name}"
        exact = self._exact(question)
        self.ledger.compare(subject, words, exact, counted)
        (whole,) = self._exact(replace(question, by=By.TOTAL, region_set=None)).values()
        self.ledger.claim(subject, words, "all parts together", product=sum(exact.values()), rows=whole)
        self._shown(question, counted, f"{subject}; {words}")

    def _shown(self, question: Question, counted: Counts, words: str) -> None:
        """What is shown must be exact and at least the floor or 0; the hidden must fit the rest."""
        answer = self.gate.ask(self.actor, question)
        table = answer.table
        keys, values = table.column(question.by.value).to_pylist(), table.column("value").to_pylist()
        shown = {key: value for key, value in zip(keys, values, strict=True) if value is not None}
        exact = {key: counted.get(key, 0) for key in shown}
        allowed = {key: 0 if 0 < count < answer.floor else count for key, count in exact.items()}
        self.ledger.compare(_SHOWN, words, shown, allowed)
        states = table.column("state").to_pylist()
        least = sum(shown.values()) + states.count(State.SMALL)
        most = sum(shown.values()) + states.count(State.SMALL) * (answer.floor - 1)
        whole = sum(counted.values())
        is_open = any(state not in {State.SHOWN, State.SMALL} for state in states)
        fitting = max(least, whole if is_open else min(whole, most))
        self.ledger.claim(_SHOWN, words, "shown and hidden together", product=fitting, rows=whole)

    def _cells(self, filter_: Filter) -> None:
        finer = None
        for level in range(MAX_LEVEL, MIN_CELL_LEVEL - 1, -1):
            words = f"level {level}; {filter_.sentence()}"
            coarser = self._counted_cells(filter_, level)
            if finer is not None:
                self.ledger.compare_cells("cells and their children", words, coarser, _parents(finer))
            if level == _RAW_LEVEL:
                self.ledger.compare_cells("cells", words, coarser, self.rows.cells(filter_, level))
            finer = coarser

    def _counted_cells(self, filter_: Filter, level: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        question = Question(measure="incidents", filter=filter_, by=By.CELL, level=level)
        table = self.gate.undisclosed(self.actor, question)
        return table.column("cell").to_numpy(), table.column("value").to_numpy()

    def _exact(self, question: Question) -> dict[object, int]:
        table = self.gate.undisclosed(self.actor, question)
        keys = table.column(question.by.value).to_pylist()
        return dict(zip(keys, table.column("value").to_pylist(), strict=True))


def _subject(by: By) -> str:
    return "total" if by is By.TOTAL else f"by {by}"


def _by_group(by_county: Counts, members: Mapping[str, str]) -> Counts:
    """Counts of counties as counts of the groups that they are in; ``""`` is none."""
    groups: Counter[object] = Counter()
    for county, count in by_county.items():
        groups[members.get(str(county), "")] += count
    return groups


def _parents(
    cells: tuple[NDArray[np.int64], NDArray[np.int64]],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The counts of cells one level up, each the sum of its children."""
    codes, position = np.unique(parent(cells[0]), return_inverse=True)
    return codes, np.bincount(position, cells[1], len(codes)).astype(np.int64)
