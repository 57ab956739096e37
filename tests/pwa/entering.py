"""What people do in the browser again and again: enter a credit, send its files, submit it."""

import re
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from urllib.parse import urlencode

from quart import Response
from quart.datastructures import FileStorage

from core.domain.credits.credit import Credit
from core.domain.register import Actor
from core.permissions import area_of
from core.ports import Desk
from core.records.credits import CreditFilter
from tests import pictures
from tests.pwa.conftest import HERE, Browser

RULE = "out-of-province-national"
ANSWERS = {
    "answer-quantity": "6",
    "answer-project-name": "危重症患者护理新进展学习班",
    "answer-project-number": "2026-14-01-023",
    "answer-organiser": "江苏省护理学会",
    "first-dates": "2026-03-12",
    "last-dates": "2026-03-14",
    "answer-remark": "",
}
SMALL = (800, 600)


@cache
def certificate(seed: int = 1) -> bytes:
    """Return a photograph of a certificate, small enough to be quick."""
    return pictures.jpeg(pictures.photographed(pictures.some_certificate(seed), SMALL, seed=seed))


@cache
def invoice(seed: int = 90) -> bytes:
    return pictures.jpeg(pictures.drawn(pictures.some_certificate(seed, design=1), 700))


@dataclass(slots=True)
class Entry:
    """One credit as its enterer handles it in the browser."""

    browser: Browser
    credit_id: str
    answers: dict[str, str] = field(default_factory=lambda: dict(ANSWERS))

    @property
    def path(self) -> str:
        return f"/credits/{self.credit_id}"

    async def version(self) -> str:
        """Return the version that the page on the screen was drawn from."""
        page = await text_of(await self.browser.get(f"{self.path}/edit"))
        found = re.search(r'name="seen" value="(\d+)"', page)
        assert found, page
        return found[1]

    async def save(self, seen: str = "", **form: str) -> Response:
        """Press 保存."""
        sent = self.answers | {"seen": seen or await self.version()} | form
        return await self.browser.post(f"{self.path}/edit", sent)

    async def submit(self, seen: str = "") -> Response:
        """Press 保存并上报."""
        return await self.save(seen, submit="1")

    async def send(
        self,
        content: bytes,
        name: str = "photo.jpg",
        kind: str = "certificate",
        *,
        key: str = "",
    ) -> Response:
        """Let the uploader send a file."""
        return await self.browser.client.post(
            f"{self.path}/evidence",
            form={"key": key or name, "kind": kind},
            files={"file": FileStorage(BytesIO(content), filename=name)},
            headers=HERE | {"Accept": "application/json"},
        )

    async def send_both(self, seed: int = 1) -> None:
        """Send the certificate and the invoice that the category asks for."""
        for content, kind in ((certificate(seed), "certificate"), (invoice(seed + 90), "invoice")):
            answer = await self.send(content, f"{kind}.jpg", kind)
            assert answer.status_code == 201, await answer.get_data(as_text=True)


async def begin(
    browser: Browser, rule: str = RULE, *, year: int = 2026, whom: str = "", key: str = "k1"
) -> Entry:
    """Choose year and rule on the entry pages."""
    form = {"year": str(year), "rule": rule, "key": key} | ({"for": whom} if whom else {})
    answer = await browser.post("/credits/new", form)
    assert answer.status_code == 303, await answer.get_data(as_text=True)
    return Entry(browser, id_in(answer))


async def submitted(browser: Browser, seed: int = 1, key: str = "k1", **answers: str) -> Entry:
    """Enter a whole credit and submit it."""
    entry = await begin(browser, key=key)
    entry.answers |= answers
    await entry.send_both(seed)
    answer = await entry.submit()
    assert answer.status_code == 303, await answer.get_data(as_text=True)
    return entry


def id_in(answer: Response) -> str:
    found = re.search(r"/credits/([a-z2-7]{16})", answer.headers["Location"])
    assert found, answer.headers["Location"]
    return found[1]


async def text_of(answer: Response) -> str:
    return await answer.get_data(as_text=True)


async def credits_of(desk: Desk, who: Actor) -> list[Credit]:
    """Return everything the person may see, newest first."""
    async with desk.store.transaction() as tx:
        return await tx.credits.find(area_of(who), CreditFilter())


def form_of(pairs: list[tuple[str, str]]) -> str:
    """Return a form in which names may stand several times."""
    return urlencode(pairs)
