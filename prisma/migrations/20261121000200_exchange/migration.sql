-- The paper exchange: a broker of its own, in a schema of its own. The application role cannot see it, and the
-- exchange's role can see nothing else; the two talk over HTTP only.
CREATE SCHEMA exchange;

CREATE TABLE exchange.accounts (
  id TEXT PRIMARY KEY CHECK (id ~ '^[0-9a-f-]{36}$'),
  market JSONB NOT NULL,
  currency TEXT NOT NULL CHECK (currency = 'USD'),
  commission_basis_points DOUBLE PRECISION NOT NULL CHECK (commission_basis_points BETWEEN 0 AND 1000),
  cash_micros BIGINT NOT NULL DEFAULT 0 CHECK (cash_micros >= 0),
  created_at TIMESTAMPTZ(3) NOT NULL
);

-- Paper money paid in; the client's reference makes a repeated request one deposit.
CREATE TABLE exchange.deposits (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES exchange.accounts (id),
  client_reference TEXT NOT NULL CHECK (length(client_reference) BETWEEN 1 AND 128),
  amount_micros BIGINT NOT NULL CHECK (amount_micros > 0),
  created_at TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (account_id, client_reference)
);

CREATE TABLE exchange.orders (
  id UUID PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES exchange.accounts (id),
  client_order_id TEXT NOT NULL CHECK (length(client_order_id) BETWEEN 1 AND 128),
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  quantity_steps BIGINT NOT NULL CHECK (quantity_steps > 0),
  quantity_decimals INT NOT NULL CHECK (quantity_decimals BETWEEN 0 AND 9),
  filled_steps BIGINT NOT NULL DEFAULT 0 CHECK (filled_steps BETWEEN 0 AND quantity_steps),
  -- Cash set aside for what is still to be bought.
  reserved_micros BIGINT NOT NULL DEFAULT 0 CHECK (reserved_micros >= 0),
  part_count INT NOT NULL CHECK (part_count BETWEEN 1 AND 10),
  status TEXT NOT NULL CHECK (status IN ('new', 'partially_filled', 'filled', 'canceled', 'rejected')),
  status_reason TEXT,
  next_fill_at TIMESTAMPTZ(3),
  created_at TIMESTAMPTZ(3) NOT NULL,
  updated_at TIMESTAMPTZ(3) NOT NULL,
  UNIQUE (account_id, client_order_id),
  CHECK ((status IN ('new', 'partially_filled')) = (next_fill_at IS NOT NULL))
);
CREATE INDEX orders_open ON exchange.orders (next_fill_at) WHERE next_fill_at IS NOT NULL;
CREATE INDEX orders_by_account ON exchange.orders (account_id, created_at);

-- What happened, in order; the name of an execution never changes and never comes twice.
CREATE TABLE exchange.executions (
  sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  order_id UUID NOT NULL REFERENCES exchange.orders (id),
  account_id TEXT NOT NULL REFERENCES exchange.accounts (id),
  symbol TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  quantity_steps BIGINT NOT NULL CHECK (quantity_steps > 0),
  quantity_decimals INT NOT NULL CHECK (quantity_decimals BETWEEN 0 AND 9),
  cumulative_steps BIGINT NOT NULL,
  leaves_steps BIGINT NOT NULL CHECK (leaves_steps >= 0),
  price NUMERIC(20, 10) NOT NULL CHECK (price > 0),
  reference_price NUMERIC(20, 10) NOT NULL CHECK (reference_price > 0),
  commission_micros BIGINT NOT NULL CHECK (commission_micros >= 0),
  created_at TIMESTAMPTZ(3) NOT NULL
);
CREATE INDEX executions_by_account ON exchange.executions (account_id, sequence);

GRANT USAGE ON SCHEMA exchange TO ballast_exchange;
GRANT SELECT, INSERT, UPDATE ON exchange.accounts, exchange.orders TO ballast_exchange;
GRANT SELECT, INSERT ON exchange.deposits, exchange.executions TO ballast_exchange;
-- By default everybody may look into the public schema; the application role has its own grant.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
