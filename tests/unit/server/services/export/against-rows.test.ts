import { expect, test } from 'vitest';
import { AGAINST_HEADER, againstRows } from '@/lib/server/services/export/against-rows';
import type { BacktestAgainst, RegimeView } from '@/lib/shared/contracts/backtest-against';
import { AGAINST_LINE } from '../../../../support/against-line';

test('as rows of a file: every figure once, and the parts sum to the difference', () => {
  const bear: RegimeView = {
    id: 'bear',
    knownOn: 'hindsight',
    days: 20,
    share: 0.1,
    totalReturn: -0.2,
    annualReturn: null,
    annualVolatility: null,
    maxDrawdown: -0.2,
    benchmarkTotalReturn: -0.25,
    benchmarkAnnualReturn: null,
  };
  const against: BacktestAgainst = {
    lines: [AGAINST_LINE],
    factors: {
      status: 'fitted',
      observations: 500,
      lags: 5,
      excessReturn: 0.06,
      rSquared: 0.9,
      alpha: { value: 0.01, standardError: 0.004, t: 2.5 },
      factors: [{ name: 'equity', beta: 0.5, standardError: 0.01, t: 50, contribution: 0.05 }],
    },
    regimes: { market: 'stocks', against: 'Equal weight', rows: [bear] },
  };
  const rows = againstRows(against);
  for (const row of rows) expect(row).toHaveLength(AGAINST_HEADER.length);
  expect(new Set(rows.map((row) => row.slice(0, 4).join('|'))).size).toBe(rows.length);
  expect(rows).toContainEqual(['months', '60/40', '', 'benchmarkHitRate', 0.55, 0.48, 0.61]);
  expect(rows).toContainEqual(['factors', null, 'equity', 'beta', 0.5, null, null]);
  expect(rows).toContainEqual(['regime', 'Equal weight', 'bear', 'annualReturn', null, null, null]);
  const effects = rows.filter(([part, , , figure]) => part === 'attribution' && !/share|return/i.test(String(figure)));
  const sum = effects.reduce((total, row) => total + Number(row[4]), 0);
  expect(sum).toBeCloseTo(0.0885 - 0.101, 12);
});
