"""Commands of the registers: state bodies, responsible persons, requests to bodies."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.common import AsOf, JsonFlag, opened, print_json, read_day
from knowledge.accounts.permissions import LOCAL_ADMINISTRATOR
from knowledge.errors import InvalidReferenceError

body = typer.Typer(help="State bodies: names, what they answer for, their shorter terms.")
person = typer.Typer(help="Responsible persons of state bodies.")
request = typer.Typer(help="Requests to state bodies for missing information.")

BodyName = Annotated[str, typer.Argument(metavar="BODY", help="Code or id of a state body.")]
Act = Annotated[str | None, typer.Option("--act", help="58/2020-05-27, …")]
Service = Annotated[str | None, typer.Option("--service", help="Id of a service.")]
Since = Annotated[str | None, typer.Option("--since", help="From this day on (default: today).")]
On = Annotated[str | None, typer.Option("--on", help="The day of it (default: today).")]
Kazakh = Annotated[str, typer.Option("--kk", help="Name in Kazakh.")]
Russian = Annotated[str, typer.Option("--ru", help="Name in Russian.")]
Position = Annotated[str, typer.Option("--position", help="Position.")]
Phone = Annotated[str, typer.Option("--phone", help="Telephone.")]
Email = Annotated[str, typer.Option("--email", help="E-mail address.")]


@body.command("add")
def add_body(
    code: Annotated[str, typer.Argument(help="Short code, Latin letters: minjust.")],
    kk: Kazakh,
    ru: Russian,
    as_json: JsonFlag = False,
) -> None:
    """Register a state body. It answers for the acts that it issued, unless said otherwise."""
    with opened(as_json=as_json) as bilim:
        added = bilim.registers.add_body(LOCAL_ADMINISTRATOR, code, kk, ru)
        _print(added.model_dump(mode="json"), f"{added.id}  {added.code}", as_json=as_json)


@body.command("rename")
def rename_body(name: BodyName, kk: Kazakh, ru: Russian, as_json: JsonFlag = False) -> None:
    """Give a state body its new names."""
    with opened(as_json=as_json) as bilim:
        renamed = bilim.registers.rename_body(LOCAL_ADMINISTRATOR, name, kk, ru)
        _print(renamed.model_dump(mode="json"), f"{renamed.id}  {renamed.code}", as_json=as_json)


@body.command("list")
def list_bodies(as_json: JsonFlag = False) -> None:
    """Print every state body."""
    with opened(as_json=as_json) as bilim:
        found = bilim.registers.bodies(LOCAL_ADMINISTRATOR)
        if as_json:
            print_json([view.model_dump(mode="json") for view in found])
            return
        for view in found:
            typer.echo(f"{view.id:>4}  {view.code:<20}  {view.names['ru']} / {view.names['kk']}")


@body.command("answers-for")
def answers_for(
    name: Annotated[
        str, typer.Argument(metavar="BODY", help="Code or id of a state body; «none» ends it.")
    ],
    act: Act = None,
    service: Service = None,
    since: Since = None,
    as_json: JsonFlag = False,
) -> None:
    """Record that a state body answers for an act, or for one service, from a day on."""
    with opened(as_json=as_json) as bilim:
        bilim.registers.answer_for(
            LOCAL_ADMINISTRATOR,
            None if name == "none" else name,
            act=act,
            service=service,
            since=read_day(since, "--since"),
        )
        if as_json:
            print_json({"body": name, "act": act, "service": service})


@body.command("term")
def set_term(
    name: BodyName,
    duty: Annotated[str, typer.Argument(help="The duty: update_information, …")],
    days: Annotated[str, typer.Argument(help="Working days, or «law»: the law's own term.")],
    act: Act = None,
    since: Since = None,
    source: Annotated[str, typer.Option("--source", help="Where it is said: п. 6 Правил.")] = "",
    as_json: JsonFlag = False,
) -> None:
    """Record a shorter term that a state body set itself; a longer one is refused."""
    with opened(as_json=as_json) as bilim:
        if not (days == "law" or days.isdecimal()):
            raise InvalidReferenceError(f"«{days}» is no number of working days; write 3, or law.")
        bilim.registers.set_term(
            LOCAL_ADMINISTRATOR,
            name,
            duty,
            None if days == "law" else int(days),
            since=read_day(since, "--since"),
            act=act,
            source=source,
        )
        if as_json:
            print_json({"body": name, "duty": duty, "working_days": days})


@body.command("terms")
def list_terms(name: BodyName, as_json: JsonFlag = False) -> None:
    """Print the terms that a state body set itself, in the order of their recording."""
    with opened(as_json=as_json) as bilim:
        found = bilim.registers.terms(LOCAL_ADMINISTRATOR, name)
        if as_json:
            print_json([view.model_dump(mode="json") for view in found])
            return
        for view in found:
            days = "the law's term" if view.working_days is None else f"{view.working_days} days"
            typer.echo(
                f"{view.duty}: {days} since {view.since} {view.act_id or ''} {view.source}".rstrip()
            )


@person.command("add")
def add_person(
    body_name: BodyName,
    name: Annotated[str, typer.Argument(help="Surname, name, patronymic.")],
    position: Position = "",
    phone: Phone = "",
    email: Email = "",
    service: Service = None,
    since: Since = None,
    as_json: JsonFlag = False,
) -> None:
    """Register a person responsible for a body's services, or for one of them."""
    from knowledge.registers import PersonDetails

    with opened(as_json=as_json) as bilim:
        added = bilim.registers.add_person(
            LOCAL_ADMINISTRATOR,
            body_name,
            PersonDetails(name, position, phone, email),
            since=read_day(since, "--since"),
            service=service,
        )
        _print(added.model_dump(mode="json"), f"{added.id}  {added.name}", as_json=as_json)


@person.command("replace")
def replace_person(
    person_id: Annotated[int, typer.Argument(metavar="ID", help="Who is replaced.")],
    name: Annotated[str, typer.Argument(help="Who comes after them.")],
    position: Position = "",
    phone: Phone = "",
    email: Email = "",
    on: On = None,
    notified_on: Annotated[
        str | None, typer.Option("--notified-on", help="When the body gave notice of it.")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Replace a responsible person; the duty to give notice arises (п. 27)."""
    from knowledge.registers import PersonDetails

    with opened(as_json=as_json) as bilim:
        added = bilim.registers.replace_person(
            LOCAL_ADMINISTRATOR,
            person_id,
            PersonDetails(name, position, phone, email),
            on=read_day(on, "--on"),
            notified_on=read_day(notified_on, "--notified-on"),
        )
        _print(added.model_dump(mode="json"), f"{added.id}  {added.name}", as_json=as_json)


@person.command("leave")
def end_person(
    person_id: Annotated[int, typer.Argument(metavar="ID", help="Who leaves.")],
    on: On = None,
    as_json: JsonFlag = False,
) -> None:
    """Record that a person is no longer responsible, with nobody after them yet."""
    with opened(as_json=as_json) as bilim:
        left = bilim.registers.end_person(LOCAL_ADMINISTRATOR, person_id, on=read_day(on, "--on"))
        _print(left.model_dump(mode="json"), f"{left.name} until {left.until}", as_json=as_json)


@person.command("list")
def list_persons(body_name: BodyName, as_of: AsOf = None, as_json: JsonFlag = False) -> None:
    """Print the responsible persons of a body: everybody who ever was, or those of a day."""
    with opened(as_json=as_json) as bilim:
        found = bilim.registers.persons(
            LOCAL_ADMINISTRATOR, body_name, on=read_day(as_of, "--as-of")
        )
        if as_json:
            print_json([view.model_dump(mode="json") for view in found])
            return
        for view in found:
            until = f"until {view.until}" if view.until else ""
            said = filter(None, (view.name, view.position, view.phone, view.email))
            typer.echo(f"{view.id:>4}  {', '.join(said)}; since {view.since} {until}".rstrip())


@request.command("add")
def ask_body(
    body_name: BodyName,
    text: Annotated[str, typer.Argument(help="What is asked for.")],
    act: Act = None,
    service: Service = None,
    on: On = None,
    as_json: JsonFlag = False,
) -> None:
    """Record what a state body was asked for."""
    with opened(as_json=as_json) as bilim:
        asked = bilim.registers.ask_body(
            LOCAL_ADMINISTRATOR,
            body_name,
            text,
            on=read_day(on, "--on"),
            act=act,
            service=service,
        )
        _print(asked.model_dump(mode="json"), f"request {asked.id}", as_json=as_json)


@request.command("reply")
def record_reply(
    request_id: Annotated[int, typer.Argument(metavar="ID", help="The request.")],
    kind: Annotated[str, typer.Argument(help="answer or refusal")],
    text: Annotated[str, typer.Argument(help="What was replied, or by which document.")],
    on: On = None,
    as_json: JsonFlag = False,
) -> None:
    """Record a body's answer or refusal; a second refusal within a month raises a duty (п. 28)."""
    with opened(as_json=as_json) as bilim:
        kept = bilim.registers.record_reply(
            LOCAL_ADMINISTRATOR, request_id, kind, text, on=read_day(on, "--on")
        )
        _print(kept.model_dump(mode="json"), f"request {kept.id}: {kind}", as_json=as_json)


@request.command("list")
def list_requests(
    body_name: Annotated[
        str | None, typer.Option("--body", help="Only of this body: code or id.")
    ] = None,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Only those without an answer.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Print requests to state bodies with their replies."""
    with opened(as_json=as_json) as bilim:
        found = bilim.registers.requests(LOCAL_ADMINISTRATOR, body=body_name, unanswered=unanswered)
        if as_json:
            print_json([view.model_dump(mode="json") for view in found])
            return
        for view in found:
            typer.echo(f"{view.id:>4}  {view.asked_on}  body {view.body_id}: {view.text}")
            for reply in view.replies:
                typer.echo(f"        {reply.replied_on}  {reply.kind}: {reply.text}")


def _print(value: object, line: str, *, as_json: bool) -> None:
    if as_json:
        print_json(value)
    else:
        typer.echo(line)
