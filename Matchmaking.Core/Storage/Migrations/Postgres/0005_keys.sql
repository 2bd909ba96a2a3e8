-- Keys can be changed and rotated: a version (the ETag), the secret before the last rotation while it still works, the last use,
-- and the setting that a key was taken from (before, such a key was known by its name, which anybody could give to another one).
ALTER TABLE api_keys ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE api_keys ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE api_keys ADD COLUMN last_used_at BIGINT;
ALTER TABLE api_keys ADD COLUMN previous_sha256 TEXT COLLATE "C";
ALTER TABLE api_keys ADD COLUMN previous_until BIGINT;
ALTER TABLE api_keys ADD COLUMN setting TEXT COLLATE "C";

UPDATE api_keys SET updated_at = COALESCE(revoked_at, created_at), version = CASE WHEN revoked_at IS NULL THEN 1 ELSE 2 END;
UPDATE api_keys SET setting = name WHERE name = 'MATCHMAKING_ADMIN_KEY' AND role = 'admin';

CREATE INDEX api_keys_previous ON api_keys (previous_sha256) WHERE previous_sha256 IS NOT NULL;
CREATE INDEX api_keys_setting ON api_keys (setting, id) WHERE setting IS NOT NULL;

-- Lists walk the ids and filter as they go: there are hundreds of keys, not millions.
DROP INDEX api_keys_role;
