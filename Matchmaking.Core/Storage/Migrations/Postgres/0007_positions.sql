-- With each position all those of its fund are added up, and the same investment is looked for: sums come from the index alone,
-- and what is looked for is found by another.

DROP INDEX positions_fund;
CREATE INDEX positions_fund ON positions (fund_id, id, voided_reason, cost_fen);
CREATE INDEX positions_investment ON positions (fund_id, name, invested_on, id);
