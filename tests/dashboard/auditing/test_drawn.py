"""What is recorded of a drawn shape, whatever was sent as one."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.auditing.drawn import drawn_facts

RING = [[-111.123456, 31], [-109, 31], [-109, 33.98765], [-111.123456, 31]]


def test_a_polygon_has_a_digest_vertices_and_a_rounded_box() -> None:
    sent = json.dumps({"type": "Polygon", "coordinates": [RING]}).encode()
    assert drawn_facts(sent) == {
        "sha256": hashlib.sha256(sent).hexdigest(),
        "vertices": 4,
        "box": [-111.12, 31.0, -109.0, 33.99],
    }


def test_several_polygons_are_counted_together() -> None:
    sent = json.dumps({"type": "MultiPolygon", "coordinates": [[RING], [RING]]}).encode()
    assert drawn_facts(sent)["vertices"] == 8


@pytest.mark.parametrize(
    "sent",
    [b"", b"{", b"[1]", b"{}", b'{"coordinates": "x"}', b"[" * 100_000, b'{"coordinates": [[NaN]]}', b"\xff"],
)
def test_what_is_no_shape_still_has_its_digest(sent: bytes) -> None:
    assert drawn_facts(sent) == {"sha256": hashlib.sha256(sent).hexdigest()}


@given(st.binary(max_size=60))
def test_anything_may_be_sent(sent: bytes) -> None:
    assert "sha256" in drawn_facts(sent)
