-- What a fund sets of the loss model itself, as JSON; null: the default set.
ALTER TABLE funds ADD COLUMN loss_parameters TEXT COLLATE "C";
