"""Paths, limits and floors, read once from the environment.

Each setting has one environment variable, named in :data:`VARIABLES`; the settings
page of the documentation is generated from that table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import SettingsError

VARIABLES = {
    "store": ("BORDEROPS_STORE", "folder of the embedded store"),
    "host": ("BORDEROPS_HOST", "address to serve on"),
    "port": ("BORDEROPS_PORT", "TCP port to serve on"),
    "floor": ("BORDEROPS_FLOOR", "non-zero counts below this are shown as '<floor'"),
    "memory_limit_mb": ("BORDEROPS_MEMORY_MB", "DuckDB memory limit, MiB"),
    "threads": ("BORDEROPS_THREADS", "DuckDB threads"),
    "marking": ("BORDEROPS_MARKING", "text of the marking banner"),
    "database": (
        "BORDEROPS_DATABASE",
        "URL for alerts and plans, SQLite or PostgreSQL; SQLite files in the store's folder if unset",
    ),
    "signing_key": (
        "BORDEROPS_SIGNING_KEY",
        "key that signs approved plans, 32 characters or more; a checksum stands in for it if unset",
    ),
    "delivery": (
        "BORDEROPS_DELIVERY",
        "folder that documents are delivered to; `delivered` in the store's folder if unset",
    ),
    "smtp_host": ("BORDEROPS_SMTP_HOST", "mail server that documents are sent through; none if unset"),
    "smtp_port": ("BORDEROPS_SMTP_PORT", "TCP port of the mail server"),
    "smtp_sender": ("BORDEROPS_SMTP_SENDER", "address that mail is sent from"),
    "smtp_tls": ("BORDEROPS_SMTP_TLS", "whether mail is sent encrypted (STARTTLS): yes or no"),
    "smtp_user": ("BORDEROPS_SMTP_USER", "name at the mail server; no sign-in if unset"),
    "smtp_password": ("BORDEROPS_SMTP_PASSWORD", "password at the mail server"),
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an operator may set. Counts below ``floor`` are suppressed."""

    store: Path = Path("store")
    host: str = "127.0.0.1"
    port: int = 8050
    floor: int = 10
    memory_limit_mb: int = 2048
    threads: int = 2
    marking: str = "UNCLASSIFIED"
    database: str = ""
    signing_key: str = field(default="", repr=False)
    delivery: str = ""
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_sender: str = ""
    smtp_tls: str = "yes"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)

    @property
    def delivery_folder(self) -> Path:
        """The folder that documents are delivered to."""
        return Path(self.delivery) if self.delivery else self.store / "delivered"

    @property
    def journal_url(self) -> str:
        """SQLAlchemy URL of the journal of alerts: ``database``, or a SQLite file in the store's folder."""
        return self.database or f"sqlite:///{(self.store / 'journal.sqlite').absolute()}"

    @property
    def plans_url(self) -> str:
        """SQLAlchemy URL of the plans: ``database``, or a SQLite file of their own in the store's folder."""
        return self.database or f"sqlite:///{(self.store / 'plans.sqlite').absolute()}"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from environment variables, defaults where unset.

    Parameters
    ----------
    environ
        Usually ``os.environ``; variables are listed in :data:`VARIABLES`.

    Raises
    ------
    SettingsError
        If a number is not a whole number in its allowed range, or a choice is neither yes nor no.
    """
    default = Settings()
    text = {name: environ.get(variable) for name, (variable, _) in VARIABLES.items()}
    return Settings(
        store=Path(text["store"]) if text["store"] else default.store,
        host=text["host"] or default.host,
        port=_whole(text["port"], "port", default.port, 1, 65535),
        floor=_whole(text["floor"], "floor", default.floor, 1, 1000),
        memory_limit_mb=_whole(
            text["memory_limit_mb"], "memory_limit_mb", default.memory_limit_mb, 256, 1 << 20
        ),
        threads=_whole(text["threads"], "threads", default.threads, 1, 256),
        marking=text["marking"] or default.marking,
        database=text["database"] or default.database,
        signing_key=text["signing_key"] or default.signing_key,
        delivery=text["delivery"] or default.delivery,
        smtp_host=text["smtp_host"] or default.smtp_host,
        smtp_port=_whole(text["smtp_port"], "smtp_port", default.smtp_port, 1, 65535),
        smtp_sender=text["smtp_sender"] or default.smtp_sender,
        smtp_tls=_yes_or_no(text["smtp_tls"], "smtp_tls", default.smtp_tls),
        smtp_user=text["smtp_user"] or default.smtp_user,
        smtp_password=text["smtp_password"] or default.smtp_password,
    )


def _yes_or_no(text: str | None, name: str, default: str) -> str:
    if not text:
        return default
    if text.lower() in {"yes", "no"}:
        return text.lower()
    variable = VARIABLES[name][0]
    raise SettingsError(
        f"{variable} is {text!r}, expected yes or no", remedy=f"Set {variable} to yes or no, or unset it"
    )


def _whole(text: str | None, name: str, default: int, low: int, high: int) -> int:
    if text is None or text == "":
        return default
    if text.isdecimal() and low <= int(text) <= high:
        return int(text)
    variable = VARIABLES[name][0]
    raise SettingsError(
        f"{variable} is {text!r}, expected a whole number from {low} to {high}",
        remedy=f"Set {variable} to a number in that range or unset it",
    )
