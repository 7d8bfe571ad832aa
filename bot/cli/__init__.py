"""The command `papers`: what is typed in a shell, and its exit code.

0 done, 1 could not be done, 2 a setting or the database is wrong.
"""

import gc
import importlib
import importlib.util
import io
import os
import sys
from collections.abc import Callable, Sequence

from bot.errors import ConfigError, PapersError, StoreError

Handler = Callable[[Sequence[str]], int]

PREFIX = "papers "
"""What begins a command in a shell."""

SHELL_VERBS = {
    "run": ("run", "run"),
    "chat": ("run", "chat"),
    "import": ("library", "import_files"),
    "export": ("export", "export"),
    "fetch": ("fetch", "fetch"),
    "sample": ("library", "sample"),
    "check": ("check", "check"),
    "deliveries": ("operator", "deliveries"),
    "backup": ("operator", "backup"),
    "audit": ("operator", "audit"),
    "discord": ("command_list", "discord"),
    "migrate": ("library", "migrate_database"),
    "--version": ("verbs", "version"),
}
"""What works only in a shell: the room and the function that do it; all else is asked."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; nobody is shown a traceback."""
    words = _in_full(list(sys.argv[1:] if argv is None else argv))
    # Looking for garbage while rooms are imported costs a tenth of an answer's time.
    gc.disable()
    # Threads of linear algebra wait for each other by spinning: beside any other work, or with
    # less than the machine's processors to itself, one alone comes to its end sooner.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _open_streams()
    _keep_mending_quiet()
    try:
        code = _handler(words)(words)
        sys.stdout.flush()
        return code
    except (ConfigError, StoreError) as error:
        return _fail(2, str(error))
    except PapersError as error:
        return _fail(1, _for_shell(str(error)))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone, such as `head`: that is no failure of ours.
        _forget_output()
        return 0
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return _fail_by_fault(error)


def _open_streams() -> None:
    """Let no letter that a terminal or pipe does not know end a command, and no closed output."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _keep_mending_quiet() -> None:
    """Let an index that mends itself show its bar alone: without a log, Python prints warnings."""
    import logging  # noqa: PLC0415 - with all else

    logging.getLogger("bot.search").addHandler(logging.NullHandler())


def _forget_output() -> None:
    """Keep Python from writing once more, at its end, what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(code: int, sentence: str) -> int:
    print(f"papers: {sentence}", file=sys.stderr)
    return code


def _for_shell(sentence: str) -> str:
    """Write the commands that a sentence suggests as a shell takes them."""
    from bot.message import Text  # noqa: PLC0415 - only a mistake needs it

    return Text(sentence).with_commands(PREFIX).plain


def _fail_by_fault(error: Exception) -> int:
    """Say that it is our fault; where there is a log, the traceback goes there."""
    import logging  # noqa: PLC0415 - only a fault needs these

    from bot.cli.logs import blot  # noqa: PLC0415

    root = logging.getLogger()
    if root.handlers:
        root.critical("stopped by a fault of the program", exc_info=error)
    try:
        sys.stdout.flush()
    except OSError:
        _forget_output()
    return _fail(
        1,
        f"something went wrong that should not ({type(error).__name__}: {blot(str(error))}). "
        "To see where, set PYTHONDEVMODE=1 and say it again.",
    )


def _handler(words: Sequence[str]) -> Handler:
    """Find who runs a command; rooms are imported late, since an answer must come at once."""
    first = words[0].lower() if words else ""
    room, name = SHELL_VERBS.get(first, ("verbs", "ask"))
    if name == "ask" and first.isidentifier() and importlib.util.find_spec(f"adapters.{first}"):
        room, name = "platform_tool", "run_tool"
    handler: Handler = getattr(importlib.import_module(f"bot.cli.{room}"), name)
    return handler


def _in_full(words: list[str]) -> list[str]:
    """Turn `help import` into `import --help`: what works only in a shell explains itself."""
    if len(words) == 2 and words[0].lower() == "help" and words[1].lower() in SHELL_VERBS:
        return [words[1], "--help"]
    return words
