"""Is this installation fit to serve? One check a line, for `cme doctor`."""

import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from core.domain.addresses import is_private
from core.domain.rulebook import RulebookFault
from core.evidence.reading import ENGINE, is_installed
from core.forms.lettering import lettering, rare_fonts
from core.records.messages import Channel, ServiceState
from core.settings import Settings
from storage import soundness
from storage.config import dialect_of, sqlite_path
from storage.desk import SECRET_FILE, open_desk
from storage.files import is_bucket
from storage.looking import is_there
from storage.migrate import waiting
from storage.private import open_to_others
from storage.restore import BESIDE
from storage.system import SystemClock

LEAST_FREE_MB = 500
UNREAD_FOR = timedelta(days=30)
LONGEST_DRIFT_SECONDS = 30
SHORTEST_SECRET = 32
SUSPICIOUS_PEOPLE = 3
TELEGRAM = "https://api.telegram.org"
Check = Callable[[Settings], Awaitable[tuple[bool, str]]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; `is_well` False makes `cme doctor` fail, unless it `only_warns`."""

    subject: str
    is_well: bool
    words: str
    only_warns: bool = False

    @property
    def mark(self) -> str:
        """How the line begins."""
        if self.is_well:
            return "ok  "
        return "warn " if self.only_warns else "BAD "


async def examine(settings: Settings, *, deep: bool = False) -> list[Finding]:
    """Run every check, `deep` also those that read everything there is."""
    found = await _run(CHECKS | (DEEP_CHECKS if deep else {}), settings)
    warned = await _run(WARNINGS, settings)
    return found + [replace(finding, only_warns=True) for finding in warned]


async def _run(checks: dict[str, Check], settings: Settings) -> list[Finding]:
    """Run checks; one that breaks is a finding, not an end."""
    findings = []
    for subject, check in checks.items():
        try:
            findings.append(Finding(subject, *await check(settings)))
        except Exception as fault:  # noqa: BLE001 - whatever is wrong is the answer
            findings.append(Finding(subject, False, f"{type(fault).__name__}: {fault}"))
    return findings


async def _database(settings: Settings) -> tuple[bool, str]:
    if not is_there(settings):
        return False, "none yet: it is made by the first `cme serve`"
    names = await waiting(settings)
    if names:
        return False, f"{len(names)} migration(s) to apply: run `cme migrate`"
    async with open_desk(settings) as desk, desk.store.reading() as tx:
        broken = await tx.journal.broken_at()
    if broken is not None:
        return False, f"the journal does not fit together from entry {broken} on"
    return True, "answers, up to date, journal unbroken"


async def _rules(settings: Settings) -> tuple[bool, str]:
    """A unit's own rows are checked as they are written; a newer version may bring other files."""
    if not is_there(settings) or await waiting(settings):
        return True, "as they were shipped"
    misfits = []
    async with open_desk(settings) as desk, desk.store.reading() as tx:
        units = [await tx.people.unit(unit_id) for unit_id in await tx.rulebooks.units()]
        for unit in units:
            try:
                (await tx.rulebooks.books(unit.id)).of(desk.today().year)
            except RulebookFault as fault:
                misfits.append(f"the own rules of {unit.code} do not fit: {fault}")
    return not misfits, "; ".join(misfits) or f"in order; {len(units)} unit(s) with own rows"


async def _disk(settings: Settings) -> tuple[bool, str]:
    if not settings.home.exists():
        return False, f"{settings.home} is not there yet: it is made by the first `cme serve`"
    free_mb = shutil.disk_usage(settings.home).free // 1_000_000
    return free_mb >= LEAST_FREE_MB, f"{free_mb} MB free in {settings.home}"


async def _clock(settings: Settings) -> tuple[bool, str]:
    """Compare with the chat service, the one outside clock we are sure to talk to."""
    ours = SystemClock().now()
    if not settings.telegram_token:
        return True, f"{ours:%Y-%m-%d %H:%M:%S} UTC, nothing to compare with"
    answer = await _ask(settings)
    theirs = parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    drift = abs((theirs - ours).total_seconds())
    return drift <= LONGEST_DRIFT_SECONDS, f"{drift:.0f} s from the chat service's clock"


async def _fonts(settings: Settings) -> tuple[bool, str]:
    missing = [letter for letter in "学分登记表𬭎䶮㛃𠅤" if not lettering().font(letter)]
    if missing:
        return False, f"cannot draw {''.join(missing)}"
    rare = ", ".join(path.stem for path in rare_fonts())
    return True, f"complete, rare characters by {rare}" if rare else (
        "complete but for the rarest characters of names: fonts-hanazono is not installed"
    )


async def _reading(settings: Settings) -> tuple[bool, str]:
    if not settings.ocr:
        return True, "certificates are not read (CME_OCR is off)"
    if not is_installed():
        return True, "certificates are not read: the extra `ocr` is not installed"
    return True, f"certificates are read by {ENGINE} {version(ENGINE)}"


async def _bot(settings: Settings) -> tuple[bool, str]:
    if not settings.telegram_token:
        return True, "not set up (CME_TELEGRAM_TOKEN is empty): the web app runs alone"
    answer = (await _ask(settings)).json()
    if not answer.get("ok"):
        return False, f"the chat service refuses the token: {answer.get('description')}"
    name = answer["result"].get("username")
    if count := await _unread_updates(settings):
        return False, f"@{name}: {count} update(s) could not be read in {UNREAD_FOR.days} days"
    return True, f"@{name} answers{await _told(settings, Channel.TELEGRAM)}"


async def _dingtalk(settings: Settings) -> tuple[bool, str]:
    return await _line(settings, Channel.DINGTALK, "CME_DINGTALK_CLIENT_ID")


async def _wecom(settings: Settings) -> tuple[bool, str]:
    return await _line(settings, Channel.WECOM, "CME_WECOM_BOT_ID")


async def _line(settings: Settings, channel: Channel, name: str) -> tuple[bool, str]:
    """Say how the line is that the serving process dials, as that process last wrote it down."""
    if channel not in settings.chats:
        return True, f"not set up ({name} or its secret is empty)"
    state = await _state(settings, channel)
    if state is None:
        return True, "set up, never dialled yet: `cme serve` dials"
    if state.connected_at is None:
        return False, f"not connected{_times(state)}"
    return True, f"connected since {state.connected_at:%Y-%m-%d %H:%M} UTC{_times(state)}"


async def _state(settings: Settings, channel: Channel) -> ServiceState | None:
    if not is_there(settings) or await waiting(settings):
        return None
    async with open_desk(settings) as desk, desk.store.reading() as tx:
        states = await tx.chats.services()
    return next((one for one in states if one.channel is channel), None)


async def _told(settings: Settings, channel: Channel) -> str:
    state = await _state(settings, channel)
    return _times(state) if state else ""


def _times(state: ServiceState) -> str:
    moments = (("in", state.last_in_at), ("out", state.last_out_at))
    told = [f"last message {way} {at:%Y-%m-%d %H:%M} UTC" for way, at in moments if at]
    return "".join(f", {one}" for one in told)


async def _unread_updates(settings: Settings) -> int:
    async with open_desk(settings) as desk, desk.store.reading() as tx:
        return await tx.updates.count_set_aside(desk.clock.now() - UNREAD_FOR)


async def _ask(settings: Settings) -> httpx.Response:
    address = settings.telegram_api_url or TELEGRAM
    async with httpx.AsyncClient(timeout=10) as client:
        try:
            return await client.get(f"{address}/bot{settings.telegram_token}/getMe")
        except httpx.HTTPError as fault:
            raise ConnectionError(f"no answer from {urlsplit(address).hostname}") from fault


async def _secret(settings: Settings) -> tuple[bool, str]:
    if settings.secret:
        is_long = len(settings.secret) >= SHORTEST_SECRET
        wish = f"CME_SECRET has to have {SHORTEST_SECRET} characters or more"
        return is_long, "from CME_SECRET" if is_long else wish
    path = settings.home / SECRET_FILE
    if not path.exists():
        return False, "none yet: it is made by the first `cme serve`"
    return True, f"in {path}"


async def _private(settings: Settings) -> tuple[bool, str]:
    """Who else has an account on this machine reads nothing of ours."""
    wide = open_to_others(_ours(settings))
    return not wide, f"open to others: {'; '.join(wide)}" if wide else "only its owner reads it"


def _ours(settings: Settings) -> Iterator[Path]:
    yield settings.home
    yield from settings.home.glob(f"{SECRET_FILE}*")
    if not is_bucket(settings.files_url):
        yield Path(settings.files_url.removeprefix("file://"))
    if dialect_of(settings.database_url) == "sqlite":
        path = sqlite_path(settings.database_url)
        yield from (path.with_name(path.name + suffix) for suffix in BESIDE)
        yield from path.parent.glob("before-restore-*")


async def _public_url(settings: Settings) -> tuple[bool, str]:
    address = urlsplit(settings.public_url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        return False, f"CME_PUBLIC_URL is not an address: {settings.public_url}"
    if address.hostname in {"127.0.0.1", "localhost"}:
        return True, f"{settings.public_url}: phones cannot reach this, fine for a trial"
    return address.scheme == "https", f"{settings.public_url} (phones need https)"


async def _visitors(settings: Settings) -> tuple[bool, str]:
    """Behind a proxy that nobody told us of, all visitors have the proxy's address."""
    if await waiting(settings):
        return True, "nobody has signed in yet"
    since = SystemClock().now() - timedelta(days=1)
    async with open_desk(settings) as desk, desk.store.reading() as tx:
        events = await tx.journal.since("signed-in", since)
    addresses, people = {one.via for one in events}, {one.account_id for one in events}
    if len(people) >= SUSPICIOUS_PEOPLE and len(addresses) == 1 and is_private(*addresses):
        return False, (
            f"all {len(people)} people who signed in since yesterday came from {addresses.pop()}: "
            "name your proxies in CME_TRUSTED_PROXIES, and let them send X-Forwarded-For"
        )
    return True, f"{len(people)} people signed in from {len(addresses)} addresses since yesterday"


CHECKS: dict[str, Check] = {
    "database": _database,
    "integrity": soundness.integrity,
    "credits": soundness.stages,
    "rules": _rules,
    "files": soundness.files,
    "disk": _disk,
    "clock": _clock,
    "fonts": _fonts,
    "reading": _reading,
    "bot": _bot,
    "DingTalk": _dingtalk,
    "WeCom": _wecom,
    "secret": _secret,
    "privacy": _private,
    "public URL": _public_url,
}

DEEP_CHECKS: dict[str, Check] = {
    "every file": soundness.contents,
    "every document": soundness.sealed,
}
WARNINGS: dict[str, Check] = {
    "secret kept": soundness.secret_is_kept,
    "last backup": soundness.last_backup,
    "visitors": _visitors,
}
