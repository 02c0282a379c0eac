-- What belongs together stays in one account and with one investor, and what is settled stays settled, whatever the
-- application gets wrong.

-- Money and units of an account are moved by journals, orders and fills of that account alone.
ALTER TABLE journals ADD CONSTRAINT journals_id_account_user UNIQUE (id, account_id, user_id);
ALTER TABLE rebalances ADD CONSTRAINT rebalances_id_account UNIQUE (id, account_id);
ALTER TABLE orders ADD CONSTRAINT orders_id_account UNIQUE (id, account_id);
ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_journal_id_fkey;
ALTER TABLE ledger_entries ADD FOREIGN KEY (journal_id, account_id, user_id) REFERENCES journals (id, account_id, user_id);
ALTER TABLE orders ADD FOREIGN KEY (rebalance_id, account_id) REFERENCES rebalances (id, account_id);
ALTER TABLE fills ADD FOREIGN KEY (order_id, account_id) REFERENCES orders (id, account_id);

-- The references that were left open.
ALTER TABLE policies ADD CONSTRAINT policies_id_user UNIQUE (id, user_id);
ALTER TABLE price_sets ADD CONSTRAINT price_sets_id_user UNIQUE (id, user_id);
ALTER TABLE jobs ADD CONSTRAINT jobs_id_user UNIQUE (id, user_id);
ALTER TABLE recommendations ADD FOREIGN KEY (profile_version_id, user_id) REFERENCES profile_versions (id, user_id);
ALTER TABLE recommendations ADD FOREIGN KEY (policy_id, user_id) REFERENCES policies (id, user_id);
ALTER TABLE backtests ADD FOREIGN KEY (recommendation_id, user_id) REFERENCES recommendations (id, user_id);
ALTER TABLE backtests ADD FOREIGN KEY (job_id, user_id) REFERENCES jobs (id, user_id);
ALTER TABLE price_imports ADD FOREIGN KEY (user_id) REFERENCES users (id);
-- The import is decided first, so that two decisions at once make one set; the set follows in the same transaction.
ALTER TABLE price_imports ADD FOREIGN KEY (price_set_id, user_id) REFERENCES price_sets (id, user_id)
  DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE jobs ADD FOREIGN KEY (account_id, user_id) REFERENCES accounts (id, user_id);

-- Prices are one's own or everybody's; a foreign key cannot say that.
CREATE FUNCTION prices_must_be_usable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM price_sets WHERE id = NEW.price_set_id AND (user_id IS NULL OR user_id = NEW.user_id)) THEN
    RAISE EXCEPTION 'the prices % are not there or another''s', NEW.price_set_id USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accounts_prices BEFORE INSERT OR UPDATE OF price_set_id, user_id ON accounts
  FOR EACH ROW EXECUTE FUNCTION prices_must_be_usable();
CREATE TRIGGER recommendations_prices BEFORE INSERT ON recommendations
  FOR EACH ROW EXECUTE FUNCTION prices_must_be_usable();
CREATE TRIGGER backtests_prices BEFORE INSERT OR UPDATE OF price_set_id, user_id ON backtests
  FOR EACH ROW EXECUTE FUNCTION prices_must_be_usable();

-- An order is what was confirmed; only its size may shrink or follow the broker, and its state move forward.
CREATE OR REPLACE FUNCTION order_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  steps CONSTANT text[] := ARRAY['intended', 'submitted', 'partially-filled', 'filled'];
BEGIN
  IF (NEW.id, NEW.user_id, NEW.account_id, NEW.rebalance_id, NEW.client_order_id, NEW.symbol, NEW.side, NEW.quantity_decimals)
     IS DISTINCT FROM
     (OLD.id, OLD.user_id, OLD.account_id, OLD.rebalance_id, OLD.client_order_id, OLD.symbol, OLD.side, OLD.quantity_decimals) THEN
    RAISE EXCEPTION 'order % cannot become another one', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.broker_order_id IS NOT NULL AND NEW.broker_order_id IS DISTINCT FROM OLD.broker_order_id THEN
    RAISE EXCEPTION 'order % has its order at the broker', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.filled_steps < OLD.filled_steps THEN
    RAISE EXCEPTION 'order % cannot lose fills', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.status IN ('filled', 'cancelled', 'rejected') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'order % has ended', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  IF array_position(steps, NEW.status) < array_position(steps, OLD.status) THEN
    RAISE EXCEPTION 'order % cannot go back', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- Jobs and rebalances end once.
CREATE FUNCTION ended_stays_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('done', 'failed', 'cancelled') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION '% of % has ended', OLD.id, TG_TABLE_NAME USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER jobs_end_once BEFORE UPDATE OF status ON jobs FOR EACH ROW EXECUTE FUNCTION ended_stays_ended();
CREATE TRIGGER rebalances_end_once BEFORE UPDATE OF status ON rebalances FOR EACH ROW EXECUTE FUNCTION ended_stays_ended();

-- Upkeep looks for these every few seconds; there are hardly any.
CREATE INDEX orders_not_ended ON orders (account_id) WHERE status IN ('intended', 'submitted', 'partially-filled');
