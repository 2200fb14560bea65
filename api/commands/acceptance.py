"""Commands of acceptance: protocols of services, and which services are answered."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.common import AsOf, JsonFlag, opened, print_json, read_day
from api.commands.days import required_day
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR
from knowledge.errors import InvalidReferenceError

protocol = typer.Typer(help="Acceptance protocols: which services are answered, and since when.")


@protocol.command("add")
def add(
    service: Annotated[str, typer.Argument(help="Id of a service: see `bilim protocol services`.")],
    signed: Annotated[str, typer.Argument(help="The day on which it was signed.")],
    number: Annotated[str, typer.Argument(help="The protocol's number.")],
    as_json: JsonFlag = False,
) -> None:
    """Record a signed protocol; the service is answered after five working days (п. 23)."""
    with opened(as_json=as_json) as bilim:
        kept = bilim.acceptance.register_protocol(
            LOCAL_ADMINISTRATOR, service, required_day(signed, "SIGNED"), number
        )
        if as_json:
            print_json(kept.model_dump(mode="json"))
        else:
            typer.echo(f"protocol {kept.id}: answered from {kept.opens_on} on")


@protocol.command("list")
def list_protocols(as_json: JsonFlag = False) -> None:
    """Print every protocol that counts."""
    with opened(as_json=as_json) as bilim:
        found = bilim.acceptance.protocols(LOCAL_ADMINISTRATOR)
        if as_json:
            print_json([view.model_dump(mode="json") for view in found])
            return
        for view in found:
            said = f"№ {view.number} of {view.signed_on}" if view.number else "without a protocol"
            typer.echo(f"{view.id:>4}  {view.service_id}  {said}; answered from {view.opens_on}")


@protocol.command("withdraw")
def withdraw(
    protocol_id: Annotated[int, typer.Argument(metavar="ID", help="See `bilim protocol list`.")],
    reason: Annotated[str, typer.Option("--reason", help="Why it is taken back.")],
    as_json: JsonFlag = False,
) -> None:
    """Take back a protocol that was recorded wrongly."""
    with opened(as_json=as_json) as bilim:
        bilim.acceptance.withdraw_protocol(LOCAL_ADMINISTRATOR, protocol_id, reason)
        if as_json:
            print_json({"withdrawn": protocol_id})


@protocol.command("accept")
def accept(
    services: Annotated[list[str] | None, typer.Argument(help="Ids of services.")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every service that has no protocol.")
    ] = False,
    on: Annotated[str | None, typer.Option("--on", help="Since when (default: today).")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Take services as accepted without a protocol: a base that was consulted on before."""
    with opened(as_json=as_json) as bilim:
        if bool(services) == everything:
            raise InvalidReferenceError("Name the services, or give --all.")
        count = bilim.acceptance.accept(
            LOCAL_ADMINISTRATOR, services or None, on=read_day(on, "--on")
        )
        if as_json:
            print_json({"accepted": count})
        else:
            typer.echo(f"{count} services accepted")


@protocol.command("policy")
def policy(
    wanted: Annotated[
        str | None, typer.Argument(metavar="POLICY", help="accepted or by_protocol")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Print or set whether services without a protocol are answered."""
    with opened(as_json=as_json) as bilim:
        if wanted is not None:
            bilim.acceptance.set_policy(LOCAL_ADMINISTRATOR, wanted)
        now = bilim.acceptance.policy()
        if as_json:
            print_json({"policy": now})
        else:
            typer.echo(now)


@protocol.command("services")
def services(as_of: AsOf = None, as_json: JsonFlag = False) -> None:
    """Print every service, and whether it is answered to callers on a day."""
    with opened(as_json=as_json) as bilim:
        found = bilim.acceptance.services(on=read_day(as_of, "--as-of"))
        if as_json:
            print_json([view.model_dump(mode="json") for view in found])
            return
        for view in found:
            name = view.names.get("ru") or next(iter(view.names.values()), "")
            typer.echo(f"{'yes' if view.answered else 'no ':<3}  {view.service_id}  {name[:70]}")
