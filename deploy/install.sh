#!/bin/sh
# Makes the bot a service of this computer (Linux with systemd), or brings that service up to date: `sudo make install`.
# Settings, activities.yaml and the database that are there already stay as they are. DESTDIR is for packagers and tests.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
root=${DESTDIR:-}
data=$root/var/lib/schuifaan
service=$root/etc/systemd/system/schuifaan.service
command=$root/usr/local/bin/schuifaan

say() { printf '%s\n' "$*"; }
# A copy in which our own folder stands for /opt/schuifaan.
placed() { sed "s|/opt/schuifaan|$here|g" "$1" > "$3" && chmod "$2" "$3"; }

if [ "$(id -u)" != 0 ] && [ -z "$root" ]; then
    say "Schuifaan needs to be root to become a service: sudo make install" >&2
    exit 1
fi
if [ -z "$root" ]; then
    getent passwd schuifaan >/dev/null || useradd --system --user-group --home-dir "$data" --shell /usr/sbin/nologin schuifaan
fi

umask 077
mkdir -p "$data" && chmod 700 "$data"
[ -e "$data/.env" ] || printf '%s\n' 'BOT_TOKEN=' '# For a first look with invented activities, take away the # of the next line:' '#ALLOW_EXAMPLE=1' > "$data/.env"
[ -e "$data/activities.yaml" ] || cp "$here/activities.yaml" "$data/activities.yaml"
umask 022
mkdir -p "$(dirname "$service")" "$(dirname "$command")"
placed "$here/deploy/schuifaan.service" 644 "$service"
placed "$here/deploy/schuifaan.sh" 755 "$command"

if [ -z "$root" ]; then
    chown -R schuifaan:schuifaan "$data"
    systemctl daemon-reload
    systemctl enable --quiet schuifaan
    systemctl try-restart schuifaan
fi
say "Installed. Settings: $data/.env. Look whether all is well: schuifaan doctor"
