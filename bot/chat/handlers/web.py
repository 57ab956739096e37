"""From the chat to the web app: a link that signs in once, within ten minutes."""

from bot.chat.buttons import JOB, Press
from bot.chat.context import ChatContext
from bot.chat.markup import Button, Screen, words
from bot.chat.replies import send
from core.records.register import LinkPurpose
from core.settings import Settings
from core.texts import say
from core.usecases.credits.sheets import read_credit
from core.usecases.jobs.jobs import read_job
from core.usecases.register.links import make_link
from core.usecases.rulebook import read_rules
from core.usecases.trainings.plans import read_training
from core.wording.names import named
from core.wording.rulebook import line_statement

BEHIND_PATH = "/results"


async def web_asked(context: ChatContext) -> None:
    """/web: sign in to the web app from here."""
    await _send_link(context, "/", say("chat-web-link"))


async def web_pressed(context: ChatContext, press: Press) -> None:
    """The draft is to be finished in the web app."""
    await read_credit(context.desk, context.who, press.credit)
    await send_web_link(context, press.credit, say("chat-web-continue"))


async def scan_pressed(context: ChatContext, press: Press) -> None:
    """The camera is in the web app."""
    await scan_asked(context)


async def scan_asked(context: ChatContext) -> None:
    """扫码, 签到."""
    await _send_link(context, "/scan", say("chat-web-scan"))


async def training_pressed(context: ChatContext, press: Press) -> None:
    """A training is to be looked at, or worked on, in the web app."""
    await read_training(context.desk, context.who, press.training)
    text = say("chat-web-training")
    await _send_link(context, f"/trainings/{press.training}", text)


async def job_pressed(context: ChatContext, press: Press) -> None:
    """What was made is to be fetched in the web app."""
    job = await read_job(context.desk, context.who, press[JOB])
    await _send_link(context, f"/jobs/{job.id}", say("chat-web-job"))


async def behind_pressed(context: ChatContext, press: Press) -> None:
    """The list of who does not meet the standard is in the web app."""
    await _send_link(context, BEHIND_PATH, say("chat-web-behind"))


async def standard_asked(context: ChatContext) -> None:
    """What is asked of oneself this year, and where all the rules stand (manual 7.1)."""
    rules = await read_rules(context.desk, context.who)
    own = [line for line in rules.lines["standards"] if line.code == rules.level]
    told = [
        say(
            "chat-standard",
            year=rules.year,
            title=named(rules.book.title(rules.title or "").names),
            standard=line_statement(line, rules.book),
        )
        for line in own
    ]
    told += [say("rulebook-own-standard") for line in own if line.is_own and line.is_official]
    await _send_link(context, "/rules", "\n".join([*told, say("chat-web-rules")]))


async def send_web_link(context: ChatContext, credit_id: str, text: str) -> None:
    """Send a link to the form of one draft."""
    await _send_link(context, f"/credits/{credit_id}/edit", text)


async def _send_link(context: ChatContext, goes_to: str, text: str) -> None:
    token = await make_link(context.desk, context.who, LinkPurpose.SIGN_IN, goes_to=goes_to)
    await send(context.to, _link_screen(context.desk.settings, text, token, goes_to))


def _link_screen(settings: Settings, text: str, token: str, goes_to: str) -> Screen:
    """Return a text with a link: a button, or where Telegram takes none (http) behind words.

    What opens the web app is never to be read in the chat; the page may be.
    """
    url, label = f"{settings.public_url}/sign-in/{token}", say("chat-open-web")
    if settings.is_https:
        return Screen(text, [[Button(label, url=url)]])
    page = f"{settings.public_url}{goes_to}"
    return Screen(f"{text}\n{words('chat-link-behind', url=url, label=label, page=page)}")
