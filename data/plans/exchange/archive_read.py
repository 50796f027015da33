"""The members of a zip from outside, each checked before and while it is unpacked. Runs in the child."""

from __future__ import annotations

import io
import stat
import struct
import zlib
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from data.errors import PlanFileError
from data.plans.exchange.limits import MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED_BYTES, RATIO_FREE_BYTES

_BLOCK = 1 << 20
_ENCRYPTED = 0x1
_IGNORED = ("__MACOSX/",)
_ODD = ("\\", ":", "\0")


UNZIP_ERRORS = (
    BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What the library raises for a zip that is damaged, or made to be."""


def archive_members(body: bytes) -> dict[str, bytes]:
    """Name to bytes of each file in the zip; nothing is written to disk.

    Raises
    ------
    PlanFileError
        If the zip is cut, damaged or encrypted; if it has over 64 members, one whose name leaves the
        archive, is given twice or stands for a link; if it holds more than 256 MB, more than it
        declares, or over 200 times its own size.
    """
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
            _check_count(members)
            for member in members:
                _check_name(member)
            files = [m for m in members if not m.is_dir() and not m.filename.startswith(_IGNORED)]
            _check_declared(files, len(body))
            return {member.filename: _unpacked(archive, member) for member in files}
    except UNZIP_ERRORS as error:
        raise PlanFileError(
            f"the zip of {len(body):,} bytes cannot be unpacked: {str(error)[:120]}",
            remedy="The file was cut off or damaged: pack or copy it again",
        ) from error


def _check_count(members: list[ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise PlanFileError(
            f"the zip has {len(members):,} members, expected at most {MOST_MEMBERS}",
            remedy="Pack one layer alone",
        )
    names = [member.filename.lower() for member in members]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise PlanFileError(
            f"the zip has two members {twice[:60]!r}", remedy="Pack one layer alone, without copies"
        )


def _check_name(member: ZipInfo) -> None:
    name = member.filename
    path = PurePosixPath(name)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    if path.is_absolute() or ".." in path.parts or any(mark in name for mark in _ODD) or is_link:
        raise PlanFileError(
            f"the zip has a member {name[:60]!r} that leads out of it", remedy="Pack the files alone"
        )
    if member.flag_bits & _ENCRYPTED:
        raise PlanFileError(f"the member {name[:60]!r} is encrypted", remedy="Pack it without a password")


def _check_declared(files: list[ZipInfo], packed: int) -> None:
    size = sum(member.file_size for member in files)
    if size > MOST_UNPACKED_BYTES or size > max(RATIO_FREE_BYTES, MOST_RATIO * packed):
        raise PlanFileError(
            f"the zip of {packed:,} bytes would unpack to {size:,}",
            remedy="No boundaries pack that small: pack the layer again, or simplify it",
        )


def _unpacked(archive: ZipFile, member: ZipInfo) -> bytes:
    """The member's bytes, no more of them than it declares."""
    blocks: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > member.file_size:
                break
            blocks.append(block)
    if size != member.file_size:
        raise PlanFileError(
            f"the member {member.filename[:60]!r} has other than the {member.file_size:,} bytes it declares",
            remedy="The zip is damaged, or made to do harm: pack it again",
        )
    return b"".join(blocks)
