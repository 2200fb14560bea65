"""Which act a file is: kind, issuer, date, number, registration, status.

Facts come from several places; the more deliberate one wins: what the caller says, the sidecar
``meta.json``, what the container states, the requisites line under the title, the stamp at the
margin. What none of them says is asked for, never invented.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ingest.errors import MissingHeaderError
from ingest.structure.markers import is_requisite, says_repealed
from ingest.structure.parse import ParsedText
from knowledge.acts import ActHeader, ActKind, Registration, Repeal
from knowledge.dates import find_date, iterate_dates


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What one place says of an act; None where it says nothing."""

    kind: ActKind | None = None
    issuer: str | None = None
    date: dt.date | None = None
    number: str | None = None
    registration: Registration | None = None
    repeal: Repeal | None = None
    published: dt.date | None = None
    code: str | None = None
    titles: dict[str, str] = field(default_factory=dict)
    requisites: dict[str, str] = field(default_factory=dict)
    language: str | None = None
    edition_date: dt.date | None = None

    def supplemented_by(self, other: ActFacts) -> ActFacts:
        """These facts, with the gaps filled from ``other``."""
        changes: dict[str, Any] = {}
        for item in fields(self):
            mine, theirs = getattr(self, item.name), getattr(other, item.name)
            if isinstance(mine, dict):
                changes[item.name] = {**theirs, **mine}
            elif mine is None and theirs is not None:
                changes[item.name] = theirs
        return replace(self, **changes)


_KINDS: tuple[tuple[ActKind, str], ...] = (
    (ActKind.ORDER, r"приказ\w*|бұйры[ғқ]\w*|\border\b"),
    (ActKind.RESOLUTION, r"постановлени\w*|қаулы\w*|resolution"),
    (ActKind.DECREE, r"\bуказ\w*|жарлы[ғқ]\w*|decree"),
    (ActKind.DECISION, r"решени\w*|шешім\w*|decision"),
    (ActKind.LAW, r"закон\w*|\bзаң\w*|\blaw\b"),
)
_NUMBER = re.compile(
    r"(?:№|(?<![A-Za-z])N[eo]?\b\.?)\s*(?P<number>\d[\w/-]*(?:-?[А-ЯӘҢҒҮҰҚӨҺA-Z]+)?)"
)
_REGISTERED = re.compile(
    r"зарегистрирован|тіркел(?:ді|ген)|тiркел(?:дi|ген)|registered", re.IGNORECASE
)
_SENTENCE_END = re.compile(
    r"(?<!\bг)(?<!\bж)(?<![иИ]\.о)(?<![мМ]\.а)(?<!\bNo)\.\s+(?=[А-ЯЁӘІҢҒҮҰҚӨҺA-Z])|\("
)
"""Between sentences of a requisites line or before a remark in brackets, not after «и.о.»."""
_REPEALED_AT = re.compile(
    r"утратил[аои]?\s+силу|күші\s+жойылды|күшін\s+жойған|ceased|no\s+longer", re.IGNORECASE
)


def kind_of(text: str) -> ActKind | None:
    """The kind of act that ``text`` names first."""
    found: list[tuple[int, ActKind]] = []
    for kind, pattern in _KINDS:
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            found.append((match.start(), kind))
    return min(found)[1] if found else None


def facts_of_requisite(requisite: str) -> ActFacts:
    """Read «Приказ Министра … от 27 мая 2020 года № 58. Зарегистрирован … № 20740. …»."""
    flat = " ".join(requisite.split())
    registered = _REGISTERED.search(flat)
    repealed = _REPEALED_AT.search(flat)
    ends = [match.start() for match in (registered, repealed) if match]
    own = flat[: _sentence_end(flat, min(ends)) if ends else len(flat)]
    number = _NUMBER.search(own)
    registration = None
    if registered:
        upto = repealed.start() if repealed and repealed.start() > registered.start() else len(flat)
        registration = _registration(_sentence_at(flat, registered.start(), upto))
    return ActFacts(
        kind=kind_of(own),
        issuer=_issuer(own),
        date=find_date(own),
        number=number["number"] if number else None,
        registration=registration,
        repeal=_repeal(flat[repealed.start() :]) if repealed else None,
    )


def _sentence_end(text: str, before: int) -> int:
    """Where the sentence ends that stands before the one around ``before``."""
    stops = [match.start() for match in _SENTENCE_END.finditer(text, 0, before + 1)]
    return stops[-1] if stops else before


def _sentence_at(text: str, position: int, upto: int) -> str:
    starts = [match.end() for match in _SENTENCE_END.finditer(text, 0, position + 1)]
    return text[starts[-1] if starts else 0 : upto]


def _registration(sentence: str) -> Registration | None:
    match = re.search(r"(?:№|\bNo?\b\.?)\s*(\d{2,7})", sentence)
    return Registration(match[1], find_date(sentence)) if match else None


def _repeal(text: str) -> Repeal:
    """«Утратил силу приказом … от 26 января 2016 года № 83 (порядок введения …)»."""
    from knowledge.validity import read_entry_into_force

    entry = None
    for clause in re.findall(r"\(([^()]*)\)", text):
        entry = entry or read_entry_into_force(clause)
    return Repeal(entry.on if entry else None, text.strip(" .*"), find_date(text))


_LEADING_KIND = re.compile(
    r"^(?:совместн\w+\s+)?(?:приказ|постановление|решение|указ|закон)\w*\s+", re.IGNORECASE
)


def _issuer(own: str) -> str | None:
    """The issuer in a requisites line: before the date, without the kind of act."""
    english = re.match(
        r"^(?:joint\s+)?(?:order|resolution|decree)\s+(?:(?:№|no\.?)\s*\S+\s+)?of\s+(?:the\s+)?"
        r"(?P<issuer>.+?)\s+(?:dated\b|of\s+\w+\s+\d|№|no\.)",
        own,
        re.IGNORECASE,
    )
    if english:
        return english["issuer"]
    for _found, start, _end in iterate_dates(own):
        before = own[:start]
        issuer = _LEADING_KIND.sub("", before)
        issuer = re.sub(r"\s+от\s*$", "", issuer).strip(" ,")
        return issuer or None
    return None


def facts_of_text(parsed: ParsedText, language: str) -> ActFacts:
    """What the text itself says: requisites and status under the title, the approval stamp."""
    facts = ActFacts(titles={language: parsed.title} if parsed.title else {})
    for line in parsed.front:
        if is_requisite(line):
            found = facts_of_requisite(line)
            facts = facts.supplemented_by(replace(found, requisites={language: line}))
    if facts.repeal is None and any(says_repealed(line) for line in parsed.front):
        notes = [note for note in parsed.footnotes if says_repealed(note)]
        facts = replace(facts, repeal=_repeal(notes[0]) if notes else Repeal(None, "", None))
    for stamp in parsed.stamps:
        found = facts_of_stamp(stamp)
        if found.date and found.number:
            facts = facts.supplemented_by(found)
            break
    return facts


def facts_of_stamp(stamp: str) -> ActFacts:
    """«Приложение 1 к приказу Министра юстиции … от 27 мая 2020 года № 58»."""
    flat = " ".join(stamp.split())
    kind = kind_of(flat)
    number = _NUMBER.search(flat)
    day = find_date(flat)
    if kind is None or number is None or day is None:
        return ActFacts()
    return ActFacts(kind=kind, date=day, number=number["number"], issuer=_stamp_issuer(flat))


def _stamp_issuer(flat: str) -> str | None:
    russian = re.search(
        r"(?:приказ\w*|постановлени\w*)\s+(?P<issuer>.+?)\s+(?:Республики\s+Казахстан\s+)?от\s",
        flat, re.IGNORECASE,
    )  # fmt: skip
    if russian:
        return russian["issuer"]
    kazakh = re.match(r"^(?:Қазақстан Республикасы(?:ның)?\s+)?(?P<issuer>.+?)\s+\d{4}\s*ж", flat)
    return kazakh["issuer"] if kazakh else None


def facts_of_properties(properties: Mapping[str, str]) -> ActFacts:
    """What a container states outright (YAML front matter of the reference bank's Markdown)."""
    facts = ActFacts(
        code=properties.get("act_code") or None,
        language=language_code(properties.get("language", "")),
        edition_date=_iso(properties.get("version_date")),
    )
    requisite = properties.get("requisite")
    if requisite:
        found = facts_of_requisite(requisite)
        titles = {facts.language: requisite} if facts.language else {}
        facts = facts.supplemented_by(replace(found, requisites=titles))
    return facts


_LANGUAGES = {
    "kaz": "kk", "kk": "kk", "kz": "kk", "қаз": "kk",
    "rus": "ru", "ru": "ru", "рус": "ru",
    "eng": "en", "en": "en",
}  # fmt: skip


def language_code(name: str) -> str | None:
    """«rus», «kaz», «ru» … → «ru», «kk», «en»; None for anything else."""
    return _LANGUAGES.get(name.strip().lower())


def _iso(text: object) -> dt.date | None:
    return find_date(str(text)) if text else None


_FILE_NAME = re.compile(r"(?P<language>[a-z]{2,3})[._-](?P<date>\d{4}-\d{2}-\d{2})")


def facts_of_file_name(name: str) -> ActFacts:
    """«rus.2026-01-01.md»: language and date of the edition, as the reference bank names files."""
    match = _FILE_NAME.search(name.lower())
    if match is None or language_code(match["language"]) is None:
        return ActFacts()
    return ActFacts(language=language_code(match["language"]), edition_date=_iso(match["date"]))


def facts_of_header(header: ActHeader) -> ActFacts:
    """What is known already of a stored act."""
    return ActFacts(
        kind=header.kind,
        issuer=header.issuer,
        date=header.date,
        number=header.number,
        registration=header.registration,
        repeal=header.repeal,
        published=header.published,
        code=header.code,
        titles=header.titles,
        requisites=header.requisites,
    )


def facts_of_options(
    *,
    kind: str | None = None,
    issuer: str | None = None,
    date: dt.date | None = None,
    number: str | None = None,
    registration: str | None = None,
    language: str | None = None,
    edition_date: dt.date | None = None,
    published: dt.date | None = None,
) -> ActFacts:
    """What a person says of an act on the command line or in a form.

    Raises MissingHeaderError for a kind that is not known.
    """
    if kind is not None and kind not in set(ActKind):
        known = ", ".join(ActKind)
        raise MissingHeaderError(f"«{kind}» is no kind of act; known: {known}.", ("kind",))
    return ActFacts(
        kind=ActKind(kind) if kind else None,
        issuer=issuer or None,
        date=date,
        number=number.replace("№", "").strip() if number else None,
        registration=Registration(registration.strip()) if registration else None,
        published=published,
        language=language,
        edition_date=edition_date,
    )


def complete(facts: ActFacts, file: str) -> ActHeader:
    """The header, or MissingHeaderError naming what is missing and how to supply it."""
    required = {"kind": facts.kind, "issuer": facts.issuer, "date": facts.date,
                "number": facts.number}  # fmt: skip
    missing = tuple(name for name, value in required.items() if value is None)
    if missing:
        options = " ".join(f"--{name} …" for name in missing)
        raise MissingHeaderError(
            f"{file}: the file does not say which act it is; missing: {', '.join(missing)}. "
            f"Give them with {options}, or put a meta.json beside the file (see README, "
            f"«Load your own acts»).",
            missing,
        )
    assert facts.kind is not None and facts.issuer is not None
    assert facts.date is not None and facts.number is not None
    return ActHeader(
        kind=facts.kind,
        issuer=facts.issuer,
        date=facts.date,
        number=facts.number,
        registration=facts.registration,
        titles=facts.titles,
        requisites=facts.requisites,
        repeal=facts.repeal,
        published=facts.published,
        code=facts.code,
    )


def merge(sources: Iterable[ActFacts]) -> ActFacts:
    """Facts from several places, the more deliberate ones first."""
    result = ActFacts()
    for source in sources:
        result = result.supplemented_by(source)
    return result
