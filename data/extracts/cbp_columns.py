"""What CBP's monthly statistics have in common: their columns, and cells in canonical terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import UnknownFormatError, Where
from data.extracts.cbp_terms import component_code, is_known
from data.extracts.column_meanings import MatchedColumns
from data.extracts.contract import Finding
from data.extracts.delimited import DelimitedTable
from data.extracts.months import each, fiscal_months
from data.extracts.observation_rows import remark
from data.extracts.places import area_id, component_of_area, is_known_area
from data.extracts.restated_rows import Restated, restated_rows
from data.extracts.typed_cells import Origin, TypedCells, translated

PERIOD_SPELLINGS: dict[str, tuple[str, ...]] = {
    "fiscal_year": ("fiscalyear", "fy", "fiscalyr", "fiscalyearfy", "fiscalyears"),
    "month": ("monthabbv", "month", "monthabbr", "monthabbrev", "monthabbreviation", "monthname", "mon"),
    "month_grouping": ("monthgrouping", "monthgroup", "fytdgrouping", "yeartype"),
}
AREA_SPELLINGS: dict[str, tuple[str, ...]] = {
    "component": ("component", "componentname", "cbpcomponent", "operatingcomponent", "agency"),
    "region": ("landborderregion", "region", "borderregion", "border"),
    "land_filter": ("landfilter", "landonly", "landonlyfilter"),
    "area": (
        "areaofresponsibility",
        "aor",
        "branch",
        "branchname",
        "amobranch",
        "areaofresponsibilityaor",
        "areaofresponsibilities",
        "fieldofficesector",
        "sectorfieldoffice",
        "officesector",
        "aorabbv",
        "aorabbr",
    ),
    "area_code": ("aorabbv", "aorabbr", "aorabbrev", "aorabbreviation", "aorcode"),
}
COMPONENT_RULE = (
    "is no component of CBP",
    "Write Office of Field Operations, U.S. Border Patrol or Air and Marine Operations",
)
AREA_RULE = (
    "is no area of responsibility that is known",
    "Write the name as CBP does, for example Tucson Sector or Tucson Field Office",
)


@dataclass(frozen=True, kw_only=True)
class CbpText:
    """The text of a file with its columns by meaning, asked for cells of one meaning at a time."""

    file: str
    text: DelimitedTable
    columns: MatchedColumns

    def cells(self, meaning: str) -> pa.ChunkedArray:
        """Text cells of the column that has the meaning."""
        return self.text.table.column(self.columns[meaning])

    def origin(self, meaning: str) -> Origin:
        """Where those cells come from."""
        return Origin(file=self.file, column=self.columns[meaning], rows=self.text.rows)

    def translated(self, meaning: str, means: Callable[[str], object], rule: tuple[str, str]) -> TypedCells:
        """String cells of the meaning in canonical words; what has none is null and a finding.

        Raises
        ------
        UnreadableExtractError
            If the column is broken throughout.
        """
        return translated(
            self.cells(meaning), self.origin(meaning), type_=pa.string(), meaning=each(means), rule=rule
        )

    def months(self) -> TypedCells:
        """First day of the calendar month of each row.

        Raises
        ------
        UnreadableExtractError
            If a column is broken throughout.
        """
        return fiscal_months(
            self.cells("fiscal_year"),
            self.cells("month"),
            year_origin=self.origin("fiscal_year"),
            month_origin=self.origin("month"),
        )

    def components(self) -> TypedCells:
        """Component codes; all null where the file has no such column.

        Raises
        ------
        UnreadableExtractError
            If the column is broken throughout.
        """
        if "component" not in self.columns:
            return TypedCells(cells=pa.nulls(len(self.text.table), pa.string()))
        return self.translated("component", component_code, COMPONENT_RULE)

    def areas(self, components: TypedCells) -> TypedCells:
        """Area slugs; one that is well formed but in no table of ours is taken with a remark.

        Raises
        ------
        UnreadableExtractError
            If the column is broken throughout.
        """
        separator = "\x1f"
        pairs = pc.binary_join_element_wise(
            self.cells("area").combine_chunks(), pc.fill_null(components.cells, ""), separator
        )
        found = translated(
            pairs,
            self.origin("area"),
            type_=pa.string(),
            meaning=each(lambda pair: _area_of_pair(pair, separator)),
            rule=AREA_RULE,
        )
        shown = tuple(_without_component(finding, separator) for finding in found.findings)
        return TypedCells(cells=found.cells, findings=shown + self.unseen("area", found.cells, is_known_area))

    def components_or_of(self, components: TypedCells, areas: TypedCells) -> pa.Array:
        """Component codes as published, or those that the areas belong to where the file has none."""
        if "component" in self.columns:
            return components.cells
        encoded = pc.dictionary_encode(areas.cells)
        owners = [component_of_area(place_id) for place_id in encoded.dictionary.to_pylist()]
        return pa.array(owners, pa.string()).take(encoded.indices)

    def unseen(
        self, meaning: str, cells: pa.Array, known: Callable[[str], bool] = is_known
    ) -> tuple[Finding, ...]:
        """A remark for each canonical word that has not been published before."""
        new = [name for name in pc.unique(cells).to_pylist() if name is not None and not known(name)]
        return tuple(
            remark(
                self.file,
                row=int(self.text.rows[pc.index(cells, name).as_py()]),
                column=self.columns[meaning],
                value=name,
                rule="has not been published before, as far as is known, and was taken as it stands",
            )
            for name in new
        )

    def restated(
        self,
        key: dict[str, pa.Array],
        values: dict[str, pa.Array],
        *,
        dimensions: tuple[str, ...],
        always: tuple[str, ...],
    ) -> Restated:
        """Which rows state a figure again, see :func:`data.extracts.restated_rows.restated_rows`.

        Parameters
        ----------
        key
            Canonical cells that say which figure a row is.
        values
            Meaning to the figures that a row states.
        dimensions
            Meanings of columns that are summed out; their text tells rows apart, as does that of
            columns of no known meaning.
        always
            Those of them that every published vintage has: without one, rows that agree may have
            been told apart by it.

        Raises
        ------
        UnknownFormatError
            If so many rows disagree that something unknown must split the file, or rows are repeated
            and a dimension is missing that may have told them apart.
        """
        split_by = [self.columns[meaning] for meaning in dimensions if meaning in self.columns]
        texts = {f"text {name}": self.text.table.column(name) for name in (*split_by, *self.columns.ignored)}
        found = restated_rows(
            pa.table({**key, **texts}),
            {self.columns[meaning]: cells for meaning, cells in values.items()},
            rows=self.text.rows,
            file=self.file,
        )
        missing = [meaning.replace("_", " ") for meaning in always if meaning not in self.columns]
        if missing and found.remarks:
            raise UnknownFormatError(
                f"{int((~found.stays).sum()):,} rows state a figure again, this one first, and no column "
                f"gives the {' or the '.join(missing)}, which may tell them apart",
                where=Where(file=self.file, row=found.remarks[0].row),
                remedy="Download the published file, or add up the rows that were split by that column",
            )
        return found


def _area_of_pair(pair: str, separator: str) -> str | None:
    area, _, component = pair.partition(separator)
    return area_id(area, component or None)


def _without_component(finding: Finding, separator: str) -> Finding:
    return Finding(
        file=finding.file,
        row=finding.row,
        column=finding.column,
        value=finding.value.split(separator)[0],
        rule=finding.rule,
        remedy=finding.remedy,
    )
