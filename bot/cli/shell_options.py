"""The options of a shell's commands; what cannot be read is said in a sentence like all else."""

import argparse
from typing import NoReturn

from bot.errors import UserError


class Options(argparse.ArgumentParser):
    """The words that may follow a verb; asked for with --help, or with `papers help VERB`."""

    def __init__(self, verb: str, description: str) -> None:
        super().__init__(prog=f"papers {verb}", description=description, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Raise UserError instead of leaving with a usage line and a code of its own."""
        raise UserError(f"{message}. See: {self.prog} --help")
