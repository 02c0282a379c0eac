import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import { KNOWN, makePanel, mapLayers, type PricePanel, selectInstruments, view } from '@/lib/quant/market/panel';
import { SIMULATED_SEED_DEFAULT, simulatedMarket } from '@/lib/quant/market/simulated-market';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { policyFor } from '@/lib/quant/policy/policy';
import { type Policy, RISK_LEVEL_IDS } from '@/lib/quant/policy/types';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';
import type { Decided, Strategy } from '@/lib/quant/strategy/types';
import { expectClose, TOLERANCE } from '../support/close';
import { checkNoLookahead, type DayOutput } from '../support/no-lookahead';
import { corePanel, HAS_CORE_FILE } from '../unit/quant/strategy/core-panel';

/** L12: target weights and cash add up to one. */
const WEIGHT_SUM_TOLERANCE = 1e-9;

/** Limits before rounding to tradable sizes (L13), and the same optimum found in another order of instruments. */
const LIMIT_TOLERANCE = 1e-8;

const strategies: readonly (readonly [string, Strategy])[] = Object.entries(STRATEGIES);

/** What a strategy may be shown: instruments that can be held. */
function simulated(): PricePanel {
  const panel = simulatedMarket({
    seed: SIMULATED_SEED_DEFAULT,
    firstDay: dayNumber(isoDay('2016-01-04')),
    lastDay: dayNumber(isoDay('2021-03-31')),
  });
  const symbols = panel.instruments.filter(({ isInvestable }) => isInvestable).map(({ symbol }) => symbol);
  return selectInstruments(panel, symbols);
}

const decide = (strategy: Strategy, panel: PricePanel, policy: Policy): ReturnType<Strategy['decide']> =>
  strategy.decide({
    view: panel,
    policy,
    aim: { kind: 'most-return' },
    currentWeights: new Float64Array(panel.instruments.length),
  });

function decidedBy(strategy: Strategy, panel: PricePanel, policy: Policy): Decided {
  const outcome = decide(strategy, panel, policy);
  if (outcome.status !== 'decided') throw new Error(`${strategy.id}: ${JSON.stringify(outcome)}`);
  return outcome;
}

const sumOver = (panel: PricePanel, weights: Float64Array, assetClass: string): number =>
  weights.reduce((sum, weight, i) => (panel.instruments[i]!.assetClass === assetClass ? sum + weight : sum), 0);

/** Promises that hold for every strategy on every panel that holds cash. */
function checkPromises(strategy: Strategy, panel: PricePanel, policy: Policy): void {
  const { weights, inputs, leftOut } = decidedBy(strategy, panel, policy);
  expectClose(
    weights.reduce((sum, weight) => sum + weight, 0),
    1,
    WEIGHT_SUM_TOLERANCE,
  );
  weights.forEach((weight) => expect(weight >= 0 && weight <= 1).toBe(true));
  for (const symbol of leftOut) {
    expect(weights[panel.instruments.findIndex((instrument) => instrument.symbol === symbol)]).toBe(0);
  }
  if (!strategy.keepsPolicyLimits) return;
  const cash = sumOver(panel, weights, 'cash');
  expect(cash).toBeGreaterThanOrEqual(policy.cashWeight - WEIGHT_SUM_TOLERANCE);
  const shrink = (1 - cash) / (1 - policy.cashWeight);
  for (const { assetClass, min, max } of policy.classLimits) {
    const held = sumOver(panel, weights, assetClass);
    expect(held).toBeLessThanOrEqual(max + LIMIT_TOLERANCE);
    expect(held).toBeGreaterThanOrEqual(min * shrink - LIMIT_TOLERANCE);
  }
  panel.instruments.forEach(({ assetClass }, i) => {
    if (ASSET_CLASSES[assetClass].isRisky) expect(weights[i]).toBeLessThanOrEqual(policy.weightMax + LIMIT_TOLERANCE);
  });
  const volatility = Math.sqrt(quadraticForm(inputs!.covariance, weights));
  expect(volatility).toBeLessThanOrEqual(policy.annualVolatilityMax + LIMIT_TOLERANCE);
}

describe.each(strategies)('strategy %s on the simulated market', (id, strategy) => {
  const panel = simulated();

  test('is registered under its own id', () => {
    expect(strategy.id).toBe(id);
  });

  test.each(RISK_LEVEL_IDS)('keeps its promises under the %s policy', (level) => {
    for (let rows = 800; rows <= panel.dayCount; rows += 120)
      checkPromises(strategy, view(panel, rows), policyFor(level));
  });

  test('does not depend on the order of the instruments', () => {
    const symbols = panel.instruments.map(({ symbol }) => symbol);
    const straight = decidedBy(strategy, panel, policyFor('balanced')).weights;
    const turned = decidedBy(strategy, selectInstruments(panel, symbols.toReversed()), policyFor('balanced')).weights;
    straight.forEach((weight, i) => expectClose(turned[symbols.length - 1 - i]!, weight, LIMIT_TOLERANCE));
  });

  test('gives the same bytes twice, and leaves its input alone', () => {
    const before = Float64Array.from(panel.layers.totalReturnIndex);
    const first = decide(strategy, panel, policyFor('balanced'));
    expect(decide(strategy, panel, policyFor('balanced'))).toEqual(first);
    expect(panel.layers.totalReturnIndex).toEqual(before);
  });

  test('names what has too little history', () => {
    if (strategy.lookbackDaysMin <= 1) return;
    const policy = { ...policyFor('balanced'), lookbackDays: 300 };
    const symbols = panel.instruments.map(({ symbol }) => symbol);
    expect(decide(strategy, view(panel, 300), policy)).toEqual({
      status: 'insufficient-history',
      symbols,
      daysNeeded: 301,
    });
    expect(decide(strategy, view(panel, 301), policy).status).toBe('decided');
  });

  test('leaves out, by name, an instrument that has no price', () => {
    const column = panel.instruments.findIndex(({ assetClass }) => assetClass === 'equity');
    const cell = (panel.dayCount - 1) * panel.instruments.length + column;
    const known = Uint8Array.from(panel.known);
    known[cell] = KNOWN.absent;
    const layers = mapLayers(panel.layers, (values) => {
      const copy = Float64Array.from(values);
      copy[cell] = Number.NaN;
      return copy;
    });
    const outcome = decidedBy(strategy, makePanel({ ...panel, known, layers }), policyFor('balanced'));
    expect(outcome.leftOut).toContain(panel.instruments[column]!.symbol);
    expect(outcome.weights[column]).toBe(0);
  });
});

describe.skipIf(!HAS_CORE_FILE)('real prices of the core file (skipped where shared data are absent)', () => {
  test.each(strategies)('%s keeps its promises from 2010 to 2024', (_id, strategy) => {
    const panel = corePanel();
    for (const level of RISK_LEVEL_IDS) {
      for (let rows = 760; rows <= panel.dayCount; rows += 250)
        checkPromises(strategy, view(panel, rows), policyFor(level));
    }
  });

  // The trap: with SHV in the risky part, plain risk parity has 0.7 % volatility.
  test('cash does not swallow risk parity: the risky part keeps its volatility', () => {
    const panel = corePanel();
    const { weights, inputs } = decidedBy(STRATEGIES['risk-parity'], panel, policyFor('balanced'));
    expect(Math.sqrt(quadraticForm(inputs!.covariance, weights))).toBeGreaterThan(0.05);
  });
});

/** L16 is checked with a short look-back, so that decisions and cuts can be many. */
describe('no strategy sees the future', () => {
  const LOOKBACK = 100;
  const policy = { ...policyFor('balanced'), lookbackDays: LOOKBACK };
  const panel = view(simulated(), 260);
  const cutIndices = [125, 150, 151, 152, 190, 233, 259];

  const decisionsOf =
    (strategy: Strategy) =>
    (given: PricePanel): readonly DayOutput[] =>
      Array.from({ length: given.dayCount }, (_, t): DayOutput => {
        // Every row beside a cut, and some others.
        const isAsked = t > LOOKBACK && (t % 25 === 0 || cutIndices.some((cut) => Math.abs(cut - t) < 3));
        if (!isAsked) return '';
        const outcome = decide(strategy, view(given, t + 1), policy);
        return outcome.status === 'decided' ? outcome.weights : JSON.stringify(outcome);
      });

  const backtestOf =
    (strategy: Strategy) =>
    (given: PricePanel): readonly DayOutput[] => {
      const run = runBacktest({
        panel: given,
        strategy,
        policy,
        aim: { kind: 'most-return' },
        fromDay: panel.days[LOOKBACK + 2]!,
        toDay: given.days.at(-1)!,
        rebalance: 'monthly',
        startMoney: 10_000,
        costs: policy.costs,
        control: { report: () => undefined, shouldStop: () => false },
      });
      if (run.status !== 'finished') throw new Error(run.status);
      return Array.from(given.days, (day): DayOutput => {
        const t = run.days.indexOf(day);
        const trades = run.trades.filter((trade) => trade.day === day);
        return t === -1 ? '' : JSON.stringify([run.value[t], run.cash[t], run.cashReturns[t], trades]);
      });
    };

  /** Reaches behind the view for the next row's prices, and puts all money into what will rise most. */
  const peeking: Strategy = {
    id: 'peeking',
    keepsPolicyLimits: false,
    lookbackDaysMin: 1,
    decide: ({ view: seen }) => {
      const n = seen.instruments.length;
      const { buffer, byteOffset, length } = seen.layers.totalReturnIndex;
      const isLast = byteOffset + 8 * (length + n) > buffer.byteLength;
      const next = isLast ? undefined : new Float64Array(buffer, byteOffset + 8 * length, n);
      const gains = Array.from(
        { length: n },
        (_, i) => (next?.[i] ?? 1) / seen.layers.totalReturnIndex[length - n + i]!,
      );
      const best = gains.indexOf(Math.max(...gains.map((gain) => (Number.isFinite(gain) ? gain : 0))));
      return { status: 'decided', weights: new Float64Array(n).fill(1, best, best + 1), leftOut: [], facts: [] };
    },
  };

  test.each(strategies)('decisions of %s', (_id, strategy) => {
    expect(checkNoLookahead({ compute: decisionsOf(strategy), panel, cutIndices, seed: 7 })).toEqual([]);
  });

  test.each(strategies)('the backtest of %s', (_id, strategy) => {
    expect(checkNoLookahead({ compute: backtestOf(strategy), panel, cutIndices, seed: 8 })).toEqual([]);
  });

  test('a planted strategy that looks one day ahead is caught', () => {
    const findings = checkNoLookahead({ compute: decisionsOf(peeking), panel, cutIndices, seed: 9 });
    expect(new Set(findings.map(({ tampering }) => tampering))).toEqual(new Set(['removed', 'scrambled', 'unknown']));
    for (const { cutIndex, row } of findings) expect(row).toBe(cutIndex - 1);
  });
});

describe('the plan puts cash where the policy says', () => {
  const panel = simulated();

  test.each(RISK_LEVEL_IDS)('%s: exactly, and split equally over the cash instruments', (level) => {
    const policy = policyFor(level);
    for (const strategy of [STRATEGIES['mean-variance'], STRATEGIES['min-variance']]) {
      const { weights } = decidedBy(strategy, panel, policy);
      expectClose(sumOver(panel, weights, 'cash'), policy.cashWeight, TOLERANCE.closedForm);
    }
  });
});
