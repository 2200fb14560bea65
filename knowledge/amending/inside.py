"""Inside one element: the lines that a place names, and its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.acts import Provision
from knowledge.amending.bench import Bench
from knowledge.amending.finding import CannotApplyError, name_of
from knowledge.amending.lines import Found
from knowledge.amending.places import LINE_LEVELS, Level, Step


def lines_of(bench: Bench, element: Provision, inside: Sequence[Step]) -> tuple[int, ...]:
    """The places of the lines that steps inside an element name; all lines for no step.

    Raises CannotApplyError with the reason.
    """
    lines = bench.lines(element)
    within: tuple[int, ...] | None = None
    for step in inside:
        if step.level is Level.SUBPARA:
            found = lines.subparagraph(step.number, within)
        elif not step.number.isdecimal():
            raise CannotApplyError(f"the order does not say which {step.level} is meant")
        elif step.level is Level.PART:
            found = lines.part(int(step.number), within)
        elif step.level is Level.ABZAC:
            found = lines.abzac(int(step.number), within)
        else:
            found = Found(reason=f"a {step.level} cannot be found line by line")
        if found.reason:
            raise CannotApplyError(f"{found.reason} in {name_of(element)}")
        within = found.places
    if within is None:
        return tuple(range(len(lines.lines)))
    return within


_SENTENCE = re.compile(r"(?<=[.!?»”\"])\s+(?=[«“\"]?[А-ЯЁӘІҢҒҮҰҚӨҺA-Z])")


def replace_sentence(bench: Bench, element: Provision, inside: Sequence[Step], text: str) -> None:
    """Put ``text`` in place of a sentence; "" takes it out. Raises CannotApplyError."""
    number = inside[-1].number
    outer = [step for step in inside[:-1] if step.level is not Level.SENTENCE]
    places = lines_of(bench, element, outer)
    lines = bench.lines(element).lines
    if not number.isdecimal():
        raise CannotApplyError("the order does not say which sentence is meant")
    counted = 0
    for place in places:
        sentences = _SENTENCE.split(lines[place].text)
        if counted + len(sentences) < int(number):
            counted += len(sentences)
            continue
        sentences[int(number) - counted - 1] = text
        left = [sentence for sentence in sentences if sentence]
        lines[place].text = " ".join(left)
        lines[place].gone = lines[place].gone or not left
        return
    raise CannotApplyError(f"there is no sentence {number} in {name_of(element)}")


def without_number(text: str, element: Provision) -> str:
    """«5. Текст» → «Текст», where the order prints the paragraph's number before its first part."""
    return re.sub(rf"^\s*{re.escape(element.number)}\s?\.\s+", "", text)


__all__ = ["LINE_LEVELS", "lines_of", "replace_sentence", "without_number"]
