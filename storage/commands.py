"""The operator's commands that need no face: about the database, backups and the secret."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

import click

from core.domain.errors import Refusal
from core.domain.register import Actor, AuthorityLevel
from core.ports import Clock, Desk
from core.settings import Settings, read_settings
from core.texts import speaking
from core.usecases.credits.recounting import recount_people
from core.usecases.register import accounts, holders, second_factor
from core.wording.refusals import explain
from storage.backup import HINDRANCES, make_backup, why
from storage.config import dialect_of
from storage.desk import SECRET_FILE, SecretFault, open_desk
from storage.doctor import SHORTEST_SECRET, Finding, examine
from storage.home import HomeIsHeld, hold_home
from storage.installation import confirm
from storage.manifest import BackupFault, named
from storage.migrate import MigrationFailed, RestoreUnfinished, waiting
from storage.migrate import migrate as migrate_database
from storage.new_secret import change_secret as reseal
from storage.refusals import FAULTS, refusal_of
from storage.restore import check
from storage.restore import restore as put_back

SAID = (HomeIsHeld, BackupFault, RestoreUnfinished, SecretFault)
FOLDER = click.Path(file_okay=False, path_type=Path)
SYSTEM = Actor.system()


@click.command(help="Bring the database up to date.")
def migrate() -> None:
    settings = current_settings()
    with holding(settings), said(settings):
        names = asyncio.run(migrate_database(settings))
    click.echo("\n".join(names) or "nothing to do")


@click.command(help="Check database, files, disk, clock, fonts, bot, secret, address and backups.")
@click.option("--deep", is_flag=True, help="Read every file and open every document as well.")
def doctor(deep: bool) -> None:
    _report(asyncio.run(examine(current_settings(), deep=deep)))


def _report(findings: Sequence[Finding]) -> None:
    for finding in findings:
        click.echo(f"{finding.mark}{finding.subject}: {finding.words}")
    raise SystemExit(0 if all(one.is_well or one.only_warns for one in findings) else 1)


@click.command(help="Copy database and files into a folder, beside a server that runs.")
@click.argument("target", type=FOLDER)
@click.option("--with-files", is_flag=True, help="Copy files that lie in a bucket, too.")
@click.option("--keep", type=click.IntRange(1), help="Remove all but so many of the backups there.")
def backup(target: Path, with_files: bool, keep: int | None) -> None:
    with said():
        made = asyncio.run(
            make_backup(current_settings(), target, with_files=with_files, keep=keep)
        )
    told = made.manifest
    click.echo(f"{made.folder}: {sum(told.counts.values())} rows and {told.files} files.")
    click.echo(f"The secret {told.key_id} is not in it: keep that elsewhere.")
    if made.lost:
        lost = f"{len(made.lost)} file(s) are missing or damaged where they are kept"
        click.echo(f"But {lost}: {named(made.lost)}. See `cme doctor --deep`.", err=True)


@click.command(help="Put a backup in place of what is there (which is kept), then run doctor.")
@click.argument("source", type=FOLDER)
@click.option("--leave-out-damaged", is_flag=True, help="Go on without files that are damaged.")
@click.option("--check", "only_check", is_flag=True, help="Only read the backup; touch nothing.")
def restore(source: Path, leave_out_damaged: bool, only_check: bool) -> None:
    settings = current_settings()
    if only_check:
        _check(source)
        return
    with said():
        done = asyncio.run(put_back(settings, source, leave_out_damaged=leave_out_damaged))
    click.echo(f"Restored the backup of {done.manifest.made_at}.")
    if done.aside:
        click.echo(f"What was there is in {done.aside}.")
    if done.damaged:
        click.echo(f"Without the damaged {named(done.damaged)}.", err=True)
    _report(asyncio.run(examine(settings)))


def _check(source: Path) -> None:
    with said():
        manifest, damaged = asyncio.run(check(source))
    if damaged:
        raise click.ClickException(f"Damaged or missing: {named(damaged)}.")
    click.echo(f"The backup of {manifest.made_at} is whole.")


@click.command(help="Confirm that the secret is kept elsewhere, by giving it from there.")
def confirm_secret() -> None:
    secret: str = click.prompt("The secret, from where you keep it", hide_input=True)
    settings = current_settings()
    with said(settings):
        key_id = asyncio.run(confirm(settings, secret.strip()))
    click.echo(f"That is the secret of this installation, {key_id}.")


@click.command(
    help="Seal everything under a new secret while no server runs; killed, give it again."
)
@click.option("--own", is_flag=True, help="Type the new secret instead of having one made.")
def change_secret(own: bool) -> None:
    settings = current_settings()
    with said():
        done = asyncio.run(reseal(settings, _typed_secret() if own else ""))
    path = settings.home / SECRET_FILE
    click.echo(f"The secret is {done.after} now, in {path}; {done.rows} rows were sealed anew.")
    click.echo(f"Backups made before open with {done.before} only, which is kept in")
    click.echo(f"{done.old_secret}: remove it when the last of them is gone.")
    click.echo("Keep a copy of the new one elsewhere, then run `cme confirm-secret`.")
    if settings.secret:
        click.echo(f"CME_SECRET names the old one: put what is in {path} there first.", err=True)


def _typed_secret() -> str:
    secret: str = click.prompt("The new secret", hide_input=True, confirmation_prompt=True).strip()
    if len(secret) < SHORTEST_SECRET:
        raise click.ClickException(f"It has to have {SHORTEST_SECRET} characters or more.")
    return secret


@click.command(help="Create a unit and its first administrator; print a sign-in link.")
@click.option("--unit-code", prompt=True, help="The unit's six-digit number, like 330922.")
@click.option("--unit-name", prompt=True)
@click.option("--name", prompt=True, help="The administrator's own name.")
def create_admin(unit_code: str, unit_name: str, name: str) -> None:
    _print_link(
        lambda desk: accounts.create_administrator(desk, SYSTEM, unit_code, unit_name, name)
    )


@click.command(help="Print a link that lets an account in once, to set a new password.")
@click.argument("account")
def sign_in_link(account: str) -> None:
    async def made(desk: Desk) -> str:
        return (await holders.sign_in_link(desk, SYSTEM, account)).url.rpartition("/")[2]

    _print_link(made, "Opens once, within a day; the password that was is over when it is opened.")


@click.command(help="Create an authority that reviews here and its first reviewer; print a link.")
@click.option("--unit-code", prompt=True, help="The authority's six-digit number, like 330000.")
@click.option("--unit-name", prompt=True)
@click.option("--level", prompt=True, type=click.Choice([one.value for one in AuthorityLevel]))
@click.option("--name", prompt=True, help="The reviewer's own name.")
def create_authority(unit_code: str, unit_name: str, level: str, name: str) -> None:
    reach = AuthorityLevel(level)
    _print_link(
        lambda desk: accounts.create_authority(desk, SYSTEM, unit_code, unit_name, reach, name)
    )


def _print_link(
    create: Callable[[Desk], Awaitable[str]],
    words: str = "Opens once, within a day; the account name is the unit's number.",
) -> None:
    settings = current_settings()

    async def created() -> None:
        await _bring_up_to_date(settings)
        async with open_desk(settings) as desk:
            try:
                token = await create(desk)
            except Refusal as refusal:
                with speaking("en"):
                    raise click.ClickException(explain(refusal)) from None
        click.echo(f"{settings.public_url}/sign-in/{token}")
        click.echo(words)

    with said(settings):
        asyncio.run(created())


@click.command(help="Take the second factor from an account whose phone and codes are lost.")
@click.argument("login")
def reset_second_factor(login: str) -> None:
    settings = current_settings()

    async def reset() -> None:
        await _bring_up_to_date(settings)
        async with open_desk(settings) as desk:
            async with desk.store.reading() as tx:
                account = await tx.accounts.by_login(login)
            if account is None:
                raise click.ClickException("There is no such account.")
            await second_factor.reset_second_factor(desk, SYSTEM, account.id)
        click.echo("It is signed out everywhere and signs in with its password alone.")

    with said(settings):
        asyncio.run(reset())


@click.command(help="Count everybody's years anew, put right what was stored otherwise.")
@click.option("--which", is_flag=True, help="Name each such year, by staff number.")
def recount(which: bool) -> None:
    settings = current_settings()

    async def count() -> tuple[int, int, list[tuple[str, int]]]:
        await _bring_up_to_date(settings)
        people, years, different = 0, 0, list[tuple[str, int]]()
        async with open_desk(settings) as desk:
            after = ""
            gc.collect()
            gc.freeze()  # what the program is made of is looked through no more
            while found := await recount_people(desk, Actor.system(), after):
                after = found.last
                people, years = people + found.people, years + found.years
                different += found.different
        return people, years, different

    with said(settings):
        people, years, different = asyncio.run(count())
    for number, year in different if which else ():
        click.echo(f"{number} {year}")
    click.echo(f"{years} years of {people} people counted, {len(different)} put right.")


def current_settings() -> Settings:
    """Read the environment; a value that cannot be is said, not thrown."""
    try:
        settings = read_settings(os.environ)
        dialect_of(settings.database_url)
    except (ValueError, OSError) as fault:
        raise click.ClickException(str(fault)) from None
    return settings


@contextmanager
def holding(settings: Settings) -> Iterator[None]:
    """Be the one process on this data; who is not is told of the other."""
    with ExitStack() as stack:
        with said(settings):
            stack.enter_context(hold_home(settings))
        yield


@asynccontextmanager
async def opened(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Desk]:
    """Open the desk; what hinders that is said in one sentence, what breaks later is not."""
    async with AsyncExitStack() as stack:
        with said(settings):
            desk = await stack.enter_async_context(open_desk(settings, clock=clock))
        yield desk


@contextmanager
def said(settings: Settings | None = None) -> Iterator[None]:
    """Say in one sentence why something cannot be; of an installation also what hinders it."""
    try:
        yield
    except SAID as fault:
        raise click.ClickException(str(fault)) from None
    except (MigrationFailed, *HINDRANCES, *FAULTS) as fault:
        cause = fault.__cause__ if isinstance(fault, MigrationFailed) else fault
        if settings is None or not isinstance(cause, Exception) or not _hinders(cause):
            raise
        raise click.ClickException(why(cause, settings.home)) from None


def _hinders(fault: Exception) -> bool:
    return isinstance(fault, HINDRANCES) or refusal_of(fault) is not None


async def _bring_up_to_date(settings: Settings) -> None:
    """Migrate, unless a server runs that has done so at its start."""
    try:
        with hold_home(settings):
            await migrate_database(settings)
    except HomeIsHeld as held:
        if await waiting(settings):
            raise click.ClickException(str(held)) from None


COMMANDS = (
    migrate,
    doctor,
    backup,
    restore,
    recount,
    confirm_secret,
    change_secret,
    create_admin,
    create_authority,
    reset_second_factor,
    sign_in_link,
)
