import { spawnSync } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { PlainError } from './plain-error.mjs';

const ANSWER_MILLISECONDS_MAX = 2_000;

/** Whether this machine can talk to itself. @returns {Promise<boolean>} */
function isLoopbackUp() {
  return new Promise((resolve) => {
    const server = createServer();
    const finish = (isUp) => {
      server.close();
      resolve(isUp);
    };
    server.once('error', () => resolve(false));
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      const client = connect({ port, host: '127.0.0.1', timeout: ANSWER_MILLISECONDS_MAX });
      const settle = (isUp) => {
        client.destroy();
        finish(isUp);
      };
      client.once('connect', () => settle(true));
      client.once('timeout', () => settle(false));
      client.once('error', () => settle(false));
    });
  });
}

/**
 * A machine, or a namespace, whose loopback interface is down cannot even reach itself: it is brought up where we may.
 * @param {import('./console.mjs').Console} console
 */
export async function ensureLoopback(console) {
  if (await isLoopbackUp()) return;
  for (const command of ['ip', '/usr/sbin/ip', '/sbin/ip']) {
    spawnSync(command, ['link', 'set', 'lo', 'up'], { stdio: 'ignore' });
    if (await isLoopbackUp()) {
      console.say('The loopback network interface was down; it has been brought up.');
      return;
    }
  }
  throw new PlainError(
    'The loopback network interface is down, so nothing on this machine can reach 127.0.0.1. Run "ip link set lo up" as root and start again.',
  );
}
