-- Trained models: written once. What a report holds is JSON; the file is read when the model is used.
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

CREATE TABLE model_files (
    model_id TEXT NOT NULL PRIMARY KEY REFERENCES models (id),
    content BLOB NOT NULL
);

-- Which model serves since when; the newest row is in force, without any the program's own scorecard is.
CREATE TABLE model_promotions (
    id TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    version TEXT NOT NULL,
    previous_version TEXT NOT NULL,
    forced INTEGER NOT NULL,
    reason TEXT
);
