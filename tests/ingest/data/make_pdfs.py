"""Makes the PDF files of the tests beside this script: ``python make_pdfs.py``.

Needs reportlab and the DejaVu fonts of Debian (fonts-dejavu-core), which the project itself does
not. The files are committed; run this only to change them.
"""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.lib.colors import black, red
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
FONTS = Path("/usr/share/fonts/truetype/dejavu")
LEFT, RIGHT, TOP, LEADING, SIZE = 70, 525, 770, 15, 11
CENTRE = (LEFT + RIGHT) / 2


class Page:
    """A pen that goes down a page line by line."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.y = canvas, float(TOP)

    def line(self, text: str, x: float = LEFT, font: str = "Serif", size: float = SIZE) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= LEADING

    def centred(self, text: str, font: str = "Bold", size: float = SIZE) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawCentredString(CENTRE, self.y, text)
        self.y -= LEADING

    def stamp(self, *lines: str) -> None:
        for text in lines:
            self.canvas.setFont("Serif", SIZE)
            self.canvas.drawCentredString(430, self.y, text)
            self.y -= LEADING

    def stretched(self, text: str) -> None:
        """Set out to the right margin letter by letter, as the bank's last lines are."""
        width = self.canvas.stringWidth(text, "Serif", SIZE)
        pen = self.canvas.beginText(LEFT, self.y)
        pen.setFont("Serif", SIZE)
        pen.setCharSpace((RIGHT - LEFT - width) / (len(text) - 1))
        pen.textOut(text)
        pen.setCharSpace(0)
        self.canvas.drawText(pen)
        self.y -= LEADING

    def gap(self, size: float = 12) -> None:
        self.y -= size


def canvas_for(target: str | io.BytesIO, **options: object) -> Canvas:
    canvas = Canvas(target, pagesize=A4, invariant=1, **options)
    canvas.setTitle("Правила проведения ярмарок")
    return canvas


def furniture(canvas: Canvas, number: int) -> None:
    canvas.setFont("Serif", 8)
    canvas.drawString(LEFT, 815, "База данных нормативных правовых актов")
    canvas.drawRightString(RIGHT, 30, f"стр. {number} из 3")


def cell(
    canvas: Canvas, box: tuple[float, float, float, float], *lines: str, cut: bool = False
) -> None:
    """A cell with its rules; one that is cut by the end of the page has none below."""
    x, y, width, height = box
    if cut:
        canvas.line(x, y, x, y + height)
        canvas.line(x + width, y, x + width, y + height)
        canvas.line(x, y + height, x + width, y + height)
    else:
        canvas.rect(x, y, width, height)
    canvas.setFont("Serif", 10)
    for number, text in enumerate(lines):
        canvas.drawString(x + 4, y + height - 12 - 12 * number, text)


def rules(target: str | io.BytesIO, **options: object) -> None:
    """Indents, running heads, hyphenation, a note, stamps, a table over two pages."""
    canvas = canvas_for(target, **options)
    page = Page(canvas)
    furniture(canvas, 1)
    page.centred("Об утверждении Правил проведения ярмарок", size=13)
    page.centred("в населенных пунктах", size=13)
    page.gap()
    page.centred("Утративший силу", "Serif")
    page.gap(6)
    page.line("Приказ Министра торговли Республики Казахстан от 3 июня 2022 года № 12.")
    page.gap(6)
    page.line("В соответствии с подпунктом 10) статьи 9 Закона ПРИКАЗЫВАЮ:", LEFT + 30)
    page.line("1. Утвердить прилагаемые Правила проведения ярмарок в на-", LEFT + 30)
    page.line("селенных пунктах согласно приложению к настоящему приказу, заре-")
    page.line("гистрированному в контакт-центре и размещенному на портале контакт-")
    page.line("центра.")
    page.line("2. Департаменту торговли обеспечить размещение настоящего приказа на", LEFT + 30)
    page.stretched("интернет-ресурсе Министерства торговли.")
    page.line("Министр торговли", LEFT + 30, "Bold")
    canvas.setFont("Bold", SIZE)
    canvas.drawRightString(RIGHT, page.y + LEADING, "А. Ахметов")
    page.gap()
    page.stamp("«СОГЛАСОВАН»", "Министерство финансов", "Республики Казахстан")
    page.gap()
    page.stamp("Утверждены", "приказом Министра торговли", "от 3 июня 2022 года № 12")
    page.gap()
    page.centred("Правила проведения ярмарок в населенных пунктах")
    page.gap()
    page.centred("Глава 1. Общие положения")
    page.gap()
    page.line("1. Ярмарка проводится по согласованию с местным исполнительным", LEFT + 30)
    page.line("органом области, города республиканского значения, столицы, района, города")
    canvas.showPage()
    furniture(canvas, 2)
    page = Page(canvas)
    page.line("областного значения.")
    page.line("2. Участник ярмарки:", LEFT + 30)
    page.line("1) соблюдает санитарные правила;", LEFT + 30)
    page.line("2) убирает свое место.", LEFT + 30)
    canvas.setFillColor(red)
    page.line("Сноска. Пункт 2 в редакции приказа от 01.01.2023 № 1 (вводится в", LEFT + 30, size=9)
    page.line("действие с 01.02.2023).", size=9)
    canvas.setFillColor(black)
    page.gap()
    page.stamp("Приложение 1", "к Правилам проведения", "ярмарок")
    page.gap(260)
    cell(canvas, (70, 200, 455, 24), "Перечень основных требований")
    cell(canvas, (70, 180, 30, 20), "№")
    cell(canvas, (100, 180, 150, 20), "Требование")
    cell(canvas, (250, 180, 275, 20), "Содержание")
    cell(canvas, (70, 150, 30, 30), "1")
    cell(canvas, (100, 150, 150, 30), "Срок")
    cell(canvas, (250, 150, 275, 30), "3 рабочих дня;", "в субботу – 1 день")
    cell(canvas, (70, 90, 30, 60), "2", cut=True)
    cell(canvas, (100, 90, 150, 60), "Перечень документов", cut=True)
    cell(
        canvas,
        (250, 90, 275, 60),
        "Заявление, к которому прилагаются план",
        "ярмарки и",
        "список участников",
        "с указанием",
        cut=True,
    )
    canvas.showPage()
    furniture(canvas, 3)
    cell(canvas, (70, 740, 30, 20), "№")
    cell(canvas, (100, 740, 150, 20), "Требование")
    cell(canvas, (250, 740, 275, 20), "Содержание")
    cell(canvas, (70, 720, 30, 20))
    cell(canvas, (100, 720, 150, 20))
    cell(canvas, (250, 720, 275, 20), "их телефонов")
    cell(canvas, (70, 680, 30, 40), "3")
    cell(canvas, (100, 700, 150, 20), "Плата")
    cell(canvas, (250, 700, 275, 20), "Бесплатно")
    cell(canvas, (100, 680, 150, 20), "Льготы")
    cell(canvas, (250, 680, 275, 20), "Нет")
    page = Page(canvas)
    page.y = 640
    page.line("Подпись ______", LEFT + 30)
    canvas.save()


def spaced(target: str) -> None:
    """No indents and no bold type: paragraphs are told by the distance between them."""
    canvas = canvas_for(target)
    page = Page(canvas)
    page.centred("Жәрмеңке өткізу қағидаларын бекіту туралы", "Serif")
    page.gap(10)
    page.line("1. Қоса беріліп отырған Жәрмеңке өткізу қағидалары бекітілсін. Қағидалар")
    page.line("ресми жарияланған күнінен бастап қолданысқа енгізіледі.")
    page.gap(10)
    page.line("2. Сауда департаменті осы бұйрықты Министрліктің интернет-ресурсында")
    page.line("орналастыруды қамтамасыз етсін.")
    page.gap(16)
    page.stamp("Сауда министрінің", "2022 жылғы 3 маусымдағы", "№ 12 бұйрығымен", "бекітілген")
    page.gap(16)
    page.centred("Жәрмеңке өткізу қағидалары", "Serif")
    page.gap(10)
    page.centred("1-тарау. Жалпы ережелер", "Serif")
    page.gap(10)
    page.line("1. Жәрмеңке жергілікті атқарушы органмен келісім бойынша облыста, қалада")
    page.line("және ауданда")
    canvas.showPage()
    page = Page(canvas)
    page.line("өткізіледі.")
    page.gap(10)
    page.line("2. Қатысушы:")
    page.line("1) тәртіпті сақтайды;")
    page.line("2) орнын жинайды.")
    page.gap(10)
    canvas.setFont("Serif", 9)
    canvas.drawCentredString(CENTRE, 30, "- 2 -")
    canvas.save()


def picture() -> ImageReader:
    from PIL import Image, ImageDraw

    image = Image.new("L", (300, 420), 255)
    ImageDraw.Draw(image).line((20, 20, 280, 400), fill=0, width=3)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    stream.seek(0)
    return ImageReader(stream)


def scan(target: str, text_pages: int) -> None:
    canvas = canvas_for(target)
    for number in range(text_pages):
        page = Page(canvas)
        page.centred(f"Глава {number + 1}. Общие положения")
        page.gap()
        page.line("1. Ярмарка проводится по согласованию с местным исполнительным", LEFT + 30)
        page.line("органом области, города республиканского значения, столицы, района, города")
        page.line("областного значения.")
        canvas.showPage()
    canvas.drawImage(picture(), 20, 20, A4[0] - 40, A4[1] - 40)
    canvas.save()


def main() -> None:
    pdfmetrics.registerFont(TTFont("Serif", str(FONTS / "DejaVuSerif.ttf")))
    pdfmetrics.registerFont(TTFont("Bold", str(FONTS / "DejaVuSerif-Bold.ttf")))
    rules(str(HERE / "rules.pdf"))
    spaced(str(HERE / "spaced.pdf"))
    scan(str(HERE / "scan.pdf"), text_pages=0)
    scan(str(HERE / "partly_scanned.pdf"), text_pages=2)
    rules(str(HERE / "password.pdf"), encrypt=StandardEncryption("secret", "owner"))
    rules(str(HERE / "print_only.pdf"), encrypt=StandardEncryption("", "owner", canModify=0))


if __name__ == "__main__":
    main()
