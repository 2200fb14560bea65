"""Sentences, written for this project, on which a freshly built encoder is measured.

Each line says one thing in Kazakh, Russian and English. They are short and long, formal and
spoken, with figures, dates, abbreviations and names, so that each kind of piece is touched.
"""

from __future__ import annotations

SENTENCES: tuple[tuple[str, str, str], ...] = (
    (
        "Жеке куәлікті жоғалтып алдым, енді не істеуім керек?",
        "Я потерял удостоверение личности, что мне теперь делать?",
        "I have lost my identity card, what should I do now?",
    ),
    (
        "Мемлекеттік қызмет бес жұмыс күні ішінде көрсетіледі.",
        "Государственная услуга оказывается в течение пяти рабочих дней.",
        "The public service is provided within five working days.",
    ),
    (
        "Баланы балабақша кезегіне қалай қоюға болады?",
        "Как поставить ребёнка в очередь в детский сад?",
        "How can I put my child on the waiting list for kindergarten?",
    ),
    (
        "Өтінішті «электрондық үкімет» порталы (eGov.kz) арқылы ЭЦҚ-мен қол қойып беруге болады.",
        "Заявление можно подать через портал «электронного правительства» (eGov.kz), подписав ЭЦП.",
        "Applications may be filed at the e-government portal (eGov.kz) with a digital signature.",
    ),
    (
        "Көрсетілетін қызметті беруші құжаттар топтамасы толық болмаса, өтінішті қабылдаудан бас "
        "тартады.",
        "При представлении неполного пакета документов услугодатель отказывает в приёме заявления.",
        "The provider refuses to accept the application if the set of documents is incomplete.",
    ),
    (
        "Зейнетақы төлемі неге кешігіп жатыр?",
        "Почему задерживается выплата пенсии?",
        "Why is the pension payment late?",
    ),
    (
        "Апостиль қою үшін мемлекеттік баж 0,5 АЕК мөлшерінде төленеді.",
        "За проставление апостиля уплачивается государственная пошлина в размере 0,5 МРП.",
        "The state duty for an apostille is 0.5 of the monthly calculation index.",
    ),
    (
        "БҰЙРЫҚ 2016 жылғы 26 қаңтардағы № 83, нормативтік құқықтық актілерді мемлекеттік тіркеу "
        "тізілімінде № 13324 болып тіркелген.",
        "ПРИКАЗ от 26 января 2016 года № 83, зарегистрирован в Реестре государственной "
        "регистрации нормативных правовых актов под № 13324.",
        "ORDER No. 83 of January 26, 2016, entered in the Register of State Registration of "
        "Regulatory Legal Acts under No. 13324.",
    ),
    (
        "Көлікті қайта тіркеуге қанша уақыт кетеді және қандай құжаттар қажет?",
        "Сколько времени занимает перерегистрация машины и какие документы нужны?",
        "How long does it take to re-register a vehicle and which documents are required?",
    ),
    (
        "Атаулы әлеуметтік көмек отбасының жан басына шаққандағы орташа табысына қарай "
        "тағайындалады.",
        "Адресная социальная помощь назначается исходя из среднедушевого дохода семьи.",
        "Targeted social assistance is granted according to the average income per family member.",
    ),
    (
        "Шалғайдағы ауылда тұратын ана екі айлық нәрестесімен дәрігерге жазыла алмай отыр.",
        "Мать из отдалённого аула не может записаться к врачу с двухмесячным младенцем.",
        "A mother in a remote village cannot get her two-month-old baby an appointment.",
    ),
    (
        "Шағым берілген күннен бастап он бес жұмыс күні ішінде қаралады; нәтижесімен келіспеген "
        "жағдайда сотқа жүгінуге болады.",
        "Жалоба рассматривается в течение пятнадцати рабочих дней со дня подачи; при несогласии с "
        "результатом можно обратиться в суд.",
        "A complaint is considered within fifteen working days of filing; whoever disagrees with "
        "the outcome may go to court.",
    ),
    (
        "Жер учаскесінің нысаналы мақсатын өзгерту",
        "Изменение целевого назначения земельного участка",
        "Changing the designated purpose of a land plot",
    ),
    (
        "Неке қию үшін өтінішті күнтізбелік он бес күн бұрын беру қажет пе, әлде бірден тіркей ме?",
        "Нужно ли подавать заявление о браке за пятнадцать календарных дней или зарегистрируют "
        "сразу?",
        "Must we apply fifteen calendar days before the wedding, or can the marriage be "
        "registered at once?",
    ),
    (
        "Cәлеметсіз бе, ИИН-ді қайдан білуге болады, мен шетелдікпін",
        "здравствуйте я иностранец как узнать свой иин",
        "hello i am a foreigner how do i find out my iin",
    ),
    (
        "Техникалық жұмыстарға байланысты 1414 байланыс орталығы 18:00-ден 09:00-ге дейін "
        "жауап бермейді.",
        "В связи с техническими работами контакт-центр 1414 не отвечает с 18:00 до 09:00.",
        "Because of maintenance the 1414 contact center does not answer from 6 p.m. to 9 a.m.",
    ),
)
