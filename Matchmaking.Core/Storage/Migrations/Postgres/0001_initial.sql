-- Times are milliseconds since 1970-01-01 UTC, days and months ISO text, amounts fen, ratios basis points, lists JSON arrays.
-- Texts compare by their bytes, as on SQLite, whatever the locale of the database.
-- Every list is read in the order of the id; an index (filter, id) per filter serves filter and order at once.

CREATE TABLE change_counters (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE startups (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    uscc TEXT COLLATE "C" UNIQUE,
    sectors TEXT COLLATE "C" NOT NULL,
    district TEXT COLLATE "C",
    will_land_in TEXT COLLATE "C" NOT NULL,
    founded_on TEXT COLLATE "C",
    recognitions TEXT COLLATE "C" NOT NULL,
    team_size INTEGER,
    patents INTEGER,
    revenue_fen BIGINT,
    funding_to_date_fen BIGINT,
    summary TEXT COLLATE "C",
    external_id TEXT COLLATE "C" UNIQUE
);
CREATE INDEX startups_district ON startups (district, id);

CREATE TABLE financing_requests (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    startup_id TEXT COLLATE "C" NOT NULL REFERENCES startups (id),
    title TEXT COLLATE "C" NOT NULL,
    chain TEXT COLLATE "C",
    sectors TEXT COLLATE "C" NOT NULL,
    stage TEXT COLLATE "C",
    amount_fen BIGINT NOT NULL,
    min_ticket_fen BIGINT NOT NULL,
    instruments TEXT COLLATE "C" NOT NULL,
    use_of_proceeds TEXT COLLATE "C" NOT NULL,
    pre_money_valuation_fen BIGINT,
    district TEXT COLLATE "C",
    valid_until TEXT COLLATE "C",
    status TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C" UNIQUE
);
CREATE INDEX financing_requests_startup ON financing_requests (startup_id, id);
CREATE INDEX financing_requests_chain ON financing_requests (chain, id);
CREATE INDEX financing_requests_stage ON financing_requests (stage, id);
CREATE INDEX financing_requests_district ON financing_requests (district, id);
CREATE INDEX financing_requests_status ON financing_requests (status, id);

CREATE TABLE funds (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C" NOT NULL,
    sectors TEXT COLLATE "C" NOT NULL,
    stages TEXT COLLATE "C" NOT NULL,
    ticket_min_fen BIGINT NOT NULL,
    ticket_max_fen BIGINT,
    districts TEXT COLLATE "C" NOT NULL,
    instruments TEXT COLLATE "C" NOT NULL,
    commitment_fen BIGINT,
    loss_allowance_bp INTEGER,
    loss_basis TEXT COLLATE "C" NOT NULL,
    project_loss_allowance_bp INTEGER NOT NULL,
    breach_tolerance_bp INTEGER NOT NULL,
    concentration_cap_bp INTEGER NOT NULL,
    local_reinvestment_multiple_bp INTEGER,
    status TEXT COLLATE "C" NOT NULL,
    external_id TEXT COLLATE "C" UNIQUE
);
CREATE INDEX funds_kind ON funds (kind, id);
CREATE INDEX funds_category ON funds (category, id);
CREATE INDEX funds_status ON funds (status, id);

CREATE TABLE positions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    fund_id TEXT COLLATE "C" NOT NULL REFERENCES funds (id),
    name TEXT COLLATE "C" NOT NULL,
    startup_id TEXT COLLATE "C" REFERENCES startups (id),
    stage TEXT COLLATE "C" NOT NULL,
    sectors TEXT COLLATE "C" NOT NULL,
    cost_fen BIGINT NOT NULL,
    fair_value_fen BIGINT NOT NULL,
    valued_on TEXT COLLATE "C" NOT NULL,
    proceeds_fen BIGINT NOT NULL,
    invested_on TEXT COLLATE "C" NOT NULL,
    closed_on TEXT COLLATE "C",
    voided_reason TEXT COLLATE "C",
    valuations TEXT COLLATE "C" NOT NULL
);
CREATE INDEX positions_fund ON positions (fund_id, id);
CREATE INDEX positions_startup ON positions (startup_id, id);

CREATE TABLE sessions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    month TEXT COLLATE "C" NOT NULL,
    chain TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    venue TEXT COLLATE "C",
    starts_at BIGINT,
    layout TEXT COLLATE "C" NOT NULL,
    rounds INTEGER NOT NULL,
    round_minutes INTEGER NOT NULL,
    tables INTEGER NOT NULL,
    seats_per_table INTEGER NOT NULL,
    status TEXT COLLATE "C" NOT NULL
);
CREATE INDEX sessions_month ON sessions (month, id);
CREATE INDEX sessions_chain ON sessions (chain, id);
CREATE INDEX sessions_status ON sessions (status, id);

CREATE TABLE registrations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES sessions (id),
    party_type TEXT COLLATE "C" NOT NULL,
    startup_id TEXT COLLATE "C" REFERENCES startups (id),
    fund_id TEXT COLLATE "C" REFERENCES funds (id),
    guest_name TEXT COLLATE "C",
    financing_request_id TEXT COLLATE "C" REFERENCES financing_requests (id),
    contact TEXT COLLATE "C",
    available_rounds TEXT COLLATE "C",
    min_meetings INTEGER NOT NULL,
    max_meetings INTEGER,
    status TEXT COLLATE "C" NOT NULL,
    CONSTRAINT registrations_fund_id_key UNIQUE (session_id, fund_id),
    CONSTRAINT registrations_financing_request_id_key UNIQUE (session_id, financing_request_id)
);
CREATE INDEX registrations_session ON registrations (session_id, id);
CREATE INDEX registrations_session_status ON registrations (session_id, status, id);
CREATE INDEX registrations_session_party ON registrations (session_id, party_type, id);
CREATE INDEX registrations_startup ON registrations (startup_id, id);
CREATE INDEX registrations_fund ON registrations (fund_id, id);
CREATE INDEX registrations_request ON registrations (financing_request_id, id);

CREATE TABLE preferences (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES sessions (id),
    from_registration_id TEXT COLLATE "C" NOT NULL REFERENCES registrations (id),
    to_registration_id TEXT COLLATE "C" NOT NULL REFERENCES registrations (id),
    value TEXT COLLATE "C" NOT NULL,
    by_organizer INTEGER NOT NULL,
    owner_id TEXT COLLATE "C" NOT NULL,
    CONSTRAINT preferences_by_organizer_key UNIQUE (from_registration_id, to_registration_id, by_organizer)
);
CREATE INDEX preferences_session ON preferences (session_id, id);
CREATE INDEX preferences_from ON preferences (from_registration_id, id);
CREATE INDEX preferences_owner ON preferences (session_id, owner_id, id);
CREATE INDEX preferences_to ON preferences (to_registration_id, id);

CREATE TABLE freezes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES sessions (id),
    created_at BIGINT NOT NULL,
    format_version INTEGER NOT NULL,
    model_version TEXT COLLATE "C" NOT NULL,
    as_of TEXT COLLATE "C" NOT NULL,
    input_hash TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    snapshot BYTEA NOT NULL
);
CREATE INDEX freezes_session ON freezes (session_id, id);

CREATE TABLE frozen_rankings (
    freeze_id TEXT COLLATE "C" NOT NULL REFERENCES freezes (id),
    subject TEXT COLLATE "C" NOT NULL,
    subject_id TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (freeze_id, subject, subject_id)
);

CREATE TABLE plans (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES sessions (id),
    freeze_id TEXT COLLATE "C" NOT NULL REFERENCES freezes (id),
    number INTEGER NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    superseded_by TEXT COLLATE "C" REFERENCES plans (id),
    published_at BIGINT,
    document TEXT COLLATE "C" NOT NULL,
    CONSTRAINT plans_number_key UNIQUE (session_id, number)
);
CREATE INDEX plans_session ON plans (session_id, id);
CREATE INDEX plans_session_status ON plans (session_id, status, id);

CREATE TABLE outcomes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    session_id TEXT COLLATE "C" REFERENCES sessions (id),
    fund_id TEXT COLLATE "C" NOT NULL REFERENCES funds (id),
    financing_request_id TEXT COLLATE "C" NOT NULL REFERENCES financing_requests (id),
    result TEXT COLLATE "C" NOT NULL,
    occurred_on TEXT COLLATE "C" NOT NULL,
    amount_fen BIGINT,
    reason TEXT COLLATE "C",
    due_diligence_done_on TEXT COLLATE "C",
    due_diligence_reference TEXT COLLATE "C"
);
CREATE INDEX outcomes_session ON outcomes (session_id, id);
CREATE INDEX outcomes_session_fund ON outcomes (session_id, fund_id, id);
CREATE INDEX outcomes_session_request ON outcomes (session_id, financing_request_id, id);
CREATE INDEX outcomes_session_result ON outcomes (session_id, result, id);
CREATE INDEX outcomes_fund ON outcomes (fund_id, occurred_on);
CREATE INDEX outcomes_request ON outcomes (financing_request_id, occurred_on);
CREATE INDEX outcomes_occurred ON outcomes (occurred_on, id);

CREATE TABLE api_keys (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    subject_ids TEXT COLLATE "C" NOT NULL,
    secret_sha256 TEXT COLLATE "C" NOT NULL UNIQUE,
    expires_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_keys_role ON api_keys (role, id);
