"""Make the web page of the school meals act, in Russian and Kazakh.

The page is laid out as the public legal information site lays out an act: the title, status and
requisites in a block of their own, the text in an ``article`` with a numbered anchor on every
paragraph and hard spaces for indents, footnotes in red, stamps and signatures as tables without
borders, and around it menus that are no part of the act. Standard library only:

    python scripts/examples/second_html.py
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import count
from pathlib import Path

from second_source import ACTS, SOURCES, Part, PartKind, read_source

SLUG = "school-meals"
EDITION = "2026-09-01"
_INDENT = "&nbsp;" * 6
_MENU = {
    "ru": ("Главная", "Поиск", "Помощь", "Текст", "Информация", "История изменений", "Скачать"),
    "kk": ("Басты бет", "Іздеу", "Анықтама", "Мәтін", "Ақпарат", "Өзгерістер тарихы", "Жүктеу"),
}
_AFTER = {
    "ru": "Вымышленный акт: пример для Bilim. Заметили ошибку на странице? Сообщите о ней.",
    "kk": "Ойдан шығарылған акт: Bilim үшін мысал. Бетте қате байқадыңыз ба? Хабарлаңыз.",
}


def make_page(source: Path, language: str) -> str:
    """The whole page of one source as text."""
    title, status, requisite, *body = read_source(source)
    menu = _MENU[language]
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        f'<head>\n<meta charset="utf-8">\n<title>{escape(title.text, quote=False)}</title>\n'
        "<style>.note span{color:#f00} .status{font-size:90%}</style>\n</head>",
        '<body>\n<div class="header">\n<ul class="menu">',
        *(f'<li><a href="#">{name}</a></li>' for name in menu[:3]),
        '</ul>\n</div>\n<div class="main png_bg">\n<div class="inner_main">',
        '<div class="container_alpha slogan">',
        f"<h1>{escape(title.text, quote=False)}</h1>",
        f'<span class="status status_upd">{status.text}</span>',
        f"<p>{escape(requisite.text, quote=False)}</p>\n</div>",
        '<div id="tabs_container">\n<ul class="tabs">',
        *(f'<li><a href="#">{name}</a></li>' for name in menu[3:]),
        "</ul>\n</div>",
        '<div class="container_gamma text text_upd">\n<div class="gs_12">\n<article>',
        *_body(body),
        "</article>\n</div>\n</div>",
        f'<div class="container_omega aftertext">{_AFTER[language]}</div>',
        "</div>\n</div>\n</body>\n</html>",
    ]
    return "\n".join(lines) + "\n"


def _body(parts: list[Part]) -> Iterator[str]:
    anchors = count(1)
    signature: list[str] = []
    for part in parts:
        if part.kind is PartKind.SIGNATURE:
            signature.append(part.text)
            continue
        if signature:
            yield _signature(signature)
            signature = []
        yield _element(part, anchors)


def _element(part: Part, anchors: Iterator[int]) -> str:
    text = escape(part.text, quote=False)
    match part.kind:
        case PartKind.RULES_TITLE | PartKind.CHAPTER:
            return f'<h3><a name="z{next(anchors)}"></a>{text}</h3>'
        case PartKind.FOOTNOTE:
            return f'<p class="note"><span style="color:#ff0000">{_INDENT}{text}</span></p>'
        case PartKind.STAMP:
            return _stamp(part.lines, anchors)
        case PartKind.TABLE:
            return _table(part, anchors)
        case _:
            return f'<p id="z{next(anchors)}">{_INDENT}{text}</p>'


def _stamp(lines: list[str], anchors: Iterator[int]) -> str:
    text = "<br>".join(escape(line, quote=False) for line in lines)
    return (
        '<table border="0" cellpadding="0" cellspacing="0">\n<tr>\n<td width="60%">&nbsp;</td>\n'
        f'<td width="40%" align="center"><a name="z{next(anchors)}"></a>{text}</td>\n</tr>\n'
        "</table>"
    )


def _signature(texts: list[str]) -> str:
    cells = "".join(
        f"<td><p><i>{_INDENT}{escape(text, quote=False)}</i></p></td>" for text in texts
    )
    return f'<table border="0" cellpadding="0" cellspacing="0">\n<tr>{cells}</tr>\n</table>'


def _table(part: Part, anchors: Iterator[int]) -> str:
    heading, *rows = part.rows
    out = [
        '<table border="1" cellpadding="0" cellspacing="0" class="table">',
        f'<tr>\n<td colspan="3"><p id="z{next(anchors)}">{heading[0]}</p></td>\n</tr>',
    ]
    for row in rows:
        cells = (
            "<td>"
            + "".join(f"<p>{escape(line, quote=False)}</p>" for line in cell.split("\n"))
            + "</td>"
            for cell in row
        )
        out.append("<tr>\n" + "\n".join(cells) + "\n</tr>")
    return "\n".join([*out, "</table>"])


def main() -> None:
    """Write both languages into ``examples/acts/school-meals``."""
    for stem, language in (("rus", "ru"), ("kaz", "kk")):
        page = make_page(SOURCES / f"{SLUG}.{stem}.md", language)
        (ACTS / SLUG / f"{stem}.{EDITION}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
