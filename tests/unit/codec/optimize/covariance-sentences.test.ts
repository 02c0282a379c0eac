import { expect, test } from 'vitest';
import { estimateInputs } from '@/lib/codec/optimize/estimate-inputs';
import { randomStream } from '@/lib/quant/math/rng';
import { PortfolioInputs } from '@/lib/shared/contracts/portfolio-inputs';

const draw = randomStream('what is said of a covariance');
const column = (volatility: number): number[] => Array.from({ length: 60 }, () => volatility * draw.nextNormal());
const ALIKE = { A: column(0.01), B: column(0.011) };
const WITH_CASH = { ...ALIKE, CASH: column(0.0001) };

function warningsOf(series: Readonly<Record<string, number[]>>, riskModel: string): readonly string[] {
  const assets = Object.keys(series);
  const request = PortfolioInputs.parse({ assets, returns: { series }, riskModel: { kind: riskModel } });
  const outcome = estimateInputs(request, undefined);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return outcome.value.warnings;
}

test('shrinkage that changes what an asset is says so', () => {
  expect(warningsOf(WITH_CASH, 'ledoit-wolf')).toEqual([
    expect.stringMatching(/^Shrinking towards one variance for all moved the volatility of CASH by a factor of \d/),
  ]);
  expect(warningsOf(ALIKE, 'ledoit-wolf')).toEqual([]);
  expect(warningsOf(WITH_CASH, 'ledoit-wolf-constant-correlation')).toEqual([]);
});

test.each(['semicovariance', 'detoned'])('%s says that its volatilities are not those of the mixes', (riskModel) => {
  expect(warningsOf(ALIKE, riskModel).join()).toContain('smaller than those of the mixes');
});
