"""What a page's form makes is made once, however often that very form is sent.

Its id follows from the page's key, from all that was typed and from who sends it. A second tap, a
browser that asks again, a page gone back to: all of them lead to what is there. Whoever types
something else on the same page makes something else.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from quart import request

from core.domain.errors import MadeAlready
from core.ports import Desk, Ids
from core.tokens import form_id
from pwa.frame.fields import Fields
from pwa.frame.session import desk, who

Made = TypeVar("Made")
LONGEST_KEY = 64


class HasId(Protocol):
    @property
    def id(self) -> str: ...


@dataclass(slots=True)
class FirstGiven:
    """Ids of which the first is given; those after it are drawn as always."""

    drawn: Ids
    given: list[str] = field(default_factory=list)

    def new(self) -> str:
        return self.given.pop() if self.given else self.drawn.new()

    def token(self) -> str:
        return self.drawn.token()


async def once(sent: Fields, make: Callable[[Desk], Awaitable[Made]]) -> Made | str:
    """Make something at a desk; return it, or its id where this very form has made it before.

    The first id that `make` takes is that of what it makes.
    """
    if not sent.text("key", longest=LONGEST_KEY):
        return await make(desk())
    typed = json.dumps([request.path, list(sent.values.items(multi=True))])
    made = form_id(desk().settings.secret, who().account_id, typed)
    try:
        return await make(replace(desk(), ids=FirstGiven(desk().ids, [made])))
    except MadeAlready:
        return made


def id_of(made: HasId | str) -> str:
    """Return the id of what was made, now or before."""
    return made if isinstance(made, str) else made.id
