import { createConsole, seconds } from './console.mjs';
import { requireDiskSpace } from './disk-space.mjs';
import { ensureInstalled, hasPackages } from './install.mjs';
import { ensureLoopback } from './loopback.mjs';
import { sentenceFor } from './plain-error.mjs';
import { onParentGone, reenter, requireUsableNode, runsOnPinnedNode } from './reenter.mjs';
import { beginRun } from './run.mjs';
import { refuseNewCommands } from './run-command.mjs';

const STOP_SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Resolves when someone asks us to stop, or when whoever waits for us is gone. @returns {Promise<void>} */
function stopRequested() {
  return new Promise((resolve) => {
    for (const signal of STOP_SIGNALS) process.on(signal, () => resolve());
    onParentGone(resolve);
  });
}

const takenSentence = ({ address, holder }) => {
  const where = address === null ? '' : ` at ${address}`;
  return `Ballast already runs from this folder${where} (process ${holder.pid}). Use that one, or stop it first.`;
};

/** Asked to stop: not a failure, but nothing further is to be done. */
const STOPPED = -1;

/**
 * Runs work as the one run of this checkout; everything it started is ended afterwards, however it ends.
 * @param {import('./console.mjs').Console} console
 * @param {(context: { run: import('./run-file.mjs').RunState, save: () => void, fail: (sentence: string) => void }) => Promise<() => void>} work
 *        answers what to call before things are taken down; never resolved means: not finished
 * @param {{ staysUp: boolean }} options
 * @returns {Promise<number>} exit code, or STOPPED
 */
async function asOneRun(console, work, { staysUp }) {
  const held = await beginRun();
  if (held.status === 'taken') {
    console.say(takenSentence(held));
    return 0;
  }
  if (held.hadLeftovers) console.say('An earlier start had been cut off; what it left running has been stopped.');
  const giveUp = deferred();
  const asked = stopRequested().then(() => ({ end: 'asked' }));
  let beforeStop = () => {};
  const working = work({ run: held.run, save: held.save, fail: giveUp.resolve }).then(
    (stop) => {
      beforeStop = stop;
      return staysUp ? new Promise(() => {}) : { end: 'done' };
    },
    (error) => ({ end: 'failed', sentence: sentenceFor(error) }),
  );
  const failed = giveUp.promise.then((sentence) => ({ end: 'failed', sentence }));
  const outcome = await Promise.race([working, asked, failed]);
  // From here on nothing new begins; whatever was still on its way fails quietly.
  refuseNewCommands();
  beforeStop();
  if (outcome.end === 'failed') console.say(`\n${outcome.sentence}`);
  if (outcome.end === 'asked') console.say('\nStopping.');
  await held.leave();
  return outcome.end === 'failed' ? 1 : outcome.end === 'asked' ? STOPPED : 0;
}

function deferred() {
  let resolve = (_value) => {};
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}

/**
 * `npm start` and `npm run dev`: from a bare checkout to a product that answers, in the foreground.
 * @param {string} script
 * @param {import('./product.mjs').Mode} mode
 */
export async function launchProduct(script, mode) {
  const begin = Number(process.env.BALLAST_BEGIN ?? Date.now());
  const console = createConsole(process.stdout);
  requireUsableNode();
  const isInstalling = !hasPackages();
  if (isInstalling) {
    requireDiskSpace();
    const code = await asOneRun(console, async () => (await ensureInstalled(console), () => {}), { staysUp: false });
    if (code !== 0 || !hasPackages()) return finish(code);
  }
  // A Node that was itself replaced by the install is not one to go on with.
  if (isInstalling || !runsOnPinnedNode()) {
    process.env.BALLAST_BEGIN = String(begin);
    return reenter(script, process.argv.slice(2));
  }
  requireDiskSpace();
  await ensureLoopback(console);
  const { bringUp } = await import('./product.mjs');
  const work = async ({ run, save, fail }) => {
    const up = await bringUp({ run, save }, mode, console, fail);
    await up.ready().catch((error) => {
      up.stop();
      throw error;
    });
    announce(console, run.address, up.signIn, Date.now() - begin);
    return up.stop;
  };
  return finish(await asOneRun(console, work, { staysUp: true }));
}

/** Ends at once: a connection or a timer that some part left behind must not hold the terminal. */
const finish = (code) => process.exit(code === STOPPED ? 0 : code);

function announce(console, address, { email, password }, milliseconds) {
  console.say(`\nBallast is ready after ${seconds(milliseconds)}: ${address}`);
  console.say(`Demo sign-in: ${email}  password: ${password}`);
  console.say('Everything listens on 127.0.0.1 only. Ctrl-C stops it all.');
}
