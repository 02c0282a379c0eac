import path from 'node:path';
import { readJson, writeJson } from './files.mjs';
import { stateDir } from './paths.mjs';
import { isAlive } from './process-identity.mjs';

export const runFile = path.join(stateDir, 'run.json');

/**
 * What this checkout runs, so that a later start and the keeper can find it.
 * @typedef {object} RunState
 * @property {Identity | null} start           the process that supervises the rest
 * @property {NamedIdentity[]} commands        steps under way, each leading its own process group
 * @property {Record<string, Identity>} services
 * @property {import('./postgres-place.mjs').Place | null} place
 * @property {{ web?: number, exchange?: number, database?: number }} ports kept after a stop, to be used again
 * @property {string | null} address
 *
 * @typedef {import('./process-identity.mjs').ProcessIdentity} Identity
 * @typedef {Identity & { name: string }} NamedIdentity
 */

/** @returns {RunState} */
export const emptyRun = (ports = {}) => ({
  start: null,
  commands: [],
  services: {},
  place: null,
  ports,
  address: null,
});

const isIdentity = (value) => Number.isInteger(value?.pid) && typeof value?.born === 'string';

/**
 * A damaged or older file counts as empty: everything in it can be found out again.
 * @param {any} parsed
 * @returns {RunState}
 */
export function parseRun(parsed) {
  if (parsed === null || typeof parsed !== 'object') return emptyRun();
  const services = Object.entries(parsed.services ?? {}).filter(([, identity]) => isIdentity(identity));
  return {
    start: isIdentity(parsed.start) ? parsed.start : null,
    commands: Array.isArray(parsed.commands) ? parsed.commands.filter(isIdentity) : [],
    services: Object.fromEntries(services),
    place: typeof parsed.place?.data === 'string' ? parsed.place : null,
    ports: parsed.ports !== null && typeof parsed.ports === 'object' ? parsed.ports : {},
    address: typeof parsed.address === 'string' ? parsed.address : null,
  };
}

export const readRun = () => parseRun(readJson(runFile));

/** @param {RunState} run */
export const writeRun = (run) => writeJson(runFile, run);

/**
 * What an earlier run left alive.
 * @param {RunState} run
 * @param {(identity: Identity) => boolean} [alive]
 */
export function leftovers(run, alive = isAlive) {
  return {
    commands: run.commands.filter(alive),
    services: Object.entries(run.services)
      .filter(([, identity]) => alive(identity))
      .map(([name, identity]) => ({ ...identity, name })),
  };
}

/** Who answers users first, so that nobody is cut off in the middle: web, worker, exchange; the database is last. */
const STOP_ORDER = ['web', 'worker', 'exchange'];

/** @template {{ name: string }} T @param {readonly T[]} services @returns {T[]} */
export const inStopOrder = (services) =>
  [...services].sort((left, right) => STOP_ORDER.indexOf(left.name) - STOP_ORDER.indexOf(right.name));
