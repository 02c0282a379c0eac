-- What the application promises, the database also refuses to break.

-- Legal values.
ALTER TABLE users ADD CONSTRAINT users_kind CHECK (kind IN ('investor', 'sandbox', 'demo'));
ALTER TABLE users ADD CONSTRAINT users_role CHECK (role IN ('investor', 'admin'));
ALTER TABLE users ADD CONSTRAINT users_email_lower CHECK (email = lower(email));
ALTER TABLE price_sets ADD CONSTRAINT price_sets_source CHECK (source_kind IN ('simulated', 'file', 'yahoo', 'inline'));
ALTER TABLE price_imports ADD CONSTRAINT price_imports_status CHECK (status IN ('read', 'kept', 'dropped', 'unreadable'));
ALTER TABLE accounts ADD CONSTRAINT accounts_kind CHECK (kind IN ('paper'));
ALTER TABLE journals ADD CONSTRAINT journals_kind CHECK (kind IN ('deposit', 'withdrawal', 'fill', 'reversal'));
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_book CHECK (book IN ('cash', 'external', 'trades', 'fees', 'position', 'market'));
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_one_side CHECK (
  (currency IS NOT NULL AND symbol IS NULL AND quantity_steps = 0 AND book IN ('cash', 'external', 'trades', 'fees'))
  OR (currency IS NULL AND symbol IS NOT NULL AND amount_micros = 0 AND book IN ('position', 'market')));
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_decimals CHECK (quantity_decimals BETWEEN 0 AND 9);
ALTER TABLE rebalances ADD CONSTRAINT rebalances_status CHECK (status IN ('confirmed', 'selling', 'buying', 'done', 'failed', 'cancelled'));
ALTER TABLE orders ADD CONSTRAINT orders_status CHECK (status IN ('intended', 'submitted', 'partially-filled', 'filled', 'cancelled', 'rejected'));
ALTER TABLE orders ADD CONSTRAINT orders_side CHECK (side IN ('buy', 'sell'));
ALTER TABLE orders ADD CONSTRAINT orders_quantity CHECK (quantity_steps > 0 AND filled_steps BETWEEN 0 AND quantity_steps);
ALTER TABLE fills ADD CONSTRAINT fills_quantity CHECK (quantity_steps > 0 AND price > 0 AND fee_micros >= 0);
ALTER TABLE jobs ADD CONSTRAINT jobs_status CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled'));
ALTER TABLE jobs ADD CONSTRAINT jobs_progress CHECK (progress BETWEEN 0 AND 1);

-- Nothing points across investors: owned parents are referenced together with their owner.
ALTER TABLE accounts ADD CONSTRAINT accounts_id_user UNIQUE (id, user_id);
ALTER TABLE rebalances ADD CONSTRAINT rebalances_id_user UNIQUE (id, user_id);
ALTER TABLE orders ADD CONSTRAINT orders_id_user UNIQUE (id, user_id);
ALTER TABLE profile_versions ADD CONSTRAINT profile_versions_id_user UNIQUE (id, user_id);
ALTER TABLE recommendations ADD CONSTRAINT recommendations_id_user UNIQUE (id, user_id);
ALTER TABLE credentials ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE sessions ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE profile_drafts ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE profile_versions ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE policies ADD FOREIGN KEY (profile_version_id, user_id) REFERENCES profile_versions (id, user_id);
ALTER TABLE price_sets ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE price_imports ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE recommendations ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE recommendations ADD FOREIGN KEY (price_set_id) REFERENCES price_sets (id);
ALTER TABLE recommendations ADD FOREIGN KEY (previous_id, user_id) REFERENCES recommendations (id, user_id);
ALTER TABLE accounts ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE accounts ADD FOREIGN KEY (price_set_id) REFERENCES price_sets (id);
ALTER TABLE journals ADD FOREIGN KEY (account_id, user_id) REFERENCES accounts (id, user_id);
ALTER TABLE ledger_entries ADD FOREIGN KEY (journal_id) REFERENCES journals (id);
ALTER TABLE ledger_entries ADD FOREIGN KEY (account_id, user_id) REFERENCES accounts (id, user_id);
ALTER TABLE rebalances ADD FOREIGN KEY (account_id, user_id) REFERENCES accounts (id, user_id);
ALTER TABLE rebalances ADD FOREIGN KEY (recommendation_id, user_id) REFERENCES recommendations (id, user_id);
ALTER TABLE orders ADD FOREIGN KEY (rebalance_id, user_id) REFERENCES rebalances (id, user_id);
ALTER TABLE orders ADD FOREIGN KEY (account_id, user_id) REFERENCES accounts (id, user_id);
ALTER TABLE fills ADD FOREIGN KEY (order_id, user_id) REFERENCES orders (id, user_id);
ALTER TABLE fills ADD FOREIGN KEY (account_id, user_id) REFERENCES accounts (id, user_id);
ALTER TABLE backtests ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE backtests ADD FOREIGN KEY (price_set_id) REFERENCES price_sets (id);
ALTER TABLE jobs ADD FOREIGN KEY (user_id) REFERENCES users (id);

-- A journal balances: checked once, when the transaction commits.
CREATE FUNCTION journal_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM ledger_entries WHERE journal_id = NEW.journal_id
    GROUP BY currency, symbol, quantity_decimals
    HAVING sum(amount_micros) <> 0 OR sum(quantity_steps) <> 0
  ) THEN
    RAISE EXCEPTION 'journal % does not balance', NEW.journal_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entries_balance AFTER INSERT ON ledger_entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_must_balance();

-- What was filled stays filled, and an ended order stays ended.
CREATE FUNCTION order_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.filled_steps < OLD.filled_steps THEN
    RAISE EXCEPTION 'order % cannot lose fills', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status IN ('filled', 'cancelled', 'rejected') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'order % has ended', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_move_forward BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION order_moves_forward();

-- The application role reads and writes rows; it owns nothing, and records it may only add to.
GRANT USAGE ON SCHEMA public TO ballast_app;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO ballast_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ballast_app;
REVOKE UPDATE ON journals, ledger_entries, fills, audit_events, audit_anchors, profile_versions, policies FROM ballast_app;
GRANT DELETE ON rate_limits, profile_drafts TO ballast_app;
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = '_prisma_migrations') THEN
    REVOKE ALL ON _prisma_migrations FROM ballast_app;
  END IF;
END $$;
