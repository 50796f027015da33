"""Which months can be compared with those of a year before, and how the two figures are laid side by side."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa

from data.answers.calendar import YEAR, days_in, month_start
from data.answers.filters import Filter
from data.answers.words import period_words


def comparable_months(filter_: Filter, held: Collection[int]) -> tuple[int, ...]:
    """Months that pass the filter and are held, as are the same months a year before; ascending.

    Of a period of more than a year these are its last twelve months, so that no month is on both
    sides. ``held`` are months of data, as :func:`~data.answers.calendar.month_number`.
    """
    if not held:
        return ()
    first, last = filter_.months(month_start(min(held)), month_start(max(held)))
    paired = [month for month in range(first, last + 1) if month in held and month - YEAR in held]
    return tuple(month for month in paired if month > paired[-1] - YEAR)


def share_of_days(months: tuple[int, ...]) -> float:
    """The part of the days of months and of those a year before that lies in the later ones."""
    now = sum(days_in(month, month) for month in months)
    before = sum(days_in(month - YEAR, month - YEAR) for month in months)
    return now / (now + before)


def comparison_words(months: tuple[int, ...]) -> str:
    """Which months are compared with which."""
    first, last = months[0], months[-1]
    now, before = (period_words(month_start(first - shift), month_start(last - shift)) for shift in (0, YEAR))
    gaps = "" if len(months) == last - first + 1 else f" ({len(months)} months that both years have)"
    return f"{now} against {before}{gaps}"


def limits(filter_: Filter, months: tuple[int, ...]) -> tuple[str, ...]:
    """What to say where the months compared are not the period of the filter."""
    if not months:
        return ("There are no complete months of this period and of the year before to compare.",)
    asked = (filter_.first, filter_.last)
    if (
        asked == (month_start(months[0]), month_start(months[-1]))
        and len(months) == months[-1] - months[0] + 1
    ):
        return ()
    return (f"Compared: {comparison_words(months)}, the latest complete months that can be.",)


def nothing_before(table: pa.Table) -> pa.Table:
    """A table with the same keys and no figures."""
    index = table.schema.get_field_index("value")
    return table.set_column(index, "value", pa.nulls(table.num_rows, table.schema.field(index).type))


def joined(now: pa.Table, before: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Both tables with the keys of either, those of the first in front; a figure may be null."""
    key = now.column_names[0]
    first, second = (
        dict(zip(table[key].to_pylist(), table["value"].to_pylist(), strict=True)) for table in (now, before)
    )
    keys = list(dict.fromkeys([*first, *second]))
    columns = ([figures.get(found) for found in keys] for figures in (first, second))
    values = (pa.array(column, now.schema.field("value").type) for column in columns)
    key_array = pa.array(keys, now.schema.field(key).type)
    later, earlier = (pa.table({key: key_array, "value": value}) for value in values)
    return later, earlier
