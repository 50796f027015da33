"""A zip whose bytes follow from its members alone."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_FIRST_YEAR = 1980
"""A zip cannot tell of an earlier one."""


def written_archive(members: Mapping[str, bytes], made_at: datetime) -> bytes:
    """Bytes of a zip with the members in order, each dated ``made_at``."""
    when = made_at if made_at.year >= _FIRST_YEAR else made_at.replace(year=_FIRST_YEAR)
    target = io.BytesIO()
    with ZipFile(target, "w", compression=ZIP_DEFLATED) as archive:
        for name, body in members.items():
            member = ZipInfo(name, date_time=when.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, body)
    return target.getvalue()
