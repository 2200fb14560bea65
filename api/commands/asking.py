"""Commands that ask the base: search, act, diff."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.common import AsOf, JsonFlag, check_language, opened, print_json, read_day

Language = Annotated[str | None, typer.Option("--lang", help="kk, ru or en.")]


def search(
    words: Annotated[list[str], typer.Argument(help="What the caller asks.")],
    as_of: AsOf = None,
    lang: Language = None,
    act: Annotated[
        str | None, typer.Option("--act", help="Only this act: 58/2020-05-27, …")
    ] = None,
    limit: Annotated[int, typer.Option("-n", min=1, max=100, help="How many results.")] = 10,
    include_repealed: Annotated[
        bool, typer.Option("--include-repealed", help="Also acts that lost their force.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Answer a caller's words with the paragraph in force."""
    with opened(as_json=as_json, will_encode=True) as bilim:
        response = bilim.search(
            " ".join(words),
            as_of=read_day(as_of, "--as-of"),
            language=check_language(lang),
            act=act,
            limit=limit,
            include_repealed=include_repealed,
        )
        if as_json:
            print_json(response.model_dump(mode="json"))
        else:
            from api.commands.printing import print_answers

            print_answers(response)


def act(
    reference: Annotated[str, typer.Argument(help="58/2020-05-27, registration number, or id.")],
    as_of: AsOf = None,
    lang: Language = "ru",
    eid: Annotated[
        str | None, typer.Option("--eid", help="Only this element: chp_2__para_13")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Print an act's text as of a day."""
    with opened(as_json=as_json) as bilim:
        view = bilim.act(
            reference,
            as_of=read_day(as_of, "--as-of"),
            language=check_language(lang) or "ru",
            eid=eid,
        )
        if as_json:
            print_json(view.model_dump(mode="json"))
        else:
            from api.commands.printing import print_act

            print_act(view)


def diff(
    reference: Annotated[str, typer.Argument(help="58/2020-05-27, registration number, or id.")],
    old: Annotated[str, typer.Option("--from", help="Day of the older edition.")],
    new: Annotated[str, typer.Option("--to", help="Day of the newer edition.")],
    lang: Language = "ru",
    as_json: JsonFlag = False,
) -> None:
    """Print what differs between the editions of two days."""
    with opened(as_json=as_json) as bilim:
        first, second = read_day(old, "--from"), read_day(new, "--to")
        assert first is not None
        assert second is not None
        view = bilim.diff(reference, first, second, language=check_language(lang) or "ru")
        if as_json:
            print_json(view.model_dump(mode="json"))
        else:
            from api.commands.printing import print_diff

            print_diff(view)
