"""PDF files with a text layer, made by ``data/make_pdfs.py``; and those that cannot be read."""

import io
from pathlib import Path

import pytest
from pypdf import PdfWriter

from ingest.blocks import Block, BlockKind
from ingest.cleaning import clean
from ingest.errors import FileTooLargeError, UnreadableFileError, UnsupportedFormatError
from ingest.readers.pdf import MOST_PAGES, read

DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).parents[2] / "examples" / "acts" / "noise-permit"


def blocks_of(name: str) -> list[Block]:
    return list(clean(read((DATA / name).read_bytes())).blocks)


def outline(name: str) -> list[tuple[int | None, str, str]]:
    return [
        (b.place.page, f"{b.kind.value}{b.level or ''}", b.text)
        for b in blocks_of(name)
        if b.kind is not BlockKind.TABLE
    ]


def test_indents_stamps_notes_hyphenation_and_a_paragraph_over_two_pages():
    assert outline("rules.pdf") == [
        (1, "heading1", "Об утверждении Правил проведения ярмарок в населенных пунктах"),
        (1, "paragraph", "Утративший силу"),
        (1, "paragraph", "Приказ Министра торговли Республики Казахстан от 3 июня 2022 года № 12."),
        (1, "paragraph", "В соответствии с подпунктом 10) статьи 9 Закона ПРИКАЗЫВАЮ:"),
        (
            1,
            "paragraph",
            "1. Утвердить прилагаемые Правила проведения ярмарок в населенных пунктах согласно "
            "приложению к настоящему приказу, зарегистрированному в контакт-центре и "
            "размещенному на портале контакт-центра.",
        ),
        (
            1,
            "paragraph",
            "2. Департаменту торговли обеспечить размещение настоящего приказа на "
            "интернет-ресурсе Министерства торговли.",
        ),
        (1, "paragraph", "Министр торговли А. Ахметов"),
        (1, "stamp", "«СОГЛАСОВАН»\nМинистерство финансов\nРеспублики Казахстан"),
        (1, "stamp", "Утверждены\nприказом Министра торговли\nот 3 июня 2022 года № 12"),
        (1, "heading2", "Правила проведения ярмарок в населенных пунктах"),
        (1, "heading3", "Глава 1. Общие положения"),
        (
            1,
            "paragraph",
            "1. Ярмарка проводится по согласованию с местным исполнительным органом области, "
            "города республиканского значения, столицы, района, города областного значения.",
        ),
        (2, "paragraph", "2. Участник ярмарки:"),
        (2, "paragraph", "1) соблюдает санитарные правила;"),
        (2, "paragraph", "2) убирает свое место."),
        (
            2,
            "footnote",
            "Сноска. Пункт 2 в редакции приказа от 01.01.2023 № 1 (вводится в действие с "
            "01.02.2023).",
        ),
        (2, "stamp", "Приложение 1\nк Правилам проведения\nярмарок"),
        (3, "paragraph", "Подпись ______"),
    ]


def test_a_table_over_two_pages_is_one_table():
    (table,) = [block for block in blocks_of("rules.pdf") if block.kind is BlockKind.TABLE]

    assert table.place.page == 2
    assert table.rows == (
        ("Перечень основных требований",),
        ("№", "Требование", "Содержание"),
        ("1", "Срок", "3 рабочих дня;\nв субботу – 1 день"),
        (
            "2",
            "Перечень документов",
            "Заявление, к которому прилагаются план ярмарки и\nсписок участников\nс указанием\n"
            "их телефонов",
        ),
        ("3", "Плата", "Бесплатно"),
        ("", "Льготы", "Нет"),
    )


def test_paragraphs_told_by_the_distance_between_them():
    assert outline("spaced.pdf") == [
        (1, "heading1", "Жәрмеңке өткізу қағидаларын бекіту туралы"),
        (
            1,
            "paragraph",
            "1. Қоса беріліп отырған Жәрмеңке өткізу қағидалары бекітілсін. Қағидалар ресми "
            "жарияланған күнінен бастап қолданысқа енгізіледі.",
        ),
        (
            1,
            "paragraph",
            "2. Сауда департаменті осы бұйрықты Министрліктің интернет-ресурсында "
            "орналастыруды қамтамасыз етсін.",
        ),
        (
            1,
            "stamp",
            "Сауда министрінің\n2022 жылғы 3 маусымдағы\n№ 12 бұйрығымен\nбекітілген",
        ),
        (1, "heading2", "Жәрмеңке өткізу қағидалары"),
        (1, "heading3", "1-тарау. Жалпы ережелер"),
        (
            1,
            "paragraph",
            "1. Жәрмеңке жергілікті атқарушы органмен келісім бойынша облыста, қалада және "
            "ауданда өткізіледі.",
        ),
        (2, "paragraph", "2. Қатысушы:"),
        (2, "paragraph", "1) тәртіпті сақтайды;"),
        (2, "paragraph", "2) орнын жинайды."),
    ]


def test_properties_are_what_the_file_states():
    assert read((DATA / "rules.pdf").read_bytes()).properties["title"] == (
        "Правила проведения ярмарок"
    )


def test_pages_that_are_pictures_are_named():
    document = read((DATA / "partly_scanned.pdf").read_bytes())

    assert document.properties["scanned_pages"] == "3"
    assert len(document.blocks) == 4


def test_a_file_that_only_forbids_changes_is_read():
    assert outline("print_only.pdf") == outline("rules.pdf")


def test_a_scan_is_refused_and_told_to_be_one():
    with pytest.raises(UnsupportedFormatError, match=r"a scan.*text layer.*DOCX or HTML"):
        read((DATA / "scan.pdf").read_bytes())


def test_a_password_is_asked_to_be_taken_off():
    with pytest.raises(UnreadableFileError, match="password"):
        read((DATA / "password.pdf").read_bytes())


@pytest.mark.parametrize("share", [0.001, 0.3, 0.6, 0.9, 0.995])
def test_a_file_cut_off_is_refused(share):
    data = (DATA / "rules.pdf").read_bytes()

    with pytest.raises(UnreadableFileError, match="cut off"):
        read(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\nstartxref\n0\n%%EOF",
        b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF",
        b"no pdf at all startxref %%EOF",
    ],
)
def test_a_damaged_file_is_refused(data):
    with pytest.raises(UnreadableFileError, match=r"damaged|no pages"):
        read(data)


def test_damage_in_the_middle_never_escapes_as_an_untyped_error():
    data = (DATA / "spaced.pdf").read_bytes()
    for start in range(200, len(data) - 1200, 2500):
        spoiled = data[:start] + b"\x00\xff<<" * 200 + data[start + 800 :]
        try:
            read(spoiled)
        except (UnreadableFileError, UnsupportedFormatError):
            continue


def with_pages(count: int) -> bytes:
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_too_many_pages_are_refused():
    with pytest.raises(FileTooLargeError, match="501 pages"):
        read(with_pages(MOST_PAGES + 1))


def test_empty_pages_are_no_text():
    with pytest.raises(UnsupportedFormatError, match="no text"):
        read(with_pages(2))


@pytest.mark.parametrize("name", ["rus.2026-04-01.pdf", "kaz.2026-04-01.pdf"])
def test_the_example_act(name):
    path = EXAMPLES / name
    if not path.exists():
        pytest.skip("the example act is not here")
    blocks = clean(read(path.read_bytes())).blocks
    points = [
        int(block.text.split(".")[0])
        for block in blocks
        if block.kind is BlockKind.PARAGRAPH and block.text.split(".")[0].isdigit()
    ]
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    (table,) = [block for block in blocks if block.kind is BlockKind.TABLE]

    assert points == [*range(1, 6), *range(1, 23)]
    assert [heading.level for heading in headings] == [1, 2, 3, 3, 3, 3]
    assert [row[0] for row in table.rows[1:]] == [f"{number}." for number in range(1, 11)]
    assert sum(block.kind is BlockKind.STAMP for block in blocks) == 3
