"""Addresses of pages. The day and the language of what is linked to always travel along."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote, urlencode


def address(path: str, **parameters: object) -> str:
    """A path with those parameters that say something."""
    said = {
        name: value.isoformat() if isinstance(value, dt.date) else str(value)
        for name, value in parameters.items()
        if value not in (None, "", False)
    }
    return f"{path}?{urlencode(said)}" if said else path


def act_address(
    act_id: str, *, day: dt.date | None = None, lang: str | None = None, eid: str = ""
) -> str:
    """The whole act; with ``eid`` at that provision."""
    anchor = f"#{quote(eid)}" if eid else ""
    return address(f"/acts/{quote(act_id)}", day=day, lang=lang) + anchor


def article_address(article_id: str, *, day: dt.date | None = None) -> str:
    """An article on a page of its own."""
    return address(f"/articles/{quote(article_id)}", day=day)


@dataclass(frozen=True, slots=True)
class Question:
    """What stands in the search form."""

    q: str = ""
    lang: str = ""
    as_of: dt.date | None = None
    act: str = ""
    include_repealed: bool = False

    @property
    def refined(self) -> bool:
        """Whether any of the folded options is set."""
        return bool(self.lang or self.as_of or self.act or self.include_repealed)

    def opening(self, article_id: str, day: dt.date | None = None) -> str:
        """This question's answers with an article open beside them."""
        return address(
            "/",
            q=self.q,
            lang=self.lang,
            as_of=self.as_of,
            act=self.act,
            include_repealed=self.include_repealed,
            article=article_id,
            day=day,
        )
