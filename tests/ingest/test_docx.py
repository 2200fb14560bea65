"""Word documents as ministries send them; made here with python-docx and, where it cannot, XML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, RGBColor

from ingest.blocks import BlockKind, ReadDocument
from ingest.readers.docx import read
from ingest.readers.numerals import letters, roman, russian_letters

NAMESPACES = nsdecls("w")


def reading_of(document: Document) -> ReadDocument:
    stream = BytesIO()
    document.save(stream)
    return read(stream.getvalue())


def kinds_and_texts(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in reading_of(document).blocks]


def texts(document: Document) -> list[str]:
    return [block.text for block in reading_of(document).blocks]


def add_xml(document: Document, xml: str) -> None:
    """Put a paragraph or table written as XML at the end of the body."""
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")


def with_numbering(*levels: str, overrides: str = "") -> Document:
    """A document with list 77 of the given levels, and list 78 of the same with overrides."""
    document = docx.Document()
    root = document.part.numbering_part.element
    abstract = "".join(
        f'<w:lvl w:ilvl="{index}">{level}</w:lvl>' for index, level in enumerate(levels)
    )
    definition = parse_xml(
        f'<w:abstractNum {NAMESPACES} w:abstractNumId="77">{abstract}</w:abstractNum>'
    )
    root.insert(0, definition)
    for number, inner in (("77", ""), ("78", overrides)):
        root.append(
            parse_xml(
                f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="77"/>{inner}'
                "</w:num>"
            )
        )
    return document


def level(text: str, form: str = "decimal", start: int = 1, more: str = "") -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'


def add_item(document: Document, text: str, at_level: int = 0, list_id: int = 77) -> None:
    add_xml(
        document,
        f'<w:p {NAMESPACES}><w:pPr><w:numPr><w:ilvl w:val="{at_level}"/><w:numId '
        f'w:val="{list_id}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>',
    )


def test_an_order_as_it_is_typed() -> None:
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("Об утверждении ").bold = True
    title.add_run("Правил").bold = True
    document.add_paragraph("ПРИКАЗЫВАЮ:")
    document.add_paragraph("1. Утвердить\u00adся\tПравила.")
    note = document.add_paragraph().add_run("Сноска. Пункт 1 в редакции приказа № 5.")
    note.italic = True
    note.font.color.rgb = RGBColor(0xFF, 0, 0)
    for line in ("Приложение 1", "к приказу"):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()
    indented = document.add_paragraph("Утверждены приказом")
    indented.paragraph_format.left_indent = Cm(9)
    document.add_heading("Глава 1. Общие положения", 2)
    assert kinds_and_texts(document) == [
        ("heading", "Об утверждении Правил"),
        ("paragraph", "ПРИКАЗЫВАЮ:"),
        ("paragraph", "1. Утвердить\u00adся\tПравила."),
        ("footnote", "Сноска. Пункт 1 в редакции приказа № 5."),
        ("stamp", "Приложение 1\nк приказу"),
        ("stamp", "Утверждены приказом"),
        ("heading", "Глава 1. Общие положения"),
    ]
    assert [block.level for block in reading_of(document).blocks if block.level] == [1, 2]
    assert [block.place.element for block in reading_of(document).blocks] == list(range(1, 8))


def test_heading_by_outline_level_and_bold_by_style() -> None:
    document = docx.Document()
    style = document.styles.add_style("Заголовок приказа", 1)
    style.font.bold = True
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("Правила", style=style)
    add_xml(
        document,
        f'<w:p {NAMESPACES}><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Параграф</w:t>'
        "</w:r></w:p>",
    )
    not_bold = document.add_paragraph(style=style)
    not_bold.add_run("в центре, не жирно").bold = False
    blocks = reading_of(document).blocks
    assert [(block.kind.value, block.level) for block in blocks] == [
        ("heading", 1),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_automatic_numbers_are_printed() -> None:
    document = with_numbering(level("%1."), level("%2)"))
    for text, at_level in (("А", 0), ("а", 1), ("б", 1), ("Б", 0), ("в", 1)):
        add_item(document, text, at_level)
    assert texts(document) == ["1. А", "1) а", "2) б", "2. Б", "1) в"]


def test_numbers_of_several_levels_formats_and_starts() -> None:
    document = with_numbering(
        level("Глава %1.", "upperRoman", 2),
        level("%1.%2.", "decimal", 5, "<w:isLgl/>"),
        level("%3)", "russianLower"),
        level("%4)", "lowerLetter", 1, '<w:lvlRestart w:val="0"/>'),
    )
    for text, at_level in (("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 3), ("F", 0), ("G", 3)):
        add_item(document, text, at_level)
    assert texts(document) == [
        "Глава II. A",
        "2.5. B",
        "а) C",
        "б) D",
        "a) E",
        "Глава III. F",
        "b) G",
    ]


def test_second_list_goes_on_or_starts_anew_as_it_says() -> None:
    document = with_numbering(level("%1."))
    for text, list_id in (("а", 77), ("б", 78)):
        add_item(document, text, list_id=list_id)
    assert texts(document) == ["1. а", "2. б"]

    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride>'
    document = with_numbering(level("%1."), overrides=override)
    for text, list_id in (("а", 77), ("б", 78), ("в", 78), ("г", 77)):
        add_item(document, text, list_id=list_id)
    assert texts(document) == ["1. а", "10. б", "11. в", "2. г"]


def test_bullets_and_lists_by_style_and_numbering_switched_off() -> None:
    document = docx.Document()
    document.add_paragraph("первый", style="List Number")
    document.add_paragraph("точка", style="List Bullet")
    off = document.add_paragraph("без номера", style="List Number")
    off._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {NAMESPACES}><w:numId w:val="0"/></w:numPr>')
    )
    document.add_paragraph("второй", style="List Number")
    assert texts(document) == ["1. первый", "• точка", "без номера", "2. второй"]


def test_numbers_are_counted_inside_tables_too() -> None:
    document = with_numbering(level("%1."))
    add_item(document, "до")
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 0).text = "№"
    table.cell(0, 1).text = "Наименование"
    table.cell(1, 1).text = "x"
    properties = table.cell(1, 0).paragraphs[0]._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {NAMESPACES}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
    )
    table.cell(1, 0).paragraphs[0].add_run("в ячейке")
    add_item(document, "после")
    first, block, last = reading_of(document).blocks
    assert (first.text, last.text) == ("1. до", "3. после")
    assert block.rows[1] == ("2. в ячейке", "x")


def test_table_with_merged_cells_and_a_table_inside() -> None:
    document = docx.Document()
    table = document.add_table(3, 3, style="Table Grid")
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "широкая"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "высокая\nв две строки"
    inner = table.cell(1, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "а", "б"
    (block,) = reading_of(document).blocks
    assert block.kind is BlockKind.TABLE
    assert block.rows == (
        ("широкая", "02"),
        ("10\nа\tб", "11", "высокая\nв две строки"),
        ("20", "21", ""),
    )


def test_tables_that_only_place_a_stamp_or_a_signature() -> None:
    document = docx.Document()
    stamp = document.add_table(2, 2)
    stamp.cell(0, 1).text = "Приложение 1\nк приказу"
    stamp.cell(1, 1).text = "Форма"
    document.add_paragraph("1. Текст")
    signature = document.add_table(1, 2)
    signature.cell(0, 0).text, signature.cell(0, 1).text = "Министр", "А. Ескараев"
    assert kinds_and_texts(document) == [
        ("stamp", "Приложение 1\nк приказу"),
        ("stamp", "Форма"),
        ("paragraph", "1. Текст"),
        ("paragraph", "Министр"),
        ("paragraph", "А. Ескараев"),
    ]


def test_tracked_changes_insertions_taken_deletions_dropped() -> None:
    document = docx.Document()
    by = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    add_xml(
        document,
        f"<w:p {NAMESPACES}><w:r><w:t xml:space='preserve'>Срок – </w:t></w:r><w:del {by}><w:r>"
        f"<w:delText>пять</w:delText></w:r></w:del><w:ins {by}><w:r><w:t>три</w:t></w:r></w:ins>"
        f"<w:moveFrom {by}><w:r><w:t>уехало</w:t></w:r></w:moveFrom>"
        f"<w:moveTo {by}><w:r><w:t xml:space='preserve'> дня</w:t></w:r></w:moveTo></w:p>",
    )
    add_xml(
        document,
        f"<w:p {NAMESPACES}><w:pPr><w:rPr><w:del {by}/></w:rPr></w:pPr><w:r><w:t>Слито </w:t></w:r>"
        "</w:p>",
    )
    document.add_paragraph("со следующим")
    assert texts(document) == ["Срок – три дня", "Слито со следующим"]


def test_links_fields_controls_and_hidden_text() -> None:
    document = docx.Document()
    add_xml(
        document,
        f"<w:p {NAMESPACES}><w:hyperlink w:anchor='z1'><w:r><w:t>пункт 5</w:t></w:r></w:hyperlink>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF z2</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t xml:space='preserve'> и 7</w:t>"
        "</w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        "<w:fldSimple w:instr='PAGE'><w:r><w:t xml:space='preserve'> с. 3</w:t></w:r></w:fldSimple>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r></w:p>",
    )
    add_xml(
        document,
        f"<w:sdt {NAMESPACES}><w:sdtPr><w:alias w:val='нет'/></w:sdtPr><w:sdtContent><w:p><w:r>"
        "<w:t>в поле</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    assert texts(document) == ["пункт 5 и 7 с. 3", "в поле"]


def test_breaks_signs_and_raised_figures() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("1) одно;\n2) другое\nпродолжение, статья 9")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("\u2011")
    add_xml(
        document,
        f"<w:p {NAMESPACES}><w:r><w:t>а</w:t><w:noBreakHyphen/><w:t>б</w:t><w:softHyphen/><w:tab/>"
        "<w:t>в</w:t><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:p>",
    )
    assert texts(document) == [
        "1) одно;",
        "2) другое продолжение, статья 9¹\u2011",
        "а\u2011б\u00ad\tв•",
    ]


def test_text_box_comes_once_before_its_paragraph() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Приложение 2</w:t></w:r></w:p></w:txbxContent>"
    add_xml(
        document,
        f"<w:p {NAMESPACES} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' "
        "xmlns:wps='urn:wps' xmlns:v='urn:schemas-microsoft-com:vml'><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>Правила</w:t></w:r></w:p>",
    )
    assert kinds_and_texts(document) == [("stamp", "Приложение 2"), ("paragraph", "Правила")]


FOOTNOTES = (
    f"<w:footnotes {NAMESPACES}><w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
    "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Действует до 2027 года.</w:t>"
    "</w:r></w:p></w:footnote></w:footnotes>"
).encode()


def test_footnotes_of_word_follow_their_paragraph() -> None:
    document = docx.Document()
    add_xml(
        document,
        f"<w:p {NAMESPACES}><w:r><w:t>1. Пункт</w:t></w:r><w:r>"
        "<w:footnoteReference w:id='2'/></w:r></w:p>",
    )
    document.add_paragraph("2. Следующий")
    stream = BytesIO()
    document.save(stream)
    relation = (
        b'<Relationship Id="rIdF" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    data = changed(
        stream.getvalue(),
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(b"</Relationships>", relation),
        {"word/footnotes.xml": FOOTNOTES},
    )
    assert [(block.kind.value, block.text) for block in read(data).blocks] == [
        ("paragraph", "1. Пункт"),
        ("footnote", "Действует до 2027 года."),
        ("paragraph", "2. Следующий"),
    ]


def changed(
    data: bytes, name: str, change: Callable[[bytes], bytes], added: dict[str, bytes] | None = None
) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
        for member, content in (added or {}).items():
            new.writestr(member, content)
    return stream.getvalue()


def test_strict_namespace_and_a_main_part_of_another_name() -> None:
    document = docx.Document()
    document.add_paragraph("1. Утвердить")
    stream = BytesIO()
    document.save(stream)
    data = changed(
        stream.getvalue(),
        "word/document.xml",
        lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    assert [block.text for block in read(data).blocks] == ["1. Утвердить"]


def test_core_properties_are_told() -> None:
    document = docx.Document()
    document.add_paragraph("x")
    document.core_properties.title = "Приказ"
    document.core_properties.author = "МЮ"
    properties = reading_of(document).properties
    assert (properties["title"], properties["creator"]) == ("Приказ", "МЮ")


def test_styles_that_are_based_on_each_other_do_not_hang() -> None:
    document = docx.Document()
    one = document.styles.add_style("Один", 1)
    two = document.styles.add_style("Два", 1)
    one.base_style, two.base_style = two, one
    document.add_paragraph("текст", style=one)
    assert texts(document) == ["текст"]


def test_deeply_nested_tables_within_the_parser_limit() -> None:
    inner = "<w:p><w:r><w:t>дно</w:t></w:r></w:p>"
    for _ in range(60):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    document = docx.Document()
    add_xml(document, inner.replace("<w:tbl>", f"<w:tbl {NAMESPACES}>", 1))
    assert "дно" in " ".join(texts(document))


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "а"), (10, "к"), (28, "я"), (29, "аа"), (0, "0"), (10**8, "100000000")],
)
def test_russian_letters_skip_those_that_word_skips(number: int, shown: str) -> None:
    assert russian_letters(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(4, "iv"), (1999, "mcmxcix"), (3999, "mmmcmxcix"), (4000, "4000")]
)
def test_roman_figures(number: int, shown: str) -> None:
    assert roman(number) == shown
    assert letters(27) == "aa"
