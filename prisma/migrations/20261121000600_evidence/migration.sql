-- Evidence of more kinds than one: a test of a plan, a comparison of strategies and a search for parameters are all runs
-- over past prices with a request, a job and a result.
ALTER TABLE backtests ADD COLUMN kind text NOT NULL DEFAULT 'plan';
ALTER TABLE backtests ADD CONSTRAINT backtests_kind CHECK (kind IN ('plan', 'compare', 'search'));
ALTER TABLE backtests ADD CONSTRAINT backtests_of_a_plan CHECK (kind <> 'plan' OR recommendation_id IS NOT NULL) NOT VALID;

-- What an investor saves for later, changes and throws away: goals, and bad times of their own making.
CREATE TABLE "goals" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "goals_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "stress_scenarios" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "schema_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stress_scenarios_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "goals_user_id_created_at_idx" ON "goals"("user_id", "created_at");
CREATE INDEX "stress_scenarios_user_id_created_at_idx" ON "stress_scenarios"("user_id", "created_at");
ALTER TABLE goals ADD FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE stress_scenarios ADD FOREIGN KEY (user_id) REFERENCES users (id);

-- Whose it is and since when is written once.
GRANT SELECT, INSERT, DELETE ON goals, stress_scenarios TO ballast_app;
GRANT UPDATE (name, document, schema_version, updated_at) ON goals, stress_scenarios TO ballast_app;

-- The removal of idle demos as before, with the new tables.
CREATE OR REPLACE FUNCTION remove_idle_sandboxes(idle_days integer, count_max integer) RETURNS SETOF uuid
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
  DELETE FROM goals WHERE user_id = ANY (gone);
  DELETE FROM stress_scenarios WHERE user_id = ANY (gone);
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
