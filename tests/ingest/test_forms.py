"""The form of Annex 1, filled in the way state bodies fill it, in three languages and formats."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import UnsupportedFormatError
from ingest.forms import Annex1Form, FormError, read_annex1
from ingest.forms.annex1_columns import Column, recognise
from ingest.forms.requisites import find_dates, parse_act, parse_acts

SEED = Path(__file__).parents[3] / "shared/acts/seeds/003_cd87f4a2e42a4eab.txt"
# The headings as the Rules print them: English and Kazakh in seed 003, Russian of 2015 in 001.
HEADINGS_EN = [
    "№",
    "State service number in the register",
    "Name of the public service",
    "By-law normative legal act that determines the procedure for the provision of public "
    "services (indicating its details)",
    "Information about changes in regulatory legal acts",
    "Internet resource that contains information about the public service",
    "Surname, name, patronymic, position of the responsible person and/or service provider",
    "Contact numbers, e-mail address of the responsible person of the state body, and/or service "
    "provider",
]
HEADINGS_KK = [
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
]
HEADINGS_RU = [
    "№ п/п",
    "№ государственной услуги в реестре",
    "Наименование государственной услуги",
    "Подзаконный нормативный правовой акт, определяющий порядок оказания государственных услуг "
    "(с указанием его реквизитов)",
    "Сведения об изменениях нормативных правовых актов",
    "Интернет-ресурс, на котором размещена информация о государственной услуге",
    "Фамилия, имя, отчество, должность ответственного лица и (или) услугодателя",
    "Контактные телефоны, адрес электронной почты ответственного лица государственного органа и "
    "(или) услугодателя",
]
HEADINGS_RU_2015 = [
    "№\nп/\nп",
    "№ \nгосударственной\nуслуги в реестре",
    "Наименование \nгосударственной\nуслуги",
    "Стандарт \nгосударственной\nуслуги (с \nуказанием его \nреквизитов)",
    "Регламент \nгосударственной\nуслуги (с \nуказанием его \nреквизитов)",
    "Изменения \nнормативных\nправовых \nактов",
    "Интернет-ресурс\n, на котором \nразмещена \nинформация о \nгосударственной\nуслуге",
    "Фамилия, имя, \nотчество, \nдолжность \nответственного\nлица",
]
NUMBERS = [str(number) for number in range(1, 9)]
APOSTILLE = [
    "1",
    "00101001",
    "Апостилирование официальных документов",
    "Приказ и.о. Министра юстиции РК от 27 мая 2020 года № 58 (зарегистрирован в Реестре "
    "государственной регистрации нормативных правовых актов под № 20770)",
    "приказ от 19.09.2025 № 515",
    "www.gov.kz",
    "Ахметова Айгуль Сериковна, главный эксперт",
    "8 (7172) 74-07-97, a.akhmetova@adilet.gov.kz",
]
ATTESTATION = [
    "2",
    "00102002",
    "Проведение аттестации лиц, претендующих на занятие адвокатской деятельностью",
    "Приказ и.о. Министра юстиции РК от 28.05.2020 № 61",
    "нет",
    "https://egov.kz",
    "Ибраев Нурлан, эксперт",
    "+7 701 123 45 67",
]


def docx_form(*rows: list[str], before: str = "", after: tuple[str, ...] = ()) -> bytes:
    document = docx.Document()
    document.add_paragraph(before)
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for line in after:
        document.add_paragraph(line)
    return saved(document)


def xlsx_form(*rows: list[object]) -> bytes:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return saved(workbook)


def html_form(*rows: list[str]) -> bytes:
    cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f"<html><body><p>Форма</p><table border=1>{cells}</table></body></html>".encode()


def saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def problems_of(data: bytes) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(FormError) as caught:
        read_annex1(data)
    return [(each.row, each.column, each.code) for each in caught.value.problems]


def test_russian_docx_form_is_read_whole() -> None:
    form = read_annex1(
        docx_form(
            HEADINGS_RU,
            NUMBERS,
            APOSTILLE,
            ATTESTATION,
            before="Информация о государственной услуге",
            after=(
                "Государственный орган: Министерство юстиции",
                "Ф.И.О. ответственного исполнителя: Ахметова А.С.",
                "Дата: «05» марта 2024 г.",
            ),
        ),
        "form.docx",
    )
    assert (form.variant, form.language) == ("2022", "ru")
    assert form.body == "Министерство юстиции"
    assert form.responsible_executor == "Ахметова А.С."
    assert form.date == date(2024, 3, 5)
    first, second = form.rows
    assert first.register_number == "00101001"
    assert first.service_name == "Апостилирование официальных документов"
    assert (first.acts[0].date, first.acts[0].number) == (date(2020, 5, 27), "58")
    assert first.acts[0].registration_number == "20770"
    assert first.change_acts[0].date == date(2025, 9, 19)
    assert first.contacts is not None
    assert first.contacts.phones == ("8 (7172) 74-07-97",)
    assert first.contacts.emails == ("a.akhmetova@adilet.gov.kz",)
    assert second.changes == ""
    assert second.contacts is not None
    assert second.contacts.phones == ("+7 701 123 45 67",)


@pytest.mark.parametrize(
    ("headings", "language"), [(HEADINGS_KK, "kk"), (HEADINGS_RU, "ru"), (HEADINGS_EN, "en")]
)
@pytest.mark.parametrize("make", [docx_form, xlsx_form, html_form])
def test_headings_in_each_language_and_format(make, headings, language) -> None:  # type: ignore[no-untyped-def]
    form = read_annex1(make(headings, NUMBERS, APOSTILLE))
    assert (form.variant, form.language) == ("2022", language)
    assert [row.register_number for row in form.rows] == ["00101001"]


@pytest.mark.shared
@pytest.mark.skipif(not SEED.exists(), reason="the shared acts are not here")
def test_headings_of_the_order_in_force_are_known() -> None:
    text = SEED.read_text(encoding="utf-8")
    for headings in (HEADINGS_EN[1:], HEADINGS_KK):
        assert all(f"\n{heading}\n" in text for heading in headings)


@pytest.mark.parametrize("headings", [HEADINGS_KK, HEADINGS_RU, HEADINGS_EN])
def test_each_heading_is_its_own_column(headings: list[str]) -> None:
    columns = [known[0] for heading in headings if (known := recognise(heading))]
    assert columns == [
        Column.ROW_NUMBER,
        Column.REGISTER_NUMBER,
        Column.SERVICE_NAME,
        Column.ACT,
        Column.CHANGES,
        Column.INTERNET_RESOURCE,
        Column.RESPONSIBLE_PERSON,
        Column.CONTACTS,
    ]


@given(
    st.sampled_from(HEADINGS_KK[1:] + HEADINGS_RU[1:] + HEADINGS_EN[1:]),
    st.sampled_from(["upper", "spaced", "broken", "soft"]),
)
def test_heading_is_known_however_it_is_laid_out(heading: str, layout: str) -> None:
    changed = {
        "upper": heading.upper(),
        "spaced": " ".join(heading),
        "broken": heading.replace(" ", "\n"),
        "soft": heading.replace("а", "а\u00ad"),
    }[layout]
    assert recognise(changed) == recognise(heading)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(8)))
def test_columns_may_stand_in_any_order(order: list[int]) -> None:
    def arranged(row: list[str]) -> list[str]:
        return [row[index] for index in order]

    form = read_annex1(html_form(arranged(HEADINGS_KK), arranged(APOSTILLE)))
    assert form.rows == read_annex1(html_form(HEADINGS_KK, APOSTILLE)).rows


def test_form_of_2015_has_standard_and_regulation() -> None:
    form = read_annex1(
        docx_form(
            HEADINGS_RU_2015,
            NUMBERS,
            [
                "1",
                "17",
                "Возбуждение исполнительного производства",
                "Приказ Министра юстиции от 20 апреля 2015 года № 221",
                "Приказ Министра юстиции от 12.06.2015 г. № 342",
                "",
                "adilet.gov.kz",
                "Сериков С.С., начальник",
            ],
            before="Запрос о предоставлении информации о государственной услуге",
        )
    )
    assert form.variant == "2015"
    assert form.rows[0].standard[0].number == "221"
    assert form.rows[0].regulation[0].date == date(2015, 6, 12)
    assert form.rows[0].acts == ()
    assert form.rows[0].contacts is None


def test_form_that_informs_by_standard_is_of_2013() -> None:
    headings = [HEADINGS_RU_2015[index] for index in (0, 1, 2, 3, 5, 6, 7)]
    form = read_annex1(
        docx_form(
            headings,
            ["1", "17", "Услуга", "Постановление от 20.03.2013 № 268", "", "e.gov.kz", "Сериков"],
            before="Мемлекеттік көрсетілетін қызмет туралы ақпарат",
        )
    )
    assert form.variant == "2013"


def test_everything_wrong_is_told_at_once() -> None:
    broken = [*APOSTILLE]
    broken[3] = "Приказ Министра юстиции от 32.05.2020 № 58"
    broken[5] = ""
    bare = [*ATTESTATION]
    bare[3] = "Правила оказания услуги"
    bare[7] = "спросить в приёмной"
    assert problems_of(docx_form(HEADINGS_RU, NUMBERS, broken, ATTESTATION, bare)) == [
        (1, "act", "bad_date"),
        (1, "internet_resource", "empty_cell"),
        (3, "act", "no_date"),
        (3, "act", "no_number"),
        (3, "contacts", "no_contact"),
    ]


def test_missing_unknown_and_repeated_columns_are_told() -> None:
    without_contacts = [*HEADINGS_RU[:7], "Примечание", HEADINGS_RU[2] + " "]
    row = [*APOSTILLE[:7], "срочно", "ещё раз"]
    assert problems_of(html_form(without_contacts, row)) == [
        (None, None, "unknown_column"),
        (None, None, "repeated_column"),
        (None, "contacts", "missing_column"),
    ]


def test_values_without_a_heading_are_told_and_empty_columns_are_not() -> None:
    headings = [*HEADINGS_RU, "", ""]
    assert read_annex1(html_form(headings, [*APOSTILLE, "", ""])).rows
    assert problems_of(html_form(headings, [*APOSTILLE, "", "срочно"])) == [
        (None, None, "unknown_column")
    ]


def test_problems_are_fit_to_show_a_person() -> None:
    with pytest.raises(FormError, match=r"Row 1: the column «internet resource» is empty"):
        read_annex1(docx_form(HEADINGS_RU, [*APOSTILLE[:5], "—", *APOSTILLE[6:]]))


def test_blank_form_and_foreign_table_are_refused() -> None:
    blank = ["1", "", "", "", "", "", "", ""]
    assert problems_of(docx_form(HEADINGS_EN, NUMBERS, blank)) == [(None, None, "no_rows")]
    assert problems_of(html_form(["Регион", "Жалоба", "Меры"])) == [(None, None, "no_form")]


def test_unfilled_date_and_executor_are_none_and_a_wrong_date_is_told() -> None:
    lines = ("Ф .И .О.  ответственного  исполнителя", "Дата: « __ »________ 20__г.")
    form = read_annex1(docx_form(HEADINGS_RU, APOSTILLE, after=lines))
    assert (form.responsible_executor, form.date, form.body) == (None, None, None)
    wrong = docx_form(HEADINGS_RU, APOSTILLE, after=("Дата: «31» февраля 2024 г.",))
    assert problems_of(wrong) == [(None, "date", "bad_date")]


def test_kazakh_signature_lines() -> None:
    lines = ("Жауапты орындаушының Т.А.Ә. Серікова А.", 'Күні: 2024 жылғы "05" наурыз')
    form = read_annex1(docx_form(HEADINGS_KK, APOSTILLE, after=lines))
    assert (form.responsible_executor, form.date) == ("Серікова А.", date(2024, 3, 5))


def test_merged_cells_hold_for_every_row_they_cover() -> None:
    document = docx.Document()
    table = document.add_table(3, 8)
    for row, texts in zip(table.rows, (HEADINGS_RU, APOSTILLE, ATTESTATION), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(2, 6).text = ""
    table.cell(1, 6).merge(table.cell(2, 6))
    persons = {row.responsible_person for row in read_annex1(saved(document)).rows}
    assert persons == {APOSTILLE[6]}


def test_one_heading_over_two_columns_takes_the_values_of_both() -> None:
    page = html_form(HEADINGS_RU, [*APOSTILLE[:7], "8 7172 740797", "a@adilet.gov.kz"])
    heading = f"<td>{HEADINGS_RU[7]}</td>".encode()
    page = page.replace(heading, heading.replace(b"<td>", b'<td colspan="2">'))
    contacts = read_annex1(page).rows[0].contacts
    assert contacts is not None
    assert (contacts.phones, contacts.emails) == (("8 7172 740797",), ("a@adilet.gov.kz",))


def test_workbook_with_title_merges_numbers_and_dates() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["Информация о государственной услуге"])
    sheet.merge_cells("A1:H1")
    sheet.append(HEADINGS_RU)
    sheet.append(list(range(1, 9)))
    first = [*APOSTILLE]
    sheet.append([1, 101001.0, *first[2:4], datetime(2025, 9, 19), *first[5:]])
    sheet.append([2, 102002, *ATTESTATION[2:6], None, ATTESTATION[7]])
    sheet.merge_cells("G4:G5")
    sheet.append(["Ф.И.О. ответственного исполнителя: Ахметова А.С."])
    sheet.append(["Дата: 05.03.2024"])
    form = read_annex1(saved(workbook), "form.xlsx")
    assert [row.register_number for row in form.rows] == ["101001", "102002"]
    assert form.rows[0].changes == "19.09.2025"
    assert form.rows[1].responsible_person == APOSTILLE[6]
    assert (form.responsible_executor, form.date) == ("Ахметова А.С.", date(2024, 3, 5))


def test_workbook_that_merges_a_million_rows_is_read_at_once() -> None:
    workbook = openpyxl.load_workbook(BytesIO(xlsx_form(HEADINGS_RU, APOSTILLE)))
    data = saved(workbook)
    bomb = with_member(
        data,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b"</sheetData>",
            b'</sheetData><mergeCells count="1"><mergeCell ref="I3:XFD1048576"/></mergeCells>',
        ),
    )
    assert isinstance(read_annex1(bomb), Annex1Form)


def with_member(data: bytes, name: str, change) -> bytes:  # type: ignore[no-untyped-def]
    import zipfile

    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member, change(content) if member.filename == name else content)
    return stream.getvalue()


def test_text_and_pdf_are_not_taken_for_forms() -> None:
    with pytest.raises(UnsupportedFormatError, match="DOCX, XLSX or HTML"):
        read_annex1("№ Наименование государственной услуги\n".encode(), "form.txt")


@pytest.mark.parametrize(
    ("text", "day", "number"),
    [
        ("Приказ от 26 января 2016 года № 83", date(2016, 1, 26), "83"),
        ("приказ № 368/НҚ от 04.10.2022 г.", date(2022, 10, 4), "368/НҚ"),
        ("Закон от 15 апреля 2013 года № 88-V", date(2013, 4, 15), "88-V"),
        ("2016 жылғы 26 қаңтардағы № 83 бұйрығы", date(2016, 1, 26), "83"),
        (
            "2020 жылғы «23» желтоқсандағы № ҚР ДСМ - 305/2020",
            date(2020, 12, 23),
            "ҚР ДСМ-305/2020",
        ),
        ("Order № 83 dated January 26, 2016", date(2016, 1, 26), "83"),
        ("Order No. 83 of 26 January 2016", date(2016, 1, 26), "83"),
        ("order N 83, 2016-01-26", date(2016, 1, 26), "83"),
    ],
)
def test_requisites_as_people_write_them(text: str, day: date, number: str) -> None:
    act = parse_act(text)
    assert (act.date, act.number) == (day, number)


def test_registration_number_is_not_the_number_of_the_act() -> None:
    act = parse_act(
        "Әділет министрінің бұйрығы 2020 жылғы 27 мамырдағы № 58 (Нормативтік құқықтық актілерді "
        "мемлекеттік тіркеу тізілімінде № 20770 болып тіркелген)"
    )
    assert (act.number, act.registration_number) == ("58", "20770")


def test_cell_may_name_several_acts() -> None:
    acts = parse_acts("приказ от 27.05.2020 № 58;\nприказ от 28.05.2020 № 61")
    assert [act.number for act in acts] == ["58", "61"]
    assert len(parse_acts("Приказ Министра юстиции\nот 27.05.2020\n№ 58")) == 1


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_is_found_however_it_is_written(day: date) -> None:
    months_ru = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря"
    months_kk = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
    russian = months_ru.split()[day.month - 1]
    kazakh = months_kk.split()[day.month - 1]
    for written in (
        f"{day:%d.%m.%Y}",
        f"{day.isoformat()}",
        f"«{day.day}» {russian} {day.year} года",
        f"{day.year} жылғы {day.day} {kazakh}дағы",
        f"{day:%B} {day.day}, {day.year}",
    ):
        assert find_dates(written).dates == (day,), written


@pytest.mark.parametrize("text", ["31.02.2024", "26 янваля 2016 года", "2016 жылғы 40 мамыр"])
def test_dates_that_do_not_exist_are_named(text: str) -> None:
    assert find_dates(text).unreadable
    assert find_dates(text).dates == ()


def test_words_and_numbers_are_not_mistaken_for_dates() -> None:
    assert find_dates("в течение 5 рабочих 2020 дней; п. 1.2.3; 8-800-080-7777").unreadable == ()
