"""Paths, limits and floors, read once from the environment.

Each setting has one environment variable, named in :data:`VARIABLES`; the settings
page of the documentation is generated from that table. Those of sign-in and of serving
more than one person are in :mod:`data.settings_served`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from data.markings import marking_or_default
from data.settings_served import SERVED_RANGES, SERVED_VARIABLES, ServedSettings
from data.settings_values import one_of, whole, yes_or_no

VARIABLES = {
    "store": ("BORDEROPS_STORE", "folder of the embedded store"),
    "host": ("BORDEROPS_HOST", "address to serve on"),
    "port": ("BORDEROPS_PORT", "TCP port to serve on"),
    "floor": ("BORDEROPS_FLOOR", "non-zero counts below this are shown as '<floor'"),
    "memory_limit_mb": ("BORDEROPS_MEMORY_MB", "DuckDB memory limit, MiB"),
    "threads": ("BORDEROPS_THREADS", "DuckDB threads"),
    "marking": ("BORDEROPS_MARKING", "marking of data whose version has none of its own; UNMARKED if unset"),
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
    **SERVED_VARIABLES,
}
"""Environment variable of each setting, and what it sets."""

_RANGES = {
    "port": (1, 65535),
    "floor": (1, 1000),
    "memory_limit_mb": (256, 1 << 20),
    "threads": (1, 256),
    "smtp_port": (1, 65535),
    **SERVED_RANGES,
}
"""Lowest and highest value of each setting that is a whole number."""
_SWITCHES = frozenset({"smtp_tls", "served", "behind_proxy", "review"})
_CHOICES = {"log_format": ("text", "json")}


@dataclass(frozen=True, kw_only=True)
class Settings(ServedSettings):
    """What an operator may set. Counts below ``floor`` are suppressed."""

    store: Path = Path("store")
    host: str = "127.0.0.1"
    port: int = 8050
    floor: int = 10
    memory_limit_mb: int = 2048
    threads: int = 2
    marking: str = ""
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
    def record_marking(self) -> str:
        """The marking of what is of no data version, such as the audit record."""
        return marking_or_default("", self.marking, is_synthetic=False)

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
        If a number is not a whole number in its allowed range, or a choice is not one of its values.
    """
    given = {name: environ.get(VARIABLES[name][0], "") for name in VARIABLES}
    values: dict[str, Any] = {name: _value(name, text) for name, text in given.items() if text}
    return Settings(**values)


def _value(name: str, text: str) -> Path | int | str:
    variable = VARIABLES[name][0]
    if name in _RANGES:
        return whole(text, variable, *_RANGES[name])
    if name in _SWITCHES:
        return yes_or_no(text, variable)
    if name in _CHOICES:
        return one_of(text, variable, _CHOICES[name])
    return Path(text) if name == "store" else text


def secret_settings() -> frozenset[str]:
    """Names of the settings that are never printed."""
    return frozenset(each.name for each in fields(Settings) if not each.repr)
