import { existsSync } from 'node:fs';
import path from 'node:path';
import { root, stateDir, tool } from './paths.mjs';

export const reportsDir = path.join(stateDir, 'reports');
export const pureReport = path.join(reportsDir, 'pure.json');

const CACHE = 'node_modules/.cache';
const CRUISED = ['app', 'components', 'lib', 'scripts', 'tests', 'bench'];

/** With a compiler it does not understand, dependency-cruiser inspects nothing and reports success. */
function cruiseObjection(output) {
  const counts = /\((\d+) modules, (\d+) dependencies cruised\)/.exec(output);
  if (counts !== null && Number(counts[1]) > 0 && Number(counts[2]) > 0) return null;
  return `dependency-cruiser followed no imports, so its success means nothing:\n${output}`;
}

/**
 * The parts of `npm run check`, the longest first.
 * @param {Promise<unknown>} [typesReady] when the web server's generated types stand (a build under way rewrites them)
 * @returns {import('./parts.mjs').Part[]}
 */
export function checkParts(typesReady) {
  const cruised = CRUISED.filter((folder) => existsSync(path.join(root, folder)));
  const cruiser = tool('dependency-cruiser/bin/dependency-cruiser.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${pureReport}`];
  return [
    {
      name: 'pure tests',
      args: [tool('vitest/vitest.mjs'), 'run', '--project', 'pure', ...reporters],
      env: { NO_COLOR: '1' },
    },
    {
      name: 'eslint',
      // No cache: it is kept by file, and rules that read types judge a file by others too.
      args: [tool('eslint/bin/eslint.js'), '.', '--max-warnings=0'],
      after: typesReady,
    },
    {
      name: 'dependency-cruiser',
      args: [cruiser, '--config', '.dependency-cruiser.mjs', ...cruised],
      objection: cruiseObjection,
    },
    { name: 'knip', args: [tool('knip/bin/knip.js'), '--no-progress'] },
    {
      name: 'prettier',
      args: [
        tool('prettier/bin/prettier.cjs'),
        '--check',
        '.',
        '--log-level=warn',
        '--cache',
        '--cache-location',
        `${CACHE}/prettier-check`,
      ],
    },
    { name: 'types', args: [tool('typescript/bin/tsc'), '--noEmit', '-p', '.'], after: typesReady },
  ];
}
