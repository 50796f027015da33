"""Mail with documents, through the mail server that the settings name. A password is never told or logged."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from dashboard.documents.making import MEDIA_TYPES, MadeFile
from data.errors import DeliveryError, SettingsError
from data.settings import Settings

_TIMEOUT_S = 30
_OUR_NAME = "borderops.invalid"
"""What the program calls itself to mail servers: it has no name of its own."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail: to whom, about what, with which files."""

    to: str
    marking: str
    title: str
    paragraphs: tuple[str, ...]
    files: Sequence[MadeFile]


def message_of(letter: Letter, *, sender: str, at: datetime) -> EmailMessage:
    """The message; its subject begins with the marking, its body begins and ends with it.

    Raises
    ------
    DeliveryError
        If an address or the title cannot stand in a header.
    """
    message = EmailMessage()
    try:
        message["Subject"] = f"[{letter.marking}] {letter.title}"
        message["From"], message["To"] = sender, letter.to
    except ValueError as error:
        raise DeliveryError(
            f"a mail to {letter.to!r} cannot be written: {error}", remedy="Correct it"
        ) from error
    message["Date"] = format_datetime(at)
    message["Message-ID"] = make_msgid(domain=_OUR_NAME)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Marking"] = letter.marking
    message.set_content("\n\n".join((letter.marking, *letter.paragraphs, letter.marking)) + "\n")
    for file in letter.files:
        kind = MEDIA_TYPES[file.name.rpartition(".")[2]].partition(";")[0]
        main, _, sub = kind.partition("/")
        message.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return message


def send(message: EmailMessage, settings: Settings) -> None:
    """Hand the message to the mail server.

    Raises
    ------
    DeliveryError
        If the server cannot be reached, or refuses it.
    SettingsError
        If no server or no sender is set, or a password would go unencrypted.
    """
    check_mail_settings(settings)
    is_encrypted = settings.smtp_tls == "yes"
    try:
        with smtplib.SMTP(
            settings.smtp_host, settings.smtp_port, local_hostname=_OUR_NAME, timeout=_TIMEOUT_S
        ) as server:
            if is_encrypted:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, settings.smtp_password)
            server.send_message(message)
    except (smtplib.SMTPException, OSError) as error:
        raise DeliveryError(
            f"the mail server {settings.smtp_host} port {settings.smtp_port} did not take it: {_said(error)}",
            remedy="Check BORDEROPS_SMTP_HOST and its companions, and the address",
        ) from error


def check_mail_settings(settings: Settings) -> None:
    """Return if mail can be sent with these settings.

    Raises
    ------
    SettingsError
        If no server or no sender is set, or a password would go unencrypted.
    """
    for value, variable in (
        (settings.smtp_host, "BORDEROPS_SMTP_HOST"),
        (settings.smtp_sender, "BORDEROPS_SMTP_SENDER"),
    ):
        if not value:
            raise SettingsError(f"{variable} is not set", remedy=f"Set {variable}, or deliver to a folder")
    if settings.smtp_user and settings.smtp_tls != "yes":
        raise SettingsError(
            "BORDEROPS_SMTP_USER is set and BORDEROPS_SMTP_TLS is no: the password would go unencrypted",
            remedy="Set BORDEROPS_SMTP_TLS to yes, or unset the user",
        )


def _said(error: Exception) -> str:
    """What the server said, in one line. A refused sign-in is told without what was sent."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"it refused the sign-in ({error.smtp_code})"
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
