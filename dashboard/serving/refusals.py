"""What a server for more than one person refuses to start with: all of it at once, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from dashboard.serving.folders import folder_faults
from data.errors import SettingsError
from data.settings import VARIABLES, Settings

SHORTEST_SECRET = 32
_FEWEST_CHARACTERS = 10
_PLACEHOLDERS = ("change", "example", "sample", "placeholder", "replace", "your-", "secret", "password")
_WAYS = ("local", "oidc", "proxy")
_TOOLS = (
    "DASH_DEBUG",
    "DASH_UI",
    "DASH_HOT_RELOAD",
    "DASH_SERVE_DEV_BUNDLES",
    "DASH_MCP_ENABLED",
    "FLASK_DEBUG",
)
"""Variables by which the libraries turn on tools of development, which show source and stop requests."""
_OFF = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something that must not be served with: the variable, what is wrong, what to do."""

    variable: str
    found: str
    remedy: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.variable} {self.found}. {self.remedy}."


def require_servable(settings: Settings, environ: Mapping[str, str]) -> None:
    """Return if more than one person may be served with these settings.

    Raises
    ------
    SettingsError
        If not; the message has a line for each fault.
    """
    faults = faults_of(settings, environ)
    if faults:
        lines = "\n".join(f"  {fault}" for fault in faults)
        raise SettingsError(
            f"more than one person is not served with these settings:\n{lines}",
            remedy="Set what is named; docs/operation.md has an example",
        )


def faults_of(settings: Settings, environ: Mapping[str, str]) -> tuple[Fault, ...]:
    """Everything that speaks against serving more than one person; secrets are never repeated."""
    parts = (_secret, _sign_in, _oidc, _proxy, _transport, _database)
    found = [fault for part in parts for fault in part(settings)]
    found += [Fault(variable=v, found=f, remedy=r) for v, f, r in folder_faults(settings, environ)]
    return (*found, *_tools(environ))


def _variable(name: str) -> str:
    return VARIABLES[name][0]


def _unset(settings: Settings, *names: str, why: str) -> Iterator[Fault]:
    for name in names:
        if not getattr(settings, name):
            yield Fault(variable=_variable(name), found=f"is not set, and {why}", remedy="Set it")


def weakness(secret: str) -> str:
    """What is wrong with a secret; "" if nothing that can be seen from outside."""
    if not secret:
        return "is not set"
    if len(secret) < SHORTEST_SECRET:
        return f"has {len(secret)} characters, expected {SHORTEST_SECRET} or more"
    lower = secret.lower()
    if len(set(lower)) < _FEWEST_CHARACTERS or any(word in lower for word in _PLACEHOLDERS):
        return "is a sample value or can be guessed"
    return ""


def _secret(settings: Settings) -> Iterator[Fault]:
    if found := weakness(settings.secret):
        yield Fault(variable=_variable("secret"), found=found, remedy="Make one with: openssl rand -hex 32")


def _sign_in(settings: Settings) -> Iterator[Fault]:
    strangers = [way for way in settings.ways_in if way not in _WAYS]
    if strangers:
        yield Fault(
            variable=_variable("sign_in"),
            found=f"names {', '.join(map(repr, strangers))}",
            remedy=f"Expected one or more of {', '.join(_WAYS)}",
        )
    if not settings.ways_in:
        yield Fault(
            variable=_variable("sign_in"),
            found="is not set: nobody could be told from anybody",
            remedy=f"Name one or more of {', '.join(_WAYS)}",
        )


def _oidc(settings: Settings) -> Iterator[Fault]:
    if "oidc" not in settings.ways_in:
        return
    needed = ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "oidc_group_roles", "public_url")
    yield from _unset(settings, *needed, why=f"{_variable('sign_in')} has oidc")


def _proxy(settings: Settings) -> Iterator[Fault]:
    if "proxy" not in settings.ways_in:
        return
    yield from _unset(settings, "proxy_header", why=f"{_variable('sign_in')} has proxy")
    if settings.behind_proxy != "yes":
        yield Fault(
            variable=_variable("behind_proxy"),
            found=f"is no, and {_variable('sign_in')} has proxy",
            remedy="Set it to yes, and let nobody but the proxy reach the port",
        )
    if found := weakness(settings.proxy_proof):
        yield Fault(
            variable=_variable("proxy_proof"),
            found=f"{found}, and {_variable('sign_in')} has proxy: anybody could send the header",
            remedy="Make one with: openssl rand -hex 32, and give it to the proxy too",
        )
    elif settings.proxy_proof == settings.secret:
        yield Fault(
            variable=_variable("proxy_proof"),
            found=f"is the same as {_variable('secret')}",
            remedy="Make another: the proxy need not know the key of cookies",
        )


def _transport(settings: Settings) -> Iterator[Fault]:
    address = urlsplit(settings.public_url)
    if settings.public_url and (address.scheme != "https" or not address.netloc):
        yield Fault(
            variable=_variable("public_url"),
            found="is not an https address",
            remedy="Give the address that users open",
        )
    if settings.behind_proxy == "yes":
        return
    why = f"{_variable('behind_proxy')} is no: passwords would cross the network readable"
    if not settings.tls_certificate and not settings.tls_key:
        yield Fault(
            variable=_variable("tls_certificate"),
            found=f"is not set, and {why}",
            remedy=f"Name a certificate and its key, or set {_variable('behind_proxy')} to yes "
            "where a proxy ends TLS",
        )
        return
    yield from _unset(settings, "tls_certificate", "tls_key", why=why)


def _database(settings: Settings) -> Iterator[Fault]:
    """A database that is gone at the end of the process, or that nobody can make (catalogue A13)."""
    if not settings.database:
        return
    try:
        url = make_url(settings.database)
    except ArgumentError:
        yield Fault(
            variable=_variable("database"),
            found="is not a database URL",
            remedy="For example postgresql+psycopg://borderops@db/borderops",
        )
        return
    if url.get_backend_name() == "sqlite" and (
        url.database in {None, "", ":memory:"} or "mode=memory" in str(url)
    ):
        yield Fault(
            variable=_variable("database"),
            found="is a database in memory: plans, sign-ins and the audit record would go with the process",
            remedy="Name a file, or PostgreSQL",
        )


def _tools(environ: Mapping[str, str]) -> Iterator[Fault]:
    for variable in _TOOLS:
        if environ.get(variable, "").strip().lower() not in _OFF:
            yield Fault(variable=variable, found="turns on a tool of development", remedy="Unset it")
