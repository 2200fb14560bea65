"""Words of links printed at the end of their line: every place of two real acts, read by eye."""

import json
import re
import textwrap
from pathlib import Path

import pytest

from ingest.blocks import BlockKind, ReadDocument
from ingest.cleaning import clean
from ingest.cleaning.displaced_words import find_displaced_links, put_back_displaced_words
from ingest.cleaning.letter_spacing import mend_letter_spacing
from ingest.cleaning.line_joining import join_lines
from ingest.cleaning.spacing import collapse_spaces
from ingest.readers.markdown import read as read_markdown
from ingest.readers.text import read

PLACES = json.loads((Path(__file__).parent / "data" / "displaced_words.json").read_text("utf-8"))
SEEDS = Path(__file__).parents[3] / "shared" / "acts" / "seeds"
FILES = {"130": "001_559f4a241c1123c3.txt", "797": "004_1581d31f0db3c252.txt"}


def mended(printed: list[str], known: frozenset[str] = frozenset()) -> str:
    lines = [mend_letter_spacing(line) for line in printed]
    return join_lines([collapse_spaces(line) for line in put_back_displaced_words(lines, known)])


@pytest.mark.parametrize("place", PLACES, ids=lambda place: f"{place['act']}-{place['line']}")
def test_a_displaced_link_reads_in_its_place(place):
    text = mended(place["printed"], frozenset(place.get("known", ())))

    assert (place["reads"] in text) is place.get("mended", True)


@pytest.mark.shared
@pytest.mark.parametrize("act", FILES)
def test_the_places_are_mended_in_the_whole_act(act):
    if not SEEDS.exists():
        pytest.skip("the real acts are not here")
    document = clean(read((SEEDS / FILES[act]).read_bytes()))
    text = "\n".join(block.text for block in document.blocks)
    places = [place for place in PLACES if place["act"] == act]

    missing = [place["line"] for place in places if place["reads"] not in text]

    assert missing == [place["line"] for place in places if not place.get("mended", True)]


@pytest.mark.shared
@pytest.mark.parametrize("act", FILES)
def test_only_the_listed_lines_are_changed(act):
    if not SEEDS.exists():
        pytest.skip("the real acts are not here")
    blocks = read((SEEDS / FILES[act]).read_bytes()).blocks
    paragraphs = [
        [mend_letter_spacing(line) for line in block.text.split("\n")] for block in blocks
    ]
    known = find_displaced_links(paragraphs)
    changed = [
        line
        for lines in paragraphs
        for line, after in zip(lines, put_back_displaced_words(lines, known), strict=True)
        if sorted(line.split()) != sorted(after.split()) or line.split() != after.split()
    ]
    printed = {
        collapse_spaces(mend_letter_spacing(line)) for place in PLACES for line in place["printed"]
    }

    assert changed
    assert [line for line in changed if collapse_spaces(line) not in printed] == []


@pytest.mark.parametrize(
    "printed",
    [
        # A doubled space alone proves nothing.
        ["сельских округов,  а также услугодателями, указанными в настоящих Правилах"],
        ["разработаны  в соответствии с требованиями настоящего Закона", "и определяют порядок"],
        ["ұсынудан бас  тарту  туралы хабарлайды."],
        ["Мемлекеттік  қызметтерді Қазақстан Республикасының заңнамасында", "белгіленген"],
        ["базу  данных  Единого  контакт -центра ."],
        # The link stands well where it is: «согласно приложению 1».
        ["представляет  отчет по форме, согласно приложению 1", "к настоящим Правилам"],
        # A blank lost after a full stop is a slip of the typist, not a displaced link.
        ["срок  рассмотрения составляет 5 рабочих дней.Настоящий приказ"],
        # Two gaps and no way to tell which words belong in which.
        ["информации, составляющей ,  и иную государственные секреты коммерческую", "тайну"],
        # Brackets of definitions.
        ["консультант Единого  контакт-центра (сотрудник Единого", "контакт-центра)"],
        ["обращения  поступают на адрес: www.1414.kz"],
        # Without a doubled space nothing is missing.
        ["в редакции приказа от 15статьи 9", "апреля 2013 года"],
    ],
)
def test_an_unsure_line_keeps_its_order(printed):
    lines = [mend_letter_spacing(line) for line in printed]

    assert put_back_displaced_words(lines) == lines


def test_a_link_learned_from_a_glued_place_is_known_elsewhere():
    known = find_displaced_links([["2)  в сфере информатизации;уполномоченный орган"]])

    assert known == {"уполномоченный орган"}


def test_a_document_is_mended_before_its_lines_are_joined():
    document = read(
        "Об утверждении Правил\n\n"
        "      В соответствии с подпунктом 10)  Закона Республики Казахстан от 15статьи 9\n"
        "апреля 2013 года «О государственных услугах» ПРИКАЗЫВАЮ:\n"
        "      1. Утвердить прилагаемые Правила.\n".encode()
    )

    assert isinstance(document, ReadDocument)
    paragraphs = [b.text for b in clean(document).blocks if b.kind is BlockKind.PARAGRAPH]
    assert paragraphs[0] == (
        "В соответствии с подпунктом 10) статьи 9 Закона Республики Казахстан от 15 апреля "
        "2013 года «О государственных услугах» ПРИКАЗЫВАЮ:"
    )


@pytest.mark.shared
def test_gaps_planted_into_sound_acts_never_move_a_word():
    acts = sorted((SEEDS.parent).glob("[0-9]*/*.md"))
    if not acts:
        pytest.skip("the real acts are not here")
    texts = {
        " ".join(block.text.split())
        for path in acts
        for block in clean(read_markdown(path.read_bytes())).blocks
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.FOOTNOTE}
    }
    for text in sorted(texts)[::12]:
        lines = textwrap.wrap(text, 75, break_on_hyphens=False)
        for number, line in enumerate(lines):
            for blank in re.finditer(r" |(?<=\w)(?=[,;:.](?: |$))|^", line):
                planted = f"{line[: blank.start()]} {line[blank.start() :]}"
                damaged = [*lines[:number], planted, *lines[number + 1 :]]
                mended = put_back_displaced_words(damaged)
                assert [one.split() for one in mended] == [one.split() for one in damaged]
