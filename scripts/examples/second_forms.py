"""Make filled forms of Annex 1 to the Rules of Order № 83: what a state body sends on a service.

Three sound forms (Russian in Word, Kazakh in Excel, and one with two services of one order) and
a wrong one, in which two of the eight columns were deleted, as happens when a sender "tidies" the
form. The Rules are in force in Kazakh; the Russian names of the columns are our own translation.

    pip install python-docx openpyxl
    python scripts/examples/second_forms.py
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from second_archive import settle

FORMS = Path(__file__).resolve().parents[2] / "examples" / "forms"
_WIDTHS = (5, 14, 28, 40, 30, 26, 30, 30)
_THIN = Side(style="thin")


@dataclass(frozen=True, slots=True)
class Wording:
    """What is printed on an empty form in one language."""

    stamp: tuple[str, ...]
    form: str
    title: str
    columns: tuple[str, ...]
    executor: str
    date: str


@dataclass(frozen=True, slots=True)
class Filled:
    """One filled form: its rows in the order of the columns, and who signed it when."""

    wording: Wording
    rows: tuple[tuple[str, ...], ...]
    executor: str
    date: str


RUSSIAN = Wording(
    stamp=(
        "Приложение 1",
        "к Правилам деятельности Единого контакт-центра и взаимодействия Единого контакт-центра",
        "с центральными государственными органами, местными исполнительными органами областей,",
        "городов республиканского значения, столицы, а также услугодателями",
    ),
    form="Форма",
    title="Информация о государственной услуге",
    columns=(
        "№ п/п",
        "№ государственной услуги в реестре",
        "Наименование государственной услуги",
        "Подзаконный нормативный правовой акт, определяющий порядок оказания государственной "
        "услуги (с указанием его реквизитов)",
        "Сведения об изменениях нормативных правовых актов",
        "Интернет-ресурс, на котором размещена информация о государственной услуге",
        "Фамилия, имя, отчество, должность ответственного лица и (или) услугодателя",
        "Контактные телефоны, адрес электронной почты ответственного лица государственного "
        "органа и (или) услугодателя",
    ),
    executor="Ф.И.О. ответственного исполнителя",
    date="Дата",
)

KAZAKH = Wording(
    stamp=(
        "Бірыңғай байланыс орталығы қызметінің және Бірыңғай байланыс орталығының",
        "орталық мемлекеттік органдармен, облыстардың, республикалық маңызы бар қалалардың,",
        "астананың жергілікті атқарушы органдарымен, сондай-ақ көрсетілетін қызметті",
        "берушілермен өзара іс-қимыл қағидаларына",
        "1-қосымша",
    ),
    form="Нысан",
    title="Мемлекеттік көрсетілетін қызмет туралы ақпарат",
    columns=(
        "Р/с №",
        "Мемлекеттік көрсетілетін қызметтің тізілімдегі №",
        "Мемлекеттік көрсетілетін қызметтің атауы",
        "Мемлекеттік көрсетілетін қызмет мемлекеттік қызмет көрсету тәртібін айқындайтын заңға "
        "тәуелді нормативтік құқықтық актілер (оның деректемелерін көрсете отырып)",
        "Нормативтік құқықтық актілердің өзгерістері туралы мәлімет",
        "Мемлекеттік көрсетілетін қызмет туралы ақпарат орналасқан интернет-ресурс",
        "Жауапты тұлғаның және көрсетілетін қызметті берушінің тегі, аты, әкесінің аты, лауазымы",
        "Мемлекеттік органның жауапты тұлғасының және көрсетілетін қызметті берушінің байланыс "
        "телефондары, электрондық пошта мекенжайы",
    ),
    executor="Жауапты орындаушының Т.А.Ә.",
    date="Күні",
)

LIBRARY_CARD = Filled(
    RUSSIAN,
    rows=(
        (
            "1",
            "90501001",
            "Выдача единого читательского билета",
            "Приказ Министра культуры и информации Республики Казахстан от 14 сентября 2023 года "
            "№ 917-НҚ «Об утверждении Правил оказания государственной услуги «Выдача единого "
            "читательского билета» (зарегистрирован в Реестре государственной регистрации "
            "нормативных правовых актов под № 90001)",
            "Изменения внесены приказами Министра культуры и информации Республики Казахстан "
            "от 3 марта 2025 года № 88-НҚ и от 17 июня 2025 года № 214-НҚ",
            "www.gov.kz/memleket/entities/mam",
            "Сагындыкова Айжан Ерлановна, главный эксперт Управления библиотечного дела Комитета "
            "культуры",
            "8 (7172) 00-01-17, a.sagyndykova@example.kz",
        ),
    ),
    executor="Сагындыкова Айжан Ерлановна",
    date="18 ноября 2026 года",
)

DRONE_REGISTRATION = Filled(
    KAZAKH,
    rows=(
        (
            "1",
            "90702004",
            "Жеке тұлғаның пилотсыз ұшу аппаратын тіркеу",
            "«Жеке тұлғаның пилотсыз ұшу аппаратын тіркеу» мемлекеттік қызметін көрсету "
            "қағидаларын бекіту туралы» Қазақстан Республикасы Көлік министрінің 2024 жылғы "
            "22 сәуірдегі № 146 бұйрығы (Нормативтік құқықтық актілерді мемлекеттік тіркеу "
            "тізілімінде № 90002 болып тіркелген)",
            "Өзгерістер енгізілген жоқ",
            "www.gov.kz/memleket/entities/transport",
            "Ермекұлы Дәулет, Азаматтық авиация комитетінің Пилотсыз авиация басқармасының бас "
            "сарапшысы",
            "8 (7172) 00-01-46, d.ermekuly@example.kz",
        ),
    ),
    executor="Ермекұлы Дәулет",
    date="2026 жылғы 20 қараша",
)

_ORDER_118 = (
    "Приказ Министра просвещения Республики Казахстан от 22 мая 2025 года № 118 «Об утверждении "
    "Правил оказания государственных услуг «Предоставление бесплатного питания обучающимся в "
    "школе» и «Предоставление бесплатного подвоза учащихся» (зарегистрирован в Реестре "
    "государственной регистрации нормативных правовых актов под № 90015)"
)
_CHANGED_203 = (
    "Изменения внесены приказом Министра просвещения Республики Казахстан от 11 августа 2026 "
    "года № 203, вводятся в действие с 1 сентября 2026 года"
)
_SCHOOL_PERSON = (
    "www.gov.kz/memleket/entities/edu",
    "Оспан Марат Кайратович, руководитель управления Комитета дошкольного и среднего образования",
    "8 (7172) 00-01-18, m.ospan@example.kz",
)
SCHOOL_SERVICES = Filled(
    RUSSIAN,
    rows=(
        (
            "1",
            "90301012",
            "Предоставление бесплатного питания обучающимся в школе",
            _ORDER_118,
            _CHANGED_203,
            *_SCHOOL_PERSON,
        ),
        (
            "2",
            "90301013",
            "Предоставление бесплатного подвоза учащихся",
            _ORDER_118,
            _CHANGED_203,
            *_SCHOOL_PERSON,
        ),
    ),
    executor="Оспан Марат Кайратович",
    date="14 августа 2026 года",
)

# Changes (5) and contacts (8) are gone: the base would know neither what to update nor whom to ask.
_KEPT = (0, 1, 2, 3, 5, 6)


def without_columns(filled: Filled) -> Filled:
    """The same form with two columns deleted."""
    wording = filled.wording
    cut = Wording(
        wording.stamp,
        wording.form,
        wording.title,
        tuple(wording.columns[i] for i in _KEPT),
        wording.executor,
        wording.date,
    )
    rows = tuple(tuple(row[i] for i in _KEPT) for row in filled.rows)
    return Filled(cut, rows, filled.executor, filled.date)


def write_docx(filled: Filled, target: Path) -> None:
    """Write a form as a landscape Word page."""
    wording = filled.wording
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(1.5)
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(10)
    for text, alignment in (
        ("\n".join(wording.stamp), ALIGN.RIGHT),
        (wording.form, ALIGN.RIGHT),
        (wording.title, ALIGN.CENTER),
    ):
        document.add_paragraph(text).alignment = alignment
    table = document.add_table(rows=0, cols=len(wording.columns))
    table.style = "Table Grid"
    numbers = tuple(str(number) for number in range(1, len(wording.columns) + 1))
    for row in (wording.columns, numbers, *filled.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(f"\n{wording.executor}: {filled.executor}")
    document.add_paragraph(f"{wording.date}: {filled.date}")
    properties = document.core_properties
    properties.title, properties.author = wording.title, "Bilim"
    properties.comments = ""
    properties.created = properties.modified = datetime(2026, 11, 24, tzinfo=UTC)
    document.save(str(target))
    settle(target)


def write_xlsx(filled: Filled, target: Path) -> None:
    """Write a form as one worksheet, with the stamp and the title above the table."""
    wording = filled.wording
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has one worksheet")
    sheet.title = wording.form
    width = len(wording.columns)
    _merged(sheet, 1, width, "\n".join(wording.stamp), "right")
    _merged(sheet, 2, width, wording.form, "right")
    _merged(sheet, 3, width, wording.title, "center")
    numbers = tuple(str(number) for number in range(1, width + 1))
    for offset, row in enumerate((wording.columns, numbers, *filled.rows)):
        _row(sheet, 5 + offset, row)
    below = 5 + 2 + len(filled.rows) + 1
    sheet.cell(below, 1, f"{wording.executor}: {filled.executor}")
    sheet.cell(below + 1, 1, f"{wording.date}: {filled.date}")
    book.properties.creator = "Bilim"
    book.properties.created = datetime(2026, 11, 24)
    book.save(target)
    settle(target)


def _merged(sheet: Worksheet, row: int, width: int, text: str, side: str) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    cell = sheet.cell(row, 1, text)
    cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=True)
    cell.font = Font(bold=side == "center")
    sheet.row_dimensions[row].height = 15.0 * len(text.split("\n"))


def _row(sheet: Worksheet, row: int, values: tuple[str, ...]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value)
        # A person who types «1» into Excel leaves a number there, not a text.
        if len(value) == 1 and value.isdigit():
            cell.value = int(value)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]


def main() -> None:
    """Write all forms under ``examples/forms``."""
    (FORMS / "wrong").mkdir(parents=True, exist_ok=True)
    write_docx(LIBRARY_CARD, FORMS / "annex1-library-card.docx")
    write_xlsx(DRONE_REGISTRATION, FORMS / "annex1-drone-registration.xlsx")
    write_xlsx(SCHOOL_SERVICES, FORMS / "annex1-school-services.xlsx")
    write_xlsx(without_columns(SCHOOL_SERVICES), FORMS / "wrong" / "annex1-missing-columns.xlsx")


if __name__ == "__main__":
    main()
