"""What an extract for a programme is made of: its columns, and what each of them is for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SMALLEST_GROUP = 10
"""People; a group of staff that is smaller is not taken in where a schema says so."""
SOURCE_COLUMN = "source"
JOINED = ", "
"""Between the cells that together name a place."""


class Role(StrEnum):
    """What a column does: it says when, for what, how much, or in words."""

    PERIOD = "period"
    PLACE = "place"
    FIGURE = "figure"
    WORDS = "words"
    DAY = "day"
    SOURCE = "source"


class PeriodKind(StrEnum):
    """What the period column of a schema holds; the values are those of the observation schema."""

    MONTH = "month"
    FISCAL_YEAR = "fiscal_year"
    AS_OF = "as_of"


@dataclass(frozen=True, kw_only=True)
class ProgrammeColumn:
    """One column. ``adds_up`` says whether figures of several places may be added; medians may not.

    ``is_people`` marks counts of people or events, which fall under the disclosure floor; ``smallest``
    is the least count other than 0 that is taken in. ``most`` names a column of the same row that the
    figure may not exceed. ``form`` is a regular expression that the whole cell matches.
    """

    name: str
    role: Role
    meaning: str
    unit: str = ""
    required: bool = True
    allowed: tuple[str, ...] = ()
    is_people: bool = False
    adds_up: bool = True
    smallest: int = 0
    most: str = ""
    form: str = ""

    @property
    def title(self) -> str:
        """The name as words: ``Booked in``."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True)
class ProgrammeSchema:
    """One extract: what a row is, which scene it fills, its columns, and rows as an example.

    ``place_kind`` is the kind of place under which its rows are stored. The cells of ``example`` are
    in the order of ``columns``.
    """

    key: str
    title: str
    row_is: str
    fills: str
    period: PeriodKind
    place_kind: str
    columns: tuple[ProgrammeColumn, ...]
    example: tuple[tuple[str, ...], ...]

    def of(self, *roles: Role) -> tuple[ProgrammeColumn, ...]:
        """The columns of some roles, in order."""
        return tuple(column for column in self.columns if column.role in roles)

    @property
    def period_column(self) -> ProgrammeColumn:
        """The column that says when."""
        return self.of(Role.PERIOD)[0]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def example_csv(self) -> str:
        """The header and the example rows as CSV text."""
        lines = (self.names, *self.example)
        return "".join(f"{','.join(line)}\n" for line in lines)


def month() -> ProgrammeColumn:
    """The column of a calendar month."""
    return ProgrammeColumn(name="month", role=Role.PERIOD, meaning="calendar month, for example 2026-09")


def fiscal_year() -> ProgrammeColumn:
    """The column of a fiscal year, from 1 October."""
    return ProgrammeColumn(name="fiscal_year", role=Role.PERIOD, meaning="fiscal year, for example 2026")


def as_of() -> ProgrammeColumn:
    """The column of the day on which a list was true."""
    return ProgrammeColumn(name="as_of", role=Role.PERIOD, meaning="day of the list, for example 2026-09-30")


def place(name: str, meaning: str, *, allowed: tuple[str, ...] = (), form: str = "") -> ProgrammeColumn:
    """A column that names what a row is about, or a part of that name."""
    return ProgrammeColumn(name=name, role=Role.PLACE, meaning=meaning, allowed=allowed, form=form)


def people(
    name: str, meaning: str, *, unit: str = "people", smallest: int = 0, most: str = ""
) -> ProgrammeColumn:
    """A count of people or events: small ones are not shown."""
    return ProgrammeColumn(
        name=name, role=Role.FIGURE, meaning=meaning, unit=unit, is_people=True, smallest=smallest, most=most
    )


def figure(name: str, meaning: str, unit: str, *, most: str = "") -> ProgrammeColumn:
    """A figure about things or institutions, which adds up."""
    return ProgrammeColumn(name=name, role=Role.FIGURE, meaning=meaning, unit=unit, most=most)


def level(name: str, meaning: str, unit: str) -> ProgrammeColumn:
    """A figure that does not add up, such as a median; it may be left empty."""
    return ProgrammeColumn(
        name=name, role=Role.FIGURE, meaning=meaning, unit=unit, adds_up=False, required=False
    )


def words(
    name: str, meaning: str, *, required: bool = True, allowed: tuple[str, ...] = ()
) -> ProgrammeColumn:
    """A column of words about an institution, never about a person."""
    return ProgrammeColumn(name=name, role=Role.WORDS, meaning=meaning, required=required, allowed=allowed)


def day(name: str, meaning: str, *, required: bool = False) -> ProgrammeColumn:
    """A column of days, ISO 8601."""
    return ProgrammeColumn(name=name, role=Role.DAY, meaning=meaning, required=required)


def source() -> ProgrammeColumn:
    """The column that says where a row comes from; SYNTHETIC at its start labels the extract so."""
    return ProgrammeColumn(
        name=SOURCE_COLUMN, role=Role.SOURCE, meaning="system or office that the row comes from"
    )
