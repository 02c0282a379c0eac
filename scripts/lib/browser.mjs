import { existsSync } from 'node:fs';
import { PlainError } from './plain-error.mjs';
import { runCommand } from './run-command.mjs';

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
];
const PROBE_MILLISECONDS_MAX = 30_000;
const INSTALL_IDLE_MILLISECONDS_MAX = 180_000;
const WORD = 'browser-probe';

/** A closed network refuses the browser's own errands, hundreds of them: they are switched off. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Whether the tests can drive it: a stub, or a program that lacks libraries, does not count. */
async function renders(program) {
  const { chromium } = await import('@playwright/test');
  let browser;
  try {
    browser = await chromium.launch({ executablePath: program, args: BROWSER_FLAGS, timeout: PROBE_MILLISECONDS_MAX });
    const page = await browser.newPage();
    await page.goto(`data:text/html,<p>${WORD}</p>`);
    return (await page.content()).includes(WORD);
  } catch {
    return false;
  } finally {
    await browser?.close();
  }
}

/** The first of the candidates that works. @param {readonly (string | undefined)[]} candidates */
async function usable(candidates) {
  for (const program of candidates) if (program && existsSync(program) && (await renders(program))) return program;
  return undefined;
}

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
  const present = await usable([process.env.CHROMIUM_PATH, ...SYSTEM_PATHS]);
  if (present) return present;
  await installFromDebian();
  const found = (await usable(SYSTEM_PATHS)) ?? (await usable([await packagedBrowser()]));
  if (found) return found;
  throw new PlainError(
    'No browser for the browser tests: install Debian\'s "chromium" (as root: apt-get install chromium), or set CHROMIUM_PATH to one.',
  );
}
