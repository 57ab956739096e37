"""A child process that works for `storage.workers`: asked and answered over its pipes.

`python -m storage.child` answers until its input ends; with three numbers (megabytes, CPU seconds,
pieces) it answers so many times and says READY each time it has read what to do: the work may take
that much memory and time beyond what the child has taken by then.
"""

import os
import pickle
import resource
import struct
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from core.domain.errors import Refusal
from core.texts import speaking

LENGTH = struct.Struct(">Q")
READY = b"ready"
MEGABYTE = 1024 * 1024
BEHIND_PEOPLE = 10

_held: list[Any] = []

Request = tuple[str, Callable[..., Any], tuple[Any, ...], dict[str, Any]]


def packed(message: object) -> bytes:
    """Return a message as it goes through the pipe: its length, then itself."""
    body = pickle.dumps(message)
    return LENGTH.pack(len(body)) + body


def hold(make: Callable[[], Any]) -> None:
    """Make something that later requests work on."""
    _held[:] = [make()]


def with_held(work: Callable[..., Any], *args: Any, **named: Any) -> Any:
    """Work on what is held."""
    return work(_held[0], *args, **named)


def main(bounds: list[str]) -> None:
    """Answer requests; whatever the work prints goes to the error output.

    People who wait at a door go before papers that are being drawn.
    """
    _stand_behind()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    bound = [int(number) for number in bounds]
    answered = 0
    while request := _asked(sys.stdin.buffer):
        if bound:
            _bind(*bound[:2])
            answers.write(READY)
            answers.flush()
        answers.write(_answer(*request))
        answers.flush()
        del request  # somebody's picture: it would be kept until the next one comes
        answered += 1
        if bound and answered == bound[2]:
            break


def _stand_behind() -> None:
    """Take what others leave of the processor; Linux weighs a session as a whole."""
    os.nice(BEHIND_PEOPLE)
    session = Path("/proc/self/autogroup")
    if session.exists():
        with suppress(OSError):
            session.write_text(str(BEHIND_PEOPLE), "ascii")


def _asked(pipe: BinaryIO) -> Request | None:
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    request: Request = pickle.loads(pipe.read(*LENGTH.unpack(head)))  # noqa: S301 - from our parent
    return request


def _answer(
    spoken: str, work: Callable[..., Any], args: tuple[Any, ...], named: dict[str, Any]
) -> bytes:
    try:
        with speaking(spoken):
            return packed(("done", work(*args, **named)))
    except MemoryError:
        os._exit(1)  # there may be no room left to say more
    except Refusal as refusal:
        return packed(("refused", (type(refusal), refusal.details)))
    except Exception:  # noqa: BLE001 - told to the parent, which raises it there
        return packed(("failed", traceback.format_exc()))
    except BaseException:  # noqa: BLE001 - a library in Rust that panics at what it reads
        os._exit(1)


def _bind(megabytes: int, cpu_seconds: int) -> None:
    """Bound the next piece of work; what passes the processor's bound dies by SIGXCPU."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.close(silence)
    taken = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(usage.ru_utime + usage.ru_stime) + 1
    for kind, most in (
        (resource.RLIMIT_AS, taken + megabytes * MEGABYTE),
        (resource.RLIMIT_CPU, spent + cpu_seconds),
    ):
        resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(kind, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1:])
