import { dayNumber, isoDay } from '@/lib/base/iso-day';
import type { BacktestRequest } from '@/lib/quant/backtest/types';
import { allocateLayer, allocateMask, KNOWN, makePanel, type PricePanel } from '@/lib/quant/market/panel';
import { randomStream } from '@/lib/quant/math/rng';
import { policyFor } from '@/lib/quant/policy/policy';
import { decided } from '@/lib/quant/strategy/shared';
import type { Strategy } from '@/lib/quant/strategy/types';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import { testInstrument } from '../../unit/quant/trading/instruments';

/** What the backtest and the live account are both given: 20 instruments over a year of trading days and a turn of the year. */

export const INSTRUMENTS = 20;
export const TRADED_DAYS = 252;
/** Rows before the first traded day, for the strategy to look back on. */
const WARM_UP_ROWS = 25;
export const START_MONEY = 250_000;
export const VOLUME_SHARE_MAX = 0.1;
export const ORDER_DAYS_MAX = 4;

const [SPLIT_COLUMN, HALTED_COLUMN, THIN_COLUMN, THINNEST_COLUMN] = [3, 7, 11, 12] as const;
/** Three new shares for two old ones; these trade in whole shares, so that half a share is paid in cash. */
const SPLIT_FACTOR = 1.5;
const SPLIT_ROW = 140;
/** Longer than a decision waits for prices: its orders are refused. */
const HALTED_ROWS = [96, 125] as const;

const weekdaysFrom = (first: string, count: number): Int32Array => {
  const days: number[] = [];
  for (let day = dayNumber(isoDay(first)); days.length < count; day++) {
    const weekday = (((day + 4) % 7) + 7) % 7;
    if (weekday !== 0 && weekday !== 6) days.push(day);
  }
  return Int32Array.from(days);
};

/** Raw prices with quarterly dividends, one split, one halt, and two instruments of thin volume. */
export function replayPanel(): PricePanel {
  const random = randomStream('backtest is live');
  const instruments = Array.from({ length: INSTRUMENTS }, (_, i) =>
    testInstrument(`RPL${String(i).padStart(2, '0')}`, {
      assetClass: i % 3 === 2 ? 'bond' : 'equity',
      halfSpreadBasisPoints: 1 + (i % 5),
      ...(i === SPLIT_COLUMN ? { quantityDecimals: 0, isFractionable: false } : {}),
      ...(i % 4 === 1 ? { quantityDecimals: 9 } : {}),
    }),
  );
  const days = weekdaysFrom('2023-05-01', WARM_UP_ROWS + TRADED_DAYS);
  const shape = { instruments, days };
  const layer = (): Float64Array => allocateLayer(shape);
  const [close, totalReturnIndex, volume, dividend, splitFactor] = [layer(), layer(), layer(), layer(), layer()];
  const known = allocateMask(shape);
  const price = instruments.map((_, i) => 20 + 11 * i);
  const index = instruments.map(() => 100);
  days.forEach((_, row) => {
    for (let i = 0; i < INSTRUMENTS; i++) {
      const growth = Math.exp(0.0002 + 0.012 * (1 + (i % 4) / 3) * random.nextNormal());
      const factor = i === SPLIT_COLUMN && row === SPLIT_ROW ? SPLIT_FACTOR : 1;
      const paid = i % 2 === 0 && row % 63 === 20 + i ? Number((0.004 * price[i]!).toFixed(4)) : 0;
      price[i] = Number(((price[i]! * growth) / factor - paid).toFixed(4));
      index[i] = index[i]! * growth;
      const thin = i === THIN_COLUMN ? 400 : i === THINNEST_COLUMN ? 60 : 1_000_000;
      const isHalted = i === HALTED_COLUMN && row >= HALTED_ROWS[0] && row < HALTED_ROWS[1];
      if (isHalted) continue;
      const at = row * INSTRUMENTS + i;
      known[at] = KNOWN.observed;
      close[at] = price[i]!;
      totalReturnIndex[at] = index[i]!;
      volume[at] = Math.round(thin * (0.5 + random.nextUniform()));
      dividend[at] = paid;
      splitFactor[at] = factor;
    }
  });
  return makePanel({
    instruments,
    days,
    known,
    layers: { close, totalReturnIndex, volume, dividend, splitFactor },
    basis: 'raw',
    source: { kind: 'simulated', label: 'a year for tests' },
  });
}

/** Leans towards what has risen over the look-back; an eighth of the money stays in cash. */
const leaning: Strategy = {
  id: 'leaning',
  keepsPolicyLimits: false,
  lookbackDaysMin: WARM_UP_ROWS,
  decide: ({ view }) => {
    const n = view.instruments.length;
    const last = (view.dayCount - 1) * n;
    const first = (view.dayCount - WARM_UP_ROWS) * n;
    const lean = Float64Array.from({ length: n }, (_, i) => {
      const rise = view.layers.totalReturnIndex[last + i]! / view.layers.totalReturnIndex[first + i]!;
      return Number.isFinite(rise) ? Math.min(3, Math.max(0.2, 1 + 8 * (rise - 1))) : 1;
    });
    const total = lean.reduce((sum, weight) => sum + weight, 0);
    return decided({ weights: lean.map((weight) => (0.875 * weight) / total) });
  },
};

export const TAXES = TAX_PRESETS['us-federal-2024'].policy({
  lotMethod: 'highest-cost',
  filing: 'single',
  taxableIncome: 80_000,
});

/** @param commissionBasisPoints of every order */
export function replayRequest(panel: PricePanel, commissionBasisPoints: number, days = TRADED_DAYS): BacktestRequest {
  const house = policyFor('balanced');
  const costs = { commissionBasisPoints };
  return {
    panel,
    strategy: leaning,
    policy: { ...house, costs, rebalance: { ...house.rebalance, orderValueMin: 250 } },
    aim: { kind: 'most-return' },
    fromDay: panel.days[WARM_UP_ROWS]!,
    toDay: panel.days[WARM_UP_ROWS + days - 1]!,
    rebalance: 'quarterly',
    startMoney: START_MONEY,
    costs,
    control: { report: () => undefined, shouldStop: () => false },
    execution: { at: 'close', volumeShareMax: VOLUME_SHARE_MAX, orderDaysMax: ORDER_DAYS_MAX },
    prices: 'traded',
    income: 'paid',
    taxes: TAXES,
  };
}
