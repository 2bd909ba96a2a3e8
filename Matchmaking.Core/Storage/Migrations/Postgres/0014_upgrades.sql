-- Which programs can work with the tables that a migration leaves behind: those that know all migrations up to this number; null: up to its own.
ALTER TABLE schema_migrations ADD COLUMN least_program INTEGER;

-- Operations that ended long ago are deleted.
CREATE INDEX operations_finished ON operations (finished_at);
