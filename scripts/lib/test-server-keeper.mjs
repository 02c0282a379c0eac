import path from 'node:path';
import { choosePlace } from './postgres-place.mjs';
import { withClient } from './postgres-roles.mjs';
import { postmaster, stopServer } from './postgres-control.mjs';
import { superuserSettings } from './postgres-server.mjs';
import { loadSecrets } from './secrets.mjs';
import { LEASE_NAME, testDir, tryTestLock } from './test-server.mjs';

// The test server outlives no test run: when nobody has held a lease for a while, it is stopped. A run that was
// killed loses its lease with its connection, so this works for every way a run can end.
const POLL_MILLISECONDS = 1_000;
const IDLE_POLLS_MAX = 3;

const place = choosePlace(testDir);
const secrets = loadSecrets(path.join(testDir, 'secrets.json'));

/** @returns {Promise<number | null>} null when the server no longer answers */
async function leaseCount() {
  try {
    const found = postmaster(place);
    if (found === null) return null;
    return await withClient(superuserSettings(found.port, secrets.postgresPassword), async (client) => {
      const { rows } = await client.query(
        'SELECT count(*)::int AS leases FROM pg_stat_activity WHERE application_name = $1',
        [LEASE_NAME],
      );
      return rows[0].leases;
    });
  } catch {
    return null;
  }
}

for (let idlePolls = 0; idlePolls < IDLE_POLLS_MAX;) {
  await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  const leases = await leaseCount();
  idlePolls = leases === null || leases === 0 ? idlePolls + 1 : 0;
  if (idlePolls < IDLE_POLLS_MAX) continue;
  const lock = await tryTestLock();
  if (!('release' in lock)) idlePolls = 0;
  else {
    const isIdle = ((await leaseCount()) ?? 0) === 0;
    if (isIdle) await stopServer(place);
    else idlePolls = 0;
    lock.release();
  }
}
