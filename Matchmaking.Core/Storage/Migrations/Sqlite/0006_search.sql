-- What lists are searched by. Tokens are pieces of texts and labels of facts; for each kind of entity there is an index of them.
-- Documents number the entities for the indexes and hold the text that the pieces were made from. The rows of a
-- database that is older than these tables are indexed by the program, after the migrations.

CREATE TABLE search_documents (
    number INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (kind, entity_id)
);

CREATE VIRTUAL TABLE search_startup USING fts5 (tokens, content='', detail=none, columnsize=0, tokenize="ascii tokenchars ':-'");
CREATE VIRTUAL TABLE search_request USING fts5 (tokens, content='', detail=none, columnsize=0, tokenize="ascii tokenchars ':-'");
CREATE VIRTUAL TABLE search_fund USING fts5 (tokens, content='', detail=none, columnsize=0, tokenize="ascii tokenchars ':-'");
CREATE VIRTUAL TABLE search_session USING fts5 (tokens, content='', detail=none, columnsize=0, tokenize="ascii tokenchars ':-'");

-- The kinds that are indexed as a whole, and by which rules.
CREATE TABLE search_kinds (
    kind TEXT NOT NULL PRIMARY KEY,
    fingerprint TEXT NOT NULL
);

CREATE INDEX financing_requests_amount ON financing_requests (amount_fen, id);
