"""Words of an item of a scene that are composed of more than one of its parts."""

from __future__ import annotations

from data.briefs.content import Ask, Missing, Table


def table_caption(table: Table) -> str:
    """Title of a table, and how many rows are not shown."""
    return " · ".join(part for part in (table.title, left_out_words(table)) if part)


def left_out_words(table: Table) -> str:
    """How many rows of a table are not shown; empty if all are."""
    return f"{table.left_out:,} more not shown" if table.left_out else ""


def needed_words(missing: Missing) -> str:
    """The extract that is needed, as a phrase."""
    return f"Needs {missing.extract}"


def schema_words(missing: Missing) -> str:
    """The schema and its columns, as a phrase: what each holds is in the papers."""
    return f"Schema {missing.schema}: {', '.join(name for name, _ in missing.columns)}"


def decision(ask: Ask) -> str:
    """The decision, with the recommendation that it follows."""
    return f"{ask.recommendation}: {ask.decision}" if ask.recommendation else ask.decision


def option_rows(ask: Ask) -> tuple[tuple[str, str, str], ...]:
    """Options as rows of a table."""
    return tuple((option.name, option.cost, option.risk) for option in ask.options)
