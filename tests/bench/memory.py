"""What a small server needs of memory with everything running, process by process."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx

from tests import cast
from tests.bench.hall import Hall, filled, serving
from tests.bench.load import check_ins, headcount
from tests.bench.others import photographing
from tests.pictures import pdf

PEOPLE, AT_ONCE = 1_500, 64


async def measure(home: Path) -> AsyncIterator[dict[str, object]]:
    """Tell after each kind of work what the server and its children hold."""
    hall = await filled(home, f"sqlite://{home}.db", PEOPLE)
    with serving(hall) as (place, process):
        yield _held("started", process.pid)
        await headcount(
            place.address, check_ins(place.address, place.tokens, place.code, "memory"), AT_ONCE
        )
        yield _held(f"{PEOPLE} people signed in", process.pid)
        headers = {"Origin": place.address}
        async with httpx.AsyncClient(base_url=place.address, headers=headers, timeout=120) as web:
            form = {"login": cast.NURSE.login, "password": cast.PASSWORD}
            assert (await web.post("/sign-in", data=form)).status_code == 303
            for draft in place.drafts[:20]:
                assert (await photographing(web, place, draft)).status_code < 400
            yield _held("20 photographs taken in", process.pid)
            await asyncio.gather(*(_paper(web, place, draft) for draft in place.drafts[:8]))
            yield _held("8 PDFs taken in, two at once", process.pid)
            await asyncio.gather(*(_form(web, place) for _ in range(8)))
            yield _held("forms drawn by both children", process.pid)


async def _paper(web: httpx.AsyncClient, place: Hall, draft: str) -> None:
    files = {"file": ("bench.pdf", pdf(), "application/pdf")}
    answer = await web.post(
        f"/credits/{draft}/evidence", files=files, data={"key": f"paper-{draft}"}
    )
    assert answer.status_code < 400


async def _form(web: httpx.AsyncClient, place: Hall) -> None:
    assert cast.NURSE.staff
    year = place.cycle.starts_at.year
    answer = await web.get(f"/staff/{cast.NURSE.staff.id}/forms/{year}.pdf")
    assert answer.status_code == 200


def _held(after: str, pid: int) -> dict[str, object]:
    """Return resident megabytes; a page that processes share is counted in parts (PSS)."""
    family = list(_family(pid))
    sizes = [_mb(one, "Rss") for one in family]
    return {
        "measured": "memory",
        "after": after,
        "server_mb": sizes[0],
        "peak_mb": _peak_mb(pid),
        "children_mb": sizes[1:],
        "together_mb": sum(_mb(one, "Pss") for one in family),
    }


def _family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task").glob("*/children"):
        for one in child.read_text("ascii").split():
            yield from _family(int(one))


def _mb(pid: int, what: str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{what}:")) / 1024


def _peak_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024
