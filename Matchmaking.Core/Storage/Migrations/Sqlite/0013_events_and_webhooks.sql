-- Where events are sent. What moves with every event (position, claim) and what must not be shown (secrets) stands beside it: no version, no audit row.
CREATE TABLE webhooks (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    key_id TEXT NOT NULL REFERENCES api_keys (id),
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    status TEXT NOT NULL,
    disabled_reason TEXT
);
CREATE INDEX webhooks_key ON webhooks (key_id, id);
CREATE INDEX webhooks_status ON webhooks (status, id);

-- position: number of the audit row up to which events have become deliveries. due_at: when its lane is to be looked at next; null: nothing waits.
CREATE TABLE webhook_progress (
    webhook_id TEXT NOT NULL PRIMARY KEY REFERENCES webhooks (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    secret BLOB NOT NULL,
    previous_secret BLOB,
    previous_until BIGINT,
    failing_since BIGINT,
    claim TEXT,
    due_at BIGINT
);
CREATE INDEX webhook_progress_due ON webhook_progress (due_at);

-- event_sequence: the audit row; null for a test. aside: it no longer holds those behind it. history: JSON list of the attempts.
CREATE TABLE webhook_deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    event_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    event_sequence BIGINT,
    replay_of TEXT,
    status TEXT NOT NULL,
    aside INTEGER NOT NULL,
    due_at BIGINT,
    finished_at BIGINT,
    history TEXT NOT NULL
);
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, id);
CREATE INDEX webhook_deliveries_line ON webhook_deliveries (webhook_id, status, aside, id);
CREATE INDEX webhook_deliveries_aside ON webhook_deliveries (webhook_id, status, aside, due_at, id);
CREATE INDEX webhook_deliveries_status ON webhook_deliveries (webhook_id, status, id);
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);

-- owner_id: the fund, or the startup behind the request; by_staff: made by an organizer or admin, and then not the owner's to see.
CREATE TABLE saved_searches (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    key_id TEXT NOT NULL REFERENCES api_keys (id),
    owner_id TEXT NOT NULL,
    by_staff INTEGER NOT NULL,
    name TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    session_id TEXT,
    top INTEGER NOT NULL,
    min_score_bp INTEGER,
    status TEXT NOT NULL
);
CREATE INDEX saved_searches_key ON saved_searches (key_id, id);
CREATE INDEX saved_searches_owner ON saved_searches (owner_id, id);
CREATE INDEX saved_searches_by_staff ON saved_searches (by_staff, id);
CREATE INDEX saved_searches_subject_type ON saved_searches (subject_type, id);
CREATE INDEX saved_searches_subject ON saved_searches (subject_id, id);
CREATE INDEX saved_searches_status ON saved_searches (status, id);

-- What a search found last, and which of it is new: JSON list of {id, rank, score, since, seen}. stamp: the state of everything it depends on.
CREATE TABLE saved_search_results (
    search_id TEXT NOT NULL PRIMARY KEY REFERENCES saved_searches (id) ON DELETE CASCADE,
    evaluated_at BIGINT NOT NULL,
    stamp TEXT NOT NULL,
    model_version TEXT,
    input_hash TEXT,
    as_of TEXT,
    problem TEXT,
    items TEXT NOT NULL
);
