-- Several processes may serve from one database. Each lists itself and lets its beat grow; one whose beat stands still is dead, and what it
-- was doing (operations, and works of which there is one for all) is taken over.
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

ALTER TABLE operations ADD COLUMN holder TEXT;
