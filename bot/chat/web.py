"""What services are asked over the web: what an answer means, and files that lie there."""

import httpx

from bot.chat.service import NotTaken, Passing, Trouble
from core.evidence.intake import MEGABYTE
from core.evidence.refusals import FileTooLarge

TOO_FAST = 429
DENIED = frozenset({401, 403})


def checked(answer: httpx.Response) -> httpx.Response:
    """Return an answer that is one. Raises Passing, NotTaken, Trouble."""
    if answer.is_success:
        return answer
    if answer.status_code == TOO_FAST:
        asked = answer.headers.get("Retry-After", "")
        wait = float(asked) if asked.isdecimal() else None
        raise Passing(wait_seconds=wait)
    if answer.is_server_error:
        raise Passing
    if answer.status_code in DENIED:
        raise Trouble
    raise NotTaken(str(answer.status_code))


async def fetched(client: httpx.AsyncClient, url: str, largest: int) -> bytes:
    """Return what lies at an address. Raises FileTooLarge, Passing; NotTaken when it is over."""
    content = bytearray()
    try:
        async with client.stream("GET", url) as answer:
            if answer.status_code in DENIED:
                raise NotTaken(str(answer.status_code))
            checked(answer)
            async for piece in answer.aiter_bytes():
                content += piece
                if len(content) > largest:
                    raise FileTooLarge(limit_mb=largest // MEGABYTE)
    except httpx.HTTPError as broken:
        raise Passing from broken
    return bytes(content)
