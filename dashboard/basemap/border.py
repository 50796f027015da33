"""The international line through the Great Lakes, where counties end at the shore.

It is the line that Natural Earth's two countries share, about a kilometre from the true one. The
line over land is in ``data/geography/border.py``; the line at sea is left out.
"""

from __future__ import annotations

import numpy as np
import shapely

from data.geography.border import PIGEON_RIVER, ST_REGIS, nearest


def water_line(shared: shapely.MultiLineString) -> shapely.LineString:
    """The line through the Great Lakes, from the lines that both countries of an atlas share.

    Its ends are joined to those of the land line.
    """
    lines = shapely.get_parts(shapely.line_merge(shared))
    longest = lines[np.argmax(shapely.length(shapely.intersection(lines, shapely.box(-95, 41, -66, 50))))]
    corners = shapely.get_coordinates(longest)
    first, last = sorted(nearest(corners, end) for end in (ST_REGIS, PIGEON_RIVER))
    path = corners[first : last + 1]
    if nearest(path, ST_REGIS) > 0:
        path = path[::-1]
    return shapely.LineString(np.vstack([ST_REGIS, path, PIGEON_RIVER]))
