"""While nothing can be kept, for a full disk or a held database: what goes on all the same."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from core.domain.errors import Refusal

K = TypeVar("K")
V = TypeVar("V")
log = logging.getLogger(__name__)


@contextmanager
def if_it_can_be_kept() -> Iterator[None]:
    """Do what is made up for later, or not missed: what was done before stands without it."""
    try:
        yield
    except Refusal as refusal:
        if not refusal.is_outage:
            raise
        log.warning("left for later: %s", refusal.code)


async def each_for_itself(
    keys: Iterable[K],
    work: Callable[[K], Awaitable[V]],
    refused: Callable[[K, Refusal], Awaitable[V]],
    *,
    has_begun: bool = False,
) -> list[V]:
    """Do the work for each, one after the other; what is refused of one keeps no other back.

    Once nothing can be kept, the others are not tried: each would wait as long in vain. Raises
    that refusal while nothing has been done, so that all of it can be sent again.
    """
    outcomes, outage = list[V](), None
    for key in keys:
        try:
            if outage:
                raise outage
            outcomes.append(await work(key))
            has_begun = True
        except Refusal as refusal:
            if refusal.is_outage:
                if not has_begun:
                    raise
                outage = refusal
            outcomes.append(await refused(key, refusal))
    return outcomes
