"""Plain text: each way of laying out paragraphs, and the real text layers of official PDFs."""

from pathlib import Path

import pytest

from ingest.blocks import Block, BlockKind
from ingest.cleaning import clean
from ingest.errors import UnreadableFileError
from ingest.readers.text import read

SEEDS = Path(__file__).parents[3] / "shared" / "acts" / "seeds"

# The layout of the bank's PDF text layers: an indent of six, 75 columns, pages of a few lines.
INDENTED = """
Об утверждении Правил выдачи разрешений на ночные
концерты

Утративший силу
Приказ Министра культуры Республики Казахстан от 5 мая 2021
года № 77. Зарегистрирован в Министерстве юстиции 7 мая
      Сноска. Утратил силу приказом Министра культуры РК от
01.02.2024 № 5.
      В соответствии со статьей 5 Закона ПРИКАЗЫВАЮ:
      1. Утвердить прилагаемые Правила выдачи разрешений на
н о ч н ы е  к о н ц е р т ы .
      2. Департаменту разместить приказ на интернет-ресурсе и



на портале государственных органов.
      Исполняющий                             А.  Ахметов
      о б я з а н н о с т и  М и н и с т р а
      «СОГЛАСОВАНО»

      Министр здравоохранения

      _________ Б. Сериков

      6 мая 2021 года
У т в е р ж д е н ы
п р и к а з о м  М и н и с т р а
от 5 мая 2021 года № 77

Правила выдачи разрешений
на ночные концерты

1. Общие положения

      1. Заявитель подает заявление в произвольной форме. Срок
рассмотрения не более пяти рабочих дней, отказ направляется.
Ответ направляется в тот же день.
      2. Основания отказа:
      1) неполный пакет документов;
      2) возражения жителей.
П р и л о ж е н и е  1
к  П р а в и л а м  в ы д а ч и
      разрешений на ночные концерты
Форма

Заявление

№
п/п

Место
концерта

Дата

1 2 3

      Подпись ______
"""


def blocks_of(text: str) -> list[Block]:
    return list(clean(read(text.encode())).blocks)


def outline(text: str) -> list[tuple[str, str]]:
    return [(f"{b.kind.value}{b.level or ''}", b.text) for b in blocks_of(text)]


def test_the_text_layer_of_an_official_pdf():
    assert outline(INDENTED) == [
        ("heading1", "Об утверждении Правил выдачи разрешений на ночные концерты"),
        ("paragraph", "Утративший силу"),
        (
            "paragraph",
            "Приказ Министра культуры Республики Казахстан от 5 мая 2021 года № 77. "
            "Зарегистрирован в Министерстве юстиции 7 мая",
        ),
        ("footnote", "Сноска. Утратил силу приказом Министра культуры РК от 01.02.2024 № 5."),
        ("paragraph", "В соответствии со статьей 5 Закона ПРИКАЗЫВАЮ:"),
        ("paragraph", "1. Утвердить прилагаемые Правила выдачи разрешений на ночные концерты."),
        (
            "paragraph",
            "2. Департаменту разместить приказ на интернет-ресурсе и на портале "
            "государственных органов.",
        ),
        ("paragraph", "Исполняющий обязанности Министра А. Ахметов"),
        (
            "stamp",
            "«СОГЛАСОВАНО»\nМинистр здравоохранения\n_________ Б. Сериков\n6 мая 2021 года",
        ),
        ("stamp", "Утверждены\nприказом Министра\nот 5 мая 2021 года № 77"),
        ("heading2", "Правила выдачи разрешений на ночные концерты"),
        ("heading3", "1. Общие положения"),
        (
            "paragraph",
            "1. Заявитель подает заявление в произвольной форме. Срок рассмотрения не более пяти "
            "рабочих дней, отказ направляется. Ответ направляется в тот же день.",
        ),
        ("paragraph", "2. Основания отказа:"),
        ("paragraph", "1) неполный пакет документов;"),
        ("paragraph", "2) возражения жителей."),
        ("stamp", "Приложение 1\nк Правилам выдачи\nразрешений на ночные концерты"),
        ("paragraph", "Форма"),
        ("heading2", "Заявление"),
        ("table", "№\nп/п\tМесто\nконцерта\tДата\n1\t2\t3"),
        ("paragraph", "Подпись ______"),
    ]


def test_a_block_knows_its_line():
    lines = INDENTED.split("\n")
    for block in read(INDENTED.encode()).blocks:
        if block.kind is not BlockKind.TABLE:
            assert block.place.line is not None
            assert block.text.split("\n")[0] in lines[block.place.line - 1]


def test_a_kazakh_stamp_says_what_it_is_at_its_end():
    text = """Қағидаларды бекіту туралы

      1. Қағидалар бекітілсін.
Қ а з а қ с т а н  Р е с п у б л и к а с ы
Ү к і м е т і н і ң



2 0 1 3  ж ы л ғ ы  6  т а м ы з д а ғ ы
№  7 9 7  қ а у л ы с ы м е н
бекітілген

Концерт өткізу
қағидалары

1-тарау. Жалпы ережелер

      1. Осы Қағидалар тәртіпті айқындайды.
      2. Өтініш беріледі.
Концерт өткізу
қағидаларына
1-қосымша
"""
    assert outline(text)[2:] == [
        (
            "stamp",
            "Қазақстан Республикасы\nҮкіметінің\n2013 жылғы 6 тамыздағы\n№ 797 қаулысымен\n"
            "бекітілген",
        ),
        ("heading2", "Концерт өткізу қағидалары"),
        ("heading3", "1-тарау. Жалпы ережелер"),
        ("paragraph", "1. Осы Қағидалар тәртіпті айқындайды."),
        ("paragraph", "2. Өтініш беріледі."),
        ("stamp", "Концерт өткізу\nқағидаларына\n1-қосымша"),
    ]


EXPECTED = [
    ("heading1", "Об утверждении Правил проведения ярмарок в населенных пунктах"),
    ("paragraph", "Приказ Министра торговли от 3 июня 2022 года № 12."),
    ("paragraph", "1. Утвердить прилагаемые Правила проведения ярмарок в населенных пунктах."),
    ("stamp", "Утверждены\nприказом Министра торговли\nот 3 июня 2022 года № 12"),
    ("heading2", "Правила проведения ярмарок в населенных пунктах"),
    ("heading3", "Глава 1. Общие положения"),
    (
        "paragraph",
        "1. Ярмарка проводится по согласованию с местным исполнительным органом области, города "
        "республиканского значения, столицы, района, города областного значения.",
    ),
    ("paragraph", "2. Участник ярмарки:"),
    ("paragraph", "1) соблюдает санитарные правила;"),
    ("paragraph", "2) убирает свое место."),
    ("footnote", "Сноска. Пункт 2 в редакции приказа от 01.01.2023 № 1."),
]

BLANK_LINES_BETWEEN = "\n\n".join(text for _, text in EXPECTED)
EVERY_PARAGRAPH_ON_A_LINE = "\n".join(text for _, text in EXPECTED)


def wrapped_at(width: int, separator: str) -> str:
    import textwrap

    return separator.join(
        text if kind == "stamp" else textwrap.fill(text, width, break_on_hyphens=False)
        for kind, text in EXPECTED
    )


@pytest.mark.parametrize(
    "text",
    [BLANK_LINES_BETWEEN, EVERY_PARAGRAPH_ON_A_LINE, wrapped_at(60, "\n\n")],
    ids=["blank lines between", "a line a paragraph", "wrapped, blank lines between"],
)
def test_other_ways_to_lay_out_a_text(text):
    assert outline(text) == EXPECTED


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "ptcp154"]
)
def test_encodings_of_kazakh_text(encoding):
    text = "Қағидаларды бекіту туралы\n\n1. Өтініш үш жұмыс күні ішінде қаралады, ғұмыры әңгіме.\n"

    assert read(text.encode(encoding)).blocks[1].text.startswith("1. Өтініш үш жұмыс күні ішінде")


def test_windows_1251_of_russian_text():
    data = "Об утверждении Правил\r\n\r\n1. Срок – пять дней.\r\n".encode("cp1251")

    assert [block.text for block in read(data).blocks] == [
        "Об утверждении Правил",
        "1. Срок – пять дней.",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \r\n\t\n",
        b"\xff\xfe\x00",
        bytes(range(256)) * 4,
        b"\x81\x8d\x8f\x90\x9d" * 50,
        "Приказ".encode("utf-16")[:-1],
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
    ],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableFileError):
        read(data)


@pytest.mark.shared
@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_no_text_of_a_real_act_is_lost(path):
    data = path.read_bytes()
    text = "".join(
        block.text if not block.rows else "".join("".join(row) for row in block.rows)
        for block in read(data).blocks
    )

    assert sorted("".join(text.split())) == sorted("".join(data.decode().split()))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "numbers"),
    [("001_559f4a241c1123c3", 4 + 16), ("004_1581d31f0db3c252", 3 + 21),
     ("003_cd87f4a2e42a4eab", 2 * (5 + 39))],
)  # fmt: skip
def test_every_point_of_a_real_act_is_a_block_of_its_own(name, numbers):
    path = SEEDS / f"{name}.txt"
    if not path.exists():
        pytest.skip("the real acts are not here")
    paragraphs = [
        block.text
        for block in clean(read(path.read_bytes())).blocks
        if block.kind is BlockKind.PARAGRAPH
    ]

    points = [text for text in paragraphs if text.split(" ")[0].rstrip(".").isdigit()]

    assert len([text for text in points if ". " in text[:5]]) == numbers
