"""Web pages: adilet.zan.kz, Word's HTML, and what ministries' sites make."""

from __future__ import annotations

import pytest

from ingest.blocks import Block, BlockKind
from ingest.errors import FileTooLargeError, UnreadableFileError
from ingest.readers.html import read

ADILET = """\
<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">
<title>Об утверждении Правил - ИПС "Әділет"</title><style>p {color: red}</style></head><body>
<div class="menu"><ul><li>Поиск</li></ul></div>
<div class="container_alpha slogan"><h1>Об утверждении Правил</h1>
<span class="status status_yts">Утративший силу</span>
<p>Приказ Министра от 26 июня 2013 года № 487. Зарегистрирован 26 июля 2013 года № 8583</p></div>
<div class="container_gamma text"><article>
<p><span style="color:red">&nbsp;&nbsp;&nbsp; Сноска. Утратил силу приказом № 83.</span></p>
<p id="z1"><span>&nbsp;&nbsp;&nbsp; </span>1. Утвердить <a href="#z5">прилагаемые
 Правила</a> по статье 9<sup>1</sup>.
<span style="color:#FF0000"> Сноска. Пункт 1 в редакции.</span></p>
<p>&nbsp;&nbsp;&nbsp; 2. Комитету:<br>&nbsp;&nbsp;&nbsp; 1) первое;<br>&nbsp;&nbsp;&nbsp; 2) второе
<br>продолжение.</p>
<table><tbody><tr><td><p>Министр</p></td><td><p>А. Жумагалиев</p></td></tr></tbody></table>
<table border="0"><tbody><tr><td>&nbsp;</td><td style="text-align:center">Утверждены<br/>приказом
 Министра<br/>№ 487</td></tr></tbody></table>
<h3>Правила деятельности</h3>
</article></div><div>Кнопка «Наверх»</div><script>var a = "<p>x</p>"</script></body></html>
"""


def blocks_of(body: str) -> tuple[Block, ...]:
    return read(f"<html><body>{body}</body></html>".encode()).blocks


def kinds_and_texts(body: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks_of(body)]


def test_page_of_adilet() -> None:
    document = read(ADILET.encode())
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("heading", "Об утверждении Правил"),
        ("paragraph", "Утративший силу"),
        (
            "paragraph",
            "Приказ Министра от 26 июня 2013 года № 487. Зарегистрирован 26 июля 2013 года № 8583",
        ),
        ("footnote", "Сноска. Утратил силу приказом № 83."),
        ("paragraph", "1. Утвердить прилагаемые Правила по статье 9¹."),
        ("footnote", "Сноска. Пункт 1 в редакции."),
        ("paragraph", "2. Комитету:"),
        ("paragraph", "1) первое;"),
        ("paragraph", "2) второе продолжение."),
        ("paragraph", "Министр"),
        ("paragraph", "А. Жумагалиев"),
        ("stamp", "Утверждены\nприказом Министра\n№ 487"),
        ("heading", "Правила деятельности"),
    ]
    assert document.properties == {
        "title": 'Об утверждении Правил - ИПС "Әділет"',
        "language": "ru",
        "status": "Утративший силу",
    }
    assert [block.place.element for block in document.blocks] == list(range(1, 14))


def test_headings_by_tag_and_by_look() -> None:
    body = (
        '<p align=center><b>ПРАВИЛА</b></p><p style="text-align:center"><b>Глава 1. </b>'
        '<span style="font-weight:700">Общее</span></p><center><b>Глава 2</b></center>'
        "<p align=center>по центру, но не жирно</p><h4>Параграф 1</h4>"
    )
    assert [(block.kind.value, block.level, block.text) for block in blocks_of(body)] == [
        ("heading", 1, "ПРАВИЛА"),
        ("heading", 2, "Глава 1. Общее"),
        ("heading", 2, "Глава 2"),
        ("paragraph", 0, "по центру, но не жирно"),
        ("heading", 4, "Параграф 1"),
    ]


def test_word_html_with_its_own_list_marks() -> None:
    body = (
        "<p class=MsoListParagraph style='text-indent:-18.0pt'><![if !supportLists]>"
        "<span style='mso-list:Ignore'>13.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;"
        "&nbsp; </span></span><![endif]>Срок\r\nоказания<o:p></o:p></p>"
    )
    ((kind, text),) = kinds_and_texts(body)
    assert (kind, text.replace("\xa0", "")) == ("paragraph", "13. Срок оказания")


def test_right_hand_paragraphs_are_one_stamp_until_an_empty_line() -> None:
    body = (
        "<p align=right>Приложение 1</p><p align=right>к Правилам</p><p>&nbsp;</p>"
        "<p style='text-align: right'>Форма</p>"
    )
    assert kinds_and_texts(body) == [("stamp", "Приложение 1\nк Правилам"), ("stamp", "Форма")]


def test_two_stamps_in_the_right_column_of_a_layout_table() -> None:
    body = (
        "<table><tr><td></td><td>Приложение 1<br>к приказу</td></tr>"
        "<tr><td>&nbsp;</td><td>Форма</td></tr></table>"
    )
    assert kinds_and_texts(body) == [("stamp", "Приложение 1\nк приказу"), ("stamp", "Форма")]


def test_table_with_merged_cells_and_a_table_inside() -> None:
    body = (
        "<table border=1><thead><tr><th rowspan=2>№</th><th colspan=2>Срок</th></tr>"
        "<tr><th>дни</th><th>часы</th></tr></thead>"
        "<tr><td>1</td><td>пять<br>рабочих</td><td><p>а</p><p>б</p>"
        "<table><tr><td>в</td><td>г</td></tr></table></td></tr></table>"
    )
    (table,) = blocks_of(body)
    assert table.kind is BlockKind.TABLE
    assert table.rows == (
        ("№", "Срок"),
        ("", "дни", "часы"),
        ("1", "пять\nрабочих", "а\nб\nв\tг"),
    )


def test_table_that_frames_the_whole_page_is_not_a_table_of_the_act() -> None:
    body = (
        "<table><tr><td><table><tr><td>меню</td></tr></table></td><td><h1>Приказ</h1>"
        f"<p>1. {'Текст ' * 50}</p><table border=1><tr><td>а</td><td>б</td></tr>"
        "<tr><td>в</td><td>г</td></tr></table></td></tr></table>"
    )
    assert [block.kind.value for block in blocks_of(body)] == [
        "paragraph",
        "heading",
        "paragraph",
        "table",
    ]


def test_automatic_lists_get_the_numbers_that_a_browser_prints() -> None:
    body = (
        '<ol start="13"><li>а</li><li>б<ol type="a"><li>в</li></ol></li><li value="20">г</li></ol>'
        "<ul><li>д</li></ul>"
    )
    assert [text for _, text in kinds_and_texts(body)] == [
        "13. а",
        "14. б",
        "a. в",
        "20. г",
        "• д",
    ]


def test_navigation_hidden_and_deleted_text_is_left_out() -> None:
    body = (
        "<nav>меню</nav><p>видно <del>вычеркнуто</del><ins>вставлено</ins></p>"
        "<div style='display:none'>скрыто</div><p hidden>скрыто</p><button>Печать</button>"
        "<noscript>нет</noscript><select><option>kk</option></select>"
    )
    assert kinds_and_texts(body) == [("paragraph", "видно вставлено")]


def test_old_page_with_the_act_in_one_element() -> None:
    body = (
        "<div>Преамбула<br><br>1. Первый пункт,<br>на две строки.<br>Сноска. Пункт 1 исключен."
        "<br>2. Второй.</div>"
    )
    assert kinds_and_texts(body) == [
        ("paragraph", "Преамбула"),
        ("paragraph", "1. Первый пункт, на две строки."),
        ("footnote", "Сноска. Пункт 1 исключен."),
        ("paragraph", "2. Второй."),
    ]


def test_red_lines_after_a_note_go_on_with_it() -> None:
    body = (
        "<p><font color=red>Примечание ИЗПИ!</font></p><p><font color=red>Порядок введения в "
        "действие см. п. 5.</font></p><p><font color=red>18. Исключен приказом № 1.</font></p>"
    )
    assert [kind for kind, _ in kinds_and_texts(body)] == ["footnote", "footnote", "paragraph"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert kinds_and_texts("<pre>Утверждены\n    приказом</pre>") == [
        ("paragraph", "Утверждены\n    приказом")
    ]


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        (
            "windows-1251",
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        ),
        ("koi8-r", "<meta charset=koi8-r>"),
        ("windows-1251", ""),
        ("utf-8", "<meta charset=windows-1252-of-nobody>"),
        ("utf-16", ""),
        ("utf-8-sig", ""),
    ],
)
def test_encoding_declared_or_shown(encoding: str, declaration: str) -> None:
    page = f"<html><head>{declaration}</head><body><p>Приказ Министра юстиции</p></body></html>"
    assert read(page.encode(encoding)).blocks[0].text == "Приказ Министра юстиции"


def test_kazakh_letters_in_a_page_that_calls_itself_windows_1251() -> None:
    page = (
        "<html><head><meta charset=windows-1251></head><body><p>Қазақстан өңірі</p></body></html>"
    )
    assert read(page.encode("kz1048")).blocks[0].text == "Қазақстан өңірі"


def test_three_hundred_unclosed_tags_lose_nothing() -> None:
    assert [text for _, text in kinds_and_texts("<p>" + "<b>" * 300 + "а</p><p>после</p>")] == [
        "а",
        "после",
    ]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("<div>" * 100_000, UnreadableFileError),
        ("<table><tr><td>" * 500 + "x", UnreadableFileError),
        ("<p>x" * 110_000, FileTooLargeError),
        ("<b>" * 1_100_000, FileTooLargeError),
        ("<table><tr>" + "<td rowspan=1000>x" * 1000 + "<tr><td>" * 1000, FileTooLargeError),
    ],
)
def test_pages_beyond_any_measure_are_refused(body: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        blocks_of(body)
