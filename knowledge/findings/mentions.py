"""One act cited under two numbers or dates, and an act that cites itself wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.acts import Provision
from knowledge.findings.subjects import Sentence
from knowledge.findings.values import Fact, FactKind

_QUOTE = re.compile(r"[«\"“](?P<title>[^«»\"“”]{20,400})[»\"”]")
_REGISTERED = re.compile(r"зарегистр|тіркел|registered", re.IGNORECASE)
_BETWEEN = 60
_DATED_ID = re.compile(r"-(?P<number>[^-]+(?:-[a-z]+)?)-(?P<date>\d{4}-\d{2}-\d{2})\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """Places that cite one act differently: values by place, and the places with sentences."""

    provision: Provision
    about: str
    values: tuple[tuple[str, tuple[str, ...]], ...]
    places: tuple[tuple[Provision, str], ...]


def inconsistent_mentions(
    sentences: Iterable[Sentence], act_id: str, registration: str | None
) -> Iterator[Mention]:
    """Citations of one title under two numbers; a wrong registration number of the act itself."""
    known: dict[str, tuple[str, Sentence]] = {}
    own = _DATED_ID.search(act_id)
    for sentence in sentences:
        for title, cited in _citations(sentence):
            before = known.setdefault(title, (cited, sentence))
            if before[0] != cited:
                yield _mention(
                    "the number and date of a cited act", before[1], before[0], sentence, cited
                )
        if own and registration:
            wrong = _wrong_registration(sentence, own["number"], own["date"], registration)
            if wrong:
                yield Mention(
                    sentence.provision,
                    "the act's own registration number",
                    (("register", (f"№ {registration}",)), (sentence.provision.eid, (wrong,))),
                    ((sentence.provision, sentence.side.text),),
                )


def _mention(about: str, one: Sentence, first: str, two: Sentence, second: str) -> Mention:
    return Mention(
        two.provision,
        about,
        ((one.provision.eid, (first,)), (two.provision.eid, (second,))),
        ((one.provision, one.side.text), (two.provision, two.side.text)),
    )


def _citations(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """(title, «date № number») for every title in quotation marks with both beside it.

    Russian has them before the title, Kazakh after it.
    """
    text = sentence.side.text
    facts = sentence.facts(FactKind.DATE, FactKind.ACT)
    for match in _QUOTE.finditer(text):
        if sentence.side.language == "kk":
            near = [f for f in facts if match.end() <= f.start <= match.end() + 4 * _BETWEEN]
            near = near[:2]
        else:
            near = [f for f in facts if match.start() - _BETWEEN <= f.end <= match.start()][-2:]
        if [f.kind for f in near] == [FactKind.DATE, FactKind.ACT]:
            yield _folded(match["title"]), f"{near[0].value} {near[1].value}"


def _folded(title: str) -> str:
    return re.sub(r"\W+", " ", title.lower()).strip()


def _wrong_registration(
    sentence: Sentence, number: str, date: str, registration: str
) -> str | None:
    """The registration number that the sentence gives this very act, where it is another."""
    facts = sentence.facts(FactKind.DATE, FactKind.ACT)
    for day, act, registered in zip(facts, facts[1:], facts[2:], strict=False):
        if not _is_own(day, act, number, date) or registered.kind is not FactKind.ACT:
            continue
        between = sentence.side.text[act.end : registered.end + _BETWEEN]
        if _REGISTERED.search(between) and registered.value != f"№ {registration}":
            return registered.value
    return None


def _is_own(day: Fact, act: Fact, number: str, date: str) -> bool:
    return day.value == date and act.kind is FactKind.ACT and act.value == f"№ {number}"
