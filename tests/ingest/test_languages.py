"""Which language a text is in, and where a file of several versions is parted."""

from pathlib import Path

import pytest

from ingest.blocks import Block, BlockKind, ReadDocument
from ingest.cleaning import clean
from ingest.languages import detect_language, split_languages
from ingest.readers.text import read

SEEDS = Path(__file__).parents[3] / "shared" / "acts" / "seeds"


def heading(text: str) -> Block:
    return Block(BlockKind.HEADING, text, level=1)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


RUSSIAN = (
    heading("Об утверждении Правил проведения ярмарок в населенных пунктах"),
    paragraph("Приказ Министра торговли от 3 июня 2022 года № 12."),
    paragraph("1. Ярмарка проводится по согласованию с местным исполнительным органом. " * 8),
)
KAZAKH = (
    heading("Елді мекендерде жәрмеңкелер өткізу қағидаларын бекіту туралы"),
    paragraph("Сауда министрінің 2022 жылғы 3 маусымдағы № 12 бұйрығы."),
    paragraph("1. Жәрмеңке жергілікті атқарушы органмен келісім бойынша өткізіледі. " * 8),
)
ENGLISH_FORM = (
    Block(BlockKind.STAMP, "Приложение 1\nк Правилам"),
    Block(BlockKind.HEADING, "Application for a place at the fair", level=2),
    paragraph("I hereby apply for a place at the fair and agree to keep the rules. " * 10),
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Об утверждении Правил", "ru"),
        ("Қағидаларды бекіту туралы", "kk"),
        ("On approval of the Rules in Italy and India", "en"),
        ("Memlekettik qyzmetter kórsetý erejesin bekitý týraly", "kk"),
        ("Memlekettik körsetiletin qızmetter turalı zañı", "kk"),
        ("№ 12, 2022", None),
    ],
)
def test_detecting_a_language(text, language):
    assert detect_language(text) == language


def test_a_document_in_one_language_stays_whole():
    document = ReadDocument(RUSSIAN, "text/plain")

    assert split_languages(document) == (("ru", document),)


@pytest.mark.parametrize("requisites_kept", [True, False])
def test_a_file_is_parted_where_a_title_in_another_language_begins(requisites_kept):
    kazakh = KAZAKH if requisites_kept else (KAZAKH[0], KAZAKH[2])
    document = ReadDocument(RUSSIAN + kazakh, "text/html", {"title": "12"})

    (first, russian), (second, in_kazakh) = split_languages(document)

    assert (first, second) == ("ru", "kk")
    assert (russian.blocks, in_kazakh.blocks) == (RUSSIAN, kazakh)
    assert in_kazakh.properties == {"title": "12"}


def test_a_title_not_marked_as_one_is_known_by_the_requisites_below_it():
    title = paragraph(KAZAKH[0].text)
    document = ReadDocument((*RUSSIAN, title, *KAZAKH[1:]), "text/plain")

    assert [language for language, _ in split_languages(document)] == ["ru", "kk"]


def test_a_form_in_another_language_belongs_to_its_act():
    document = ReadDocument(RUSSIAN + ENGLISH_FORM, "text/plain")

    assert split_languages(document) == (("ru", document),)


def test_an_empty_document_has_no_versions():
    assert split_languages(ReadDocument((), "text/plain")) == ()


@pytest.mark.shared
def test_the_english_and_the_kazakh_edition_of_one_file():
    path = SEEDS / "003_cd87f4a2e42a4eab.txt"
    if not path.exists():
        pytest.skip("the real acts are not here")
    document = clean(read(path.read_bytes()))

    parts = split_languages(document)

    assert [language for language, _ in parts] == ["en", "kk"]
    assert sum((part.blocks for _, part in parts), ()) == document.blocks
    starts = [part.blocks[0].text for _, part in parts]
    assert starts[0].startswith("On approval of the Rules for the operation")
    assert starts[1].startswith("Бірыңғай байланыс орталығы қызметінің және")
    assert all(part.blocks[0].level == 1 for _, part in parts)


@pytest.mark.shared
@pytest.mark.parametrize(("number", "language"), [("001", "ru"), ("004", "kk")])
def test_real_acts_in_one_language(number, language):
    paths = list(SEEDS.glob(f"{number}_*"))
    if not paths:
        pytest.skip("the real acts are not here")
    document = read(paths[0].read_bytes())

    assert [found for found, _ in split_languages(document)] == [language]
