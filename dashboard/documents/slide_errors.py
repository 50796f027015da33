"""Intervals on a native chart: error bars with a value of their own for each point.

Source: ISO/IEC 29500-1:2016, 21.2.2.55 (``errBars``).
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from pptx.chart.series import _BaseCategorySeries
from pptx.oxml.ns import qn
from pptx.util import Pt

from dashboard.documents.paper import Ink

_AFTER = ("c:cat", "c:val", "c:smooth", "c:shape", "c:extLst")
"""What the schema puts after error bars."""


def add_intervals(
    series: _BaseCategorySeries, reaches: Sequence[tuple[float, float] | None], *, ink: Ink
) -> None:
    """Add error bars that reach so far under and over each value; none where there is no interval."""
    if not any(reaches):
        return
    bars = etree.Element(qn("c:errBars"))
    for tag, value in (("c:errBarType", "both"), ("c:errValType", "cust"), ("c:noEndCap", "0")):
        etree.SubElement(bars, qn(tag), val=value)
    for tag, side in (("c:plus", 1), ("c:minus", 0)):
        values = etree.SubElement(etree.SubElement(bars, qn(tag)), qn("c:numLit"))
        etree.SubElement(values, qn("c:formatCode")).text = "General"
        etree.SubElement(values, qn("c:ptCount"), val=str(len(reaches)))
        for at, pair in enumerate(reaches):
            if pair:
                point = etree.SubElement(values, qn("c:pt"), idx=str(at))
                etree.SubElement(point, qn("c:v")).text = f"{pair[side]:g}"
    line = etree.SubElement(etree.SubElement(bars, qn("c:spPr")), qn("a:ln"), w=str(int(Pt(1.25))))
    etree.SubElement(
        etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), val=ink.text.lstrip("#").upper()
    )
    after = [found for tag in _AFTER for found in series._element.findall(qn(tag))]
    after[0].addprevious(bars)
