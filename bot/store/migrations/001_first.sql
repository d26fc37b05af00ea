-- Moments are milliseconds since 1970, UTC. Ids are never used again (AUTOINCREMENT), so that a late event about
-- somebody who was erased can't reach a stranger.
PRAGMA application_id = 1396918342;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    key TEXT NOT NULL,
    chat INTEGER NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER,
    done_at INTEGER,
    error TEXT NOT NULL DEFAULT '',
    UNIQUE (platform, key)
);
CREATE INDEX inbox_open ON inbox (id) WHERE done_at IS NULL;
CREATE INDEX inbox_waiting ON inbox (chat, id) WHERE done_at IS NULL AND not_before IS NOT NULL;
CREATE INDEX inbox_done ON inbox (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX inbox_chat ON inbox (chat);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    cause TEXT NOT NULL,
    n INTEGER NOT NULL,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    about INTEGER,
    forget INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    not_before INTEGER,
    not_after INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    maybe_sent INTEGER NOT NULL DEFAULT 0,
    done_at INTEGER,
    sent_at INTEGER,
    message_id INTEGER,
    gave_up TEXT,
    UNIQUE (cause, n)
);
CREATE INDEX outbox_open ON outbox (lane, id, not_before) WHERE done_at IS NULL;
CREATE INDEX outbox_waiting ON outbox (not_before) WHERE done_at IS NULL AND not_before IS NOT NULL;
CREATE INDEX outbox_expiring ON outbox (not_after) WHERE done_at IS NULL AND not_after IS NOT NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX outbox_about ON outbox (about) WHERE about IS NOT NULL;
CREATE INDEX outbox_lane ON outbox (lane);

CREATE TABLE resident (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat INTEGER NOT NULL UNIQUE,
    language TEXT NOT NULL,
    area TEXT NOT NULL DEFAULT '',
    silent INTEGER NOT NULL DEFAULT 0,  -- said stop, or blocked the bot: has no next contact
    state TEXT NOT NULL,
    seen_at INTEGER
);

CREATE TABLE plan (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    resident INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
    activity TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (resident, activity, starts_at)
);

CREATE TABLE contact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    resident INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    owner INTEGER,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX contact_next ON contact (resident) WHERE state = 'open';
CREATE INDEX contact_due ON contact (due_at) WHERE state = 'open';
CREATE INDEX contact_owner ON contact (owner) WHERE state = 'open' AND owner IS NOT NULL;

CREATE TABLE deadline (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    resident INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    UNIQUE (resident, what, due_at)
);
CREATE INDEX deadline_due ON deadline (due_at);

CREATE TABLE team (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat INTEGER NOT NULL UNIQUE,
    former_chat INTEGER,
    body TEXT NOT NULL
);

CREATE TABLE volunteer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    team INTEGER NOT NULL REFERENCES team (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (team, user_id)
);

CREATE TABLE link (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    body TEXT NOT NULL
);

CREATE TABLE asking (
    chat INTEGER PRIMARY KEY,
    words TEXT NOT NULL
);

CREATE TABLE handover (
    resident INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    team INTEGER NOT NULL,
    state TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    claimed_by INTEGER,
    claimed_at INTEGER,
    closed_at INTEGER,
    topic INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (resident, number)
);
CREATE INDEX handover_topic ON handover (team, topic) WHERE topic IS NOT NULL;
CREATE INDEX handover_claimer ON handover (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX handover_claimed ON handover (claimed_at) WHERE claimed_at IS NOT NULL;

CREATE TABLE relay (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    resident INTEGER NOT NULL REFERENCES resident (id) ON DELETE CASCADE,
    private_message INTEGER NOT NULL,
    topic_message INTEGER NOT NULL,
    at INTEGER NOT NULL
);
CREATE INDEX relay_private ON relay (resident, private_message);
CREATE INDEX relay_topic ON relay (resident, topic_message);
CREATE INDEX relay_at ON relay (at);

CREATE TABLE wish (
    area TEXT NOT NULL,
    interest TEXT NOT NULL,
    day TEXT NOT NULL,
    times INTEGER NOT NULL,
    PRIMARY KEY (area, interest, day)
);

CREATE TABLE run (
    name TEXT PRIMARY KEY,
    due_at INTEGER NOT NULL
);
