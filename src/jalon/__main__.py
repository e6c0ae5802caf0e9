"""``python -m jalon``: what the launcher runs."""

import sys

from jalon.config.commandline import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
