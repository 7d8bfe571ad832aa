"""Run the command `papers` as a module, where no script is installed."""

import sys

from bot.cli import main

if __name__ == "__main__":
    sys.exit(main())
