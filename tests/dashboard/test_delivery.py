"""What the page loads leaves compressed, once, and is kept by the browser as long as its address pins it."""

from __future__ import annotations

import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import brotli
import plotly.graph_objects
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from plotly.basedatatypes import BaseTraceType
from werkzeug.test import TestResponse

from dashboard.api.built import bundle_path
from dashboard.app import create_app
from dashboard.delivery.copies import COMPRESSORS, Copies, content_key
from dashboard.delivery.encoding import compress_responses
from dashboard.delivery.page import lean_config, sorted_scripts
from data.settings import Settings
from tests.contracts.tree import ROOT

SCRIPTS_BYTES = 1_300_000
"""Most that scripts and styles of a first picture may weigh, compressed."""

WORDS = b"the same words again " * 200
AFTER_THE_INDEX = (
    "/_dash-component-suites/plotly/package_data/plotly.min.js",
    "{bundle}/maplibre-gl-worker.mjs",
)


@pytest.fixture(scope="module")
def client(demo_store: Path) -> FlaskClient:
    return create_app(Settings(store=demo_store)).server.test_client()


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return Copies(folder=tmp_path / "compressed")


def get(client: FlaskClient, address: str, coding: str = "br", **headers: str) -> TestResponse:
    return client.get(address, headers={"Accept-Encoding": coding, **headers}, buffered=True)


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        address = named.get("src") or (named.get("href") if tag == "link" else None)
        if address:
            self.found.append(address)


def loaded_at_first(client: FlaskClient) -> list[str]:
    """Addresses of scripts and styles of the index page, and of what those load for the first picture."""
    index = _Addresses()
    index.feed(get(client, "/", "identity").get_data(as_text=True))
    bundle = re.search(r"/assets-map-\w+", " ".join(index.found))
    assert bundle
    return [*dict.fromkeys(index.found), *(one.format(bundle=bundle.group()) for one in AFTER_THE_INDEX)]


def test_every_script_and_style_of_the_page_is_sent_compressed(client: FlaskClient) -> None:
    for address in loaded_at_first(client):
        plain, sent = get(client, address, "identity"), get(client, address)
        assert plain.status_code == sent.status_code == 200, address
        if len(plain.data) >= 500:
            assert sent.headers["Content-Encoding"] == "br", address
            assert brotli.decompress(sent.data) == plain.data, address


def test_scripts_and_styles_of_a_first_picture_stay_light(client: FlaskClient) -> None:
    sizes = {address: len(get(client, address).data) for address in loaded_at_first(client)}
    assert sum(sizes.values()) < SCRIPTS_BYTES, sizes


def test_the_grids_library_is_not_in_the_way_of_the_first_picture(client: FlaskClient) -> None:
    index = get(client, "/", "identity").get_data(as_text=True)
    assert '<script src="/_dash-component-suites/dash_ag_grid' not in index
    assert '"namespace": "dash_ag_grid"' in index


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_values_and_pages_are_compressed_as_they_are_sent(client: FlaskClient, coding: str) -> None:
    for address in ("/", "/_dash-layout", "/api/live/layers/incident_density/values"):
        assert get(client, address, coding).headers["Content-Encoding"] == coding


def test_tiles_are_sent_in_ranges_and_as_they_are(client: FlaskClient) -> None:
    sent = get(client, "/tiles/regions.pmtiles", Range="bytes=0-16383")
    assert sent.status_code == 206
    assert "Content-Encoding" not in sent.headers
    assert len(sent.data) == 16384


def test_what_the_address_pins_is_kept_and_the_rest_is_asked_for_again(client: FlaskClient) -> None:
    for address in loaded_at_first(client):
        sent = get(client, address)
        if re.search(r"assets-map-|[?&]m=|\.v\d", address):
            assert "max-age=31536000" in sent.headers["Cache-Control"], address
        else:
            again = get(client, address, **{"If-None-Match": sent.headers["ETag"]})
            assert again.status_code == 304, address


def test_a_copy_is_found_by_its_content_only(copies: Copies) -> None:
    assert copies.write([WORDS]) == len(COMPRESSORS)
    assert copies.write([WORDS]) == 0
    brotlied, gzipped = (copies.find(content_key(WORDS), coding) for coding in ("br", "gzip"))
    assert brotlied
    assert gzipped
    assert brotli.decompress(brotlied) == gzip.decompress(gzipped) == WORDS
    assert copies.find(content_key(WORDS + b"!"), "br") is None


def test_copies_of_what_is_no_longer_there_are_removed(copies: Copies) -> None:
    copies.write([WORDS])
    copies.write([WORDS + b"!"])
    assert copies.find(content_key(WORDS), "br") is None


def test_a_browser_that_takes_no_compression_gets_the_file(copies: Copies) -> None:
    server = Flask(__name__)
    server.add_url_rule("/a.js", view_func=lambda: Response(WORDS, mimetype="text/javascript"))
    compress_responses(server, copies)
    for has_copy in (False, True):
        if has_copy:
            copies.write([WORDS])
        sent = get(server.test_client(), "/a.js", "identity")
        assert sent.data == WORDS
        assert "Content-Encoding" not in sent.headers
        assert brotli.decompress(get(server.test_client(), "/a.js").data) == WORDS


def test_a_changed_file_changes_the_address_of_the_bundle(tmp_path: Path) -> None:
    (tmp_path / "map.js").write_text("1")
    before = bundle_path(tmp_path)
    (tmp_path / "regions.pmtiles").write_text("tiles have an address of their own")
    assert bundle_path(tmp_path) == before
    (tmp_path / "map.js").write_text("2")
    assert bundle_path(tmp_path) != before


def test_a_script_that_is_not_known_stays_in_its_place() -> None:
    grid = '<script src="/x/dash_ag_grid/dash_ag_grid.v1.js?a=1&amp;b"></script>\n'
    kept, later = sorted_scripts(f'<script src="/a.js"></script>\n{grid}<script>1</script>')
    assert kept == '<script src="/a.js"></script>\n<script>1</script>'
    assert [one["address"] for one in later] == ["/x/dash_ag_grid/dash_ag_grid.v1.js?a=1&b"]


def test_of_the_layouts_that_callbacks_are_checked_against_only_ids_are_sent() -> None:
    def component(**props: object) -> dict[str, object]:
        return {"namespace": "n", "type": "T", "props": props}

    layout = component(children=["words", component(title="t"), component(id="a", data=[{"label": "<b>"}])])
    head = '<script id="_dash-config" type="application/json">'
    config = {"a": "<b>", "validation_layout": layout}
    sent = lean_config(f"{head}{json.dumps(config)}</script>").removeprefix(head).removesuffix("</script>")
    assert "<" not in sent
    assert json.loads(sent) == {
        "a": "<b>",
        "validation_layout": component(children=[component(id="a")]),
    }
    assert lean_config("<script>other</script>") == "<script>other</script>"


def test_charts_draw_only_what_the_smaller_plotly_has() -> None:
    """Kinds as a figure names them: ``"type": "bar"``."""
    kinds = [getattr(plotly.graph_objects, name) for name in plotly.graph_objects.__all__]
    traces = {k.__name__.lower() for k in kinds if isinstance(k, type) and issubclass(k, BaseTraceType)}
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").glob("*/*.py"))
    drawn = set(re.findall(r'"type": "([a-z0-9]+)"', sources)) & traces
    assert "plotly.graph_objects" not in sources
    assert drawn
    assert drawn <= {"bar", "scatter", "pie"}
