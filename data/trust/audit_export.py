"""The audit record as a file, CSV or one JSON object a line; either can be verified by itself.

Either begins with the marking and what was looked for, and holds every part of every record with its digest.
Whoever has the file alone can tell that no record in it was changed, none of a run of numbers is missing, and
none was cut off its end.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import AuditError, Where
from data.extracts.guarded_cells import guarded, guarded_line, unguarded
from data.trust.entries import COLUMNS, Entry, canonical_text
from data.trust.verification import Breach, Fault, Verification

FORMAT = "borderops audit record, version 1"
_END = "# SHA-256 of all lines above: "
_FIELDS = (*COLUMNS, "digest")


@dataclass(frozen=True, kw_only=True)
class ExportPapers:
    """What a file says of itself: its marking, what was looked for, when (ISO 8601, UTC) and by whom made."""

    marking: str
    search: str
    made_at: str
    made_by: str
    reason: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The papers as lines of text."""
        return (
            self.marking,
            FORMAT,
            f"Looked for: {self.search}",
            f"Made at {self.made_at} by {self.made_by}" + (f": {self.reason}" if self.reason else ""),
        )


@dataclass
class _Tally:
    """The digest of what was written so far."""

    sha: hashlib._Hash = field(default_factory=hashlib.sha256)

    def told(self, text: str) -> str:
        self.sha.update(text.encode())
        return text


def json_lines(entries: Iterable[Entry], papers: ExportPapers) -> Iterator[str]:
    """Lines of JSON: the papers, each record, and the digest of all lines before."""
    tally = _Tally()
    yield tally.told(f"{canonical_text({'format': FORMAT, **vars(papers)})}\n")
    for entry in entries:
        yield tally.told(f"{canonical_text({name: getattr(entry, name) for name in _FIELDS})}\n")
    yield f"{canonical_text({'sha256': tally.sha.hexdigest()})}\n"


def csv_lines(entries: Iterable[Entry], papers: ExportPapers) -> Iterator[str]:
    """Lines of CSV after the papers, which start with ``#``; text that could be a formula is guarded."""
    tally = _Tally()
    for line in papers.lines:
        yield tally.told(guarded_line(line))
    yield tally.told(_csv_row(_FIELDS))
    for entry in entries:
        yield tally.told(_csv_row([guarded(str(getattr(entry, name))) for name in _FIELDS]))
    yield f"{_END}{tally.sha.hexdigest()}\r\n"


def write_export(file: Path, lines: Iterable[str]) -> str:
    """The SHA-256 of the file, which is written whole and on the disk, or not there.

    Raises
    ------
    AuditError
        If it cannot be written.
    """
    sha = hashlib.sha256()
    making = file.with_name(f"{file.name}.making")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with making.open("w", encoding="utf-8", newline="") as target:
            for line in lines:
                sha.update(line.encode())
                target.write(line)
            target.flush()
            os.fsync(target.fileno())
        making.rename(file)
    except OSError as error:
        raise AuditError(
            f"the records cannot be written to a file: {error.strerror or error}",
            where=Where(file=str(file)),
            remedy="Choose a folder with free space; nothing was taken out of the database",
        ) from error
    return sha.hexdigest()


def verify_export(path: Path) -> Verification:
    """What a look at an exported file finds, without the database.

    Raises
    ------
    AuditError
        If the file cannot be read, or is no export of the record.
    """
    try:
        content = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise AuditError(
            f"the file cannot be read: {getattr(error, 'strerror', None) or error}",
            where=Where(file=str(path)),
            remedy="Name a file that borderops audit export wrote",
        ) from error
    read = _read_json if content.startswith("{") else _read_csv
    try:
        entries, ending = read(content)
    except (ValueError, TypeError, KeyError, csv.Error) as error:
        raise AuditError(
            f"the file is no export of the audit record: {str(error)[:80]}",
            where=Where(file=str(path)),
            remedy="Name a file that borderops audit export wrote",
        ) from error
    return _checked(entries, ending_is_right=ending)


def _checked(entries: list[Entry], *, ending_is_right: bool) -> Verification:
    faults = []
    for number, entry in enumerate(entries):
        if entry.expected_digest != entry.digest:
            words = f"Record {entry.seq:,} is not as it was written."
            faults.append(Fault(seq=entry.seq, breach=Breach.CHANGED, words=words))
        before = entries[number - 1] if number else None
        if before and entry.seq == before.seq + 1 and entry.previous != before.digest:
            words = f"Record {entry.seq:,} does not follow from record {before.seq:,}."
            faults.append(Fault(seq=entry.seq, breach=Breach.UNTIED, words=words))
    last = entries[-1].seq if entries else 0
    if not ending_is_right:
        words = f"The file is not as it was written: its SHA-256 does not fit. Its last record is {last:,}."
        faults.append(Fault(seq=last, breach=Breach.CUT, words=words))
    return Verification(
        records=len(entries),
        first=entries[0].seq if entries else 0,
        last=last,
        digest=entries[-1].digest if entries else "",
        heads=0,
        faults=tuple(faults),
        is_file=True,
        remarks=("A file by itself: compare its last digest with the record's, or with a head.",),
    )


def _read_json(content: str) -> tuple[list[Entry], bool]:
    # Not splitlines: text may hold characters that it takes for the end of a line.
    lines = [line for line in content.replace("\n", "\n\0").split("\0") if line]
    if json.loads(lines[0]).get("format") != FORMAT:
        raise ValueError(f"its first line is not of {FORMAT}")
    ending = json.loads(lines[-1]) if len(lines) > 1 else {}
    has_end = set(ending) == {"sha256"}
    body = lines[:-1] if has_end else lines
    digest = hashlib.sha256("".join(body).encode()).hexdigest()
    return [Entry(**json.loads(line)) for line in body[1:]], has_end and ending["sha256"] == digest


def _read_csv(content: str) -> tuple[list[Entry], bool]:
    body, mark, ending = content.rpartition(_END)
    has_end = bool(mark)
    body = body if has_end else content
    head = f"{','.join(_FIELDS)}\r\n"
    papers, found, rows = body.partition(head)
    if not found or f"# {FORMAT}" not in papers:
        raise ValueError(f"its first lines are not of {FORMAT}")
    read = csv.DictReader(io.StringIO(f"{found}{rows}", newline=""))
    entries = [_entry_of_cells(row) for row in read]
    digest = hashlib.sha256(body.encode()).hexdigest()
    return entries, has_end and ending.strip() == digest


def _entry_of_cells(row: dict[str | None, str | None]) -> Entry:
    cells = {name: unguarded(text) for name, text in row.items() if name and text is not None}
    if len(cells) != len(_FIELDS):
        raise ValueError(f"a row has {len(cells)} cells, expected {len(_FIELDS)}")
    return Entry(**{**cells, "seq": int(cells["seq"])})  # type: ignore[arg-type]


def _csv_row(cells: Iterable[str]) -> str:
    target = io.StringIO(newline="")
    csv.writer(target).writerow(cells)
    return target.getvalue()
