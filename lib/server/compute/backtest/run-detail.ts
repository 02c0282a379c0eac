import { isoDayFromNumber } from '@/lib/base/iso-day';
import { tradeRows } from '@/lib/codec/backtest/trade-rows';
import { drawdownTable } from '@/lib/quant/backtest/analysis/drawdown-table';
import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { ASSET_CLASSES, type AssetClass, type Instrument } from '@/lib/quant/market/instrument';
import { rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import type {
  BacktestAccounting,
  BacktestContribution,
  BacktestDetail,
  BacktestDrawdown,
  BacktestExposure,
  BacktestRolling,
} from '@/lib/shared/contracts/backtest';
import { runIntervals } from './run-intervals';
import { ROLLING_ROWS, rollingSeries } from './rolling';

/** A line and what its beta and its differences are measured against. */
export interface DetailedRun {
  readonly run: BacktestFinished;
  readonly instruments: readonly Instrument[];
  readonly yardstick: { readonly name: string; readonly run: BacktestFinished } | undefined;
}

/** What lies behind one line: how it went, what it held, where its gain came from and what it traded. */
export const runDetail = (detailed: DetailedRun): Omit<BacktestDetail, 'against'> => ({
  rolling: rollingOf(detailed),
  drawdowns: drawdownsOf(detailed.run),
  exposure: exposureOf(detailed),
  contributions: contributionsOf(detailed),
  accounting: accountingOf(detailed.run),
  intervals: runIntervals(detailed),
  trades: tradeRows(detailed.run),
});

/** A chart is a few hundred points wide, and the record of twenty years should stay small. */
const POINTS_MAX = 260;

const shownRows = (count: number): number[] => {
  const every = Math.max(1, Math.ceil(count / POINTS_MAX));
  return Array.from({ length: count }, (_, row) => row).filter((row) => (count - 1 - row) % every === 0);
};

/** More digits than these are not seen. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
const cents = (value: number): number => Math.round(value * 100) / 100;
const finiteOrNull = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : rounded(value);

function rollingOf({ run, yardstick }: DetailedRun): BacktestRolling | null {
  const returns = runReturns(run);
  if (yardstick === undefined || returns.length < ROLLING_ROWS) return null;
  const theirs = runReturns(yardstick.run);
  const shared = { cashReturns: run.cashReturns.subarray(1), periodsPerYear: rowsPerYear(run.days) };
  const own = rollingSeries({ ...shared, returns, yardstick: theirs });
  const other = rollingSeries({ ...shared, returns: theirs, yardstick: theirs });
  const rows = shownRows(own.beta.length);
  const at = (values: Float64Array): (number | null)[] => rows.map((row) => finiteOrNull(values[row]));
  return {
    windowDays: ROLLING_ROWS,
    against: yardstick.name,
    dates: rows.map((row) => isoDayFromNumber(run.days[row + ROLLING_ROWS] ?? 0)),
    volatility: { own: at(own.volatility), yardstick: at(other.volatility) },
    sharpe: { own: at(own.sharpe), yardstick: at(other.sharpe) },
    beta: at(own.beta),
  };
}

/** The deepest falls tell the story; the rest are ripples. */
const DRAWDOWNS_MAX = 10;

const drawdownsOf = (run: BacktestFinished): BacktestDrawdown[] =>
  drawdownTable(run.days, runReturns(run), DRAWDOWNS_MAX).map((spell) => ({
    ...spell,
    peakDay: isoDayFromNumber(spell.peakDay),
    troughDay: isoDayFromNumber(spell.troughDay),
    recoveryDay: spell.recoveryDay === null ? null : isoDayFromNumber(spell.recoveryDay),
  }));

const CLASS_IDS = Object.keys(ASSET_CLASSES) as AssetClass[];

/** Shares of the value by class at the close; cash outside instruments counts as cash. */
function exposureOf({ run, instruments }: DetailedRun): BacktestExposure {
  const rows = shownRows(run.days.length);
  const n = instruments.length;
  const shareOf = (assetClass: AssetClass, row: number): number => {
    const held = instruments.reduce(
      (sum, instrument, i) =>
        instrument.assetClass === assetClass ? sum + (run.positionValues[row * n + i] ?? 0) : sum,
      assetClass === 'cash' ? (run.cash[row] ?? 0) : 0,
    );
    return rounded(held / (run.value[row] ?? Number.NaN));
  };
  const classes = CLASS_IDS.map((assetClass) => ({ assetClass, shares: rows.map((row) => shareOf(assetClass, row)) }));
  return {
    dates: rows.map((row) => isoDayFromNumber(run.days[row] ?? 0)),
    classes: classes.filter(({ shares }) => shares.some((share) => share !== 0)),
  };
}

/** What each instrument added over the whole run, after the cost of trading it; largest first. */
function contributionsOf({ run, instruments }: DetailedRun): BacktestContribution[] {
  const n = instruments.length;
  const totals = new Float64Array(n);
  run.contributions.forEach((amount, at) => {
    totals[at % n] = (totals[at % n] ?? 0) + amount;
  });
  return instruments
    .map(({ symbol, name, assetClass }, i) => ({ symbol, name, assetClass, amount: cents(totals[i] ?? 0) }))
    .filter(({ amount }) => amount !== 0)
    .sort((left, right) => right.amount - left.amount);
}

const total = (amounts: Float64Array): number => amounts.reduce((sum, amount) => sum + amount, 0);

function accountingOf(run: BacktestFinished): BacktestAccounting {
  const { value, flows, interest, fees, taxes, contributions } = run;
  return {
    gain: cents((value.at(-1) ?? 0) - (value[0] ?? 0) - total(flows.subarray(1))),
    instruments: cents(total(contributions)),
    interest: cents(total(interest)),
    costs: cents(run.totals.cost),
    fees: cents(total(fees)),
    taxes: cents(total(taxes)),
    liquidationValue: run.taxed === undefined ? null : cents(run.taxed.liquidationValue),
  };
}
