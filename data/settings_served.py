"""Settings of a server for more than one person: who may come in, for how long, and what is recorded."""

from __future__ import annotations

from dataclasses import dataclass, field

SERVED_VARIABLES = {
    "served": ("BORDEROPS_SERVED", "yes: more than one person, with sign-in, rights and audit"),
    "secret": ("BORDEROPS_SECRET", "key of cookies and tokens, 32 characters or more; needed if served"),
    "public_url": ("BORDEROPS_PUBLIC_URL", "address that users open, as https and a host name"),
    "behind_proxy": (
        "BORDEROPS_BEHIND_PROXY",
        "yes: a proxy in front ends TLS and sets the headers",
    ),
    "proxy_addresses": (
        "BORDEROPS_PROXY_ADDRESSES",
        "addresses or networks of that proxy, by comma: from elsewhere its headers are not believed",
    ),
    "tls_certificate": ("BORDEROPS_TLS_CERTIFICATE", "file of the certificate chain, PEM, without a proxy"),
    "tls_key": ("BORDEROPS_TLS_KEY", "file of the certificate's key, PEM"),
    "sign_in": ("BORDEROPS_SIGN_IN", "ways to sign in: local, oidc, proxy; more than one by comma"),
    "oidc_issuer": ("BORDEROPS_OIDC_ISSUER", "address of the OpenID Connect provider"),
    "oidc_client_id": ("BORDEROPS_OIDC_CLIENT_ID", "this program's name at the provider"),
    "oidc_client_secret": ("BORDEROPS_OIDC_CLIENT_SECRET", "this program's secret at the provider"),
    "oidc_groups_claim": ("BORDEROPS_OIDC_GROUPS_CLAIM", "claim that lists the groups of who signs in"),
    "oidc_group_roles": (
        "BORDEROPS_OIDC_GROUP_ROLES",
        "role of each group, such as `bops-planners=planner,bops-stewards=steward`; others are refused",
    ),
    "oidc_scopes": ("BORDEROPS_OIDC_SCOPES", "scopes that are asked for, by blanks; openid is one of them"),
    "use_notice": (
        "BORDEROPS_USE_NOTICE",
        "notice that whoever signs in reads first; a plain one of the product's own if unset",
    ),
    "proxy_header": ("BORDEROPS_PROXY_HEADER", "header in which the proxy names the user"),
    "proxy_proof": (
        "BORDEROPS_PROXY_PROOF",
        "secret that the proxy sends in X-Borderops-Proof",
    ),
    "idle_minutes": ("BORDEROPS_IDLE_MINUTES", "minutes without a request after which a sign-in ends"),
    "session_hours": ("BORDEROPS_SESSION_HOURS", "hours after which a sign-in ends in any case"),
    "audit_anchor": (
        "BORDEROPS_AUDIT_ANCHOR",
        "file outside the database that heads of the audit record go to; in the store's folder if unset",
    ),
    "review": (
        "BORDEROPS_REVIEW",
        "yes: new data waits for a steward before anyone sees its figures; unset: yes if served",
    ),
    "keep_versions_days": (
        "BORDEROPS_KEEP_VERSIONS_DAYS",
        "days that old data versions are kept; 0: all",
    ),
    "keep_audit_days": ("BORDEROPS_KEEP_AUDIT_DAYS", "days that the audit record is kept; 0: for good"),
    "log_format": ("BORDEROPS_LOG_FORMAT", "text, or json: one object a line"),
    "metrics_port": ("BORDEROPS_METRICS_PORT", "TCP port of metrics on 127.0.0.1 if served; 0: none"),
    "workers": ("BORDEROPS_WORKERS", "processes that serve pages if served"),
}
"""Environment variable of each of these settings, and what it sets."""

SERVED_RANGES = {
    "idle_minutes": (1, 24 * 60),
    "session_hours": (1, 24 * 30),
    "keep_versions_days": (0, 36_500),
    "keep_audit_days": (0, 36_500),
    "metrics_port": (0, 65535),
    "workers": (1, 64),
}
"""Lowest and highest value of those that are whole numbers."""


@dataclass(frozen=True, kw_only=True)
class ServedSettings:
    """What an operator sets where more than one person is served; secrets are never printed."""

    served: str = "no"
    secret: str = field(default="", repr=False)
    public_url: str = ""
    behind_proxy: str = "no"
    proxy_addresses: str = "127.0.0.1,::1"
    tls_certificate: str = ""
    tls_key: str = ""
    sign_in: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_groups_claim: str = "groups"
    oidc_group_roles: str = ""
    oidc_scopes: str = "openid profile email"
    use_notice: str = ""
    proxy_header: str = "X-Remote-User"
    proxy_proof: str = field(default="", repr=False)
    idle_minutes: int = 15
    session_hours: int = 12
    audit_anchor: str = ""
    review: str = ""
    keep_versions_days: int = 0
    keep_audit_days: int = 0
    log_format: str = "text"
    metrics_port: int = 0
    workers: int = 2

    @property
    def is_served(self) -> bool:
        """Whether more than one person is served: sign-in, rights and audit are on."""
        return self.served == "yes"

    @property
    def is_reviewed(self) -> bool:
        """Whether new data waits for a steward."""
        return (self.review or self.served) == "yes"

    @property
    def ways_in(self) -> tuple[str, ...]:
        """The ways to sign in, in the order given: ``local``, ``oidc``, ``proxy``."""
        return tuple(way.strip() for way in self.sign_in.split(",") if way.strip())
