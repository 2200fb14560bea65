"""The menu, and who is looking at a page: each sees what they may open."""

from __future__ import annotations

from dataclasses import dataclass

from api.http.actors import Identity, Way
from knowledge.accounts.permissions import Action, may_at_all


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the menu: its address, the key of its word, and what it needs."""

    path: str
    key: str
    action: Action


MENU = (
    Entry("/", "menu_search", Action.READ),
    Entry("/acts", "menu_acts", Action.READ),
    Entry("/board", "menu_board", Action.READ_UPDATES),
    Entry("/queue", "menu_queue", Action.REVIEW_UPDATE),
    Entry("/load", "menu_load", Action.LOAD_ACT),
    Entry("/status", "menu_status", Action.READ),
)
ADMINISTRATION = (
    Entry("/accounts", "menu_accounts", Action.MANAGE_ACCOUNTS),
    Entry("/audit", "menu_audit", Action.READ_AUDIT),
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page. ``is_open``: nobody in particular, for there are no accounts yet."""

    name: str
    is_signed_in: bool
    is_open: bool
    form_token: str
    menu: tuple[Entry, ...]


def visitor_of(identity: Identity) -> Visitor:
    """The visitor as the pages show them."""
    is_open = identity.way is Way.OPEN
    # While all is open, the notice at the top leads to the accounts.
    entries = MENU if is_open else (*MENU, *ADMINISTRATION)
    return Visitor(
        name=identity.actor.name,
        is_signed_in=identity.way is Way.SESSION,
        is_open=is_open,
        form_token=identity.form_token,
        menu=tuple(entry for entry in entries if may_at_all(identity.actor, entry.action)),
    )
