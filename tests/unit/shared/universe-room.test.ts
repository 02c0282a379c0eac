import fc from 'fast-check';
import highsLoader from 'highs';
import { describe, expect, test } from 'vitest';
import { ASSET_CLASSES, type AssetClass } from '@/lib/quant/market/instrument';
import { policyFor } from '@/lib/quant/policy/policy';
import { RISK_LEVEL_IDS, type RiskLevelId } from '@/lib/quant/policy/types';
import { universeGap } from '@/lib/shared/universe-room';

const CLASSES = Object.keys(ASSET_CLASSES) as AssetClass[];

/** The limits of a level's policy as the text of a linear program, for a package that knows nothing of ours. */
function programOf(level: RiskLevelId, risky: readonly AssetClass[]): string {
  const { cashWeight, weightMax, classLimits } = policyFor(level);
  const sum = (isMember: (each: AssetClass) => boolean): string =>
    risky.map((each, at) => (isMember(each) ? `+ 1 w${at}` : `+ 0 w${at}`)).join(' ');
  const rows = classLimits.flatMap(({ assetClass, min, max }) => [
    ` ${assetClass}min: ${sum((each) => each === assetClass)} >= ${min}`,
    ` ${assetClass}max: ${sum((each) => each === assetClass)} <= ${max}`,
  ]);
  const bounds = risky.map((_, at) => ` 0 <= w${at} <= ${weightMax}`);
  const budget = ` budget: ${sum(() => true)} = ${1 - cashWeight}`;
  return ['Maximize', ' obj: 0 w0', 'Subject To', budget, ...rows, 'Bounds', ...bounds, 'End'].join('\n');
}

describe('room for all the money', () => {
  // Oracle: HiGHS, on the limits that the strategy itself is given.
  test('is there exactly when a linear program finds a mix', async () => {
    const highs = await highsLoader();
    const choice = fc.array(fc.constantFrom(...CLASSES), { maxLength: 12 });
    fc.assert(
      fc.property(choice, fc.constantFrom(...RISK_LEVEL_IDS), (classes, level) => {
        const risky = classes.filter((each) => each !== 'cash');
        const hasMix = risky.length > 0 && highs.solve(programOf(level, risky)).Status === 'Optimal';
        expect(universeGap(classes, [level]) === undefined).toBe(hasMix);
      }),
      { numRuns: 400, seed: 20_261_121 },
    );
  });

  test('is missing when it is missing at every level', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...CLASSES), { maxLength: 8 }), (classes) => {
        const isMissing = RISK_LEVEL_IDS.every((level) => universeGap(classes, [level]) !== undefined);
        expect(universeGap(classes) !== undefined).toBe(isMissing);
      }),
      { seed: 20_261_122 },
    );
  });
});

describe('what is missing, in one sentence', () => {
  test.each([
    [
      ['equity', 'bond', 'cash'],
      undefined,
      'Choose at least 3 instruments besides cash: no single one may exceed 40%.',
    ],
    [
      ['equity', 'bond', 'cash'],
      'balanced',
      'Choose at least 3 instruments besides cash: no single one may exceed 35%.',
    ],
    [
      ['equity', 'bond', 'crypto'],
      'conservative',
      'Choose at least 3 instruments besides cash and crypto: no single one may exceed 40%.',
    ],
    [
      ['bond', 'bond', 'bond', 'bond'],
      'aggressive',
      'At the aggressive level at least 40% is in stocks, and no single instrument may exceed 35%: use at least 2 of that class.',
    ],
    [
      ['equity', 'equity', 'equity', 'bond'],
      'conservative',
      'At the conservative level the chosen instruments can take only 75% of the money, and 85% is to be invested (stocks at most 35%): add instruments of another class.',
    ],
    [
      ['equity', 'equity', 'equity'],
      undefined,
      'Even at the aggressive level the chosen instruments can take only 90% of the money, and 98% is to be invested (stocks at most 90%): add instruments of another class.',
    ],
  ] as const)('%j at %s', (classes, level, sentence) => {
    expect(level === undefined ? universeGap(classes) : universeGap(classes, [level])).toBe(sentence);
  });
});
