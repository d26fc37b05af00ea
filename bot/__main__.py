"""`python -m bot` is the same program as `schuifaan`."""

import sys

from bot.cli import main

sys.exit(main())
