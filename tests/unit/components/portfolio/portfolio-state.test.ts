import { describe, expect, test } from 'vitest';
import { driftLines, lastDayChange, portfolioState, priceAge } from '@/components/portfolio/portfolio-state';
import { fundingProblem, fundingText } from '@/components/portfolio/funding-amount';
import type { PortfolioView, PositionView } from '@/lib/shared/contracts/account';

const usd = (amount: string) => ({ amount, currency: 'USD' }) as const;

const position = (symbol: string, weight: number, targetWeight: number): PositionView => ({
  symbol,
  name: symbol,
  assetClass: 'equity',
  quantity: '1',
  averageCost: '1',
  costBasis: usd('1'),
  price: '1',
  value: usd('1'),
  unrealizedGain: usd('0'),
  unrealizedGainRatio: 0,
  weight,
  targetWeight,
  drift: weight - targetWeight,
});

const ID = '01a1fc1c-f6a5-71d3-9a6b-f921aca4bb14';

function viewOf(part: Partial<PortfolioView> = {}): PortfolioView {
  const cashWeight = 1 - (part.positions ?? []).reduce((sum, { weight }) => sum + weight, 0);
  return {
    account: {
      id: ID,
      name: 'Paper',
      kind: 'paper',
      currency: 'USD',
      priceSetId: ID,
      createdAt: '2026-01-01T00:00:00Z',
    },
    asOfDate: '2026-11-20',
    source: {
      kind: 'simulated',
      label: 'Simulated market',
      isSimulated: true,
      basis: 'total-return',
      firstDay: '2000-01-03',
      lastDay: '2026-11-20',
    },
    value: usd('1000.00'),
    cash: usd('0.00'),
    cashWeight,
    contributed: usd('1000.00'),
    gain: usd('0.00'),
    positions: [],
    missing: [],
    lots: [],
    taxFigures: {
      year: 2026,
      unrealizedShort: usd('0.00'),
      unrealizedLong: usd('0.00'),
      realizedShort: usd('0.00'),
      realizedLong: usd('0.00'),
      income: [],
    },
    drift: { total: 0, max: 0.05, isOutside: false, recommendationId: ID },
    openRebalanceId: null,
    history: [],
    reconciliation: { status: 'matched', differences: [] },
    ...part,
  };
}

const outside = (total: number) => ({ total, max: 0.05, isOutside: true, recommendationId: ID });

describe('what the page says first', () => {
  test('a running rebalance comes before everything else', () => {
    expect(portfolioState(viewOf({ openRebalanceId: ID, value: usd('0.00') }))).toBe('rebalancing');
  });

  test('no money, no plan, nothing bought yet', () => {
    expect(portfolioState(viewOf({ value: usd('0.00') }))).toBe('unfunded');
    expect(portfolioState(viewOf({ drift: null }))).toBe('no-plan');
    expect(portfolioState(viewOf({ drift: outside(1) }))).toBe('uninvested');
  });

  test('new cash that is the whole drift waits; the same drift between holdings is drift', () => {
    const cashHeavy = [position('A', 0.45, 0.5), position('B', 0.45, 0.5)];
    expect(portfolioState(viewOf({ positions: cashHeavy, drift: outside(0.1) }))).toBe('cash-waiting');
    const tilted = [position('A', 0.6, 0.5), position('B', 0.4, 0.5)];
    expect(portfolioState(viewOf({ positions: tilted, drift: outside(0.1) }))).toBe('drifted');
  });

  test('cash that the plan leaves in the account is not waiting', () => {
    const positions = [position('A', 0.35, 0.45), position('B', 0.55, 0.45)];
    expect(portfolioState(viewOf({ positions, drift: outside(0.1) }))).toBe('drifted');
  });

  test('inside its limit a portfolio is on plan', () => {
    expect(portfolioState(viewOf({ positions: [position('A', 1, 1)] }))).toBe('on-plan');
  });
});

describe('the last day', () => {
  const point = (date: string, value: number, contributed: number) => ({ date, value, contributed });

  // Oracle: by hand, 110 - 100 - (5 - 0) = 5, which is 5 % of 100.
  test('money paid in that day is no gain', () => {
    const change = lastDayChange([point('2026-11-19', 100, 0), point('2026-11-20', 110, 5)]);
    expect(change).toEqual({ amount: 5, ratio: 0.05, date: '2026-11-20' });
  });

  test('one point, or two that are weeks apart, say nothing about a day', () => {
    expect(lastDayChange([point('2026-11-20', 100, 100)])).toBeNull();
    expect(lastDayChange([point('2026-10-20', 100, 100), point('2026-11-20', 120, 100)])).toBeNull();
  });
});

describe('the age of prices', () => {
  const now = Date.parse('2026-11-30T12:00:00Z');

  test('a simulated market that stopped is late; a file never was expected to move', () => {
    const simulated = viewOf();
    expect(priceAge(simulated, now)).toEqual({ days: 10, kind: 'stale' });
    expect(priceAge({ ...simulated, source: { ...simulated.source, kind: 'file' } }, now).kind).toBe('fixed');
    expect(priceAge(simulated, Date.parse('2026-11-22T12:00:00Z')).kind).toBe('live');
  });
});

describe('lines against the plan', () => {
  test('targets not held and money in the account stand with the holdings, and weights add up', () => {
    const lines = driftLines(
      viewOf({
        positions: [position('A', 0.5, 0.6)],
        missing: [{ symbol: 'B', name: 'B', assetClass: 'bond', targetWeight: 0.3 }],
      }),
    );
    expect(lines.map(({ symbol }) => symbol)).toEqual(['A', 'B', 'USD']);
    expect(lines.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(lines.reduce((sum, { target }) => sum + target, 0)).toBeCloseTo(1, 12);
  });

  test('a band never leaves the portfolio', () => {
    for (const { bandLow, bandHigh } of driftLines(viewOf({ positions: [position('A', 0.99, 0.99)] }))) {
      expect(bandLow).toBeGreaterThanOrEqual(0);
      expect(bandHigh).toBeLessThanOrEqual(1);
    }
  });
});

describe('an amount to pay in', () => {
  test.each([undefined, 0, 0.99, 10_000_001])('%s is refused with a sentence', (amount) => {
    expect(fundingProblem(amount)).toMatch(/\.$/);
  });

  test('travels as cents', () => {
    expect(fundingProblem(2_500.5)).toBeUndefined();
    expect(fundingText(2_500.5)).toBe('2500.50');
  });
});
