"""A finding in one sentence: in English for the command line, in Kazakh and Russian for pages."""

from __future__ import annotations

from knowledge.findings.subjects import Subject
from knowledge.findings.value_words import place_name, shown_value
from knowledge.findings.values import FactDifference, Finding, FindingKind

LANGUAGE_NAMES = {
    "en": {"kk": "Kazakh", "ru": "Russian", "en": "English"},
    "ru": {"kk": "в казахском", "ru": "в русском", "en": "в английском"},
    "kk": {"kk": "қазақша мәтінде", "ru": "орысша мәтінде", "en": "ағылшынша мәтінде"},
}

_KINDS: dict[FindingKind, tuple[str, str, str]] = {
    # English, Russian, Kazakh
    FindingKind.TERM_DIFFERS: ("the term differs", "разные сроки", "мерзімдер әртүрлі"),
    FindingKind.AMOUNT_DIFFERS: ("the amount differs", "разные суммы", "мөлшерлер әртүрлі"),
    FindingKind.FEE_DIFFERS: (
        "free in one text, paid in the other",
        "бесплатно или платно: тексты расходятся",
        "тегін немесе ақылы: мәтіндер сәйкес келмейді",
    ),
    FindingKind.SCHEDULE_DIFFERS: ("the hours differ", "разное время работы",
                                   "жұмыс уақыты әртүрлі"),
    FindingKind.CONTACT_DIFFERS: ("the telephone differs", "разные телефоны",
                                  "телефондар әртүрлі"),
    FindingKind.DATE_DIFFERS: ("the date differs", "разные даты", "күндер әртүрлі"),
    FindingKind.ACT_DIFFERS: ("the number of an act differs", "разные номера акта",
                              "актінің нөмірлері әртүрлі"),
    FindingKind.REFERENCE_DIFFERS: ("the reference differs", "разные ссылки",
                                    "сілтемелер әртүрлі"),
    FindingKind.ADDRESS_DIFFERS: ("the web address differs", "разные адреса сайтов",
                                  "сайт мекенжайлары әртүрлі"),
    FindingKind.NUMBER_DIFFERS: ("a number differs", "разные числа", "сандар әртүрлі"),
    FindingKind.PROVISION_MISSING: (
        "it is missing {where}",
        "нет {where}",
        "{where} жоқ",
    ),
    FindingKind.EXCLUDED_ON_ONE_SIDE: (
        "it is excluded {where} only",
        "исключено только {where}",
        "тек {where} алып тасталған",
    ),
    FindingKind.PART_MISSING: (
        "a part is missing {where}",
        "нет части {where}",
        "{where} бөлігі жоқ",
    ),
    FindingKind.SUBPARAGRAPH_MISSING: (
        "a subparagraph is missing {where}",
        "нет подпункта {where}",
        "{where} тармақша жоқ",
    ),
    FindingKind.WORDING_MISSING: (
        "one language says far more than the other",
        "на одном языке сказано намного больше",
        "бір тілде әлдеқайда көп айтылған",
    ),
    FindingKind.NUMBERING_DIFFERS: ("the headings are divided otherwise",
                                    "заголовки разбиты по-разному", "тақырыптар басқаша бөлінген"),
    FindingKind.AMENDMENT_DIFFERS: (
        "the footnotes name other amendments",
        "в сносках разные изменения",
        "ескертулерде әртүрлі өзгерістер көрсетілген",
    ),
    FindingKind.CONTRADICTION: ("the text contradicts itself", "текст противоречит сам себе",
                                "мәтін өзіне-өзі қайшы"),
    FindingKind.FIGURE_AND_WORDS_DIFFER: (
        "the figure is not the number in words",
        "число цифрами не совпадает с числом прописью",
        "цифрмен және сөзбен жазылған сан сәйкес келмейді",
    ),
}  # fmt: skip

_SUBJECTS = {
    Subject.TOTAL_TERM: ("срок оказания услуги", "қызмет көрсету мерзімі"),
    Subject.WAITING: ("время ожидания", "күту уақыты"),
    Subject.SERVING: ("время обслуживания", "қызмет көрсету уақыты"),
    Subject.COMPLAINT_TO_PROVIDER: (
        "срок рассмотрения жалобы услугодателем",
        "көрсетілетін қызметті берушінің шағымды қарау мерзімі",
    ),
    Subject.COMPLAINT_TO_BODY: (
        "срок рассмотрения жалобы уполномоченным органом",
        "уәкілетті органның шағымды қарау мерзімі",
    ),
    Subject.NEWS_TO_CENTRE: ("срок уведомления контакт-центра",
                             "байланыс орталығын хабардар ету мерзімі"),
    Subject.HELPLINE: ("короткий номер контакт-центра", "байланыс орталығының қысқа нөмірі"),
    Subject.LONG_NUMBER: ("номер контакт-центра", "байланыс орталығының нөмірі"),
    Subject.FEE: ("плата", "төлем"),
    Subject.RESULT_FORM: ("приложение с формой результата", "нәтиже нысаны бар қосымша"),
    Subject.REFUSAL: ("срок отказа", "бас тарту мерзімі"),
    Subject.CHANNELS: ("способы подачи", "өтініш беру тәсілдері"),
}  # fmt: skip
_OTHER_SUBJECTS = {
    "a figure and the words beside it": ("цифры и слова", "цифр мен сөз"),
    "the number and date of a cited act": ("номер и дата акта", "актінің нөмірі мен күні"),
    "the act's own registration number": ("номер регистрации акта", "актінің тіркеу нөмірі"),
}
_IN_OTHER_WORDS = {subject.value: words for subject, words in _SUBJECTS.items()} | _OTHER_SUBJECTS


def message(finding: Finding, language: str) -> str:
    """What is wrong, in «en», «ru» or «kk», with the facts that differ."""
    chosen = {"en": 0, "ru": 1, "kk": 2}[language]
    what = _KINDS[finding.kind][chosen]
    if finding.about:
        about = finding.about
        if language != "en":
            about = _IN_OTHER_WORDS.get(about, (about, about))[chosen - 1]
        what = f"{what} ({about})"
    if finding.kind in _MISSING:
        missing = next(one for one in finding.languages if one != finding.quotations[0].side)
        what = what.format(where=_WHERE[language][missing])
        return f"{place_name(finding.eid, language)}: {what}"
    facts = "; ".join(_told(one, finding, language) for one in finding.differences)
    place = place_name(finding.eid, language)
    return f"{place}: {what}" + (f" — {facts}" if facts else "")


_MISSING = frozenset(
    {
        FindingKind.PROVISION_MISSING,
        FindingKind.EXCLUDED_ON_ONE_SIDE,
        FindingKind.PART_MISSING,
        FindingKind.SUBPARAGRAPH_MISSING,
    }
)
_WHERE = {
    "en": {"kk": "in Kazakh", "ru": "in Russian", "en": "in English"},
    "ru": {"kk": "в казахском тексте", "ru": "в русском тексте", "en": "в английском тексте"},
    "kk": {"kk": "қазақша мәтінде", "ru": "орысша мәтінде", "en": "ағылшынша мәтінде"},
}


def _told(difference: FactDifference, finding: Finding, language: str) -> str:
    nothing = {"en": "nothing", "ru": "ничего", "kk": "жоқ"}[language]
    told = []
    for side, values in difference.values:
        shown = ", ".join(shown_value(value, language) for value in values) or nothing
        told.append(f"{_side_name(side, finding, language)} {shown}")
    return (" / " if finding.about else ", ").join(told)


def _side_name(side: str, finding: Finding, language: str) -> str:
    if side in LANGUAGE_NAMES[language] and not finding.about:
        return LANGUAGE_NAMES[language][side]
    named = {"register": ("the Register", "в Реестре", "Тізілімде"),
             "figure": ("in figures", "цифрами", "цифрмен"),
             "words": ("in words", "прописью", "сөзбен")}  # fmt: skip
    if side in named:
        return named[side][("en", "ru", "kk").index(language)]
    return f"{place_name(side, language)}:"
