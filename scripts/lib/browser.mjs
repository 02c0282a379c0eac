import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PlainError } from './plain-error.mjs';
import { runCommand } from './run-command.mjs';

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];
const PROBE_MILLISECONDS_MAX = 60_000;
const INSTALL_IDLE_MILLISECONDS_MAX = 180_000;
const WORD = 'browser-probe';

/** Whether the program really renders a page: a stub, or one that lacks libraries, does not count. */
function renders(program) {
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--dump-dom',
    `data:text/html,<p>${WORD}</p>`,
  ];
  const probe = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: PROBE_MILLISECONDS_MAX,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return probe.status === 0 && probe.stdout.includes(WORD);
}

const usable = (candidates) => candidates.find((program) => program && existsSync(program) && renders(program));

/** Debian's own browser, where we may install it. */
async function installFromDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, idleMillisecondsMax: INSTALL_IDLE_MILLISECONDS_MAX };
  await runCommand('apt-update', 'apt-get', ['update'], options);
  await runCommand('apt-install', 'apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
}

/** A build that comes as a package, for machines without Debian's. */
async function packagedBrowser() {
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } catch {
    return undefined;
  }
}

/**
 * The path of a browser that works, installed when it is missing and may be.
 * @returns {Promise<string>}
 */
export async function findBrowser() {
  const present = usable([process.env.CHROMIUM_PATH, ...SYSTEM_PATHS]);
  if (present) return present;
  await installFromDebian();
  const found = usable(SYSTEM_PATHS) ?? usable([await packagedBrowser()]);
  if (found) return found;
  throw new PlainError(
    'No browser for the browser tests: install Debian\'s "chromium" (as root: apt-get install chromium), or set CHROMIUM_PATH to one.',
  );
}
