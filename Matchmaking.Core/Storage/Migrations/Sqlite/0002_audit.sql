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
CREATE INDEX audit_log_at ON audit_log (at, sequence);
CREATE INDEX audit_log_key ON audit_log (key_id, sequence);
CREATE INDEX audit_log_resource ON audit_log (resource, sequence);
CREATE INDEX audit_log_resource_id ON audit_log (resource_id, sequence);
CREATE INDEX audit_log_action ON audit_log (action, sequence);
CREATE INDEX audit_log_role ON audit_log (role, sequence);
CREATE INDEX audit_log_request ON audit_log (request_id, sequence);

CREATE TRIGGER audit_log_never_changes BEFORE UPDATE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
CREATE TRIGGER audit_log_never_shrinks BEFORE DELETE ON audit_log
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TABLE audit_head (
    id INTEGER NOT NULL PRIMARY KEY,
    sequence BIGINT NOT NULL,
    at BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (id, sequence, at, hash) VALUES (1, 0, 0, '0000000000000000000000000000000000000000000000000000000000000000');
