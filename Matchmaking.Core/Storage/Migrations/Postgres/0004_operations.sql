CREATE TABLE operations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    phase TEXT COLLATE "C" NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    key_id TEXT COLLATE "C",
    role TEXT COLLATE "C",
    request_id TEXT COLLATE "C" NOT NULL,
    subject_ids TEXT COLLATE "C" NOT NULL,
    input TEXT COLLATE "C" NOT NULL,
    checkpoint TEXT COLLATE "C",
    result TEXT COLLATE "C",
    error TEXT COLLATE "C",
    attempts INTEGER NOT NULL,
    cancel_requested INTEGER NOT NULL,
    started_at BIGINT,
    finished_at BIGINT
);
CREATE INDEX operations_status ON operations (status, id);
CREATE INDEX operations_kind ON operations (kind, id);
CREATE INDEX operations_key ON operations (key_id, id);

CREATE TABLE operation_contents (
    operation_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES operations (id),
    content BYTEA NOT NULL
);
