-- Answers and requests are given back byte for byte: json keeps the order of keys, jsonb does not.
ALTER TABLE recommendations
  ALTER COLUMN request TYPE json USING request::json,
  ALTER COLUMN answer TYPE json USING answer::json;
ALTER TABLE backtests ALTER COLUMN result TYPE json USING result::json;
ALTER TABLE jobs ALTER COLUMN input TYPE json USING input::json;

-- A recommendation is never rewritten; that it was accepted is all that may be added.
REVOKE UPDATE ON recommendations FROM ballast_app;
GRANT UPDATE (accepted_at) ON recommendations TO ballast_app;

-- Where each audit chain ends, so that cutting its end off is seen at once. A head moves one row forward, never back.
CREATE TABLE audit_heads (
  chain TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL,
  CONSTRAINT audit_heads_pkey PRIMARY KEY (chain)
);
INSERT INTO audit_heads (chain, sequence, hash)
  SELECT DISTINCT ON (chain) chain, sequence, hash FROM audit_events ORDER BY chain, sequence DESC;
CREATE FUNCTION audit_head_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.chain <> OLD.chain OR NEW.sequence <> OLD.sequence + 1 THEN
    RAISE EXCEPTION 'the head of % only moves one row forward', OLD.chain USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_heads_forward BEFORE UPDATE ON audit_heads FOR EACH ROW EXECUTE FUNCTION audit_head_moves_forward();
GRANT SELECT, INSERT, UPDATE ON audit_heads TO ballast_app;

-- Signs of life of the processes that have no address to ask.
CREATE TABLE process_beats (
  name TEXT NOT NULL,
  seen_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT process_beats_pkey PRIMARY KEY (name)
);
GRANT SELECT, INSERT, UPDATE ON process_beats TO ballast_app;

-- Whether the database is up to date is a question of health; which migrations there are is no secret.
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = '_prisma_migrations') THEN
    GRANT SELECT (migration_name, finished_at) ON _prisma_migrations TO ballast_app;
  END IF;
END $$;
