CREATE TABLE api_keys (
    id TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    subject_ids TEXT NOT NULL,
    secret_sha256 TEXT NOT NULL UNIQUE,
    expires_at BIGINT,
    revoked_at BIGINT
, version INTEGER NOT NULL DEFAULT 1, updated_at BIGINT NOT NULL DEFAULT 0, last_used_at BIGINT, previous_sha256 TEXT, previous_until BIGINT, setting TEXT);

CREATE INDEX api_keys_previous ON api_keys (previous_sha256) WHERE previous_sha256 IS NOT NULL;

CREATE INDEX api_keys_setting ON api_keys (setting, id) WHERE setting IS NOT NULL;

CREATE TABLE audit_head (
    id INTEGER NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TRIGGER audit_log_never_changes BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER audit_log_never_shrinks BEFORE DELETE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TABLE audit_log (
    sequence INTEGER NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    key_id TEXT,
    role TEXT,
    request_id TEXT NOT NULL,
    action TEXT NOT NULL,
    resource TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    before_json TEXT,
    after_json TEXT,
    hash TEXT NOT NULL
);

CREATE INDEX audit_log_action ON audit_log (action, sequence);

CREATE INDEX audit_log_at ON audit_log (at, sequence);

CREATE INDEX audit_log_key ON audit_log (key_id, sequence);

CREATE INDEX audit_log_request ON audit_log (request_id, sequence);

CREATE INDEX audit_log_resource ON audit_log (resource, sequence);

CREATE INDEX audit_log_resource_id ON audit_log (resource_id, sequence);

CREATE INDEX audit_log_role ON audit_log (role, sequence);

CREATE TABLE change_counters (
    name TEXT NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE financing_requests (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    startup_id TEXT NOT NULL REFERENCES startups (id),
    title TEXT NOT NULL,
    chain TEXT,
    sectors TEXT NOT NULL,
    stage TEXT,
    amount_fen BIGINT NOT NULL,
    min_ticket_fen BIGINT NOT NULL,
    instruments TEXT NOT NULL,
    use_of_proceeds TEXT NOT NULL,
    pre_money_valuation_fen BIGINT,
    district TEXT,
    valid_until TEXT,
    status TEXT NOT NULL,
    external_id TEXT UNIQUE
);

CREATE INDEX financing_requests_amount ON financing_requests (amount_fen, id);

CREATE INDEX financing_requests_chain ON financing_requests (chain, id);

CREATE INDEX financing_requests_district ON financing_requests (district, id);

CREATE INDEX financing_requests_stage ON financing_requests (stage, id);

CREATE INDEX financing_requests_startup ON financing_requests (startup_id, id);

CREATE INDEX financing_requests_status ON financing_requests (status, id);

CREATE TABLE freezes (
    id TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    created_at BIGINT NOT NULL,
    format_version INTEGER NOT NULL,
    model_version TEXT NOT NULL,
    as_of TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    snapshot BLOB NOT NULL
);

CREATE INDEX freezes_session ON freezes (session_id, id);

CREATE TABLE frozen_rankings (
    freeze_id TEXT NOT NULL REFERENCES freezes (id),
    subject TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (freeze_id, subject, subject_id)
);

CREATE TABLE funds (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    category TEXT NOT NULL,
    sectors TEXT NOT NULL,
    stages TEXT NOT NULL,
    ticket_min_fen BIGINT NOT NULL,
    ticket_max_fen BIGINT,
    districts TEXT NOT NULL,
    instruments TEXT NOT NULL,
    commitment_fen BIGINT,
    loss_allowance_bp INTEGER,
    loss_basis TEXT NOT NULL,
    project_loss_allowance_bp INTEGER NOT NULL,
    breach_tolerance_bp INTEGER NOT NULL,
    concentration_cap_bp INTEGER NOT NULL,
    local_reinvestment_multiple_bp INTEGER,
    status TEXT NOT NULL,
    external_id TEXT UNIQUE
, loss_parameters TEXT);

CREATE INDEX funds_category ON funds (category, id);

CREATE INDEX funds_kind ON funds (kind, id);

CREATE INDEX funds_status ON funds (status, id);

CREATE TABLE idempotency_keys (
    key_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body BLOB,
    PRIMARY KEY (key_id, idempotency_key)
);

CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

CREATE TABLE instances (
    id TEXT NOT NULL PRIMARY KEY,
    started_at BIGINT NOT NULL,
    program TEXT NOT NULL,
    beat BIGINT NOT NULL
);

CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL
);

CREATE TABLE model_files (
    model_id TEXT NOT NULL PRIMARY KEY REFERENCES models (id),
    content BLOB NOT NULL
);

CREATE TABLE model_promotions (
    id TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    version TEXT NOT NULL,
    previous_version TEXT NOT NULL,
    forced INTEGER NOT NULL,
    reason TEXT
);

CREATE TABLE models (
    id TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    version TEXT NOT NULL UNIQUE,
    trainer TEXT NOT NULL,
    seed INTEGER NOT NULL,
    cut_off TEXT NOT NULL,
    trained_until TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    length BIGINT NOT NULL,
    report TEXT NOT NULL
);

CREATE TABLE operation_contents (
    operation_id TEXT NOT NULL PRIMARY KEY REFERENCES operations (id),
    content BLOB NOT NULL
);

CREATE TABLE operations (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    phase TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    actor TEXT NOT NULL,
    key_id TEXT,
    role TEXT,
    request_id TEXT NOT NULL,
    subject_ids TEXT NOT NULL,
    input TEXT NOT NULL,
    checkpoint TEXT,
    result TEXT,
    error TEXT,
    attempts INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL,
    started_at BIGINT,
    finished_at BIGINT
, figures TEXT, holder TEXT);

CREATE INDEX operations_finished ON operations (finished_at);

CREATE INDEX operations_key ON operations (key_id, id);

CREATE INDEX operations_kind ON operations (kind, id);

CREATE INDEX operations_status ON operations (status, id);

CREATE INDEX operations_turn ON operations (status, kind, id);

CREATE TABLE outcomes (
    id TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    session_id TEXT REFERENCES sessions (id),
    fund_id TEXT NOT NULL REFERENCES funds (id),
    financing_request_id TEXT NOT NULL REFERENCES financing_requests (id),
    result TEXT NOT NULL,
    occurred_on TEXT NOT NULL,
    amount_fen BIGINT,
    reason TEXT,
    due_diligence_done_on TEXT,
    due_diligence_reference TEXT
);

CREATE INDEX outcomes_fund ON outcomes (fund_id, occurred_on);

CREATE INDEX outcomes_occurred ON outcomes (occurred_on, id);

CREATE INDEX outcomes_request ON outcomes (financing_request_id, occurred_on);

CREATE INDEX outcomes_session ON outcomes (session_id, id);

CREATE INDEX outcomes_session_fund ON outcomes (session_id, fund_id, id);

CREATE INDEX outcomes_session_request ON outcomes (session_id, financing_request_id, id);

CREATE INDEX outcomes_session_result ON outcomes (session_id, result, id);

CREATE TABLE plans (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    freeze_id TEXT NOT NULL REFERENCES freezes (id),
    number INTEGER NOT NULL,
    status TEXT NOT NULL,
    superseded_by TEXT REFERENCES plans (id),
    published_at BIGINT,
    document TEXT NOT NULL,
    UNIQUE (session_id, number)
);

CREATE INDEX plans_session ON plans (session_id, id);

CREATE INDEX plans_session_status ON plans (session_id, status, id);

CREATE TABLE positions (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    fund_id TEXT NOT NULL REFERENCES funds (id),
    name TEXT NOT NULL,
    startup_id TEXT REFERENCES startups (id),
    stage TEXT NOT NULL,
    sectors TEXT NOT NULL,
    cost_fen BIGINT NOT NULL,
    fair_value_fen BIGINT NOT NULL,
    valued_on TEXT NOT NULL,
    proceeds_fen BIGINT NOT NULL,
    invested_on TEXT NOT NULL,
    closed_on TEXT,
    voided_reason TEXT,
    valuations TEXT NOT NULL
);

CREATE INDEX positions_fund ON positions (fund_id, id, voided_reason, cost_fen);

CREATE INDEX positions_investment ON positions (fund_id, name, invested_on, id);

CREATE INDEX positions_startup ON positions (startup_id, id);

CREATE TABLE preferences (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    from_registration_id TEXT NOT NULL REFERENCES registrations (id),
    to_registration_id TEXT NOT NULL REFERENCES registrations (id),
    value TEXT NOT NULL,
    by_organizer INTEGER NOT NULL,
    owner_id TEXT NOT NULL,
    UNIQUE (from_registration_id, to_registration_id, by_organizer)
);

CREATE INDEX preferences_from ON preferences (from_registration_id, id);

CREATE INDEX preferences_owner ON preferences (session_id, owner_id, id);

CREATE INDEX preferences_session ON preferences (session_id, id);

CREATE INDEX preferences_to ON preferences (to_registration_id, id);

CREATE TABLE registrations (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    party_type TEXT NOT NULL,
    startup_id TEXT REFERENCES startups (id),
    fund_id TEXT REFERENCES funds (id),
    guest_name TEXT,
    financing_request_id TEXT REFERENCES financing_requests (id),
    contact TEXT,
    available_rounds TEXT,
    min_meetings INTEGER NOT NULL,
    max_meetings INTEGER,
    status TEXT NOT NULL,
    UNIQUE (session_id, fund_id),
    UNIQUE (session_id, financing_request_id)
);

CREATE INDEX registrations_fund ON registrations (fund_id, id);

CREATE INDEX registrations_request ON registrations (financing_request_id, id);

CREATE INDEX registrations_session ON registrations (session_id, id);

CREATE INDEX registrations_session_party ON registrations (session_id, party_type, id);

CREATE INDEX registrations_session_status ON registrations (session_id, status, id);

CREATE INDEX registrations_startup ON registrations (startup_id, id);

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

CREATE INDEX saved_searches_by_staff ON saved_searches (by_staff, id);

CREATE INDEX saved_searches_key ON saved_searches (key_id, id);

CREATE INDEX saved_searches_owner ON saved_searches (owner_id, id);

CREATE INDEX saved_searches_status ON saved_searches (status, id);

CREATE INDEX saved_searches_subject ON saved_searches (subject_id, id);

CREATE INDEX saved_searches_subject_type ON saved_searches (subject_type, id);

CREATE TABLE schema_migrations (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    applied_at BIGINT NOT NULL
, least_program INTEGER);

CREATE TABLE search_documents (
    number INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (kind, entity_id)
);

CREATE VIRTUAL TABLE search_fund USING fts5 (tokens, content='', detail=none, columnsize=0, tokenize="ascii tokenchars ':-'");

CREATE TABLE 'search_fund_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_fund_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_fund_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE search_kinds (
    kind TEXT NOT NULL PRIMARY KEY,
    fingerprint TEXT NOT NULL
);

CREATE VIRTUAL TABLE search_request USING fts5 (tokens, content='', detail=none, columnsize=0, tokenize="ascii tokenchars ':-'");

CREATE TABLE 'search_request_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_request_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_request_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE VIRTUAL TABLE search_session USING fts5 (tokens, content='', detail=none, columnsize=0, tokenize="ascii tokenchars ':-'");

CREATE TABLE 'search_session_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_session_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_session_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE VIRTUAL TABLE search_startup USING fts5 (tokens, content='', detail=none, columnsize=0, tokenize="ascii tokenchars ':-'");

CREATE TABLE 'search_startup_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_startup_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_startup_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    month TEXT NOT NULL,
    chain TEXT NOT NULL,
    title TEXT NOT NULL,
    venue TEXT,
    starts_at BIGINT,
    layout TEXT NOT NULL,
    rounds INTEGER NOT NULL,
    round_minutes INTEGER NOT NULL,
    tables INTEGER NOT NULL,
    seats_per_table INTEGER NOT NULL,
    status TEXT NOT NULL
);

CREATE INDEX sessions_chain ON sessions (chain, id);

CREATE INDEX sessions_month ON sessions (month, id);

CREATE INDEX sessions_status ON sessions (status, id);

CREATE TABLE startups (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT NOT NULL,
    uscc TEXT UNIQUE,
    sectors TEXT NOT NULL,
    district TEXT,
    will_land_in TEXT NOT NULL,
    founded_on TEXT,
    recognitions TEXT NOT NULL,
    team_size INTEGER,
    patents INTEGER,
    revenue_fen BIGINT,
    funding_to_date_fen BIGINT,
    summary TEXT,
    external_id TEXT UNIQUE
);

CREATE INDEX startups_district ON startups (district, id);

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

CREATE INDEX webhook_deliveries_aside ON webhook_deliveries (webhook_id, status, aside, due_at, id);

CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);

CREATE INDEX webhook_deliveries_line ON webhook_deliveries (webhook_id, status, aside, id);

CREATE INDEX webhook_deliveries_status ON webhook_deliveries (webhook_id, status, id);

CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook_id, id);

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
