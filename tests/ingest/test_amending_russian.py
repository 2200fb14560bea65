"""Instructions of Russian orders: every formula of the trade, nested as ministries nest them."""

from __future__ import annotations

import datetime as dt

import pytest
from amending_samples import IN_RULES, document_of, names, order_of, read, table, told

from ingest.amending import read_amending_order
from ingest.blocks import Block, BlockKind

RULES = IN_RULES["ru"]
TEXT = "изложить в следующей редакции:"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("пункт 3 исключить;", ["order para 3: delete"]),
        ("пункты 3, 4 и 5 исключить;", [f"order para {n}: delete" for n in (3, 4, 5)]),
        ("подпункты 1), 3-1) пункта 2 исключить;",
         ["order para 2 subpara 1: delete", "order para 2 subpara 3-1: delete"]),
        ("часть вторую пункта 7 исключить;", ["order para 7 part 2: delete"]),
        ("части вторую и третью пункта 7 исключить;",
         ["order para 7 part 2: delete", "order para 7 part 3: delete"]),
        ("часть первую и часть третью пункта 12 исключить;",
         ["order para 12 part 1: delete", "order para 12 part 3: delete"]),
        ("абзацы второй – четвертый пункта 7 исключить;",
         [f"order para 7 abzac {n}: delete" for n in (2, 3, 4)]),
        ("абзац третий подпункта 2) части второй пункта 5 исключить;",
         ["order para 5 part 2 subpara 2 abzac 3: delete"]),
        ("абзац второй подпункта 1) и подпункт 3) пункта 5 исключить;",
         ["order para 5 subpara 1 abzac 2: delete", "order para 5 subpara 3: delete"]),
        ("второе предложение пункта 6 исключить;", ["order para 6 sentence 2: delete"]),
        ("приложения 3 и 4 к Правилам исключить;", ["annex 3: delete", "annex 4: delete"]),
        ("пункт 3 признать утратившим силу;", ["order para 3: repeal"]),
        ("исключить пункт 6;", ["order para 6: delete"]),
    ],
)  # fmt: skip
def test_elements_that_are_taken_out(line: str, expected: list[str]) -> None:
    assert names([line]) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("в пункте 5 слова «а» заменить словами «б»;", [("order para 5", "а", "б")]),
        ("в пункте 5 слова «а» заменить на слова «б»;", [("order para 5", "а", "б")]),
        ("в пунктах 3, 4 и 7 слово «а» заменить словом «б»;",
         [(f"order para {n}", "а", "б") for n in (3, 4, 7)]),
        ("в пункте 5 слова «а», «в» заменить соответственно словами «б», «г»;",
         [("order para 5", "а", "б"), ("order para 5", "в", "г")]),
        ("в подпункте 2) части первой и абзаце втором части второй пункта 5 слово «а» исключить;",
         [("order para 5 part 1 subpara 2", "а", ""), ("order para 5 part 2 abzac 2", "а", "")]),
        ("в подпункте 3) пункта 7 цифры «15» заменить цифрами «10»;",
         [("order para 7 subpara 3", "15", "10")]),
        ("подпункт 5) пункта 3 после слова «лица» дополнить словами «и (или)»;",
         [("order para 3 subpara 5", "лица", "лица и (или)")]),
        ("пункт 5 после слов «а» дополнить словами «, б», слова «в» исключить;",
         [("order para 5", "а", "а, б"), ("order para 5", "в", "")]),
        ("пункт 15 дополнить словами «и другие»;", [("order para 15", "", "и другие")]),
        ("в пункте 5 слово «а», в пункте 6 слово «б» исключить;",
         [("order para 5", "а", ""), ("order para 6", "б", "")]),
        ("в заголовке слова «а» заменить словами «б»;", [("title", "а", "б")]),
        ("в преамбуле слова «а» заменить словами «б»;", [("preamble", "а", "б")]),
        ("в подпункте 7) пункта 2 знак препинания «.» заменить знаком препинания «;»;",
         [("order para 2 subpara 7", ".", ";")]),
    ],
)  # fmt: skip
def test_words_that_are_exchanged(line: str, expected: list[tuple[str, str, str]]) -> None:
    found = read([line])
    assert {kind for _name, kind, *_rest in found} == {"replace_words"}
    assert [(name, old, new) for name, _kind, _text, old, new in found] == expected


def test_throughout_is_the_text_of_the_context() -> None:
    words = "слова «а», «в» заменить соответственно словами «б», «г»;"
    throughout = "replace_words_throughout"
    expected = [
        ("rules", throughout, None, "а", "б"),
        ("rules", throughout, None, "в", "г"),
    ]
    assert read([f"по всему тексту {words}"]) == expected
    assert read([RULES, "пункт 3 исключить;", f"по всему тексту {words}"])[1:] == expected
    assert read([f"по всему тексту Правил {words}"]) == expected
    annex = ["в приложении 2 к указанным Правилам:", "по всему тексту слова «а» исключить;"]
    assert read(annex) == [("annex 2", throughout, None, "а", "")]
    assert names(["в заголовке и по всему тексту слово «а» исключить;"]) == [
        "title: replace_words",
        f"rules: {throughout}",
    ]


def test_a_context_holds_until_another_takes_its_place() -> None:
    assert names(
        [
            "пункт 1 исключить;",
            RULES,
            "в пункте 7:",
            "подпункт 2) исключить;",
            "в подпункте 3):",
            "абзац второй исключить;",
            "часть вторую исключить;",
            "пункт 9 исключить;",
            "в приложении 2 к указанным Правилам:",
            "строку, порядковый номер 3, исключить;",
            "в строке, порядковый номер 8:",
            "подпункт 2) исключить;",
            "приложение 4 к указанным Правилам исключить;",
        ]
    ) == [
        "order para 1: delete",
        "para 7 subpara 2: delete",
        "para 7 subpara 3 abzac 2: delete",
        "para 7 part 2: delete",
        "para 9: delete",
        "annex 2 row 3: delete",
        "annex 2 row 8 subpara 2: delete",
        "annex 4: delete",
    ]


def test_a_place_beside_the_context_ends_it() -> None:
    lines = [
        RULES,
        "в приложении 1:",
        "строку, порядковый номер 3, исключить;",
        "приложение 2 исключить;",
        "пункт 9 исключить;",
        "по всему тексту слово «а» заменить словом «б».",
    ]
    assert names(lines) == [
        "annex 1 row 3: delete",
        "annex 2: delete",
        "para 9: delete",
        "rules: replace_words_throughout",
    ]


def test_numbered_items_go_back_to_the_context_of_their_list() -> None:
    assert names(
        [
            "1) пункт 1 исключить;",
            f"2) {RULES}",
            "1) в пункте 3:",
            "подпункт 1) исключить;",
            "2) пункт 4 исключить;",
            "3) пункт 5 исключить;",
            "3) пункт 2 исключить.",
        ]
    ) == [
        "order para 1: delete",
        "para 3 subpara 1: delete",
        "para 4: delete",
        "para 5: delete",
        "order para 2: delete",
    ]


def test_titles_preamble_and_new_texts() -> None:
    assert names(
        [
            f"заголовок {TEXT}", "«Об утверждении»;",
            f"преамбулу {TEXT}", "«В соответствии с законом ПРИКАЗЫВАЮ:»;",
            RULES,
            f"заголовок {TEXT}", "«Правила»;",
            f"заголовок главы 2 {TEXT}", "«Глава 2. Порядок»;",
            f"заголовок приложения 1 к указанным Правилам {TEXT}", "«Заявление»;",
            f"абзац первый пункта 3 {TEXT}", "«Абзац.»;",
        ]
    ) == [
        "title: title", "preamble: replace", "rules title: title", "chapter 2 title: title",
        "annex 1 title: title", "para 3 abzac 1: replace",
    ]  # fmt: skip


def test_one_text_for_several_elements_is_divided() -> None:
    assert read(
        [
            RULES,
            "дополнить пунктами 15-1 и 15-2 следующего содержания:",
            "«15-1. Первый.",
            "Его часть.",
            "15-2. Второй:",
            "1) список.»;",
            f"подпункты 1) и 2) пункта 3 {TEXT}",
            "«1) один;",
            "2) два.»;",
            "пункт 4 дополнить частями второй и третьей следующего содержания:",
            "«Вторая часть:",
            "с абзацем.",
            "Третья часть.»;",
            f"строки, порядковые номера 3 и 6, приложения 1 к указанным Правилам {TEXT}",
            "«",
            table(("3", "Срок", "5 дней"), ("6", "Плата", "Бесплатно")),
            "»;",
        ]
    ) == [
        ("para 15-1", "insert", "15-1. Первый.\nЕго часть.", None, None),
        ("para 15-2", "insert", "15-2. Второй:\n1) список.", None, None),
        ("para 3 subpara 1", "replace", "1) один;", None, None),
        ("para 3 subpara 2", "replace", "2) два.", None, None),
        ("para 4 part 2", "insert", "Вторая часть:\nс абзацем.", None, None),
        ("para 4 part 3", "insert", "Третья часть.", None, None),
        ("annex 1 row 3", "replace", "3\nСрок\n5 дней", None, None),
        ("annex 1 row 6", "replace", "6\nПлата\nБесплатно", None, None),
    ]


def test_an_added_element_may_have_its_number_in_the_text_only() -> None:
    assert names([RULES, "дополнить пунктом следующего содержания:", "«7-1. Текст.»;"]) == [
        "para 7-1: insert"
    ]


def test_a_change_of_the_kazakh_text_alone_changes_nothing_here() -> None:
    order = order_of(
        ["в заголовок вносится изменение на казахском языке, текст на русском языке не меняется;",
         "пункт 2 исключить;"]
    )  # fmt: skip
    assert [(told(i)[:2], i.other_language_only) for i in order.instructions] == [
        (("title", "title"), True),
        (("order para 2", "delete"), False),
    ]


def test_what_is_ordered_but_not_understood_is_said_to_be_so() -> None:
    order = order_of(["пункты 5 и 6 считать соответственно пунктами 6 и 7;", "пункт 2 исключить;"])
    assert [told(i)[0] for i in order.instructions] == ["order para 2"]
    assert order.unread == ("пункты 5 и 6 считать соответственно пунктами 6 и 7;",)


def _stamp(*lines: str) -> Block:
    return Block(BlockKind.STAMP, "\n".join(lines))


def test_annexed_texts_take_the_place_of_annexes_and_rules() -> None:
    own = "к приказу Министра юстиции от 1 марта 2026 года № 5"
    order = order_of(
        [
            "приложения 1 и 2 к указанным Правилам изложить в новой редакции согласно "
            "приложениям 1 и 2 к настоящему приказу;",
            "дополнить приложением 3 согласно приложению 3 к настоящему приказу;",
            "Правила, утвержденные указанным приказом, изложить в новой редакции согласно "
            "приложению 4 к настоящему приказу.",
            "Министр юстиции",
            _stamp("Приложение 1", own), _stamp("Приложение 1 к Правилам"), "Первая форма",
            "Текст первой.",
            _stamp("Приложение 2", own), "Вторая форма", "Текст второй.",
            _stamp("Приложение 3", own), _stamp("Приложение 3 к Правилам"), "Третья форма",
            "Текст третьей.",
            _stamp("Приложение 4", own), _stamp("Утверждены приказом № 7"),
            Block(BlockKind.HEADING, "Правила выдачи", level=2), "1. Пункт.", "2. Другой.",
        ],
        entry="Конец.",
    )  # fmt: skip
    assert [told(one)[:3] for one in order.instructions] == [
        ("annex 1", "annex_replace", "Первая форма\nТекст первой."),
        ("annex 2", "annex_replace", "Вторая форма\nТекст второй."),
        ("annex 3", "insert", "Третья форма\nТекст третьей."),
        ("rules", "replace", "Правила выдачи\n1. Пункт.\n2. Другой.\nКонец."),
    ]
    assert [p.eid for p in order.instructions[3].elements] == ["rules", "para_1", "para_2"]


def test_several_acts_in_one_order_and_repeals() -> None:
    document = document_of(
        "О внесении изменений в некоторые приказы",
        "Приказ Министра здравоохранения Республики Казахстан от 1 марта 2026 года № ҚР ДСМ-5",
        "ПРИКАЗЫВАЮ:",
        "1. Внести в следующие приказы изменения:",
        "1) в приказ Министра здравоохранения от 30 октября 2020 года № ҚР ДСМ-175/2020 «О форме» "
        "(зарегистрирован в Реестре за № 21579):",
        "пункт 2 исключить;",
        "2) в Правилах учета, утвержденных приказом Министра здравоохранения от 7 июля 2019 года "
        "№ 401:",
        "пункт 3 исключить.",
        "2. Признать утратившими силу:",
        "1) приказ Министра здравоохранения от 5 мая 2012 года № 232;",
        "2) подпункт 2) пункта 1 приказа Министра здравоохранения от 6 мая 2012 года № 233.",
        "3. Контроль за исполнением настоящего приказа возложить на вице-министра.",
    )
    order = read_amending_order(document, "ru")
    assert (order.number, order.date) == ("ҚР ДСМ-5", dt.date(2026, 3, 1))
    assert [(str(one.act), one.provision, one.kind) for one in order.instructions] == [
        ("№ ҚР ДСМ-175/2020 of 2020-10-30", "order para 2", "delete"),
        ("№ 401 of 2019-07-07", "para 3", "delete"),
        ("№ 232 of 2012-05-05", "act", "repeal"),
        ("№ 233 of 2012-05-06", "order para 1 subpara 2", "repeal"),
    ]
    assert order.unread == ()


def test_changes_may_stand_in_an_annex() -> None:
    document = document_of(
        "О внесении изменений в постановление Правительства",
        "Постановление Правительства Республики Казахстан от 3 марта 2026 года № 120",
        "Правительство Республики Казахстан ПОСТАНОВЛЯЕТ:",
        "1. Внести в постановление Правительства от 5 июня 2019 года № 385 «О Правилах» изменения "
        "согласно приложению к настоящему постановлению.",
        "Премьер-Министр",
        _stamp("Приложение", "к постановлению Правительства", "от 3 марта 2026 года № 120"),
        Block(BlockKind.HEADING, "Изменения, которые вносятся в постановление", level=2),
        "1. Пункт 2 исключить.",
        "2. В Правилах выдачи, утвержденных указанным постановлением:",
        "1) пункт 4 исключить;",
        "2) пункт 5 исключить.",
    )
    order = read_amending_order(document, "ru")
    assert [one.provision for one in order.instructions] == ["order para 2", "para 4", "para 5"]
    assert {str(one.act) for one in order.instructions} == {"№ 385 of 2019-06-05"}
    assert order.unread == ()


@pytest.mark.parametrize(
    "line",
    [
        "Внести в приказ Министра юстиции от 2 марта 2020 года № 7 изменение, изложив пункт 4 "
        "Правил, утвержденных указанным приказом, в следующей редакции:",
        "Внести в Правила учета, утвержденные приказом Министра юстиции от 2 марта 2020 года № 7, "
        "изменение, изложив пункт 4 в следующей редакции:",
    ],
)
def test_a_change_in_one_sentence(line: str) -> None:
    document = document_of(
        "О внесении изменения в приказ", "ПРИКАЗЫВАЮ:", f"1. {line}", "«4. Текст.»."
    )
    (one,) = read_amending_order(document, "ru").instructions
    assert (str(one.act), told(one)) == (
        "№ 7 of 2020-03-02",
        ("para 4", "replace", "4. Текст.", None, None),
    )
