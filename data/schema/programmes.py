"""The extracts that fill the scenes of the programmes where nothing is published.

Source: section 5 of the design of the product names the inputs; columns are proposals of this house.
Rows are about institutions, places and periods, never about a person.
"""

from __future__ import annotations

from data.errors import ExtractError
from data.schema.programme_columns import ProgrammeSchema
from data.schema.programme_flows import FLOW_SCHEMAS
from data.schema.programme_lists import LIST_SCHEMAS

PROGRAMME_SCHEMAS: dict[str, ProgrammeSchema] = {
    schema.key: schema for schema in (*FLOW_SCHEMAS, *LIST_SCHEMAS)
}
"""Key to schema, in the order of the documentation."""


def programme_schema(key: str) -> ProgrammeSchema:
    """The schema of that key.

    Raises
    ------
    ExtractError
        If there is none; the message lists the keys.
    """
    if key not in PROGRAMME_SCHEMAS:
        raise ExtractError(
            f"there is no schema {key!r}", remedy=f"The schemas are {', '.join(PROGRAMME_SCHEMAS)}"
        )
    return PROGRAMME_SCHEMAS[key]
