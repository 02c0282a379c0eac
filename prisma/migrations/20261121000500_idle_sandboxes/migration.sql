-- A demo that nobody has come back to is removed with all its user owned. The application may delete nothing of that
-- itself: this function does, for sandboxes alone and only for those a week without a visit. What was recorded stays,
-- so that every chain and every daily anchor still stands.
CREATE FUNCTION remove_idle_sandboxes(idle_days integer, count_max integer) RETURNS SETOF uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  untouched_since CONSTANT timestamptz := now() - make_interval(days => idle_days);
  gone uuid[];
BEGIN
  IF idle_days < 7 THEN
    RAISE EXCEPTION 'a sandbox is kept for 7 days after the last visit, not for %', idle_days USING ERRCODE = 'check_violation';
  END IF;
  -- Workers that look at the same time take different ones.
  gone := ARRAY(
    SELECT u.id FROM users u
    WHERE u.kind = 'sandbox' AND u.created_at < untouched_since
      AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = u.id AND s.last_seen_at >= untouched_since)
      AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.user_id = u.id AND j.status IN ('queued', 'running'))
      AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.user_id = u.id AND o.status IN ('intended', 'submitted', 'partially-filled'))
    ORDER BY u.created_at LIMIT count_max FOR UPDATE SKIP LOCKED);
  DELETE FROM fills WHERE user_id = ANY (gone);
  DELETE FROM orders WHERE user_id = ANY (gone);
  DELETE FROM rebalances WHERE user_id = ANY (gone);
  DELETE FROM ledger_entries WHERE user_id = ANY (gone);
  DELETE FROM journals WHERE user_id = ANY (gone);
  DELETE FROM backtests WHERE user_id = ANY (gone);
  DELETE FROM jobs WHERE user_id = ANY (gone);
  DELETE FROM recommendations WHERE user_id = ANY (gone);
  DELETE FROM policies WHERE user_id = ANY (gone);
  DELETE FROM profile_versions WHERE user_id = ANY (gone);
  DELETE FROM profile_drafts WHERE user_id = ANY (gone);
  DELETE FROM accounts WHERE user_id = ANY (gone);
  DELETE FROM price_imports WHERE user_id = ANY (gone);
  DELETE FROM price_sets WHERE user_id = ANY (gone);
  DELETE FROM sessions WHERE user_id = ANY (gone);
  DELETE FROM credentials WHERE user_id = ANY (gone);
  DELETE FROM users WHERE id = ANY (gone);
  RETURN QUERY SELECT unnest(gone);
END $$;
REVOKE ALL ON FUNCTION remove_idle_sandboxes(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION remove_idle_sandboxes(integer, integer) TO ballast_app;

-- Nobody becomes a sandbox, or an older one: what a user is and since when is written once.
REVOKE UPDATE ON users FROM ballast_app;
GRANT UPDATE (email, display_name, deleted_at) ON users TO ballast_app;

CREATE INDEX users_sandboxes ON users (created_at) WHERE kind = 'sandbox';
-- What the removal looks for by user, where no index led there yet.
CREATE INDEX fills_by_user ON fills (user_id);
CREATE INDEX journals_by_user ON journals (user_id);
CREATE INDEX ledger_entries_by_user ON ledger_entries (user_id);
-- Removing a price set looks for what still names it.
CREATE INDEX accounts_by_price_set ON accounts (price_set_id);
CREATE INDEX recommendations_by_price_set ON recommendations (price_set_id);
CREATE INDEX backtests_by_price_set ON backtests (price_set_id);
