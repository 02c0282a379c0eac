import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import config, { QUANT_ROOMS } from '../../.dependency-cruiser.mjs';

/** One file per rule that breaks it: a check that inspects nothing would let all of them through. */
const PLANTED: Readonly<Record<string, { readonly file: string; readonly imports: string }>> = {
  'no-circular': { file: 'lib/base/circle-back.ts', imports: './circle' },
  unresolvable: { file: 'lib/base/lost.ts', imports: './nowhere' },
  'base-imports-nothing': { file: 'lib/base/leak.ts', imports: '../shared/target' },
  'quant-is-pure': { file: 'lib/quant/math/leak.ts', imports: 'node:fs' },
  'shared-is-both-sides': { file: 'lib/shared/leak.ts', imports: '../quant/math/target' },
  'codec-maps-contract-and-quant': { file: 'lib/codec/leak.ts', imports: '../server/db/target' },
  'server-does-not-render': { file: 'lib/server/leak.ts', imports: '../../app/target' },
  'app-uses-doors': { file: 'app/leak.ts', imports: '../lib/server/db/target' },
  'components-are-client-safe': { file: 'components/leak.ts', imports: '../lib/quant/math/target' },
  'workers-are-client-safe': { file: 'components/leak.worker.ts', imports: '../lib/server/db/target' },
  'services-are-the-way-in': { file: 'lib/server/store/leak.ts', imports: '../services/target' },
  'no-test-code-in-product': { file: 'lib/server/tested.ts', imports: '../../tests/target' },
  ...Object.fromEntries(
    QUANT_ROOMS.slice(0, -1).map((room, index) => [
      `quant-${room}-looks-left`,
      { file: `lib/quant/${room}/looks-right.ts`, imports: `../${QUANT_ROOMS[index + 1]}/target` },
    ]),
  ),
};

const TARGETS = [
  'app',
  'tests',
  'lib/shared',
  'lib/server/db',
  'lib/server/services',
  ...QUANT_ROOMS.map((room) => `lib/quant/${room}`),
];

const ruleNames = (config.forbidden as readonly { readonly name: string }[]).map(({ name }) => name);

const root = mkdtempSync(path.join(tmpdir(), 'ballast-boundaries-'));

function plant(file: string, text: string): void {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

async function brokenRules(): Promise<readonly { rule: string; from: string }[]> {
  const { tsConfig, ...options } = config.options;
  const result = await cruise(['lib', 'app', 'components', 'tests'], {
    ...options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: config.forbidden },
  });
  const { summary } = result.output as ICruiseResult;
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}

describe('the import direction is enforced', () => {
  let broken: readonly { rule: string; from: string }[] = [];

  beforeAll(async () => {
    for (const folder of TARGETS) plant(`${folder}/target.ts`, 'export const target = 1;\n');
    plant('lib/base/circle.ts', "export * from './circle-back';\n");
    for (const { file, imports } of Object.values(PLANTED)) {
      plant(file, `import * as target from '${imports}';\nexport const leak = target;\n`);
    }
    broken = await brokenRules();
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('every rule has a planted fault', () => {
    expect(Object.keys(PLANTED).toSorted()).toEqual(ruleNames.toSorted());
  });

  test.each(Object.entries(PLANTED))('%s is refused', (rule, { file }) => {
    expect(broken.filter((violation) => violation.rule === rule).map(({ from }) => from)).toContain(file);
  });
});
