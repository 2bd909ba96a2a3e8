-- What lists are searched by. Tokens are pieces of texts and labels of facts; for each kind of entity there is an index of them.
-- Documents number the entities for the indexes and hold the text that the pieces were made from. The rows of a
-- database that is older than these tables are indexed by the program, after the migrations.

CREATE TABLE search_documents (
    number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL,
    entity_id TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    UNIQUE (kind, entity_id)
);

CREATE TABLE search_startup (number BIGINT NOT NULL PRIMARY KEY, tokens TEXT[] COLLATE "C" NOT NULL);
CREATE INDEX search_startup_tokens ON search_startup USING gin (tokens);
CREATE TABLE search_request (number BIGINT NOT NULL PRIMARY KEY, tokens TEXT[] COLLATE "C" NOT NULL);
CREATE INDEX search_request_tokens ON search_request USING gin (tokens);
CREATE TABLE search_fund (number BIGINT NOT NULL PRIMARY KEY, tokens TEXT[] COLLATE "C" NOT NULL);
CREATE INDEX search_fund_tokens ON search_fund USING gin (tokens);
CREATE TABLE search_session (number BIGINT NOT NULL PRIMARY KEY, tokens TEXT[] COLLATE "C" NOT NULL);
CREATE INDEX search_session_tokens ON search_session USING gin (tokens);

-- The kinds that are indexed as a whole, and by which rules.
CREATE TABLE search_kinds (
    kind TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    fingerprint TEXT COLLATE "C" NOT NULL
);

CREATE INDEX financing_requests_amount ON financing_requests (amount_fen, id);
