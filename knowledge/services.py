"""Public services and their standards: the rows that every service has by law.

The list of basic requirements («перечень основных требований») answers the same ten questions
for every service; the older Standards answer them in paragraphs. A row's *aspect* is what it
answers, whatever its number and wording. Source: Law «On Public Services» № 88-V of
15.04.2013, article 14, and the order on the form of the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.acts import Edition, Provision, ProvisionKind


class Aspect(StrEnum):
    """What a row of a service standard answers."""

    NAME = "name"
    PROVIDER = "provider"
    CHANNELS = "channels"
    TERM = "term"
    FORM = "form"
    RESULT = "result"
    FEE = "fee"
    SCHEDULE = "schedule"
    DOCUMENTS = "documents"
    REFUSAL = "refusal"
    OTHER = "other"
    COMPLAINT = "complaint"


_HEADINGS: tuple[tuple[Aspect, str], ...] = (
    (Aspect.REFUSAL, r"основани\w+ для отказа|бас тарту\w* (?:үшін )?негізд\w*|бас тарту"
                     r"|grounds for refus"),
    (Aspect.OTHER, r"^иные требования|өзге де талаптар|other requirements"),
    (Aspect.FEE, r"размер\w* (?:оплаты|платы)|взимаем|алынатын төлем|төлем мөлшері|төлемақы"
                 r"|amount of (?:the )?pay|платн\w+|ақылы"),
    (Aspect.SCHEDULE, r"график|кестесі|жұмыс графигі|work schedule|жұмыс кестесі"),
    (Aspect.DOCUMENTS, r"перечень (?:основных )?документов|құжаттар\w*(?: мен мәліметтер)?\w* тізбе"
                       r"|documents? (?:and information )?(?:required|requested|necessary)"
                       r"|қажетті құжаттар"),
    (Aspect.TERM, r"^срок|көрсету мерзім|мерзімі|мерзімдері|term of|deadline"),
    (Aspect.CHANNELS, r"способ\w* предоставлен|ұсыну тәсіл|methods? of provid"),
    (Aspect.FORM, r"^форма|нысаны|form of (?:the )?(?:provision|public)"),
    (Aspect.RESULT, r"результат|нәтижесі|result of"),
    (Aspect.NAME, r"наименование (?:государственной услуги|подвида)|көрсетілетін қызметтің атауы"
                  r"|кіші түрінің|name of (?:the )?public service"),
    (Aspect.PROVIDER, r"услугодател|көрсетілетін қызметті берушінің|service provider"),
)  # fmt: skip
_COMPILED = tuple((aspect, re.compile(pattern, re.IGNORECASE)) for aspect, pattern in _HEADINGS)

_COMPLAINT = re.compile(r"обжаловани|жалоб|шағым|appeal|complain", re.IGNORECASE)


def aspect_of_heading(heading: str) -> Aspect | None:
    """What a row with this name answers, or None where it is no row of a standard."""
    flat = " ".join(heading.replace("i", "і").split())
    for aspect, pattern in _COMPILED:
        if pattern.search(flat):
            return aspect
    return None


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One row of a service standard: what it answers, and the provision that says it."""

    aspect: Aspect
    provision: Provision


@dataclass(frozen=True, slots=True)
class ServiceStandard:
    """The standard of one service in one edition. ``root_eid`` is the Rules it belongs to."""

    root_eid: str
    service_name: str
    rows: tuple[StandardRow, ...]


@dataclass(frozen=True, slots=True)
class PublicService:
    """A service of the Register. ``names`` maps language to name."""

    id: str
    act_id: str
    root_eid: str
    names: dict[str, str]
    register_number: str | None = None


_QUOTED = re.compile(r"[«\"“](.+)[»\"”]", re.DOTALL)
_KAZAKH_TAIL = re.compile(
    r"\s*(?:мемлекеттік\s+(?:көрсетілетін\s+)?қызмет\w*|мемлекеттiк\s+қызмет\w*).*$", re.IGNORECASE
)
_RUSSIAN_HEAD = re.compile(
    r"^(?:об\s+утверждении\s+)?(?:правил\w*|стандарт\w*|регламент\w*)\s+"
    r"(?:оказания\s+)?(?:государственной\s+услуги\s+)?",
    re.IGNORECASE,
)


def service_name(title: str) -> str:
    """The service that a title names: what stands in quotation marks, or the title's core."""
    flat = " ".join(title.split())
    quoted = _QUOTED.search(flat)
    if quoted and len(quoted[1]) > 8:
        return quoted[1].strip()
    core = _RUSSIAN_HEAD.sub("", flat)
    return _KAZAKH_TAIL.sub("", core).strip(' «»"“”') or flat


def service_of(act_id: str, eid: str) -> str | None:
    """The id of the service whose Rules hold an element; None for the order's own text."""
    root = eid.split("__", maxsplit=1)[0]
    if root == "order":
        return None
    return f"{act_id}/{root if root.startswith('rules') else 'rules'}"


def standards_of(edition: Edition) -> tuple[ServiceStandard, ...]:
    """The service standards that an edition holds, one for each set of Rules that has one."""
    roots = [p for p in edition.provisions if p.kind is ProvisionKind.RULES]
    standards = []
    for root in roots:
        rows = _rows_of(edition, root)
        if rows:
            name = service_name(root.heading or edition.title)
            standards.append(ServiceStandard(root.eid, name, rows))
    return tuple(standards)


def _rows_of(edition: Edition, root: Provision) -> tuple[StandardRow, ...]:
    for annex in edition.provisions:
        if annex.kind is not ProvisionKind.ANNEX or annex.parent_eid != root.eid:
            continue
        rows = [
            StandardRow(aspect, provision)
            for provision in edition.provisions
            if provision.parent_eid == annex.eid
            and provision.kind is ProvisionKind.TABLE_ROW
            and (aspect := aspect_of_heading(provision.heading))
        ]
        if len(rows) >= 6:
            return tuple(rows)
    return _rows_of_old_standard(edition, root)


def _rows_of_old_standard(edition: Edition, root: Provision) -> tuple[StandardRow, ...]:
    """A Standard of before 2020 answers in paragraphs: «5. Форма оказания …: бумажная»."""
    if not re.search(r"стандарт|standard", root.heading, re.IGNORECASE):
        return ()
    rows = []
    for provision in edition.provisions:
        if provision.kind is ProvisionKind.PARAGRAPH and provision.eid.startswith("chp_"):
            aspect = aspect_of_heading(provision.text[:110])
            if aspect:
                rows.append(StandardRow(aspect, provision))
    return tuple(rows) if len(rows) >= 4 else ()


def is_about_complaints(heading: str) -> bool:
    """Whether a chapter heading announces the procedure of complaint."""
    return bool(_COMPLAINT.search(heading))
