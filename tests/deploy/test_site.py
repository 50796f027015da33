"""The pieces of deploy/ as processes: sign-in, faults of nodes, forged headers, a reload, new data."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import shutil
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from data.geography.county_names import county_names
from data.intake.store import Store
from tests.data.intake.made import incidents, take_in
from tests.data.plans.plan_stores import postgres_server
from tests.deploy.load import asking, until
from tests.deploy.person import Person, edited
from tests.deploy.site import BADGE, PASSWORD, PROOF, Site, running_site
from tests.layers.decoded import decode

pytestmark = pytest.mark.xdist_group("postgresql")

VALUES = "/api/live/layers/counties/values"
_SLOW_CLIENTS = 60


@pytest.fixture(scope="module")
def site(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """PostgreSQL, two nodes of one process each, a worker and nginx."""
    folder = tmp_path_factory.mktemp("site")
    store = shutil.copytree(demo_store, folder / "store", ignore=shutil.ignore_patterns("*.sqlite*"))
    with running_site(
        folder,
        store,
        postgres_server().url(),
        # The tests are one address, and ask more than an office does.
        changes={"rate=60r/s": "rate=2000r/s"},
        accounts={"maria": "planner", "ada": "administrator"},
    ) as running:
        yield running


@pytest.fixture(scope="module")
def maria(site: Site) -> Person:
    """A planner who is signed in through the proxy."""
    person = site.person("maria")
    person.sign_in(PASSWORD)
    return person


def readers(site: Site, count: int) -> list[Any]:
    """Ways to ask for the values of a layer, of people whom the proxy signs in."""
    people = [site.person(f"reader {number}") for number in range(count)]
    return [lambda person=person: person.get(VALUES, headers={"X-Test-Badge": BADGE}) for person in people]


def test_people_sign_in_look_and_edit_through_the_proxy(site: Site, maria: Person) -> None:
    assert site.person("nobody").get("/").status_code == 302
    assert site.person("nobody").get(VALUES).status_code == 401
    page = maria.get("/planner")
    assert page.status_code == 200
    assert page.headers["X-Request-ID"]
    head = maria.new_plan("Through the proxy")
    head = maria.assign(head, "04003")
    found = maria.get(f"/api/plans/{head['id']}").json()
    assert found["assigned"] == {"04003": "r1"}
    assert maria.get(VALUES).status_code == 200
    ready = maria.get("/readyz").json()
    assert ready == {"ready": True, "faults": []}


def test_each_request_has_a_line_of_json_with_the_proxys_id_and_nothing_that_was_typed(
    site: Site, maria: Person
) -> None:
    answer = maria.get(f"{VALUES}?from=2024-01", headers={"X-Request-ID": "chosen-by-the-client"})
    number = answer.headers["X-Request-ID"]
    assert number != "chosen-by-the-client"
    until(lambda: any(number in node.log.read_text() for node in site.nodes), within_s=10, what="its line")
    text = "".join(node.log.read_text() for node in site.nodes)
    (line,) = [json.loads(line) for line in text.splitlines() if number in line]
    assert line["user"] == "maria"
    assert line["endpoint"] == "live.values"
    assert line["status"] == answer.status_code
    assert line["data_version"] == Store.open(site.store).current().id
    assert "2024-01" not in json.dumps(line)
    assert number in (site.folder / "borderops.log").read_text()


def test_a_forged_identity_is_nobody(site: Site) -> None:
    badge, forged = {"X-Test-Badge": BADGE}, {"X-Remote-User": "vera"}
    proven = {"X-Borderops-Proof": PROOF}
    through, node = site.person("x"), site.person("x", at=site.nodes[0].address)
    assert through.get(VALUES, headers=badge).status_code == 200
    for headers in (
        forged,
        {"X_Remote_User": "vera"},
        {**forged, "X-Borderops-Proof": "p" * 65},
        {**forged, **proven},  # the proxy's own headers stand in place of these
    ):
        assert through.get(VALUES, headers=headers).status_code == 401, headers
    host = {"Host": f"127.0.0.1:{site.port}"}
    for headers in (
        forged,
        {"X_Remote_User": "vera", **proven},
        {**forged, "X_Borderops_Proof": PROOF},
        {**forged, "X-Borderops-Proof": PROOF[:-1]},
    ):
        assert node.get(VALUES, headers={**host, **headers}).status_code == 401, headers
    assert node.get(VALUES, headers={**host, **forged, **proven}).status_code == 200


def test_a_doubled_identity_header_is_nobody(site: Site) -> None:
    port = site.nodes[0].port
    for second in ("ada", "vera"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
            lines = (
                f"GET {VALUES} HTTP/1.1",
                f"Host: 127.0.0.1:{site.port}",
                "Connection: close",
                "X-Remote-User: vera",
                f"X-Remote-User: {second}",
                f"X-Borderops-Proof: {PROOF}",
            )
            raw.sendall("\r\n".join((*lines, "", "")).encode())
            assert b" 401 " in raw.recv(200)


def test_slow_clients_keep_nobody_from_an_answer(site: Site, maria: Person) -> None:
    trust = ssl.create_default_context(cafile=str(site.folder / "chain.pem"))
    half = b"POST /api/plans HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n{"
    with contextlib.ExitStack() as stack:
        for _ in range(_SLOW_CLIENTS):
            raw = stack.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=30))
            stack.enter_context(trust.wrap_socket(raw, server_hostname="127.0.0.1")).sendall(half)
        with asking([lambda: maria.get(VALUES)]) as answers:
            until(lambda: answers.statuses.total() >= 20, within_s=60, what="answers beside slow clients")
    assert answers.failed == {}


def test_new_data_is_served_under_load_and_each_answer_is_of_one_version(site: Site) -> None:
    said: set[tuple[str, str]] = set()

    def asks(one: Callable[[], requests.Response]) -> Callable[[], requests.Response]:
        def ask() -> requests.Response:
            answer = one()
            if answer.ok:
                header, arrays = decode(answer.content)
                body = b"".join(array.tobytes() for array in arrays.values())
                said.add((str(header["version"]), hashlib.sha256(body).hexdigest()))
            return answer

        return ask

    with asking([asks(one) for one in readers(site, 4)]) as answers:
        until(lambda: len(said) == 1, within_s=60, what="answers of the first version")
        # Real incidents, of which there are fewer, take the place of synthetic ones.
        new = incidents(*({"incident_id": f"Y{n}", "lon": -106 + n / 50} for n in range(40)))
        take_in(Store.open(site.store), new, name="new")
        until(lambda: len(said) == 2, within_s=90, what="answers of the new version")
        seen = answers.statuses.total()
        until(lambda: answers.statuses.total() >= seen + 40, within_s=60, what="more answers")
    assert answers.failed == {}
    assert len({version for version, _ in said}) == 2
    assert len({body for _, body in said}) == 2


def test_a_reload_fails_no_request_and_puts_new_processes_to_work(site: Site) -> None:
    before = {pid for node in site.nodes for pid in node.children()}
    with asking(readers(site, 4)) as answers:
        for node in site.nodes:
            old = set(node.children())
            node.process.send_signal(signal.SIGHUP)
            until(
                lambda node=node: "reloaded" in node.log.read_text(), within_s=120, what="the new processes"
            )
            until(
                lambda node=node, old=old: len(old - set(node.children())) > 0, within_s=60, what="their end"
            )
    assert answers.failed == {}
    assert answers.statuses[200] > 0
    assert {pid for node in site.nodes for pid in node.children()} - before


def test_a_node_that_is_killed_costs_no_reader_an_answer_and_no_planner_an_edit(
    site: Site, maria: Person
) -> None:
    head, counties = maria.new_plan("Through a kill"), iter(county_names())
    acknowledged = edited(maria, head, itertools.islice(counties, 4))
    with asking(readers(site, 4)) as answers:
        until(lambda: answers.statuses[200] >= 20, within_s=60, what="answers before")
        site.nodes[1].kill()
        seen = answers.statuses[200]
        until(lambda: answers.statuses[200] >= seen + 60, within_s=60, what="answers after")
    head = maria.get(f"/api/plans/{head['id']}").json()
    acknowledged |= edited(maria, head, itertools.islice(counties, 4))
    assert answers.failed == {}
    assert set(maria.get(f"/api/plans/{head['id']}").json()["assigned"]) == acknowledged
    site.nodes[1].start()
    site.nodes[1].wait_until_ready()


def test_a_node_that_is_told_to_end_finishes_what_it_began(site: Site, maria: Person) -> None:
    head, counties = maria.new_plan("Through an end"), iter(county_names())
    told = threading.Event()

    def end() -> None:
        told.wait()
        site.nodes[1].stop()

    ending = threading.Thread(target=end)
    ending.start()
    acknowledged = edited(maria, head, itertools.islice(counties, 3))
    told.set()
    head = maria.get(f"/api/plans/{head['id']}").json()
    acknowledged |= edited(maria, head, itertools.islice(counties, 12))
    ending.join()
    assert len(acknowledged) == 15, "no save failed"
    assert set(maria.get(f"/api/plans/{head['id']}").json()["assigned"]) == acknowledged
    assert site.nodes[1].process.returncode == 0


def test_the_master_keeps_the_workers_of_jobs(site: Site) -> None:
    def workers() -> set[int]:
        return {pid for pid in site.nodes[0].children() if "dashboard.serving.working" in _command(pid)}

    until(lambda: len(workers()) == 1, within_s=30, what="the worker")
    (pid,) = workers()
    os.kill(pid, signal.SIGKILL)
    until(lambda: len(workers() - {pid}) == 1, within_s=60, what="another worker")


def _command(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text()
    return ""
