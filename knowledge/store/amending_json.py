"""Instructions and drafts as JSON, and back: what the tables of amending orders hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.acts import Provision, ProvisionKind
from knowledge.amending.comparing import Agreement, Compared, Comparison
from knowledge.amending.places import Holder, Level, Place, Step
from knowledge.store.conversion import entry_from_json, entry_to_json


def place_to_json(place: Place) -> dict[str, Any]:
    """A place in steps; its name alone does not say which of several Rules is meant."""
    return {
        "holder": place.holder.value,
        "rules": place.rules,
        "steps": [[step.level.value, step.number] for step in place.steps],
    }


def place_from_json(data: dict[str, Any]) -> Place:
    """The reverse of ``place_to_json``."""
    steps = tuple(Step(Level(level), number) for level, number in data["steps"])
    return Place(Holder(data["holder"]), steps, data["rules"])


def provisions_to_json(provisions: Sequence[Provision]) -> list[dict[str, Any]]:
    """Provisions with everything that they say."""
    return [
        {
            "eid": p.eid,
            "kind": p.kind.value,
            "number": p.number,
            "heading": p.heading,
            "text": p.text,
            "parent_eid": p.parent_eid,
            "position": p.position,
            "footnotes": list(p.footnotes),
            "excluded": p.excluded,
            "in_force": entry_to_json(p.in_force),
        }
        for p in provisions
    ]


def provisions_from_json(data: Sequence[dict[str, Any]]) -> tuple[Provision, ...]:
    """The reverse of ``provisions_to_json``."""
    return tuple(
        Provision(
            eid=item["eid"],
            kind=ProvisionKind(item["kind"]),
            number=item["number"],
            heading=item["heading"],
            text=item["text"],
            parent_eid=item["parent_eid"],
            position=item["position"],
            footnotes=tuple(item["footnotes"]),
            excluded=item["excluded"],
            in_force=entry_from_json(item["in_force"]),
        )
        for item in data
    )


def comparison_to_json(comparison: Comparison) -> list[dict[str, Any]]:
    """How a draft and the official text agree, element by element."""
    return [
        {
            "eid": one.eid,
            "number": one.number,
            "agreement": one.agreement.value,
            "concerned": one.concerned,
            "draft": one.draft,
            "official": one.official,
        }
        for one in comparison.elements
    ]


def comparison_from_json(data: Sequence[dict[str, Any]] | None) -> Comparison | None:
    """The reverse of ``comparison_to_json``."""
    if data is None:
        return None
    return Comparison(
        tuple(
            Compared(
                item["eid"],
                item["number"],
                Agreement(item["agreement"]),
                item["concerned"],
                item["draft"],
                item["official"],
            )
            for item in data
        )
    )
