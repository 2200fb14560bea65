"""Statements about terms: of the service, of waiting, of complaints, of refusals."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.findings.subjects import (
    CENTRE,
    CORPORATION,
    PROVIDER,
    Sentence,
    Statement,
    Subject,
    channels,
    compiled,
    statement,
)
from knowledge.findings.values import Fact, FactKind
from knowledge.services import Aspect

_WAITING = compiled(
    r"врем\w+\s+(?:\w+\s+)?ожидани|ожидани\w+ (?:в очереди|до получения|при сдаче)"
    r"|\bкүту(?:дің|дiң|ге)?\b[^.;]*(?:ең|рұқсат)|(?:ең ұзақ|рұқсат)[^.;]*\bкүту"
    r"|waiting time"
)
_SERVING = compiled(
    r"врем\w+\s+(?:\w+\s+)?обслуживани"
    r"|қызмет\s+көрсету\w*[^.;]*(?:ең\s+(?:ұзақ|көп)|рұқсат)"
    r"|(?:ең ұзақ|рұқсат)[^.;]*қызмет\s+көрсету"
    r"|service time|time of servi"
)
_NOT_THE_TERM = compiled(
    r"продл|приостан|истечени|окончани|завершени|до истеч|не входит|не включ|исчисл|возобнов"
    r"|ұзарт|тоқтат|аяқтал|кірмей|қайта\s+баст|дейін|өткен|есепте|extend|suspend|expir"
)
_TOTAL_BEFORE = {
    "ru": compiled(
        r"срок\w*\s+(?:оказания|предоставления)\s+(?:данной\s+|настоящей\s+)?(?:государственной\s+)?"
        r"услуг\w*(?:\s*(?:[–—:,-]|составля\w+|не\s+превыша\w+|в\s+течение|не\s+более|\s))*\Z"
        r"|услуг\w+\s+(?:оказывается|предоставляется)[^.;]{0,60}\bв\s+течение\s*\Z"
    ),
    "kk": compiled(
        r"қызмет\w*\s+көрсету(?:дің)?\s+(?:жалпы\s+)?мерзімі?[^.;]{0,75}\Z"
        r"|қызмет\w*[^.;]{0,70}\Z"
    ),
    "en": compiled(
        r"(?:term|period)\s+(?:of|for)\s+(?:the\s+)?(?:provision|rendering)\s+of\s+(?:the\s+|a\s+)?"
        r"(?:public|state)\s+service\w*\s*(?:shall\s+be|is|[–—:-])?\s*\Z"
    ),
}
_TOTAL_AFTER_KK = compiled(
    r"\A\s*(?:ішінде\s+көрсетіледі|(?:күнін\s+)?құрайды|болып\s+табылады|[.;]?\s*\Z)"
)
_TERM_NAMED_KK = compiled(r"мерзімі")
_ORIGIN = compiled(
    r"(?:с\s+момента|со\s+дня|с\s+даты|с\s+времени|после)\s+(?:поступлени|подач|сдач|обращени"
    r"|при[её]ма|регистраци|получени)\w*\s+(?:[^\s.;]+\s+){0,4}?(?:заявлени|документ|запрос|пакет"
    r"|обращени)\w*"
    r"|(?:өтініш|құжат|сұрау)\w*\s+(?:[^\s.;]+\s+){0,4}?(?:түскен|берген|берілген|тапсыр\w+"
    r"|тіркелген|қабылдан\w+|алған)\s+(?:күн|сәт|кез|уақыт)\w*\s+бастап"
)
_DELIVERS = compiled(
    r"\b(?:выда[её]т|выда[её]тся|выдача|направля\w+|предоставля\w+|оформля\w+|формиру\w+)\b"
    r"|\b(?:береді|беріледі|жібереді|жіберіледі|жолдайды|жолданады|ұсынады|қалыптастыр\w+"
    r"|ресімде\w+)\b"
)
_HANDS_OUT = compiled(
    r"\bвыда(?:[её]т|[её]тся|ются|ют|ча)\b[^.;]*(?:справк|выписк|свидетельств|лиценз|разрешени"
    r"|удостоверени|паспорт|сертификат|заключени)"
    r"|(?:анықтама|үзінді|куәлік|лицензия|рұқсат|паспорт|сертификат|қорытынды)\w*\s+(?:\S+\s+)?"
    r"(?:береді|беріледі)"
)
_THE_RESULT = compiled(
    r"результат\w*\s+(?:оказания\s+|предоставления\s+)?(?:государственной\s+)?услуги"
    r"|қызмет\w*\s+(?:көрсету(?:дің)?\s+)?нәтиже"
)
_NOT_THE_RESULT = compiled(
    r"отказ|времени\s+получения|врем\w+\s+и\s+дат|статус|расписк|бас\s+тарт|уақыт\w*\s+көрсет"
    r"|алатын|алу\s+күні|мәртебе|қолхат|оплат|төле|обжал|шағым|хранен|сақта"
)


def read_total_term(sentence: Sentence) -> Iterator[Statement]:
    """The term of the service: its row, and paragraphs that certainly speak of the whole of it."""
    terms = tuple(f for f in sentence.facts(FactKind.TERM) if f.figures)
    if not terms or sentence.says(_WAITING) or sentence.says(_SERVING):
        return
    if sentence.aspect is Aspect.TERM:
        if not sentence.says(_NOT_THE_TERM):
            yield statement(Subject.TOTAL_TERM, sentence, terms, is_row=True)
        return
    if sentence.aspect is not None:
        return
    if len(terms) == 1 and (_is_total(sentence, terms[0]) or _is_result(sentence)):
        yield statement(Subject.TOTAL_TERM, sentence, terms)


def _is_total(sentence: Sentence, term: Fact) -> bool:
    text, language = sentence.side.text, sentence.side.language
    before, after = text[: term.start], text[term.end :]
    if _NOT_THE_TERM.search(text) or not _TOTAL_BEFORE[language].search(before):
        return False
    if language != "kk":
        return True
    return bool(_TOTAL_AFTER_KK.match(after)) and (
        bool(_TERM_NAMED_KK.search(before)) or "көрсетіледі" in after[:30]
    )


def _is_result(sentence: Sentence) -> bool:
    """«Результат услуги выдается в течение N дней с момента подачи заявления»."""
    return (
        sentence.says(_ORIGIN)
        and (sentence.says(_HANDS_OUT) or (sentence.says(_DELIVERS) and sentence.says(_THE_RESULT)))
        and not sentence.says(_NOT_THE_RESULT)
    )


_REFUSES = compiled(
    r"отказ\w*\s+в\s+(?:оказании|предоставлении)\s+(?:данной\s+)?(?:государственной\s+)?услуги"
    r"|қызмет\w*\s+көрсетуден\s+(?:\S+\s+)?бас\s+тарт"
)
_INCOMPLETE = compiled(r"неполн|истекш|толық\s+емес|толық\s+болма|мерзімі\s+өт")
_HEARING = compiled(r"предварительн|заслушив|алдын\s+ала|тыңда")


def read_refusals(sentence: Sentence) -> Iterator[Statement]:
    """Within how long a service is refused, counted from the application."""
    terms = tuple(f for f in sentence.facts(FactKind.TERM) if f.figures)
    about = (_REFUSES, _DELIVERS, _ORIGIN)
    if len(terms) != 1 or sentence.aspect is not None or not all(map(sentence.says, about)):
        return
    if sentence.says(_NOT_THE_TERM) or sentence.says(_HEARING):
        return
    why = "incomplete documents" if sentence.says(_INCOMPLETE) else ""
    where = "+".join(filter(None, (why, *sorted(channels(sentence)), _where(sentence))))
    yield statement(Subject.REFUSAL, sentence, terms, where=where)


def _where(sentence: Sentence) -> str:
    named = (("corporation", CORPORATION), ("provider", PROVIDER))
    return "+".join(name for name, pattern in named if sentence.says(pattern))


def read_queues(sentence: Sentence) -> Iterator[Statement]:
    """How long one may have to wait, or to be served."""
    terms = sentence.facts(FactKind.TERM)
    for subject, pattern in ((Subject.WAITING, _WAITING), (Subject.SERVING, _SERVING)):
        if len(terms) == 1 and sentence.says(pattern):
            yield statement(subject, sentence, terms, where=_where(sentence))
            return


_COMPLAINT = compiled(r"жалоб\w+|шағым\w*|complaint")
_CONSIDERED = compiled(r"рассмотрени|рассматривается|қаралуға|қаралады|қарауға\s+жатады|consider")
_AUTHORISED = compiled(
    r"уполномоченн\w+ орган|орган\w*, рассматривающ|уәкілетті\s+орган|шағымды\s+қарайтын\s+орган"
    r"|authorized body"
)
_ADDRESSED = compiled(r"в\s+адрес|на\s+имя|поступивш|атына|мекенжайына|келіп\s+түскен|received")


def read_complaint_terms(sentence: Sentence) -> Iterator[Statement]:
    """Within how long a complaint is considered, and by whom."""
    terms = sentence.facts(FactKind.TERM)
    about = (_COMPLAINT, _CONSIDERED, _ADDRESSED)
    if len(terms) != 1 or not all(map(sentence.says, about)):
        return
    if sentence.says(_NOT_THE_TERM):
        return
    if sentence.says(_AUTHORISED):
        yield statement(Subject.COMPLAINT_TO_BODY, sentence, terms)
    elif sentence.says(PROVIDER):
        yield statement(Subject.COMPLAINT_TO_PROVIDER, sentence, terms)


_INFORMATION = compiled(r"информаци\w+|ақпарат\w*|information")
_OF_CHANGES = compiled(
    r"изменени|дополнени|принят|утвержд|внесен|өзгеріс|толықтыру|қабылдан|бекіт|енгізіл|amend"
)
_CHANGES = compiled(r"изменени|дополнени|өзгеріс|толықтыру|amend")
_SENDS = compiled(r"направля|предоставля|сообща|жібер|жолда|ұсын|береді|send|provide")


def read_news_terms(sentence: Sentence) -> Iterator[Statement]:
    """Within how long the contact centre is told of new Rules, or of changes."""
    terms = sentence.facts(FactKind.TERM)
    about = (CENTRE, _INFORMATION, _OF_CHANGES, _SENDS)
    if len(terms) == 1 and all(map(sentence.says, about)):
        where = "changes" if sentence.says(_CHANGES) else "adoption"
        yield statement(Subject.NEWS_TO_CENTRE, sentence, terms, where=where)
