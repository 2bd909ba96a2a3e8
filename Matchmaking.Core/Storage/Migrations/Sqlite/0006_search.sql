-- What lists are searched by. Tokens are pieces of texts and labels of facts; the key is in the order of a search, and gives
-- the entities of a token in the order of their ids. A document is what the tokens of an entity were made from. The texts of
-- a database that is older than these tables are indexed by the program, after the migrations.

CREATE TABLE search_documents (
    kind TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    text TEXT NOT NULL,
    labels TEXT NOT NULL,
    PRIMARY KEY (kind, entity_id)
);

CREATE TABLE search_tokens (
    kind TEXT NOT NULL,
    token TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    PRIMARY KEY (kind, token, entity_id)
);

-- How far the index is made, and by which rules.
CREATE TABLE search_kinds (
    kind TEXT NOT NULL PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    complete INTEGER NOT NULL
);

CREATE INDEX financing_requests_amount ON financing_requests (amount_fen, id);
