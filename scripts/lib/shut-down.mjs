import { stopServer } from './postgres-control.mjs';
import { endGroup, isAlive, signalGroup, waitUntilGone } from './process-identity.mjs';
import { inStopOrder, leftovers } from './run-file.mjs';

const SERVICE_GRACE_MILLISECONDS = 8_000;
const CONTROL_MILLISECONDS_MAX = 30_000;

/**
 * Ends everything a run started: the steps under way, then web, worker, exchange, then the database.
 * A step that starts or stops the database is waited for: cut halfway, it could leave a server nobody knows of.
 * @param {import('./run-file.mjs').RunState} run
 */
export async function shutDown(run) {
  const left = leftovers(run);
  for (const command of left.commands) {
    if (command.name === 'postgres') await waitUntilGone(command, CONTROL_MILLISECONDS_MAX);
    if (isAlive(command)) signalGroup(command, 'SIGKILL');
  }
  for (const service of inStopOrder(left.services)) await endGroup(service, SERVICE_GRACE_MILLISECONDS);
  if (run.place !== null) await stopServer(run.place);
}
