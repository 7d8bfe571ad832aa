"""The command `papers`: what is typed in a shell, and its exit code.

0 done, 1 could not be done, 2 a setting or the database is wrong.
"""

import gc
import os
import sys
from collections.abc import Callable, Sequence

from bot.errors import ConfigError, PapersError, StoreError

Handler = Callable[[Sequence[str]], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code; nobody is shown a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    # Looking for garbage while rooms are imported costs a tenth of an answer's time.
    gc.disable()
    try:
        return _handler(words)(words)
    except (ConfigError, StoreError) as error:
        print(f"papers: {error}", file=sys.stderr)
        return 2
    except PapersError as error:
        print(f"papers: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone, such as `head`: that is no failure of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _handler(words: Sequence[str]) -> Handler:
    """Find who runs a command; rooms are imported late, since an answer must come at once."""
    verb = words[0].lower() if words else "help"
    if verb in ("run", "chat"):
        from bot.cli import serving  # noqa: PLC0415

        return serving.run if verb == "run" else serving.chat
    if verb == "check":
        from bot.cli import checking  # noqa: PLC0415

        return checking.check
    if verb in ("import", "fetch", "sample", "migrate"):
        from bot.cli import keeping  # noqa: PLC0415

        return {
            "import": keeping.import_files,
            "fetch": keeping.fetch,
            "sample": keeping.sample,
            "migrate": keeping.migrate_database,
        }[verb]
    from bot.cli import asking  # noqa: PLC0415

    return asking.ask
