"""What Bilim does for whoever speaks to it: the use cases, the same behind every door.

The doors (command line, HTTP, pages) only translate words and errors; everything they can ask
for is a method here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from api.showing import (
    act_summary,
    edition_summary,
    loaded_file,
    provision_view,
    service_summary,
    version_view,
)
from api.views import (
    ActSummary,
    ActView,
    ArticleView,
    ContentsEntry,
    DifferenceView,
    DiffView,
    IndexStatus,
    LoadedFile,
    ServiceSummary,
    ServiceView,
    StandardLineView,
    StatusView,
)
from api.wiring import Wiring
from knowledge.acts import Provision
from knowledge.calendar import today
from knowledge.changes import differences
from knowledge.errors import InvalidReferenceError, NotFoundError
from knowledge.store import articles as stored_articles
from knowledge.store import reading
from knowledge.store import services as stored_services

if TYPE_CHECKING:
    from ingest.header import ActFacts
    from ingest.loading import FileToLoad
    from ranking.answers import SearchResponse

Progress = Callable[[int, int], None]


class Bilim:
    """The knowledge base behind its doors."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring

    # --- asking ---------------------------------------------------------------------------

    def search(
        self,
        words: str,
        *,
        as_of: dt.date | None = None,
        language: str | None = None,
        act: str | None = None,
        limit: int = 10,
        include_repealed: bool = False,
    ) -> SearchResponse:
        """Answer a caller's words. ``language`` prefers quotations in that language.

        An act that is named in ``act`` is answered from even if it is repealed.

        Raises InvalidReferenceError, NotFoundError and IndexUnusableError.
        """
        act_id = None
        if act is not None:
            with self.wiring.database.reading() as session:
                act_id = reading.find_act(session, act).id
        self.ensure_index()
        return self.wiring.searcher.search(
            words,
            as_of=as_of or today(),
            language=language,
            act_id=act_id,
            limit=limit,
            include_repealed=include_repealed or act_id is not None,
        )

    def ask(
        self, words: str, *, limit: int, act_id: str | None, include_repealed: bool = False
    ) -> SearchResponse:
        """``search`` for evaluation: today, both languages, an index known to be up to date."""
        return self.wiring.searcher.search(
            words,
            as_of=today(),
            limit=limit,
            act_id=act_id,
            include_repealed=include_repealed or act_id is not None,
        )

    def ensure_index(self, progress: Progress | None = None) -> None:
        """Bring the index up to date where it is behind; raise where it cannot be used."""
        self.wiring.keeper.catch_up(progress)

    def act(
        self,
        reference: str,
        *,
        as_of: dt.date | None = None,
        language: str = "ru",
        eid: str | None = None,
    ) -> ActView:
        """An act's text as of a day; with ``eid`` only that element and what it holds."""
        day = as_of or today()
        with self.wiring.database.reading() as session:
            act = reading.find_act(session, reference)
            editions = reading.editions_of_act(session, act.id)
            edition = reading.edition_as_of(session, act.id, language, day)
            provisions = reading.provisions_of_edition(session, edition.id)
        if eid is not None:
            provisions = _element(provisions, eid, act.id)
        return ActView(
            act=act_summary(act, editions),
            as_of=day,
            language=language,
            status=reading.force_status(act, edition, day).value,
            edition=edition_summary(edition),
            provisions=tuple(provision_view(provision) for provision in provisions),
        )

    def acts(self) -> tuple[ActSummary, ...]:
        """Every act in the base, with its editions."""
        with self.wiring.database.reading() as session:
            return tuple(
                act_summary(act, reading.editions_of_act(session, act.id))
                for act in reading.all_acts(session)
            )

    def article(self, article_id: str, *, as_of: dt.date | None = None) -> ArticleView:
        """An article as of a day, in every language, with all its versions."""
        day = as_of or today()
        with self.wiring.database.reading() as session:
            records = stored_articles.versions_of_article(session, article_id, day)
            act = records[0].act
            editions = reading.editions_of_act(session, act.id)
        versions = tuple(version_view(record, day) for record in records)
        texts = {view.language: view for view in versions if view.current}
        shown = next((r for r, v in zip(records, versions, strict=True) if v.current), records[-1])
        effective = [e for e in editions if e.start <= day]
        status = reading.force_status(act, effective[-1] if effective else None, day).value
        return ArticleView(
            article_id=article_id,
            kind=shown.kind,
            act=act_summary(act, editions),
            eid=shown.eid,
            service={record.language: record.service for record in records},
            aspect=shown.aspect,
            as_of=day,
            status=status,
            texts=texts,
            versions=versions,
        )

    def services(self) -> tuple[ServiceSummary, ...]:
        """Every public service in the base."""
        with self.wiring.database.reading() as session:
            return tuple(map(service_summary, stored_services.all_services(session)))

    def service(
        self, service_id: str, *, as_of: dt.date | None = None, language: str = "ru"
    ) -> ServiceView:
        """The standard of a service as of a day. Raises NotFoundError."""
        day = as_of or today()
        with self.wiring.database.reading() as session:
            found = stored_services.standard_as_of(session, service_id, language, day)
        return ServiceView(
            service=service_summary(found.service),
            as_of=day,
            language=language,
            edition=edition_summary(found.edition),
            lines=tuple(
                StandardLineView(
                    aspect=line.aspect,
                    article_id=f"{found.service.act_id}/{line.eid}",
                    eid=line.eid,
                    number=line.number,
                    heading=line.heading,
                    text=line.text,
                )
                for line in found.lines
            ),
        )

    def diff(
        self, reference: str, old_date: dt.date, new_date: dt.date, *, language: str = "ru"
    ) -> DiffView:
        """What differs between the editions of two days."""
        if new_date < old_date:
            raise InvalidReferenceError("--from must not be later than --to.")
        with self.wiring.database.reading() as session:
            act = reading.find_act(session, reference)
            old = reading.edition_at(session, act.id, language, old_date)
            new = reading.edition_at(session, act.id, language, new_date)
            before = reading.provisions_of_edition(session, old.id)
            after = reading.provisions_of_edition(session, new.id)
        return DiffView(
            act_id=act.id,
            language=language,
            old_edition=old.date,
            new_edition=new.date,
            differences=tuple(
                DifferenceView(eid=d.eid, number=d.number, kind=d.kind.value, old=d.old, new=d.new)
                for d in differences(before, after)
            ),
        )

    def status(self) -> StatusView:
        """How much the base holds, and how the index stands to the store."""
        with self.wiring.database.reading() as session:
            counts = reading.count_all(session)
        state = self.wiring.keeper.state()
        return StatusView(
            version=version("bilim"),
            home=str(self.wiring.settings.home),
            acts=counts.acts,
            editions=counts.editions,
            provisions=counts.provisions,
            articles=counts.articles,
            versions=counts.versions,
            services=counts.services,
            submissions=counts.submissions,
            source_files=counts.source_files,
            index=IndexStatus(
                state=state.state,
                passages=state.passages,
                encoder=self.wiring.encoder_facts[0],
                behind_by=state.behind_by,
                message=state.message,
            ),
        )

    # --- feeding --------------------------------------------------------------------------

    def load(
        self, paths: Sequence[Path], facts: ActFacts | None = None, *, replace: bool = False
    ) -> Iterator[LoadedFile]:
        """Load files and folders, yielding what became of each file.

        The index is brought up to date once at the end. Raises IngestError for a path that does
        not exist or a ``meta.json`` that cannot be read; everything else is in the reports.
        """
        for file in self.files_to_load(paths):
            yield self.load_one(file, facts, replace=replace)
        self.ensure_index()

    def files_to_load(self, paths: Sequence[Path]) -> list[FileToLoad]:
        """The files that ``paths`` stand for."""
        from ingest.loading import find_files

        return list(find_files(paths))

    def load_one(
        self, file: FileToLoad, facts: ActFacts | None = None, *, replace: bool = False
    ) -> LoadedFile:
        """Load one file into the store; the index is not touched (see ``ensure_index``)."""
        from ingest.header import ActFacts
        from ingest.loading import LoadOptions, load_file

        options = LoadOptions(facts or ActFacts(), replace)
        return loaded_file(load_file(self.wiring.database, file, options))

    def load_upload(
        self, data: bytes, name: str, facts: ActFacts | None = None, *, replace: bool = False
    ) -> LoadedFile:
        """Load an uploaded act or Annex 1 form. Raises IngestError and BilimError."""
        from ingest.header import ActFacts
        from ingest.loading import LoadOptions, load_bytes

        options = LoadOptions(facts or ActFacts(), replace)
        report = load_bytes(self.wiring.database, data, Path(name), (), options)
        self.ensure_index()
        return loaded_file(report)

    def reindex(self, progress: Progress | None = None) -> int:
        """Build the index anew from the store; returns how many versions it holds."""
        return self.wiring.keeper.rebuild(progress)


def contents(data: bytes, name: str) -> tuple[ContentsEntry, ...]:
    """The table of contents of a file, without storing anything. Raises IngestError."""
    from ingest.pipeline import read_structure

    return tuple(
        ContentsEntry(
            eid=provision.eid,
            kind=provision.kind.value,
            number=provision.number,
            heading=provision.heading,
            chars=len(provision.text),
        )
        for text in read_structure(data, name).texts
        for provision in text.parsed.provisions
    )


def _element(provisions: tuple[Provision, ...], eid: str, act_id: str) -> tuple[Provision, ...]:
    chosen = tuple(p for p in provisions if p.eid == eid or p.eid.startswith(f"{eid}__"))
    if not chosen:
        raise NotFoundError(
            f"{act_id} has no element «{eid}» in this edition; `bilim act {act_id}` lists all."
        )
    return chosen
