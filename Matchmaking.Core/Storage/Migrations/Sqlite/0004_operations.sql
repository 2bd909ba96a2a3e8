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
);
CREATE INDEX operations_status ON operations (status, id);
CREATE INDEX operations_kind ON operations (kind, id);
CREATE INDEX operations_key ON operations (key_id, id);

CREATE TABLE operation_contents (
    operation_id TEXT NOT NULL PRIMARY KEY REFERENCES operations (id),
    content BLOB NOT NULL
);
