"""How differences between editions look in a terminal: word by word."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from api.change_views import ChangeView, EditionChangesView, FindingView, RenumberedView
from knowledge.changes.words import RunKind, shortened, word_difference

_STYLES = {RunKind.SAME: "", RunKind.REMOVED: "red strike", RunKind.INSERTED: "bold green"}
_SIGNS = {RunKind.SAME: ("", ""), RunKind.REMOVED: ("[-", "-]"), RunKind.INSERTED: ("{+", "+}")}
_CONTEXT = 160
"""Characters of unchanged text that are shown beside a change."""


def difference_text(old: str | None, new: str | None, *, coloured: bool) -> Text:
    """The words of a change: removed ones struck out, inserted ones green.

    Without colours (a pipe, a file) they are in signs, «[-так-]{+вот так+}», as diff tools do.
    """
    text = Text()
    for run in shortened(word_difference(old or "", new or ""), _CONTEXT):
        before, after = ("", "") if coloured else _SIGNS[run.kind]
        text.append(f"{before}{run.text}{after}", style=_STYLES[run.kind])
    return text


def print_changes(views: Sequence[EditionChangesView]) -> None:
    """Print changes edition by edition, with what explains them, and what does not add up."""
    console = Console(markup=False, highlight=False)
    for view in views:
        console.print(f"{view.act_id} ({view.language}): {view.old_edition} → {view.new_edition}")
        console.print(view.title, style="dim")
        for change in view.changes:
            _print_change(console, change)
        if view.findings:
            console.print("\nText and footnotes disagree:", style="bold yellow")
        for finding in view.findings:
            console.print(_finding_line(finding))
        console.print(f"\n{len(view.changes)} provisions differ.\n")
    if not views:
        console.print("No edition with another one before it.")


def _print_change(console: Console, change: ChangeView) -> None:
    place = change.eid
    if isinstance(change, RenumberedView):
        place = f"{change.old_eid} → {change.eid}"
    console.print(f"\n{change.kind} {place}", style="bold")
    if change.amended_by:
        orders = ", ".join(f"№ {order.number} ({order.date})" for order in change.amended_by)
        console.print(f"by {orders}", style="dim")
    elif not change.footnote:
        console.print("no footnote explains this", style="yellow")
    console.print(difference_text(change.old, change.new, coloured=console.is_terminal))


def _finding_line(finding: FindingView) -> str:
    if finding.amended_by is None:
        return f"  {finding.eid}: changed, but no footnote of the newer edition says by what"
    order = f"№ {finding.amended_by.number} ({finding.amended_by.date})"
    return f"  {finding.eid}: a footnote names {order}, but nothing changed: {finding.footnote}"
