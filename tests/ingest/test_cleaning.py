"""What is guaranteed of a text after cleaning, and that clean text is left alone."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.blocks import Block, BlockKind, Place, ReadDocument
from ingest.cleaning import clean, clean_text
from ingest.readers.markdown import read as read_markdown

ACTS = Path(__file__).parents[3] / "shared" / "acts"


def document(*blocks: Block, media_type: str = "text/plain") -> ReadDocument:
    return ReadDocument(blocks, media_type)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text, Place(line=1))


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("К а з а х с т а н ;", "Казахстан;"),
        (
            "о к р у г о в ,  а  т а к ж е  у с л у г о д а т е л я м и .  ",
            "округов, а также услугодателями.",
        ),
        ("у ә к і л е т т і  о р г а н", "уәкілетті орган"),
        ("2 .  У ч а с т н и к и  в з а и м о д е й с т в и я :", "2. Участники взаимодействия:"),
        ("2 0 1 3  ж ы л ғ ы  6  т а м ы з д а ғ ы", "2013 жылғы 6 тамыздағы"),
        ("2 0 1 3 ж ы л ғ ы", "2013 жылғы"),
        ("№  7 9 7  қ а у л ы с ы м е н    ", "№ 797 қаулысымен"),
        ("а к т о в  з а  №  8 5 5 5 ) .", "актов за № 8555)."),
        ("« С О Г Л А С О В А Н » :", "«СОГЛАСОВАН»:"),
        ("5 )  центры  обслуживания  населения ;", "5) центры обслуживания населения;"),
        ("Ф .И .О.  ответственного  исполнителя", "Ф.И.О. ответственного исполнителя"),
        ("Сарсенова С . С .", "Сарсенова С.С."),
        ("столицы,  районов ,  городов  областного   ", "столицы, районов, городов областного"),
        (
            "Ө з а р а  і с - қ и м ы л ғ а  қ а т ы с у ш ы л а р :",
            "Өзара іс-қимылға қатысушылар:",
        ),
    ],
)
def test_letter_spaced_words_are_joined(printed, cleaned):
    assert clean_text(printed) == cleaned


@pytest.mark.parametrize(
    "text",
    ["1 2 3 4 5 6 7 8", "А Б В Г Д", "а, б и в", "и в с о", "п. 5 ст. 9", "А. К. Жумагалиев"],
)
def test_single_characters_that_are_words_stay_apart(text):
    assert clean_text(text) == text


def test_words_of_the_document_part_letters_whose_gap_was_lost():
    cleaned = clean(
        document(
            paragraph("2) ақпараттандыру саласындағы уәкілетті орган;"),
            paragraph(
                "а қ п а р а т т а н д ы р у с а л а с ы н д а ғ ы у ә к і л е т т і о р г а н"
            ),
        )
    )

    assert cleaned.blocks[1].text == "ақпараттандыру саласындағы уәкілетті орган"


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("бұйpық", "бұйрық"),
        ("Премьер-Министрi", "Премьер-Министрі"),
        ("көрсетiлетiн қызметтi", "көрсетілетін қызметті"),
        ("iс-қимыл", "іс-қимыл"),
        ("cот шешімі", "сот шешімі"),
        ("жəне", "және"),
        ("Kазақстан", "Қазақстан".replace("Қ", "К")),
    ],
)
def test_latin_look_alikes_in_cyrillic_words_are_mended(printed, cleaned):
    assert clean_text(printed) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "egov",
        "QR-код",
        "глава XIV",
        "раздел ХII",
        "www.egov.kz",
        "support@goscorp.kz",
        "eGov Mobile",
        "PDF-файл",
        "COVID-19",
        "веб-портал egоv",
        "SMS-сообщение",
        "№ 368/НҚ",
        "формат .docx",
        "Microsoft",
        "in accordance with",
        "Қазақстан Республикасы",
        "« __ »________ 20__ г.",
    ],
)
def test_what_is_no_damage_is_left_alone(text):
    assert clean_text(text) == text


def test_invisible_characters_go_and_odd_spaces_become_ordinary():
    assert clean_text("\ufeffгосу\u00adдарст\u200bвенной\u00a0\u2009услуги\u202f№\t5\x07") == (
        "государственной услуги № 5"
    )
    assert clean_text("и\u0306") == "й"


def test_paragraphs_of_wrapped_files_become_one_line():
    wrapped = document(
        paragraph(
            "3) вести учет услуг (\nдалее - Реестр\n, на котором) в инфор-\n"
            "мационной системе контакт-\nцентра. Информационной системе"
        )
    )

    assert clean(wrapped).blocks[0].text == (
        "3) вести учет услуг (далее - Реестр, на котором) в информационной системе контакт-центра."
        " Информационной системе"
    )


def test_line_breaks_of_an_author_stay():
    stamp = Block(BlockKind.STAMP, "П р и л о ж е н и е  1\n\nк  П р а в и л а м   ")
    form = paragraph("Министр экономики\nи финансов")

    cleaned = clean(document(stamp, form, media_type="text/html"))

    assert [block.text for block in cleaned.blocks] == [
        "Приложение 1\nк Правилам",
        "Министр экономики\nи финансов",
    ]


def test_cells_are_cleaned_and_the_table_text_follows_them():
    rows = (("№\u00a0п/п", "Ф . И . О  \nответственного"), ("1", "2"))
    cleaned = clean(document(Block(BlockKind.TABLE, "", rows=rows)))

    assert cleaned.blocks[0].rows == (("№ п/п", "Ф.И.О\nответственного"), ("1", "2"))
    assert cleaned.blocks[0].text == "№ п/п\tФ.И.О\nответственного\n1\t2"


def test_blocks_without_text_go():
    assert clean(document(paragraph(" \u200b\n "), paragraph("1."))).blocks == (paragraph("1."),)


_PIECES = st.sampled_from(
    [
        "Закона", "статьи 9", "приложению 1", "согласно", "к настоящим Правилам", "15статьи 9",
        "К а з а х с т а н", "у с л у г", "қағидалары", "Қазақстан6-бабының", "бекіту", "бекiту",
        ";уәкілетті орган", "(далее", "№ 81", "п. 5", "egov", "контакт-", "центр", "С . С .",
        ".", ",", ";", ")", "(", "«", "»", "-", "–", "1)", "подпунктом 10)", "а", "в", "ə",
        "\u00ad", "\u200b", "XIV", "XII", "ХII", "5", "кг", "П", "АБВ", "www.1414.kz", "_",
        "и\u0306", "\ufb01",
    ]
)  # fmt: skip
_GAPS = st.sampled_from(["", " ", "  ", "   ", "\n", "\n ", "\u00a0", "\t", " \n\n"])
_TEXTS = st.lists(st.tuples(_PIECES, _GAPS), max_size=14).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
_BLOCKS = st.builds(
    Block,
    st.sampled_from([kind for kind in BlockKind if kind is not BlockKind.TABLE]),
    _TEXTS | st.text(max_size=30),
)
_DOCUMENTS = st.builds(
    lambda blocks, media_type: ReadDocument(tuple(blocks), media_type),
    st.lists(_BLOCKS, max_size=4),
    st.sampled_from(["text/plain", "text/html"]),
)


@settings(max_examples=400, deadline=None)
@given(_DOCUMENTS)
def test_cleaning_twice_is_cleaning_once(read):
    once = clean(read)

    assert clean(once) == once


@settings(max_examples=400, deadline=None)
@given(_DOCUMENTS)
def test_the_guarantees_hold(read):
    for block in clean(read).blocks:
        assert unicodedata.is_normalized("NFC", block.text)
        assert "  " not in block.text
        assert all(line == line.strip(" ") and line for line in block.text.split("\n"))
        assert not set(block.text) & set("\u00ad\u200b\u00a0\t\ufeff\r")


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_no_letter_or_digit_is_lost(text):
    def signs(value: str) -> list[str]:
        latin_to_cyrillic = str.maketrans("aceopxyihkABCEHIKMOPTXə", "асеорхуіһкАВСЕНІКМОРТХә")
        kept = unicodedata.normalize("NFC", value).translate(latin_to_cyrillic)
        return sorted(sign for sign in kept if sign.isalnum())

    assert signs(clean_text(text)) == signs(text)


@pytest.mark.shared
def test_real_clean_acts_change_only_in_look_alikes_and_spaces():
    if not ACTS.exists():
        pytest.skip("the real acts are not here")
    files = sorted(ACTS.glob("[0-9]*/*.md"))
    assert files
    for path in files:
        read = read_markdown(path.read_bytes())
        cleaned = clean(read)
        before = "".join("".join(block.text.split()) for block in read.blocks)
        after = "".join("".join(block.text.split()) for block in cleaned.blocks)
        assert len(before) == len(after), path
        changes = {(old, new) for old, new in zip(before, after, strict=True) if old != new}
        assert changes <= {("i", "і"), ("I", "І"), ("c", "с")}, (path, changes)
        assert clean(cleaned) == cleaned
