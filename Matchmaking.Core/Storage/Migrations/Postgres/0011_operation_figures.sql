-- What a search has found so far, as JSON {value, upperBound, seconds}; null for other operations.
ALTER TABLE operations ADD COLUMN figures TEXT COLLATE "C";
