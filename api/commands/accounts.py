"""Commands for accounts, API tokens and the audit log.

The command line acts as the local administrator: whoever can open the store's file (or holds the
password of its database) can read and write all of it anyway, so they are trusted.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.common import JsonFlag, opened, print_json
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR, Role
from knowledge.errors import InvalidReferenceError

if TYPE_CHECKING:
    from knowledge.accounts.accounts import Account
    from knowledge.store.api_tokens import ApiToken

user_app = typer.Typer(help="Accounts: who may sign in, and as what.", no_args_is_help=True)
token_app = typer.Typer(help="API tokens: programs that act for an account.", no_args_is_help=True)

_ROLES = ", ".join(role.value for role in Role)
Login = Annotated[str, typer.Argument(help="The login, such as a.serikova.")]
Roles = Annotated[list[str], typer.Option("--role", "-r", help=f"Once or more: {_ROLES}.")]
Body = Annotated[
    str | None,
    typer.Option("--body", help="State body of a responsible person: its code or number."),
]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]


# --- accounts ----------------------------------------------------------------------------------


@user_app.command("add")
def user_add(
    login: Login,
    role: Roles,
    name: Annotated[str, typer.Option("--name", help="The name that people know.")] = "",
    body: Body = None,
    password_stdin: PasswordStdin = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="Sign in by OpenID Connect only.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Add an account. The password is asked for, or read from standard input."""
    with opened(as_json=as_json) as bilim:
        password = None if no_password else _password(login, from_stdin=password_stdin)
        account = bilim.accounts.add(
            LOCAL_ADMINISTRATOR, login, password, role, display_name=name, body=body
        )
        _show(account, as_json=as_json)
        if not bilim.accounts.administrator_exists():
            typer.echo(
                "bilim: there is no administrator yet; add one with --role administrator.",
                err=True,
            )


@user_app.command("list")
def user_list(as_json: JsonFlag = False) -> None:
    """List all accounts."""
    with opened(as_json=as_json) as bilim:
        accounts = bilim.accounts.all(LOCAL_ADMINISTRATOR)
        if as_json:
            print_json([_told(account) for account in accounts])
            return
        for account in accounts:
            _show(account, as_json=False)


@user_app.command("set-password")
def user_set_password(
    login: Login, password_stdin: PasswordStdin = False, as_json: JsonFlag = False
) -> None:
    """Give an account a new password; it is signed out everywhere."""
    with opened(as_json=as_json) as bilim:
        account = bilim.accounts.one(LOCAL_ADMINISTRATOR, login)
        bilim.accounts.set_password(
            LOCAL_ADMINISTRATOR, account.login, _password(login, from_stdin=password_stdin)
        )
        _show(bilim.accounts.one(LOCAL_ADMINISTRATOR, login), as_json=as_json)


@user_app.command("set-roles")
def user_set_roles(login: Login, role: Roles, body: Body = None, as_json: JsonFlag = False) -> None:
    """Give an account these roles in place of those it had; --body too, where it is given."""
    from api.use_cases.accounts import Keep

    with opened(as_json=as_json) as bilim:
        of_body = Keep.AS_IT_IS if body is None else body
        account = bilim.accounts.change(LOCAL_ADMINISTRATOR, login, roles=role, body=of_body)
        _show(account, as_json=as_json)


@user_app.command("disable")
def user_disable(login: Login, as_json: JsonFlag = False) -> None:
    """Keep an account from signing in; its sessions and tokens end at once."""
    with opened(as_json=as_json) as bilim:
        account = bilim.accounts.change(LOCAL_ADMINISTRATOR, login, active=False)
        _show(account, as_json=as_json)


@user_app.command("enable")
def user_enable(login: Login, as_json: JsonFlag = False) -> None:
    """Let a disabled account sign in again."""
    with opened(as_json=as_json) as bilim:
        account = bilim.accounts.change(LOCAL_ADMINISTRATOR, login, active=True)
        _show(account, as_json=as_json)


@user_app.command("link")
def user_link(
    login: Login,
    subject: Annotated[str, typer.Argument(help="The person's «sub» at the OpenID provider.")],
    as_json: JsonFlag = False,
) -> None:
    """Let somebody whom the OpenID provider knows sign in to an account that exists."""
    with opened(as_json=as_json) as bilim:
        openid = bilim.wiring.settings.openid
        if openid is None:
            raise InvalidReferenceError("There is no OpenID provider: set BILIM_OIDC_ISSUER.")
        account = bilim.accounts.link(LOCAL_ADMINISTRATOR, login, openid.issuer, subject)
        _show(account, as_json=as_json)


# --- tokens ------------------------------------------------------------------------------------


@token_app.command("add")
def token_add(
    login: Login,
    name: Annotated[str, typer.Option("--name", help="What the token is for.")],
    scope: Annotated[
        list[str],
        typer.Option(
            "--scope",
            help="Once or more: read, duties, load, updates, registers, measure, audit, maintain.",
        ),
    ],
    days: Annotated[int, typer.Option("--days", help="How long it lasts, 1 to 366.")] = 90,
    as_json: JsonFlag = False,
) -> None:
    """Make a token for an account, and print it: this once, it is kept nowhere."""
    with opened(as_json=as_json) as bilim:
        made = bilim.api_tokens.add(LOCAL_ADMINISTRATOR, name, scope, login=login, days=days)
        if as_json:
            print_json(_token_told(made.token) | {"token": made.secret})
            return
        typer.echo(made.secret)
        typer.echo(f"for {made.token.login} until {_moment(made.token.expires_at)}", err=True)


@token_app.command("list")
def token_list(
    login: Annotated[str | None, typer.Argument(help="Only this account's.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """List tokens (never the secrets themselves)."""
    with opened(as_json=as_json) as bilim:
        tokens = bilim.api_tokens.all(LOCAL_ADMINISTRATOR, login)
        if as_json:
            print_json([_token_told(token) for token in tokens])
            return
        now = bilim.api_tokens.now()
        for token in tokens:
            state = "valid" if token.is_valid(now) else "revoked" if token.revoked_at else "expired"
            scopes = ",".join(sorted(token.scopes))
            used = _moment(token.last_used_at) if token.last_used_at else "never"
            typer.echo(
                f"{token.id:>4}  {token.login:<20} {token.name:<24} {scopes:<20} {state:<8} "
                f"until {_moment(token.expires_at)}, used {used}"
            )


@token_app.command("revoke")
def token_revoke(
    token_id: Annotated[int, typer.Argument(help="Its number in `bilim token list`.")],
    as_json: JsonFlag = False,
) -> None:
    """Take a token back for good."""
    with opened(as_json=as_json) as bilim:
        token = bilim.api_tokens.revoke(LOCAL_ADMINISTRATOR, token_id)
        if as_json:
            print_json(_token_told(token))
        else:
            typer.echo(f"revoked {token.id} ({token.login}: {token.name})")


# --- the audit log -----------------------------------------------------------------------------


def audit(
    subject: Annotated[
        str | None, typer.Option("--subject", help="Only this, such as account:1.")
    ] = None,
    limit: Annotated[int, typer.Option("-n", min=1, help="How many entries.")] = 50,
    as_json: JsonFlag = False,
) -> None:
    """Print the audit log, newest first: who did what, when, and what was there before."""
    with opened(as_json=as_json) as bilim:
        entries = bilim.accounts.audit(LOCAL_ADMINISTRATOR, subject=subject, limit=limit)
        if as_json:
            print_json(
                [
                    {
                        "id": entry.id,
                        "at": entry.at.isoformat(),
                        "actor": entry.actor,
                        "action": entry.action,
                        "subject": entry.subject,
                        "before": entry.before,
                        "after": entry.after,
                    }
                    for entry in entries
                ]
            )
            return
        for entry in entries:
            typer.echo(f"{_moment(entry.at)}  {entry.actor}  {entry.action}  {entry.subject}")
            for label, values in (("before", entry.before), ("after", entry.after)):
                if values:
                    said = ", ".join(f"{key}: {value}" for key, value in values.items())
                    typer.echo(f"    {label}: {said}")


def _password(login: str, *, from_stdin: bool) -> str:
    """The password, without echo; from standard input it is the first line."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return str(
        typer.prompt(f"Password for {login}", hide_input=True, confirmation_prompt=True, err=True)
    )


def _show(account: Account, *, as_json: bool) -> None:
    if as_json:
        print_json(_told(account))
        return
    marks = "" if account.active else "  (disabled)"
    body = f"  body {account.body_id}" if account.body_id is not None else ""
    roles = ",".join(sorted(account.roles))
    typer.echo(f"{account.login:<24} {roles:<28} {account.display_name}{body}{marks}")


def _told(account: Account) -> dict[str, Any]:
    return {
        "login": account.login,
        "name": account.display_name,
        "roles": sorted(account.roles),
        "body": account.body_id,
        "active": account.active,
        "has_password": account.has_password,
        "created_at": account.created_at.isoformat(timespec="seconds"),
    }


def _token_told(token: ApiToken) -> dict[str, Any]:
    return {
        "id": token.id,
        "login": token.login,
        "name": token.name,
        "scopes": sorted(token.scopes),
        "created_at": token.created_at.isoformat(timespec="seconds"),
        "expires_at": token.expires_at.isoformat(timespec="seconds"),
        "last_used_at": token.last_used_at and token.last_used_at.isoformat(timespec="seconds"),
        "revoked_at": token.revoked_at and token.revoked_at.isoformat(timespec="seconds"),
    }


def _moment(at: Any) -> str:
    return str(at.strftime("%Y-%m-%d %H:%MZ"))
