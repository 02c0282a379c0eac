-- What happens to a holding without an order: dividends, splits, and money paid out for taxes.

-- The ledger: a dividend is cash against income; a split is units against the market, with the fraction of a unit paid
-- as a trade; a tax is cash against taxes. What the journal is about (symbol, ratio, day) stands beside it.
ALTER TABLE journals ADD COLUMN details jsonb;
ALTER TABLE journals DROP CONSTRAINT journals_kind;
ALTER TABLE journals ADD CONSTRAINT journals_kind
  CHECK (kind IN ('deposit', 'withdrawal', 'fill', 'reversal', 'dividend', 'split', 'tax'));
ALTER TABLE journals ADD CONSTRAINT journals_details
  CHECK (kind NOT IN ('dividend', 'split') OR (jsonb_typeof(details -> 'symbol') = 'string') IS TRUE);
ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_book;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_book
  CHECK (book IN ('cash', 'external', 'trades', 'fees', 'income', 'taxes', 'position', 'market'));
ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_one_side;
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_one_side CHECK (
  (currency IS NOT NULL AND symbol IS NULL AND quantity_steps = 0
    AND book IN ('cash', 'external', 'trades', 'fees', 'income', 'taxes'))
  OR (currency IS NULL AND symbol IS NOT NULL AND amount_micros = 0 AND book IN ('position', 'market')));

-- The paper exchange: the same, in the order in which it happened among the executions.
CREATE TABLE exchange.actions (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES exchange.accounts (id),
  kind TEXT NOT NULL CHECK (kind IN ('dividend', 'split', 'tax')),
  -- A symbol and a day for what the market does; what the client called it for what the client asked.
  reference TEXT NOT NULL CHECK (length(reference) BETWEEN 1 AND 128),
  symbol TEXT,
  day INT NOT NULL,
  amount_micros BIGINT NOT NULL,
  steps_change BIGINT NOT NULL DEFAULT 0,
  quantity_decimals INT NOT NULL DEFAULT 0 CHECK (quantity_decimals BETWEEN 0 AND 9),
  numerator INT CHECK (numerator > 0),
  denominator INT CHECK (denominator > 0),
  after_execution_id TEXT REFERENCES exchange.executions (id),
  created_at TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (account_id, kind, reference),
  CHECK ((symbol IS NULL) = (kind = 'tax')),
  CHECK ((kind = 'split') = (numerator IS NOT NULL AND denominator IS NOT NULL)),
  CHECK (kind = 'split' OR steps_change = 0),
  CHECK (CASE kind WHEN 'tax' THEN amount_micros < 0 ELSE amount_micros >= 0 END)
);
CREATE INDEX actions_by_account ON exchange.actions (account_id, id);

-- The last market day whose corporate actions are in the account's books, and the days an order has had its chance.
ALTER TABLE exchange.accounts ADD COLUMN settled_day INT;
ALTER TABLE exchange.orders ADD COLUMN worked_day INT;
ALTER TABLE exchange.orders ADD COLUMN days_worked INT NOT NULL DEFAULT 0 CHECK (days_worked >= 0);

GRANT SELECT, INSERT ON exchange.actions TO ballast_exchange;
