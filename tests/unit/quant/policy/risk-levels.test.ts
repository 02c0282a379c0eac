import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '../../../../lib/base/iso-day';
import { ASSET_CLASSES } from '../../../../lib/quant/market/instrument';
import { indexOfDay, type PricePanel } from '../../../../lib/quant/market/panel';
import { simulatedMarket } from '../../../../lib/quant/market/simulated-market';
import { policyFor } from '../../../../lib/quant/policy/policy';
import { RISK_LEVELS } from '../../../../lib/quant/policy/risk-levels';
import { RISK_LEVEL_IDS } from '../../../../lib/quant/policy/types';
import { corePanel, excessCovariance, HAS_SHARED_DATA } from './core-panel';
import { leastVolatility } from './least-variance';

const TRADING_DAYS_A_MONTH = 21;

const riskyColumns = (panel: PricePanel): number[] =>
  panel.instruments.flatMap(({ assetClass, isInvestable }, i) =>
    ASSET_CLASSES[assetClass].isRisky && isInvestable && assetClass !== 'crypto' ? [i] : [],
  );

/** The largest least volatility over dates a month apart, for each level; Infinity where limits conflict. */
function worstLeastVolatilities(panel: PricePanel, stepDays: number, lastRow: number): Record<string, number> {
  const columns = riskyColumns(panel);
  const instruments = columns.map((column) => panel.instruments[column]!);
  const worst: Record<string, number> = {};
  for (let row = policyFor('balanced').lookbackDays; row <= lastRow; row += stepDays) {
    const covariance = excessCovariance(panel, row, policyFor('balanced').lookbackDays, columns);
    for (const level of RISK_LEVEL_IDS) {
      const least = leastVolatility(policyFor(level), instruments, covariance) ?? Infinity;
      worst[level] = Math.max(worst[level] ?? 0, least);
    }
  }
  return worst;
}

/** Stocks to their limit, the wildest first, the rest in bonds: a portfolio the limits allow. */
function boldVolatility(panel: PricePanel, row: number): number {
  const { lookbackDays, cashWeight, weightMax, classLimits } = policyFor('aggressive');
  const columns = riskyColumns(panel);
  const covariance = excessCovariance(panel, row, lookbackDays, columns);
  const weights = columns.map(() => 0);
  let rest = 1 - cashWeight;
  for (const assetClass of ['equity', 'bond']) {
    let room = classLimits.find((limit) => limit.assetClass === assetClass)!.max;
    const members = columns.flatMap((column, j) => (panel.instruments[column]!.assetClass === assetClass ? [j] : []));
    for (const j of members.sort((left, right) => covariance[right]![right]! - covariance[left]![left]!)) {
      weights[j] = Math.min(weightMax, room, rest);
      room -= weights[j];
      rest -= weights[j];
    }
  }
  expect(rest).toBeCloseTo(0, 12);
  return Math.sqrt(
    weights.reduce((sum, wi, i) => sum + wi * weights.reduce((s, wj, j) => s + wj * covariance[i]![j]!, 0), 0),
  );
}

describe('the ladder', () => {
  test('each step is bolder than the one before', () => {
    const levels = RISK_LEVEL_IDS.map((id) => RISK_LEVELS[id]);
    for (const [index, level] of levels.slice(1).entries()) {
      const before = levels[index]!;
      expect(level.annualVolatilityMax).toBeGreaterThan(before.annualVolatilityMax);
      expect(level.cashWeight).toBeLessThan(before.cashWeight);
      expect(level.scoreMin).toBeGreaterThan(before.scoreMin);
    }
  });

  test('class limits leave room for the invested money and never cross themselves', () => {
    for (const id of RISK_LEVEL_IDS) {
      const { classLimits, cashWeight } = RISK_LEVELS[id];
      expect(classLimits.reduce((sum, { max }) => sum + max, 0)).toBeGreaterThan(1 - cashWeight);
      for (const { min, max } of classLimits) expect(min).toBeLessThanOrEqual(max);
    }
  });
});

// Oracle: quadprog, an independent quadratic solver, on covariances computed plainly here.
describe.skipIf(!HAS_SHARED_DATA)('on the core file of the shared data (skipped where it is absent)', () => {
  test('every level has a portfolio within its volatility at every monthly date from 2010 to mid-2024', () => {
    const panel = corePanel();
    const lastRow = indexOfDay(panel, dayNumber(isoDay('2024-06-28')))!;
    const worst = worstLeastVolatilities(panel, TRADING_DAYS_A_MONTH, lastRow);
    for (const id of RISK_LEVEL_IDS) expect(worst[id], id).toBeLessThan(RISK_LEVELS[id].annualVolatilityMax);
  });

  test('14 % can be reached on the last date of the main job', () => {
    const panel = corePanel();
    expect(boldVolatility(panel, indexOfDay(panel, dayNumber(isoDay('2024-06-28')))!)).toBeGreaterThan(0.14);
  });
});

describe('on the simulated market', () => {
  const panel = simulatedMarket({ seed: 'ballast', lastDay: dayNumber(isoDay('2024-06-28')) });

  test('every level has a portfolio within its volatility at every quarterly date', () => {
    const worst = worstLeastVolatilities(panel, 3 * TRADING_DAYS_A_MONTH, panel.dayCount - 1);
    for (const id of RISK_LEVEL_IDS) expect(worst[id], id).toBeLessThan(RISK_LEVELS[id].annualVolatilityMax);
  });

  test('14 % can be reached on the last date', () => {
    expect(boldVolatility(panel, panel.dayCount - 1)).toBeGreaterThan(0.14);
  });
});
