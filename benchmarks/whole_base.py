"""Whether a home is whole: nothing half-loaded in the store, and the index in agreement with it.

Everything is worked out anew from what the store itself holds and compared: hashes from bytes and
provisions, versions from editions, passages from versions. Each check returns what it found wrong,
in words; an empty list says that all is well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Column, DateTime, LargeBinary, select, text
from sqlalchemy.orm import Session

from api.service import Bilim
from index.embedded.generation import Generation
from index.embedded.manifest import generation_folder, read_manifest
from index.feed import indexable
from index.splitting import split_version
from knowledge.acts import Edition
from knowledge.store.conversion import entry_of_edition, provision_of
from knowledge.store.database import Database
from knowledge.store.loading import header_of
from knowledge.store.records import searchable_version_ids, version_records
from knowledge.store.tables import (
    ActRow,
    ArticleVersionRow,
    Base,
    EditionRow,
    OutboxRow,
    ProvisionRow,
    SourceFileRow,
    SubmissionRow,
)
from knowledge.store.versions import renew_versions

_NOT_HALF = {
    "an edition without provisions": "SELECT id FROM editions WHERE id NOT IN "
    "(SELECT edition_id FROM provisions)",
    "an edition without its file": "SELECT id FROM editions WHERE id NOT IN "
    "(SELECT edition_id FROM edition_files)",
    "a file that nothing came from": "SELECT name FROM source_files WHERE sha256 NOT IN "
    "(SELECT sha256 FROM edition_files UNION SELECT sha256 FROM submissions)",
    "an act without editions": "SELECT id FROM acts WHERE id NOT IN (SELECT act_id FROM editions)",
    "an article without versions": "SELECT id FROM articles WHERE id NOT IN "
    "(SELECT article_id FROM article_versions)",
    "a version that rests on nothing": "SELECT id FROM article_versions WHERE id NOT IN "
    "(SELECT version_id FROM article_version_rests_on)",
    "a service without rows": "SELECT id FROM services WHERE id NOT IN "
    "(SELECT service_id FROM service_standard_rows)",
    "a version that the index is never told of": "SELECT v.id FROM article_versions v "
    "JOIN articles a ON a.id = v.article_id WHERE a.kind != 'service' AND v.id NOT IN "
    "(SELECT version_id FROM outbox WHERE operation = 'put')",
}
"""What a load that was kept only in part would leave, and how to ask for it."""


Content = dict[str, frozenset[tuple[str, ...]]]
"""Every row of every table, by table, as words."""

_OF_NO_ACCOUNT = {"outbox", "store_identity"}


def content_of(database: Database) -> Content:
    """All that a store says, without what depends on when and in which order it was loaded.

    Numbers that the store counts up are replaced by what they stand for; days of loading and the
    bytes of files (their hashes are there) are left out.
    """
    with database.reading() as session:
        edition = {
            row.id: f"{row.act_id} {row.language} {row.date}" for row in session.query(EditionRow)
        }
        version = {
            row.id: f"{row.article_id} {row.language} {row.valid_from}"
            for row in session.query(ArticleVersionRow)
        }
        names = {"edition_id": edition, "version_id": version}
        content: Content = {}
        for table in Base.metadata.sorted_tables:
            if table.name in _OF_NO_ACCOUNT:
                continue
            columns = [column for column in table.columns if _tells(column)]
            content[table.name] = frozenset(
                tuple(
                    names[column.name][value] if column.name in names else _words(value)
                    for column, value in zip(columns, row, strict=True)
                )
                for row in session.execute(select(*columns))
            )
    return content


def _tells(column: Column[Any]) -> bool:
    counted = column.primary_key and column.autoincrement is True
    return not counted and not isinstance(column.type, DateTime | LargeBinary)


def _words(value: object) -> str:
    return json.dumps(value, sort_keys=True) if isinstance(value, dict) else repr(value)


def differences(found: Content, expected: Content) -> list[str]:
    """Where two stores say different things, table by table."""
    wrong = []
    for name, theirs in expected.items():
        ours = found[name]
        if ours != theirs:
            example = next(iter(ours ^ theirs))
            wrong.append(
                f"{name}: {len(theirs - ours)} missing, {len(ours - theirs)} too many, "
                f"such as {example}"
            )
    return wrong


def faults_of_store(database: Database) -> list[str]:
    """Everything in the store that is not whole."""
    with database.reading() as session:
        wrong = [
            *_faults_of_sqlite(session),
            *_leftovers(session),
            *_faults_of_editions(session),
            *_faults_of_files(session),
        ]
        # Planning writes only where versions differ from the editions; nothing is kept.
        for act, language in session.execute(
            text("SELECT DISTINCT act_id, language FROM editions")
        ):
            changed = renew_versions(session, act, language)
            if changed:
                wrong.append(f"{changed} versions of {act} ({language}) differ from its editions")
        session.rollback()
    return wrong


def _faults_of_sqlite(session: Session) -> Iterator[str]:
    for row in session.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield f"integrity_check: {row[0]}"
    for row in session.execute(text("PRAGMA foreign_key_check")):
        yield f"foreign_key_check: {tuple(row)}"


def _leftovers(session: Session) -> Iterator[str]:
    for what, query in _NOT_HALF.items():
        found = session.execute(text(query)).all()
        if found:
            yield f"{what}: {len(found)}, such as {found[0][0]}"


def _faults_of_editions(session: Session) -> Iterator[str]:
    """An edition that lacks a single provision or letter has another hash than it was given."""
    for row in session.query(EditionRow):
        stored = (
            session.query(ProvisionRow)
            .filter(ProvisionRow.edition_id == row.id)
            .order_by(ProvisionRow.position)
            .all()
        )
        act = session.get(ActRow, row.act_id)
        if act is None:
            yield f"edition {row.id} is of no act"
            continue
        provisions = tuple(provision_of(item) for item in stored)
        edition = Edition(
            header=header_of(act),
            language=row.language,
            date=row.date,
            title=row.title,
            provisions=provisions,
            entry_into_force=entry_of_edition(row),
        )
        if edition.content_hash != row.content_hash:
            yield f"edition {row.id} of {row.act_id} has not the content that it was loaded with"
        if [p.content_hash for p in provisions] != [item.content_hash for item in stored]:
            yield f"a provision of edition {row.id} has not the content that it was loaded with"


def _faults_of_files(session: Session) -> Iterator[str]:
    for row in session.query(SourceFileRow):
        if hashlib.sha256(row.content).hexdigest() != row.sha256 or len(row.content) != row.size:
            yield f"the bytes of {row.name} are not those that came"
    positions: dict[str, list[int]] = {}
    for submission in session.query(SubmissionRow):
        positions.setdefault(submission.sha256, []).append(submission.position)
    for sha256, found in positions.items():
        if sorted(found) != list(range(1, len(found) + 1)):
            yield f"rows of the form {sha256} are missing: there are {sorted(found)}"


def faults_of_index(bilim: Bilim) -> list[str]:
    """Everything in which an index that should be up to date differs from its store."""
    state = bilim.wiring.keeper.state()
    if state.state != "up_to_date":
        return [f"the index is {state.state} ({state.behind_by} behind) {state.message}"]
    folder = bilim.wiring.settings.index_folder
    manifest = read_manifest(folder)
    with bilim.wiring.database.reading() as session:
        records = list(version_records(session, searchable_version_ids(session)))
        newest = session.query(OutboxRow).order_by(OutboxRow.sequence.desc()).first()
    if manifest is None:
        return ["there is no index"] if records else []
    wrong = []
    if newest is not None and manifest.stamp.sequence != newest.sequence:
        wrong.append(f"the index holds entry {manifest.stamp.sequence}, not {newest.sequence}")
    # Opening it also compares the number of passages in its three parts.
    generation = Generation(folder, manifest)
    named = generation_folder(folder, manifest.generation)
    expected = [passage.key for record in records for passage in split_version(indexable(record))]
    found = generation.facts.keys
    if not np.array_equal(np.sort(np.array(expected, np.int64)), found):
        missing, more = set(expected) - set(found.tolist()), set(found.tolist()) - set(expected)
        wrong.append(f"passages: {len(missing)} missing, {len(more)} too many")
    lengths = np.linalg.norm(generation.vectors.matrix.astype(np.float32), axis=1)
    if not np.allclose(lengths, 1.0, atol=0.01):
        wrong.append("some vectors are not unit vectors")
    # One may lie there until the next write: that of a writer killed behind its last step.
    rubbish = [path.name for path in folder.glob("generation-*") if path.name != named.name]
    if len(rubbish) > 1:
        wrong.append(f"{', '.join(sorted(rubbish))} were left lying")
    return wrong


def answers(bilim: Bilim, questions: Sequence[str], limit: int) -> list[tuple[str, ...]]:
    """The articles that answer each question, best first."""
    return [
        tuple(result.article_id for result in bilim.search(question, limit=limit).results)
        for question in questions
    ]
