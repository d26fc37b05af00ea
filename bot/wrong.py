"""What a maintainer has to put right before the bot can start."""

from __future__ import annotations


class StartError(Exception):
    """Ends the program with exit code 2. Its text is one line that names the thing and the remedy."""
