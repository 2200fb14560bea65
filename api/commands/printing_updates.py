"""How updates look in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console

from api.update_views import ReasonView, UpdateSummary, UpdateView


def print_updates(updates: Sequence[UpdateSummary]) -> None:
    """Print one line for each update, and what changed below it."""
    console = Console(markup=False, highlight=False)
    for update in updates:
        console.print(_headline(update), style="bold red" if update.overdue else "bold")
        console.print(f"     {_name(update.names)} ({update.article_id})")
        console.print(f"     changed: {', '.join(update.changed)}", style="dim")
    console.print(f"{len(updates)} updates.")


def print_update(view: UpdateView) -> None:
    """Print an update with its differences and its history."""
    console = Console(markup=False, highlight=False)
    console.print(_headline(view), style="bold red" if view.overdue else "bold")
    console.print(f"{_name(view.names)} ({view.article_id})")
    for reason in view.reasons:
        _print_reason(console, reason)
    for language, text in view.texts.items():
        console.print(f"\nhanded in ({language}): {text}")
    if view.submission_id is not None:
        console.print(f"\nhanded in: row {view.submission_id} of an Annex 1 form")
    console.print("\nhistory:", style="bold")
    for event in view.history:
        moved = f"{event.from_state} → {event.to_state}" if event.from_state else event.to_state
        note = f": {event.note}" if event.note else ""
        console.print(f"  {event.at:%Y-%m-%d %H:%M} {event.actor} {event.kind} {moved}{note}")
    if view.moves:
        console.print(f"\nmay become: {', '.join(view.moves)}", style="dim")


def _headline(update: UpdateSummary) -> str:
    late = " OVERDUE" if update.overdue else ""
    to = f", {update.assigned_to}" if update.assigned_to else ""
    return f"{update.id:>4} {update.state}{to}, due {update.due}{late}"


def _print_reason(console: Console, reason: ReasonView) -> None:
    status = "" if reason.status == "open" else f" [{reason.status}]"
    console.print(
        f"\n{reason.kind} {reason.eid} ({reason.language}), "
        f"{reason.old_edition} → {reason.new_edition}, due {reason.due}{status}",
        style="bold",
    )
    if reason.old:
        console.print(reason.old, style="red")
    if reason.new:
        console.print(reason.new, style="green")


def _name(names: Mapping[str, str]) -> str:
    return next((names[code] for code in ("ru", "kk", "en") if names.get(code)), "")
