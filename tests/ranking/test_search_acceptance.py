"""A service is answered to callers only once its protocol has been in force (п. 23)."""

from __future__ import annotations

import datetime as dt

from api.service import Bilim
from knowledge.accounts import LOCAL_ADMINISTRATOR
from knowledge.services import service_of

QUESTION = "сколько ждать паспорт на пасеку"
SIGNED, WAITING, OPEN = dt.date(2027, 8, 2), dt.date(2027, 8, 4), dt.date(2027, 8, 16)


def answered_services(bilim: Bilim, day: dt.date) -> set[str | None]:
    found = bilim.search(QUESTION, as_of=day, limit=50).results
    return {service_of(result.act.id, result.eid) for result in found}


def test_a_service_whose_protocol_waits_is_not_answered(bilim_to_feed: Bilim) -> None:
    best = bilim_to_feed.search(QUESTION, as_of=WAITING).results[0]
    service = service_of(best.act.id, best.eid)
    assert service is not None
    bilim_to_feed.acceptance.register_protocol(LOCAL_ADMINISTRATOR, service, SIGNED, "12")
    assert service not in answered_services(bilim_to_feed, WAITING)
    assert service in answered_services(bilim_to_feed, OPEN)
    assert bilim_to_feed.search(QUESTION, as_of=OPEN).results[0].article_id == best.article_id


def test_without_protocols_nothing_is_answered_where_they_are_required(
    bilim_to_feed: Bilim,
) -> None:
    bilim_to_feed.acceptance.set_policy(LOCAL_ADMINISTRATOR, "by_protocol")
    found = bilim_to_feed.search(QUESTION, as_of=OPEN)
    assert {service_of(r.act.id, r.eid) for r in found.results} <= {None}
