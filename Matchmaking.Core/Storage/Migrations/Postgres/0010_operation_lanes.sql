-- A lane takes the oldest operation of its kinds; beside another lane's the index of states alone would lead through those as well.
CREATE INDEX operations_turn ON operations (status, kind, id);
