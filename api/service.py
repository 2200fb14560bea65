"""What Bilim does for whoever speaks to it: the use cases, the same behind every door.

The doors (command line, HTTP, pages) only translate words and errors; everything they can ask
for is a method here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
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
from knowledge.accounts.permissions import Actor
from knowledge.acts import Provision
from knowledge.calendar import today
from knowledge.errors import InvalidReferenceError, NotFoundError
from knowledge.store import articles as stored_articles
from knowledge.store import reading
from knowledge.store import services as stored_services

if TYPE_CHECKING:
    from api.use_cases.acceptance import Acceptance
    from api.use_cases.accounts import Accounts
    from api.use_cases.amending import Amending
    from api.use_cases.api_tokens import ApiTokens
    from api.use_cases.board import Board
    from api.use_cases.calendar import Calendar
    from api.use_cases.changes import Changes
    from api.use_cases.digests import Digests
    from api.use_cases.duties import Duties
    from api.use_cases.findings import Findings
    from api.use_cases.notes import Notes
    from api.use_cases.previews import Previews
    from api.use_cases.registers import Registers
    from api.use_cases.sign_in import SignIn
    from api.use_cases.updates import Updates
    from ingest.header import ActFacts
    from ingest.loading import FileToLoad
    from ranking.answers import SearchResponse

Progress = Callable[[int, int], None]


class Bilim:
    """The knowledge base behind its doors."""

    def __init__(self, wiring: Wiring) -> None:
        self.wiring = wiring

    # --- areas of their own, made when first asked for ---------------------------------------

    @cached_property
    def accounts(self) -> Accounts:
        """Accounts and the audit log."""
        from api.use_cases.accounts import Accounts

        return Accounts(self.wiring)

    @cached_property
    def sign_in(self) -> SignIn:
        """Sessions, and who a request acts for."""
        from api.use_cases.sign_in import SignIn

        return SignIn(self.wiring)

    @cached_property
    def api_tokens(self) -> ApiTokens:
        """Tokens with which programs act for accounts."""
        from api.use_cases.api_tokens import ApiTokens

        return ApiTokens(self.wiring)

    @cached_property
    def updates(self) -> Updates:
        """Articles that must be updated."""
        from api.use_cases.updates import Updates

        return Updates(self.wiring)

    @cached_property
    def notes(self) -> Notes:
        """Hand-written notes."""
        from api.use_cases.notes import Notes

        return Notes(self.wiring)

    @cached_property
    def calendar(self) -> Calendar:
        """The working calendar."""
        from api.use_cases.calendar import Calendar

        return Calendar(self.wiring)

    @cached_property
    def duties(self) -> Duties:
        """Duties: what is due, the events they arise from, their fulfilment."""
        from api.use_cases.duties import Duties

        return Duties(self.wiring)

    @cached_property
    def previews(self) -> Previews:
        """What an upload would change and flag, before it is confirmed."""
        from api.use_cases.previews import Previews

        return Previews(self.wiring)

    @cached_property
    def board(self) -> Board:
        """What is due, and a state body's own services."""
        from api.use_cases.board import Board

        return Board(self.wiring, self.updates, self.duties)

    @cached_property
    def digests(self) -> Digests:
        """Telling responsible persons by e-mail what is due."""
        from api.use_cases.digests import Digests

        return Digests(self.wiring, self.board)

    @cached_property
    def registers(self) -> Registers:
        """State bodies, responsible persons, requests to bodies."""
        from api.use_cases.registers import Registers

        return Registers(self.wiring)

    @cached_property
    def acceptance(self) -> Acceptance:
        """Acceptance protocols, and which services are answered to callers."""
        from api.use_cases.acceptance import Acceptance

        return Acceptance(self.wiring)

    @cached_property
    def changes(self) -> Changes:
        """Changes between editions, and the orders that made them."""
        from api.use_cases.changes import Changes

        return Changes(self.wiring)

    @cached_property
    def amending(self) -> Amending:
        """Amending orders, and the draft editions made from them."""
        from api.use_cases.amending import Amending

        return Amending(self.wiring)

    @cached_property
    def findings(self) -> Findings:
        """Where languages disagree, and where a text contradicts itself."""
        from api.use_cases.findings import Findings

        return Findings(self.wiring)

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
        from api.showing_updates import mark_of, notes_shown_beside

        day = as_of or today()
        with self.wiring.database.reading() as session:
            records = stored_articles.versions_of_article(session, article_id, day)
            act = records[0].act
            editions = reading.editions_of_act(session, act.id)
            mark = mark_of(session, article_id, day)
            notes = notes_shown_beside(session, act.id, [records[0].eid], day)
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
            update=mark,
            notes=notes,
        )

    def services(self) -> tuple[ServiceSummary, ...]:
        """Every public service in the base."""
        with self.wiring.database.reading() as session:
            return tuple(map(service_summary, stored_services.all_services(session)))

    def service(
        self, service_id: str, *, as_of: dt.date | None = None, language: str = "ru"
    ) -> ServiceView:
        """The standard of a service as of a day. Raises NotFoundError."""
        from api.showing_updates import around_service

        day = as_of or today()
        with self.wiring.database.reading() as session:
            found = stored_services.standard_as_of(session, service_id, language, day)
            eids = [line.eid for line in found.lines]
            around = around_service(session, found.service, eids, day)
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
                    update=around.lines.get(line.eid),
                )
                for line in found.lines
            ),
            update=around.mark,
            card=around.card,
            notes=around.notes,
        )

    def diff(
        self, reference: str, old_date: dt.date, new_date: dt.date, *, language: str = "ru"
    ) -> DiffView:
        """What differs between the editions of two days."""
        from knowledge.changes import compare, difference_of
        from knowledge.store.edition_pairs import text_of_edition

        if new_date < old_date:
            raise InvalidReferenceError("--from must not be later than --to.")
        with self.wiring.database.reading() as session:
            act = reading.find_act(session, reference)
            old = reading.edition_at(session, act.id, language, old_date)
            new = reading.edition_at(session, act.id, language, new_date)
            texts = text_of_edition(session, old), text_of_edition(session, new)
        differences = map(difference_of, compare(*texts).different)
        return DiffView(
            act_id=act.id,
            language=language,
            old_edition=old.date,
            new_edition=new.date,
            differences=tuple(
                DifferenceView(eid=d.eid, number=d.number, kind=d.kind.value, old=d.old, new=d.new)
                for d in differences
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
        self,
        actor: Actor,
        data: bytes,
        name: str,
        facts: ActFacts | None = None,
        *,
        replace: bool = False,
    ) -> LoadedFile:
        """Load an act or Annex 1 form that ``actor`` sends. Raises IngestError and BilimError."""
        from api.use_cases.previews import demand_to_load
        from ingest.header import ActFacts
        from ingest.loading import LoadOptions, load_bytes

        demand_to_load(actor, data, name, replace=replace)
        options = LoadOptions(facts or ActFacts(), replace, actor)
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
