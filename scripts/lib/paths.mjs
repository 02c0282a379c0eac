import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this script belongs to. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything a run makes and keeps lives here, so that two checkouts never meet. */
export const stateDir = path.join(root, '.ballast');
export const logsDir = path.join(stateDir, 'logs');
export const buildDir = path.join(stateDir, 'build');
export const stampsDir = path.join(stateDir, 'stamps');

/** The pinned Node that comes as a package; scripts started by another Node re-enter under this one. */
export const pinnedNode = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Eight hex digits that tell this checkout from every other one on the machine (cookie names, folders). */
export const checkoutHash = createHash('sha256').update(root).digest('hex').slice(0, 8);

/** A tool of node_modules by its path inside the package, to be run as `node <tool>` without a shell. */
export const tool = (relativePath) => path.join(root, 'node_modules', relativePath);
