"""An account: who somebody is to Bilim, and what may stand in one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from knowledge.accounts.permissions import Action, Actor, Role
from knowledge.errors import BilimError

LONGEST_LOGIN = 100
LONGEST_NAME = 200
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")


class InvalidAccountError(BilimError):
    """A login, a name or the roles cannot be those of an account."""

    code = "invalid_account"


class LoginTakenError(BilimError):
    """There is an account with this login already."""

    code = "login_taken"


class LastAdministratorError(BilimError):
    """Without this account nobody could administer Bilim any more."""

    code = "last_administrator"


@dataclass(frozen=True, slots=True)
class Account:
    """An account. ``body_id`` is the state body that a responsible person answers for.

    ``created_at`` is in UTC. Accounts are never deleted, only disabled: the audit log and the
    history of updates name them. One without a password signs in by OpenID Connect only.
    """

    id: int
    login: str
    display_name: str
    roles: frozenset[Role]
    body_id: int | None
    active: bool
    created_at: dt.datetime
    has_password: bool

    @property
    def is_active_administrator(self) -> bool:
        """Whether this account can administer accounts now."""
        return self.active and Role.ADMINISTRATOR in self.roles

    def actor(self, actions: frozenset[Action] | None = None) -> Actor:
        """The account as the one who acts; ``actions`` narrows it to an API token's scopes."""
        return Actor(
            name=shown_name(self.login, self.display_name),
            roles=self.roles,
            account_id=self.id,
            body_id=self.body_id,
            actions=actions,
        )


def shown_name(login: str, display_name: str) -> str:
    """What history shows: the name people know, with the login, which is nobody else's."""
    return f"{display_name} ({login})" if display_name else login


def login_of(text: str) -> str:
    """A login as it is kept and compared: small Latin letters, digits, ``. _ @ + -``.

    Latin only, so that no two logins look the same. Raises InvalidAccountError.
    """
    login = text.strip().lower()
    if not _LOGIN.fullmatch(login):
        raise InvalidAccountError(
            f"A login has up to {LONGEST_LOGIN} Latin letters, digits and . _ @ + -, and begins "
            f"with a letter or digit, such as a.serikova."
        )
    return login


def display_name_of(text: str) -> str:
    """A name for people, blanks tidied. Raises InvalidAccountError where it is too long."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidAccountError(f"A name has up to {LONGEST_NAME} printable characters.")
    return name


def roles_of(texts: Iterable[str]) -> frozenset[Role]:
    """Roles by their names. Raises InvalidAccountError for an unknown one, or for none."""
    names = [text.strip().lower() for text in texts if text.strip()]
    known = {role.value for role in Role}
    unknown = sorted(set(names) - known)
    if unknown or not names:
        what = f"There is no role «{', '.join(unknown)}»" if unknown else "An account needs a role"
        raise InvalidAccountError(f"{what}; choose from {', '.join(role.value for role in Role)}.")
    return frozenset(Role(name) for name in names)


def demand_another_administrator(changed: Account, accounts: Collection[Account]) -> None:
    """Raise LastAdministratorError unless somebody can still administer after a change.

    ``accounts`` are all accounts as they were, ``changed`` one of them as it is to become.
    """
    was = any(account.is_active_administrator for account in accounts)
    still = changed.is_active_administrator or any(
        account.is_active_administrator for account in accounts if account.id != changed.id
    )
    if was and not still:
        raise LastAdministratorError(
            f"{changed.login} is the last active administrator. Make somebody else an "
            f"administrator first."
        )
