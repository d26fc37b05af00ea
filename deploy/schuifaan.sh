#!/bin/sh
# The command `schuifaan` on a computer where the bot is a service: as the bot's own user, with the bot's own settings.
set -eu
[ "$(id -u)" = 0 ] || exec sudo "$0" "$@"
cd /var/lib/schuifaan
exec runuser -u schuifaan -- env PYTHONPATH=/opt/schuifaan /opt/schuifaan/.venv/bin/python -m bot "$@"
