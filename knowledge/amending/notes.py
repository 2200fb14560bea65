"""The notes of a draft edition: which order changed an element, in the words of the reference bank.

«Сноска. Пункт 13 в редакции приказа Министра юстиции РК от 14.02.2026 № 91 (вводится в действие
…).» Written like the official ones, so that whatever reads those reads these too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.acts import ActKind, Provision, ProvisionKind
from knowledge.amending.instructions import AmendingOrder
from knowledge.validity import EntryIntoForce


class Change(StrEnum):
    """What became of an element; a later one of this list goes before an earlier one."""

    AMENDED = "amended"
    ADDED = "added"
    RESTATED = "restated"
    EXCLUDED = "excluded"
    REPEALED = "repealed"


_RUSSIAN_ACTS = {
    ActKind.RESOLUTION: ("постановления", "постановлением"),
    ActKind.DECISION: ("решения", "решением"),
    ActKind.DECREE: ("указа", "указом"),
    ActKind.LAW: ("Закона", "Законом"),
}
_KAZAKH_ACTS = {
    ActKind.RESOLUTION: "қаулысымен",
    ActKind.DECISION: "шешімімен",
    ActKind.DECREE: "Жарлығымен",
    ActKind.LAW: "Заңымен",
}


@dataclass(frozen=True, slots=True)
class NoteWriter:
    """Writes the notes of one order."""

    order: AmendingOrder

    def note(self, subject: Provision | None, change: Change, own: EntryIntoForce | None) -> str:
        """The note on an element (None: the act's title)."""
        if self.order.language == "kk":
            return self._kazakh(subject, change, own)
        return self._russian(subject, change, own)

    def excluded_item(self, number: str, own: EntryIntoForce | None) -> str:
        """What stands in place of a subparagraph that was taken out: «2) исключен приказом …»."""
        if self.order.language == "kk":
            return f"{number}) алып тасталды – {self._named_kazakh(own)};"
        return f"{number}) исключен {self._named_russian(own, with_=True)};"

    def _russian(
        self, subject: Provision | None, change: Change, own: EntryIntoForce | None
    ) -> str:
        name, excluded = _russian_name(subject)
        of_order, with_order = self._named_russian(own), self._named_russian(own, with_=True)
        if change is Change.RESTATED:
            return f"Сноска. {name} в редакции {of_order}."
        if change is Change.ADDED:
            return f"Сноска. {_added_russian(subject)} в соответствии с {with_order}."
        if change in (Change.EXCLUDED, Change.REPEALED):
            number = f"{subject.number}. " if _is_numbered(subject) and subject else ""
            word = excluded if change is Change.EXCLUDED else _REPEALED[excluded]
            if number:
                return f"{number}{word.capitalize()} {with_order}."
            return f"Сноска. {name} {word} {with_order}."
        return f"Сноска. {name} с изменением, внесенным {with_order}."

    def _kazakh(self, subject: Provision | None, change: Change, own: EntryIntoForce | None) -> str:
        name = _kazakh_name(subject)
        named = self._named_kazakh(own)
        if change is Change.RESTATED:
            return f"Ескерту. {name} жаңа редакцияда – {named}."
        if change is Change.ADDED:
            return f"Ескерту. {_added_kazakh(subject)} толықтырылды – {named}."
        if change in (Change.EXCLUDED, Change.REPEALED):
            word = "алып тасталды" if change is Change.EXCLUDED else "күші жойылды"
            if _is_numbered(subject) and subject:
                return f"{subject.number}. {word.capitalize()} – {named}."
            return f"Ескерту. {name} {word} – {named}."
        return f"Ескерту. {_dative_kazakh(name)} өзгеріс енгізілді – {named}."

    def _named_russian(self, own: EntryIntoForce | None, *, with_: bool = False) -> str:
        of_word, with_word = _RUSSIAN_ACTS.get(
            self.order.kind or ActKind.ORDER, ("приказа", "приказом")
        )
        issuer = self.order.issuer.replace("Республики Казахстан", "РК").strip()
        words = [with_word if with_ else of_word, issuer, "от", self._day(), f"№ {self._number()}"]
        return " ".join(word for word in words if word) + self._entry(own)

    def _named_kazakh(self, own: EntryIntoForce | None) -> str:
        word = _KAZAKH_ACTS.get(self.order.kind or ActKind.ORDER, "бұйрығымен")
        issuer = re.sub(r"Қазақстан Республикасы(?:ның)?", "ҚР", self.order.issuer).strip()
        words = [issuer, self._day(), f"№ {self._number()}"]
        return f"{' '.join(one for one in words if one)}{self._entry(own)} {word}"

    def _day(self) -> str:
        return self.order.date.strftime("%d.%m.%Y") if self.order.date else ""

    def _number(self) -> str:
        return self.order.number or "?"

    def _entry(self, own: EntryIntoForce | None) -> str:
        clause = entry_words((own or self.order.entry).clause)
        return f" ({clause})" if clause else ""


_RUSSIAN_ENTRY = re.compile(
    r"ввод\w+\s+в\s+действие.*?(?=,?\s+за\s+исключением|;|\.?\s*$)", re.I | re.S
)
_KAZAKH_ENTRY = re.compile(
    r"(?:алғашқы\s+ресми|ресми\s+жарияланған|\d{4}\s*ж).*?қолданысқа\s+енгізіл\w+", re.I | re.S
)


def entry_words(clause: str) -> str:
    """«5. Настоящий приказ вводится в действие с 1 мая …» → «вводится в действие с 1 мая …»."""
    rest = clause.rsplit("қоспағанда,", maxsplit=1)[-1]
    match = _RUSSIAN_ENTRY.search(clause) or _KAZAKH_ENTRY.search(rest)
    words = " ".join(match[0].split()).rstrip(" .") if match else ""
    return words.replace("вводятся в действие", "вводится в действие")


_REPEALED = {"исключен": "утратил силу", "исключена": "утратила силу",
             "исключено": "утратило силу", "исключены": "утратили силу"}  # fmt: skip


def _is_numbered(subject: Provision | None) -> bool:
    return subject is not None and subject.kind is ProvisionKind.PARAGRAPH


def _russian_name(subject: Provision | None) -> tuple[str, str]:
    """(name in the nominative, «исключен» in its gender)."""
    if subject is None:
        return "Заголовок", "исключен"
    number = f" {subject.number}" if subject.number else ""
    names = {
        ProvisionKind.PARAGRAPH: ("Пункт", "исключен"),
        ProvisionKind.ANNEX: ("Приложение", "исключено"),
        ProvisionKind.CHAPTER: ("Глава", "исключена"),
        ProvisionKind.SECTION: ("Параграф", "исключен"),
        ProvisionKind.TABLE_ROW: ("Строка", "исключена"),
        ProvisionKind.PREAMBLE: ("Преамбула", "исключена"),
        ProvisionKind.RULES: ("Правила", "исключены"),
    }
    name, excluded = names.get(subject.kind, ("Текст", "исключен"))
    return f"{name}{'' if subject.kind is ProvisionKind.RULES else number}", excluded


def _added_russian(subject: Provision | None) -> str:
    """«Правила дополнены пунктом 15-1»."""
    if subject is None:
        return "Текст дополнен"
    with_name = {
        ProvisionKind.PARAGRAPH: "пунктом",
        ProvisionKind.ANNEX: "приложением",
        ProvisionKind.CHAPTER: "главой",
        ProvisionKind.SECTION: "параграфом",
        ProvisionKind.TABLE_ROW: "строкой",
    }.get(subject.kind, "текстом")
    holder = "Приказ дополнен" if subject.eid.startswith("order__") else "Правила дополнены"
    return f"{holder} {with_name} {subject.number}".rstrip()


def _kazakh_name(subject: Provision | None) -> str:
    if subject is None:
        return "Тақырыбы"
    names = {
        ProvisionKind.PARAGRAPH: "тармақ",
        ProvisionKind.ANNEX: "қосымша",
        ProvisionKind.CHAPTER: "тарау",
        ProvisionKind.SECTION: "параграф",
        ProvisionKind.TABLE_ROW: "жол",
        ProvisionKind.PREAMBLE: "Кіріспе",
        ProvisionKind.RULES: "Қағидалар",
    }
    name = names.get(subject.kind, "Мәтін")
    numbered = subject.number and subject.kind is not ProvisionKind.RULES
    return f"{subject.number}-{name}" if numbered else name[:1].upper() + name[1:]


def _added_kazakh(subject: Provision | None) -> str:
    """«Қағидалар 15-1-тармақпен»."""
    if subject is None:
        return "Мәтін"
    endings = {ProvisionKind.PARAGRAPH: "пен", ProvisionKind.SECTION: "пен"}
    holder = "Бұйрық" if subject.eid.startswith("order__") else "Қағидалар"
    ending = endings.get(subject.kind, "мен")
    return f"{holder} {_kazakh_name(subject)}{ending}"


def _dative_kazakh(name: str) -> str:
    """«13-тармақ» → «13-тармаққа»; the names that ``_kazakh_name`` gives, no others."""
    endings = {"қ": "қа", "ф": "қа", "р": "ға", "у": "ға", "а": "ға", "л": "ға",
               "е": "ге", "ы": "на", "н": "ге"}  # fmt: skip
    return f"{name}{endings.get(name[-1], 'ға')}"
