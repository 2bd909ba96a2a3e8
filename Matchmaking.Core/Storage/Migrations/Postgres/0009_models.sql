-- Trained models: written once. What a report holds is JSON; the file is read when the model is used.
CREATE TABLE models (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    version TEXT COLLATE "C" NOT NULL UNIQUE,
    trainer TEXT COLLATE "C" NOT NULL,
    seed INTEGER NOT NULL,
    cut_off TEXT COLLATE "C" NOT NULL,
    trained_until TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    length BIGINT NOT NULL,
    report TEXT COLLATE "C" NOT NULL
);

CREATE TABLE model_files (
    model_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES models (id),
    content BYTEA NOT NULL
);

-- Which model serves since when; the newest row is in force, without any the program's own scorecard is.
CREATE TABLE model_promotions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    previous_version TEXT COLLATE "C" NOT NULL,
    forced INTEGER NOT NULL,
    reason TEXT COLLATE "C"
);
