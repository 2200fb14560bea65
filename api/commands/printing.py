"""How answers, acts and differences look in a terminal."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from api.commands.printing_changes import difference_text
from api.views import ActView, DiffView
from ranking.answers import SearchResponse, SearchResult

_CHANGED = {
    "kk": "өзгерді, {due} дейін жаңартылады: {changed}",
    "ru": "изменено, обновляется до {due}: {changed}",
}
_NO_ANSWER = {"kk": "Базада жауап жоқ. Ең жақындары:", "ru": "В базе нет ответа. Ближайшее:"}


def print_answers(response: SearchResponse) -> None:
    """Print answers: the key sentence, the quotation, the citation."""
    console = Console(markup=False, highlight=False)
    if not response.answerable:
        console.print(_NO_ANSWER.get(response.language, _NO_ANSWER["ru"]), style="bold yellow")
    for result in response.results:
        console.print()
        console.print(f"{result.rank}. {result.key_sentence}", style="bold")
        console.print(_marked(result))
        console.print(f"   {result.citation} — {result.service}", style="dim")
        if result.update is not None:
            words = _CHANGED.get(result.language, _CHANGED["ru"])
            told = words.format(due=result.update.due, changed=", ".join(result.update.changed))
            console.print(
                f"   {told}", style="bold red" if result.update.overdue else "bold yellow"
            )
    console.print()
    console.print(f"{response.took_ms:.0f} ms, confidence {response.confidence:.2f}", style="dim")


def _marked(result: SearchResult) -> Text:
    text = Text(result.quote)
    for mark in result.marks:
        text.stylize("bold cyan", mark.start, mark.end)
    if len(text) > 700:
        text.truncate(700, overflow="ellipsis")
    return text


def print_act(view: ActView) -> None:
    """Print an act's text as of a day."""
    console = Console(markup=False, highlight=False)
    console.print(view.edition.title, style="bold")
    since = view.edition.in_force_from or f"unknown ({view.edition.in_force_note})"
    console.print(f"{view.act.id}; {view.status}; in force from {since}", style="dim")
    for provision in view.provisions:
        indent = "  " * provision.eid.count("__")
        if provision.kind == "subparagraph":
            continue
        head = f"{provision.number} {provision.heading}".strip()
        console.print(Text(f"{indent}{head}  ").append(provision.eid, style="dim"))
        if provision.text:
            console.print(textwrap.indent(provision.text, indent + "  "))


def print_diff(view: DiffView) -> None:
    """Print what differs between two editions."""
    console = Console(markup=False, highlight=False)
    console.print(f"{view.act_id} ({view.language}): {view.old_edition} → {view.new_edition}")
    for difference in view.differences:
        console.print(f"\n{difference.kind} {difference.eid}", style="bold")
        coloured = console.is_terminal
        console.print(difference_text(difference.old, difference.new, coloured=coloured))
    console.print(f"\n{len(view.differences)} provisions differ.")
