"""The site that is tortured: a PostgreSQL of its own, two nodes of one process each, nginx, a worker."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.data.plans.plan_stores import PostgresServer, postgres_programs
from tests.deploy.person import Person
from tests.deploy.site import BADGE, Site, running_site

USERS = 50
_DATABASES = ("plans.sqlite", "journal.sqlite")
# One address stands for fifty here: the limits of an address would be what is measured.
_CHANGES = {
    "rate=60r/s": "rate=20000r/s",
    "limit_conn connections 120;": "limit_conn connections 2000;",
    "burst=240": "burst=20000",
}


@dataclass(frozen=True, kw_only=True)
class Place:
    """The site, its database server, its store and the URL of its database."""

    site: Site
    server: PostgresServer
    url: str
    folder: Path

    def planner(self, number: int = 0) -> Person:
        """One of the planners, whom the proxy signs in, with a page open."""
        person = self.site.person(name_of(number))
        person.session.headers.update({"X-Test-Badge": BADGE, "X-Test-User": name_of(number)})
        page = person.get("/planner")
        assert page.status_code == 200, page.text[:400]
        return person


def name_of(number: int) -> str:
    """Name of the account of a simulated user."""
    return f"user-{number:02d}"


@contextmanager
def tortured_place(store: Path) -> Iterator[Place]:
    """A site over a copy of the store; everything goes with the context."""
    folder = Path(tempfile.mkdtemp(prefix="borderops-torture-"))
    server = PostgresServer(postgres_programs())
    try:
        copy = folder / "store"
        shutil.copytree(store, copy, ignore=lambda _, names: [n for n in names if n.startswith(_DATABASES)])
        url = server.url()
        people = {name_of(number): "planner" for number in range(USERS)}
        with running_site(folder, copy, url, changes=_CHANGES, proxied=people) as site:
            yield Place(site=site, server=server, url=url, folder=folder)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
