"""Loading files into the store: which files, one by one, each as a whole or not at all.

A folder with a ``meta.json`` is an act with all its editions; a folder without one is looked
through for such folders and for files of acts. What fails is reported with its reason and does
not keep the rest from loading.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.amending.keeping import (
    amending_orders_in,
    facts_of_orders,
    keep_amendments,
    make_way,
)
from ingest.errors import FileTooLargeError, IngestError, UnreadableFileError
from ingest.header import ActFacts, complete, facts_of_header, merge
from ingest.metadata import MetadataError, read_metadata
from ingest.pipeline import editions_of, read_structure
from ingest.safety import DEFAULT_LIMITS
from ingest.submitting import is_annex1, load_form
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Actor
from knowledge.errors import BilimError
from knowledge.identity import same_act
from knowledge.store.admission import admit_editions
from knowledge.store.database import Database
from knowledge.store.loading import (
    LoadOutcome,
    LoadStatus,
    SourceFile,
    editions_from_file,
    header_of_act,
    learn_header,
    load_edition,
)
from knowledge.store.transactions import Writable

_IGNORED = frozenset({"meta.json", "questions.jsonl", "questions2.jsonl", "changed_points.json"})
_ACT_SUFFIXES = frozenset({".md", ".markdown", ".html", ".htm", ".docx", ".pdf", ".txt", ".xlsx"})


@dataclass(frozen=True, slots=True)
class FileToLoad:
    """A file to load, with the facts that stand beside it.

    ``problem`` is set where it is known already why the file cannot be loaded.
    """

    path: Path
    facts: tuple[ActFacts, ...] = ()
    problem: IngestError | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: its outcomes, or the error that kept it out."""

    path: Path
    outcomes: tuple[LoadOutcome, ...] = ()
    error: IngestError | BilimError | None = None
    submissions: int = 0


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """``facts`` win over everything the files say; ``replace`` corrects a loaded edition.

    ``actor`` is who loads; the machine's own files are loaded by whoever sits at it.
    """

    facts: ActFacts = field(default_factory=ActFacts)
    replace: bool = False
    actor: Actor = LOCAL_ADMINISTRATOR


def find_files(paths: Sequence[Path]) -> Iterator[FileToLoad]:
    """The files that ``paths`` stand for, editions of an act oldest first.

    A bad ``meta.json`` stands for itself, with its problem, and the other folders go on. Raises
    UnreadableFileError for a path that does not exist.
    """
    for path in paths:
        if path.is_dir():
            yield from _files_of_folder(path)
        elif path.exists():
            yield _file_with_sidecar(path)
        else:
            raise UnreadableFileError(f"{path}: there is no such file or folder.")


def _files_of_folder(folder: Path) -> Iterator[FileToLoad]:
    for root, folders, names in os.walk(folder):
        folders.sort()
        here = Path(root)
        if "meta.json" in names:
            yield from _files_of_act(here, names)
        else:
            yield from (FileToLoad(here / name) for name in _act_names(names))


def _act_names(names: Sequence[str]) -> list[str]:
    return [
        name
        for name in sorted(names)
        if Path(name).suffix.lower() in _ACT_SUFFIXES and not name.upper().startswith("README")
    ]


def _files_of_act(folder: Path, names: Sequence[str]) -> Iterator[FileToLoad]:
    """The editions that the folder's ``meta.json`` lists, or all files where it lists none."""
    try:
        metadata = read_metadata(folder / "meta.json")
    except MetadataError as error:
        yield FileToLoad(folder / "meta.json", problem=error)
        return
    common = metadata.facts()
    if not metadata.editions:
        yield from (FileToLoad(folder / name, (common,)) for name in _act_names(names))
    for entry in sorted(metadata.editions, key=lambda entry: (entry.date, entry.language)):
        yield FileToLoad(folder / entry.file, (metadata.facts_of_file(entry.file), common))


def _file_with_sidecar(path: Path) -> FileToLoad:
    """A file with the facts of the ``meta.json`` in its own folder, if that lists the file."""
    sidecar = path.parent / "meta.json"
    if path.name in _IGNORED or not sidecar.is_file():
        return FileToLoad(path)
    try:
        metadata = read_metadata(sidecar)
    except MetadataError as error:
        return FileToLoad(path, problem=error)
    own = metadata.facts_of_file(path.name)
    return FileToLoad(path, (own, metadata.facts()) if own != ActFacts() else ())


def with_metadata(files: Sequence[FileToLoad], meta: Path) -> list[FileToLoad]:
    """The files described by a ``meta.json`` that stands elsewhere. Raises MetadataError."""
    metadata = read_metadata(meta)
    return [
        FileToLoad(file.path, (metadata.facts_of_file(file.path.name), metadata.facts()))
        for file in files
    ]


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, or an IngestError that says why not."""
    try:
        size = path.stat().st_size
        if size > DEFAULT_LIMITS.file_bytes:
            raise FileTooLargeError(
                f"{path}: {size / 1e6:.0f} MB; at most {DEFAULT_LIMITS.file_bytes / 1e6:.0f} MB "
                f"are taken. Send the act itself, without scans and pictures."
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be read: {error.strerror}.") from error


def load_file(database: Database, file: FileToLoad, options: LoadOptions) -> FileReport:
    """Load one file in one transaction; errors of the file end up in the report."""
    if file.problem is not None:
        return FileReport(file.path, error=file.problem)
    try:
        return load_bytes(database, read_bytes(file.path), file.path, file.facts, options)
    except (IngestError, BilimError) as error:
        return FileReport(file.path, error=error)


def load_bytes(
    database: Writable,
    data: bytes,
    path: Path,
    facts: tuple[ActFacts, ...],
    options: LoadOptions,
) -> FileReport:
    """Load an act or an Annex 1 form from bytes. Raises IngestError and BilimError."""
    if is_annex1(data, path.name):
        ids = load_form(database, data, path.name, options.actor)
        return FileReport(path, submissions=len(ids))
    return _load_act(database, data, path, (options.facts, *facts), options)


def _load_act(
    database: Writable,
    data: bytes,
    path: Path,
    facts: tuple[ActFacts, ...],
    options: LoadOptions,
) -> FileReport:
    known = None if options.replace else _known_already(database, data, path, facts, options.actor)
    if known is not None:
        return known
    read = read_structure(data, path.name)
    orders = amending_orders_in(read, data, facts)
    editions = editions_of(read, *facts, *facts_of_orders(orders))
    source = SourceFile(path.name, read.media_type, data)
    with database.writing() as session:
        for edition in editions:
            make_way(session, edition)
        outcomes = tuple(
            load_edition(session, edition, source, replace=options.replace) for edition in editions
        )
        admit_editions(session, options.actor, outcomes, source)
        keep_amendments(session, orders, editions, outcomes, source)
    return FileReport(path, outcomes)


def _known_already(
    database: Writable, data: bytes, path: Path, facts: tuple[ActFacts, ...], actor: Actor
) -> FileReport | None:
    """The report on a file whose bytes are loaded already, without reading it again.

    None where the facts beside the file now say another act, or another language or date of its
    edition. What they newly say of the act (its publication, its repeal) is taken over.
    """
    said = merge(facts)
    source = SourceFile(path.name, "", data)
    with database.writing() as session:
        editions = editions_from_file(session, source.sha256)
        if not editions or any(
            said.edition_date not in (None, edition.date)
            or (said.language not in (None, edition.language) and len(editions) == 1)
            for edition in editions
        ):
            return None
        changed: dict[str, int] = {}
        for act in sorted({edition.act_id for edition in editions}):
            stored = header_of_act(session, act)
            told = complete(merge((said, facts_of_header(stored))), path.name)
            if not same_act(replace(told, registration=said.registration), stored):
                return None
            changed[act] = learn_header(session, act, told)
        outcomes = tuple(
            LoadOutcome(edition.act_id, edition.id, LoadStatus.UNCHANGED, changed[edition.act_id])
            for edition in editions
        )
        admit_editions(session, actor, outcomes, source)
        return FileReport(path, outcomes)
