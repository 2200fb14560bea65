"""Words of marks and notes in Kazakh and Russian: what changed, and by when it is updated."""

from __future__ import annotations

UPDATE_TEXTS: dict[str, tuple[str, str]] = {
    "mark_changed": ("өзгерді, {due} дейін жаңартылады", "изменено, обновляется до {due}"),
    "mark_late": (
        "өзгерді, {due} дейін жаңартылады – мерзімі өтті",
        "изменено, обновляется до {due} – срок истёк",
    ),
    "mark_will_change": (
        "{since} өзгереді, {due} дейін жаңартылады",
        "изменится {since}, обновляется до {due}",
    ),
    "mark_what": ("Не өзгерді", "Что изменилось"),
    "place_para": ("{number}-тармақ", "пункт {number}"),
    "place_subpara": ("{number}) тармақша", "подпункт {number})"),
    "place_annex": ("{number}-қосымша", "приложение {number}"),
    "place_annex_only": ("қосымша", "приложение"),
    "place_row": ("{number}-жол", "строка {number}"),
    "place_order": ("бұйрық", "приказ"),
    "notes": ("Редактордың ескертпелері", "Заметки редактора"),
}  # fmt: skip
