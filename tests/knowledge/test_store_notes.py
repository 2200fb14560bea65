"""Hand-written notes: kept by version, stale when what they cite changes, never quietly mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from law_samples import edition as paragraphs_of
from law_samples import paragraph
from sqlalchemy import func, select
from update_samples import ACT, FIRST, SECOND, THIRD, load, standard

from knowledge.accounts.permissions import Actor, NotAllowedError, Role
from knowledge.acts import Edition, Provision, ProvisionKind
from knowledge.errors import BilimError, NotFoundError
from knowledge.notes import Cited, Note, NoteError, NoteText, place_of
from knowledge.store import audit
from knowledge.store.articles import versions_of_article
from knowledge.store.database import Database
from knowledge.store.marks import open_marks
from knowledge.store.notes import (
    all_notes,
    find_note,
    notes_beside,
    revise_note,
    withdraw_note,
    write_note,
)
from knowledge.store.tables import ArticleVersionRow, OutboxRow
from knowledge.store.update_differences import with_texts
from knowledge.store.update_moves import Move, move_update
from knowledge.store.updates import find_update, updates_listed
from knowledge.updates.values import Content, Update, UpdateState, open_reasons

S = UpdateState
EDITOR = Actor("Айгүл", frozenset({Role.EDITOR}), 1)
SECOND_EDITOR = Actor("Ерлан", frozenset({Role.EDITOR}), 2)
PARA_1 = Cited(ACT, "chp_1__para_1")
PARA_2 = Cited(ACT, "chp_1__para_2")
SAID = NoteText({"ru": "Где печать"}, {"ru": "Печать стоит внизу."})


def write(
    database: Database, *cites: Cited, text: NoteText = SAID, on: date = FIRST, who: Actor = EDITOR
) -> Note:
    with database.writing() as session:
        return write_note(session, who, text, cites, on)


def revise(
    database: Database, note: Note, text: NoteText, cites: list[Cited] | None = None
) -> Note:
    with database.writing() as session:
        return revise_note(session, EDITOR, note.id, text, cites, SECOND)


def open_updates(database: Database) -> list[Update]:
    with database.reading() as session:
        return [find_update(session, update.id) for update in updates_listed(session)]


def move(database: Database, who: Actor, to: UpdateState, **more: object) -> Update:
    (update,) = open_updates(database)
    with database.writing() as session:
        return move_update(session, who, update.id, Move(to, **more))  # type: ignore[arg-type]


@pytest.fixture
def loaded(database: Database) -> Database:
    load(database, paragraphs_of(FIRST, "Десять дней.", "Бесплатно."))
    return database


def amended(*texts: str | Provision, day: date = SECOND) -> Edition:
    return paragraphs_of(day, *texts)


def test_a_note_is_kept_by_version(loaded: Database) -> None:
    note = write(loaded, PARA_1)
    assert note.id == f"{ACT}/note/1"
    both = NoteText({"ru": "Где печать", "kk": "Мөр"}, {"ru": " Внизу. ", "kk": "Төменде."})
    note = revise(loaded, note, both)
    assert [(v.number, v.author) for v in note.versions] == [(1, "Айгүл"), (2, "Айгүл")]
    assert note.current.text.texts == {"kk": "Төменде.", "ru": "Внизу."}
    assert write(loaded, PARA_2).id == f"{ACT}/note/2"
    with loaded.reading() as session:
        assert [n.id for n in all_notes(session)] == [f"{ACT}/note/1", f"{ACT}/note/2"]
        logged = audit.entries(session, subject=f"note:{note.id}")
    assert [entry.action for entry in logged] == ["revise_note", "write_note"]
    assert logged[0].before is not None
    assert logged[0].before["texts"] == {"ru": "Печать стоит внизу."}


def test_a_note_stands_beside_what_it_cites(loaded: Database) -> None:
    note = write(loaded, Cited(ACT, "chp_1__para_1"))
    with loaded.reading() as session:
        assert [n.id for n in notes_beside(session, ACT, ["chp_1__para_1"])] == [note.id]
        assert notes_beside(session, ACT, ["chp_1__para_2", "chp_1__para_11"]) == []
        assert notes_beside(session, ACT, []) == []


def test_a_place_is_blind_to_chapters_and_not_to_rules() -> None:
    assert place_of("rules_2__chp_2__sec_1__para_13__subpara_1") == "rules_2__para_13__subpara_1"


def test_a_note_on_a_subparagraph_stands_beside_its_paragraph_and_marks_it(
    loaded: Database,
) -> None:
    part = replace(
        paragraph("1", "1) справка."),
        eid="chp_1__para_1__subpara_1",
        kind=ProvisionKind.SUBPARAGRAPH,
        parent_eid="chp_1__para_1",
    )
    load(loaded, amended("1) справка.", "Бесплатно.", part))
    note = write(loaded, Cited(ACT, part.eid), on=SECOND)
    changed = replace(part, text="1) копия справки.")
    load(loaded, amended("1) копия справки.", "Бесплатно.", changed, day=THIRD))
    with loaded.reading() as session:
        assert [n.id for n in notes_beside(session, ACT, ["chp_1__para_1"])] == [note.id]
        assert set(open_marks(session, [f"{ACT}/chp_1__para_1", f"{ACT}/chp_1__para_2"])) == {
            f"{ACT}/chp_1__para_1"
        }


@pytest.mark.parametrize(
    ("titles", "texts", "why"),
    [
        ({}, {}, "title and a text"),
        ({"ru": "Есть"}, {"ru": "  "}, "title and a text"),
        ({"ru": "Есть"}, {"ru": "Есть", "kk": "Бар"}, "title and a text"),
        ({"en": "Is"}, {"en": "Is"}, "kk and ru"),
        ({"ru": "о" * 301}, {"ru": "Есть"}, "300"),
        ({"ru": "Есть"}, {"ru": "о" * 20_001}, "20000"),
    ],
)
def test_a_note_that_cannot_be(
    loaded: Database, titles: dict[str, str], texts: dict[str, str], why: str
) -> None:
    with pytest.raises(NoteError, match=why):
        write(loaded, PARA_1, text=NoteText(titles, texts))


def test_a_note_rests_on_something_that_is_there(loaded: Database) -> None:
    with pytest.raises(NoteError, match="rest on"):
        write(loaded)
    for cited in (Cited(ACT, "chp_9__para_99"), Cited("order-0", "chp_1__para_1")):
        with pytest.raises(NotFoundError):
            write(loaded, cited)


@pytest.mark.parametrize("role", Role)
def test_who_may_write(loaded: Database, role: Role) -> None:
    who = Actor("кто-то", frozenset({role}), 5, body_id=1)
    if role in (Role.EDITOR, Role.ADMINISTRATOR):
        note = write(loaded, PARA_1, who=who)
        with loaded.writing() as session:
            assert withdraw_note(session, who, note.id, "Не нужна.").withdrawn_at
        return
    with pytest.raises(NotAllowedError):
        write(loaded, PARA_1, who=who)
    note = write(loaded, PARA_1)
    with loaded.writing() as session:
        with pytest.raises(NotAllowedError):
            revise_note(session, who, note.id, SAID, None, FIRST)
        with pytest.raises(NotAllowedError):
            withdraw_note(session, who, note.id, "Не нужна.")


def test_an_amendment_of_what_is_cited_makes_the_note_stale_and_no_other(
    loaded: Database,
) -> None:
    stale = write(loaded, PARA_1)
    write(loaded, PARA_2)
    outcome = load(loaded, amended("Пять дней.", "Бесплатно."))
    (update,) = open_updates(loaded)
    assert outcome.updates == (update.id,)
    assert (update.article_id, update.body_id) == (stale.id, None)
    with loaded.reading() as session:
        marks = open_marks(session, [stale.id, f"{ACT}/note/2", f"{ACT}/chp_1__para_1"])
        (shown,) = with_texts(session, update.reasons)
    assert set(marks) == {stale.id, f"{ACT}/chp_1__para_1"}
    assert (shown.kind, shown.old, shown.new) == ("amended", "Десять дней.", "Пять дней.")


def test_a_provision_excluded_or_gone_is_told_apart(loaded: Database) -> None:
    write(loaded, PARA_1, PARA_2)
    load(loaded, amended(paragraph("1", "", excluded=True)))
    (update,) = open_updates(loaded)
    with loaded.reading() as session:
        kinds = {
            shown.reason.change.eid: shown.kind for shown in with_texts(session, update.reasons)
        }
    assert kinds == {"chp_1__para_1": "excluded", "chp_1__para_2": "removed"}


def test_renewing_versions_leaves_notes_alone(loaded: Database) -> None:
    note = write(loaded, PARA_1)
    load(loaded, amended("Десять дней.", "Платно."))
    load(loaded, amended("Десять дней.", "Бесплатно."), replace=True)
    with loaded.reading() as session:
        assert find_note(session, note.id) == note
        told = session.scalar(select(func.count()).select_from(OutboxRow))
        versions = session.scalar(select(func.count()).select_from(ArticleVersionRow))
        assert versions, told
        with pytest.raises(NotFoundError, match="is a note"):
            versions_of_article(session, note.id)


def test_a_stale_note_is_mended_by_two_and_not_otherwise(loaded: Database) -> None:
    note = write(loaded, PARA_1)
    load(loaded, amended("Пять дней.", "Бесплатно."))
    with pytest.raises(NoteError, match="hand its new text in with update 1"):
        revise(loaded, note, SAID)
    with pytest.raises(NoteError, match="hand its new text in"):
        revise(loaded, note, SAID, [PARA_2])
    move(loaded, EDITOR, S.ASSIGNED)
    for content, why in (
        (Content({}, 1), "Annex 1"),
        (Content({"en": "Below."}), "kk and ru"),
        (Content({"ru": "о" * 20_001}), "20000"),
    ):
        with pytest.raises(BilimError, match=why):
            move(loaded, EDITOR, S.SUBMITTED, content=content)
    move(loaded, EDITOR, S.SUBMITTED, content=Content({"ru": "Внизу, пять дней."}))
    assert len(open_updates(loaded)) == 1
    move(loaded, SECOND_EDITOR, S.ACCEPTED)
    assert open_updates(loaded) == []
    with loaded.reading() as session:
        versions = find_note(session, note.id).versions
    assert [(v.number, v.author) for v in versions] == [(1, "Айгүл"), (2, "Айгүл")]
    assert versions[-1].text == NoteText({"ru": "Где печать"}, {"ru": "Внизу, пять дней."})


def test_a_new_version_stands_on_the_text_of_its_day(loaded: Database) -> None:
    note = write(loaded, PARA_1)
    load(loaded, amended("Десять дней.", "Платно."))
    revise(loaded, note, SAID, [PARA_2])
    assert open_updates(loaded) == []
    load(loaded, amended("Пять дней.", "Платно.", day=THIRD))
    assert open_updates(loaded) == [], "it does not cite paragraph 1 any more"


def test_what_is_known_to_change_later_is_flagged_at_once(loaded: Database) -> None:
    load(loaded, amended("Пять дней.", "Бесплатно."))
    write(loaded, PARA_1, on=FIRST)
    (update,) = open_updates(loaded)
    assert update.since == SECOND


def test_history_filled_in_does_not_touch_a_note(loaded: Database) -> None:
    write(loaded, PARA_1)
    load(loaded, amended("Сто дней.", "Бесплатно.", day=date(2019, 1, 1)))
    assert open_updates(loaded) == []


def test_a_withdrawn_note_is_kept_and_its_update_ends_visibly(loaded: Database) -> None:
    note = write(loaded, PARA_1)
    load(loaded, amended("Пять дней.", "Бесплатно."))
    (update,) = open_updates(loaded)
    with loaded.writing() as session:
        with pytest.raises(NoteError, match="in writing"):
            withdraw_note(session, EDITOR, note.id, " ")
        withdraw_note(session, EDITOR, note.id, "Больше не нужна.")
        with pytest.raises(NoteError, match="withdrawn"):
            withdraw_note(session, EDITOR, note.id, "Ещё раз.")
        ended = find_update(session, update.id)
        assert notes_beside(session, ACT, ["chp_1__para_1"]) == []
        assert find_note(session, note.id).withdrawn_at is not None
    assert ended.state is S.WITHDRAWN
    assert (ended.history[-1].actor, ended.history[-1].note) == ("Айгүл", "Больше не нужна.")
    assert open_reasons(ended.reasons) == ()
    load(loaded, amended("Три дня.", "Бесплатно.", day=THIRD))
    assert open_updates(loaded) == []


def test_a_paragraph_in_another_chapter_is_still_what_is_cited(loaded: Database) -> None:
    note = write(loaded, PARA_1)
    moved = replace(paragraph("1", "Десять дней."), eid="chp_2__para_1", parent_eid="chp_2")
    load(loaded, amended(moved, "Бесплатно."))
    assert open_updates(loaded) == []
    changed = replace(moved, text="Пять дней.")
    load(loaded, amended(changed, "Бесплатно.", day=THIRD))
    (update,) = open_updates(loaded)
    with loaded.reading() as session:
        (shown,) = with_texts(session, update.reasons)
        assert [n.id for n in notes_beside(session, ACT, ["chp_2__para_1"])] == [note.id]
        assert set(open_marks(session, [f"{ACT}/chp_2__para_1"])) == {f"{ACT}/chp_2__para_1"}
    assert (shown.reason.change.eid, shown.old, shown.new) == (
        "chp_2__para_1",
        "Десять дней.",
        "Пять дней.",
    )


def test_the_old_words_are_shown_where_their_chapter_had_another_number(
    loaded: Database,
) -> None:
    write(loaded, PARA_1)
    moved = replace(paragraph("1", "Пять дней."), eid="chp_2__para_1", parent_eid="chp_2")
    load(loaded, amended(moved, "Бесплатно."))
    (update,) = open_updates(loaded)
    with loaded.reading() as session:
        (shown,) = with_texts(session, update.reasons)
    assert (shown.old, shown.new) == ("Десять дней.", "Пять дней.")


def test_a_note_may_rest_on_rows_of_a_service(database: Database) -> None:
    load(database, standard(FIRST))
    note = write(database, Cited(ACT, "annex_1__row_6"))
    load(database, standard(SECOND, {6: "Платно."}))
    assert {u.article_id for u in open_updates(database)} == {note.id, f"{ACT}/service/rules"}


def test_a_replaced_text_that_a_note_was_written_on_is_nothing_to_the_service(
    database: Database,
) -> None:
    load(database, standard(FIRST))
    load(database, standard(SECOND, {6: "Плотно."}))
    write(database, Cited(ACT, "annex_1__row_6"), on=SECOND)
    load(database, standard(SECOND, {6: "Платно."}), replace=True)
    reasons = {u.article_id: open_reasons(u.reasons) for u in open_updates(database)}
    assert {article: len(found) for article, found in reasons.items()} == {
        f"{ACT}/note/1": 1,
        f"{ACT}/service/rules": 1,
    }
