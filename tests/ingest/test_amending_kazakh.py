"""Instructions of Kazakh orders: the same formulas, said by endings."""

from __future__ import annotations

import pytest
from amending_samples import IN_RULES, document_of, names, order_of, read, table, told

from ingest.amending import read_amending_order
from ingest.amending.kazakh import role_of_ending
from ingest.amending.tokens import Role

RULES = IN_RULES["kk"]
TEXT = "мынадай редакцияда жазылсын:"


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("тармақ", Role.OBJECT), ("тармақтар", Role.OBJECT), ("тармағы", Role.OBJECT),
        ("тармақта", Role.PLACE), ("тармағында", Role.PLACE), ("тармақтағы", Role.PLACE),
        ("тармаққа", Role.PLACE), ("тармақтың", Role.OF), ("тармағының", Role.OF),
        ("тармақпен", Role.WITH), ("тармақтармен", Role.WITH), ("сөзбен", Role.WITH),
        ("сөздерден", Role.AFTER), ("абзацтарында", Role.PLACE), ("қосымшаның", Role.OF),
        ("бөлігіндегі", Role.PLACE), ("кіріспесі", Role.OBJECT),
    ],
)  # fmt: skip
def test_the_ending_says_the_part(word: str, role: Role) -> None:
    assert role_of_ending(word) is role


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3-тармақ алып тасталсын;", ["order para 3: delete"]),
        ("3, 4 және 5-тармақтар алынып тасталсын;", [f"order para {n}: delete" for n in (3, 4, 5)]),
        ("2-тармақтың 1), 3-1) тармақшалары алып тасталсын;",
         ["order para 2 subpara 1: delete", "order para 2 subpara 3-1: delete"]),
        ("7-тармақтың екінші бөлігі алып тасталсын;", ["order para 7 part 2: delete"]),
        ("12-тармақтың бірінші және үшінші бөліктері алып тасталсын;",
         ["order para 12 part 1: delete", "order para 12 part 3: delete"]),
        ("13-тармақтың үшінші бөлігі және 14-тармақтың 2) тармақшасы алып тасталсын;",
         ["order para 13 part 3: delete", "order para 14 subpara 2: delete"]),
        ("5-тармақтың екінші бөлігінің 2) тармақшасының үшінші абзацы алып тасталсын;",
         ["order para 5 part 2 subpara 2 abzac 3: delete"]),
        ("көрсетілген Қағидаларға 3 және 4-қосымшалар алып тасталсын;",
         ["annex 3: delete", "annex 4: delete"]),
        ("3-тармақтың күші жойылды деп танылсын;", ["order para 3: repeal"]),
        ("6-тармақтың екінші сөйлемі алып тасталсын;", ["order para 6 sentence 2: delete"]),
    ],
)  # fmt: skip
def test_elements_that_are_taken_out(line: str, expected: list[str]) -> None:
    assert names([line], "kk") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("5-тармақта «а» деген сөздер «б» деген сөздермен ауыстырылсын;",
         [("order para 5", "а", "б")]),
        ("3, 4 және 7-тармақтардағы «а» деген сөз «б» деген сөзбен ауыстырылсын;",
         [(f"order para {n}", "а", "б") for n in (3, 4, 7)]),
        ("5-тармақта «а», «в» деген сөздер тиісінше «б», «г» деген сөздермен ауыстырылсын;",
         [("order para 5", "а", "б"), ("order para 5", "в", "г")]),
        ("5-тармақта «а» деген сөз «б» деген сөзбен, «в» деген сөз «г» деген сөзбен ауыстырылсын;",
         [("order para 5", "а", "б"), ("order para 5", "в", "г")]),
        ("5-тармақтың бірінші бөлігінің 2) тармақшасында және екінші бөлігінің екінші абзацында "
         "«а» деген сөз алып тасталсын;",
         [("order para 5 part 1 subpara 2", "а", ""), ("order para 5 part 2 abzac 2", "а", "")]),
        ("5-тармақтың екінші бөлігі мен 6-тармақтың үшінші бөлігінде «а» деген сөз алып тасталсын;",
         [("order para 5 part 2", "а", ""), ("order para 6 part 3", "а", "")]),
        ("7-тармақтың 3) тармақшасында «15» деген цифрлар «10» деген цифрлармен ауыстырылсын;",
         [("order para 7 subpara 3", "15", "10")]),
        ("3-тармақтың 5) тармақшасы «тұлғалар» деген сөзден кейін «және (немесе)» деген сөздермен "
         "толықтырылсын;", [("order para 3 subpara 5", "тұлғалар", "тұлғалар және (немесе)")]),
        ("15-тармақ «және басқалары» деген сөздермен толықтырылсын;",
         [("order para 15", "", "және басқалары")]),
        ("5-тармақтағы «а» деген сөз және 6-тармақтағы «б» деген сөз алып тасталсын;",
         [("order para 5", "а", ""), ("order para 6", "б", "")]),
        ("кіріспеде «а» деген сөз алып тасталсын;", [("preamble", "а", "")]),
    ],
)  # fmt: skip
def test_words_that_are_exchanged(line: str, expected: list[tuple[str, str, str]]) -> None:
    found = read([line], "kk")
    assert {kind for _name, kind, *_rest in found} == {"replace_words"}
    assert [(name, old, new) for name, _kind, _text, old, new in found] == expected


def test_throughout_is_the_text_of_the_context() -> None:
    words = "«а» деген сөз «б» деген сөзбен ауыстырылсын;"
    expected = [("rules", "replace_words_throughout", None, "а", "б")]
    assert read([RULES, f"бүкіл мәтін бойынша {words}"], "kk") == expected
    assert read([f"Қағидалардың бүкіл мәтіні бойынша {words}"], "kk") == expected
    assert read([f"мәтін бойынша {words}"], "kk") == expected


def test_a_number_with_a_bracket_may_be_a_subparagraph_or_an_item() -> None:
    assert names(
        [
            RULES,
            "1) 2-тармақта:",
            "1) тармақша алып тасталсын;",
            "2) тармақшадағы «а» деген сөз алып тасталсын;",
            "2) 3-тармақ алып тасталсын;",
            "3) 4-тармақтың 1) және 2) тармақшалары алып тасталсын.",
        ],
        "kk",
    ) == [
        "para 2 subpara 1: delete",
        "para 2 subpara 2: replace_words",
        "para 3: delete",
        "para 4 subpara 1: delete",
        "para 4 subpara 2: delete",
    ]


def test_rows_of_annexes() -> None:
    assert names(
        [
            "көрсетілген Қағидаларға 2-қосымшада:",
            f"реттік нөмірі 8-жол {TEXT}", "«", table(("8", "Атауы", "Мәтін")), "»;",
            "9-жолда:", "«а» деген сөз алып тасталсын;",
            "реттік нөмірлері 10 және 11-жолдар алып тасталсын;",
            "мынадай мазмұндағы реттік нөмірі 8-1-жолмен толықтырылсын:",
            "«", table(("8-1", "Атауы", "Мәтін")), "»;",
            f"1-қосымшаның тақырыбы {TEXT}", "«Тізбе»;",
        ],
        "kk",
    ) == [
        "annex 2 row 8: replace", "annex 2 row 9: replace_words", "annex 2 row 10: delete",
        "annex 2 row 11: delete", "annex 2 row 8-1: insert", "annex 1 title: title",
    ]  # fmt: skip


def test_new_texts_and_their_division() -> None:
    assert read(
        [
            RULES,
            f"3-тармақ {TEXT}", "«3. Мәтін:", "1) бірінші;", "2) алып тасталсын деген сөз.»;",
            "мынадай мазмұндағы 15-1 және 15-2-тармақтармен толықтырылсын:",
            "«15-1. Бірінші.", "15-2. Екінші.»;",
            "5-тармақ мынадай мазмұндағы екінші бөлікпен толықтырылсын:", "«Екінші бөлік.»;",
        ],
        "kk",
    ) == [
        ("para 3", "replace", "3. Мәтін:\n1) бірінші;\n2) алып тасталсын деген сөз.", None, None),
        ("para 15-1", "insert", "15-1. Бірінші.", None, None),
        ("para 15-2", "insert", "15-2. Екінші.", None, None),
        ("para 5 part 2", "insert", "Екінші бөлік.", None, None),
    ]  # fmt: skip


def test_a_change_of_the_russian_text_alone_changes_nothing_here() -> None:
    order = order_of(
        ["тақырыпқа орыс тілінде өзгеріс енгізіледі, қазақ тіліндегі мәтін өзгермейді;"], "kk"
    )
    (one,) = order.instructions
    assert (told(one)[:2], one.other_language_only) == (("title", "title"), True)


def test_the_act_may_be_named_around_its_title() -> None:
    document = document_of(
        "БҰЙЫРАМЫН:",
        "1. Қазақстан Республикасы Әділет министрінің 2020 жылғы 2 наурыздағы № 7 «Қағидаларды "
        "бекіту туралы» бұйрығына мынадай өзгеріс енгізілсін:",
        "2-тармақ алып тасталсын.",
        "2. «Бір» Қазақстан Республикасы Әділет министрінің 2012 жылғы 5 мамырдағы № 232 "
        "бұйрығының күші жойылды деп танылсын.",
    )
    order = read_amending_order(document, "kk")
    assert [(str(one.act), one.provision, one.kind) for one in order.instructions] == [
        ("№ 7 of 2020-03-02", "order para 2", "delete"),
        ("№ 232 of 2012-05-05", "act", "repeal"),
    ]


def test_a_place_beside_the_context_ends_it() -> None:
    lines = [
        RULES,
        "1-қосымшада:",
        "реттік нөмірі 3-жол алып тасталсын;",
        "2-қосымша алып тасталсын;",
        "9-тармақ алып тасталсын;",
        "бүкіл мәтін бойынша «а» деген сөз «б» деген сөзбен ауыстырылсын.",
    ]
    assert names(lines, "kk") == [
        "annex 1 row 3: delete",
        "annex 2: delete",
        "para 9: delete",
        "rules: replace_words_throughout",
    ]
