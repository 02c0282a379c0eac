import { RISK_LEVELS } from '@/lib/quant/policy/risk-levels';
import type { RiskLevelId } from '@/lib/quant/policy/types';
import { solveByQuadprog } from '../unit/quant/optimize/oracles';

/**
 * The plan and its backtest once more, from the text of a price file to the last figure, written apart from the
 * product: plain loops over arrays of rows, another solver (quadprog), fractional shares and no order minimum. Only the
 * policy's figures (limits by level) and the instruments' classes and spreads are taken from the product.
 */

export interface Facts {
  readonly assetClass: string;
  readonly halfSpreadBasisPoints: number;
}

export interface Table {
  readonly dates: readonly string[];
  /** dates x symbols. */
  readonly rows: readonly (readonly number[])[];
  readonly symbols: readonly string[];
}

export function readWide(text: string, symbols: readonly string[]): Table {
  const [header = '', ...lines] = text.trim().split('\n');
  const columns = symbols.map((symbol) => header.split(',').indexOf(symbol));
  const cells = lines.map((line) => line.split(','));
  return {
    symbols,
    dates: cells.map((row) => row[0]!),
    rows: cells.map((row) => columns.map((column) => Number(row[column]))),
  };
}

const LOOK_BACK = 756;
const SHARPE = 0.3;
const MIX: Readonly<Record<string, number>> = { equity: 0.54, bond: 0.44, commodity: 0.02 };

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Ledoit & Wolf (2004), "A well-conditioned estimator", equations 14 to 18, observation by observation. */
function ledoitWolf(samples: readonly (readonly number[])[]): number[][] {
  const size = samples[0]!.length;
  const count = samples.length;
  const means = Array.from({ length: size }, (_, i) => average(samples.map((row) => row[i]!)));
  const centred = samples.map((row) => row.map((value, i) => value - means[i]!));
  const sample = means.map((_, i) => means.map((__, j) => average(centred.map((row) => row[i]! * row[j]!))));
  const level = average(sample.map((row, i) => row[i]!));
  let distance = 0;
  let noise = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      distance += (sample[i]![j]! - (i === j ? level : 0)) ** 2 / size;
      noise += average(centred.map((row) => (row[i]! * row[j]! - sample[i]![j]!) ** 2)) / size / count;
    }
  }
  const shrinkage = Math.min(noise, distance) / distance;
  return sample.map((row, i) => row.map((value, j) => (1 - shrinkage) * value + (i === j ? shrinkage * level : 0)));
}

export interface Plan {
  readonly weights: Map<string, number>;
  readonly expectedReturn: number;
  readonly volatility: number;
}

const years = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The plan of a level on the last row of a table: most return within the level's volatility. */
export function independentPlan(table: Table, facts: ReadonlyMap<string, Facts>, level: RiskLevelId): Plan {
  const policy = RISK_LEVELS[level];
  const { symbols, rows, dates } = table;
  const classOf = (symbol: string): string => facts.get(symbol)!.assetClass;
  const window = rows.slice(-LOOK_BACK - 1);
  const cash = symbols.map((_, i) => i).filter((i) => classOf(symbols[i]!) === 'cash');
  const risky = symbols.map((_, i) => i).filter((i) => classOf(symbols[i]!) !== 'cash');
  const change = (t: number, i: number): number => window[t]![i]! / window[t - 1]![i]! - 1;
  const samples = window.slice(1).map((_, row) => {
    const bills = average(cash.map((i) => change(row + 1, i)));
    return risky.map((i) => change(row + 1, i) - bills);
  });
  const covariance = ledoitWolf(samples).map((row) => row.map((value) => value * 252));

  const lastDate = dates.at(-1)!;
  const yearAgo = dates.findLastIndex((date) => years(date, lastDate) >= 365);
  const growth = average(cash.map((i) => rows.at(-1)![i]! / rows[yearAgo]![i]!));
  const cashReturn = growth ** (365 / years(dates[yearAgo]!, lastDate)) - 1;

  const counts = (assetClass: string): number => risky.filter((i) => classOf(symbols[i]!) === assetClass).length;
  const raw = risky.map((i) => (MIX[classOf(symbols[i]!)] ?? 0) / counts(classOf(symbols[i]!)));
  const mix = raw.map((share) => share / raw.reduce((sum, value) => sum + value, 0));
  const marginal = covariance.map((row) => row.reduce((sum, value, j) => sum + value * mix[j]!, 0));
  const mixVolatility = Math.sqrt(marginal.reduce((sum, value, i) => sum + value * mix[i]!, 0));
  const returns = marginal.map((value) => cashReturn + (SHARPE / mixVolatility) * value);

  const limits = {
    budget: 1 - policy.cashWeight,
    weightMin: new Float64Array(risky.length),
    weightMax: Float64Array.from(risky, (i) => {
      const limit = policy.classLimits.find(({ assetClass }) => assetClass === classOf(symbols[i]!));
      return Math.min(policy.weightMax, limit?.max ?? 1);
    }),
    rows: policy.classLimits.map(({ assetClass, min, max }) => ({
      name: assetClass,
      coefficients: Float64Array.from(risky, (i) => (classOf(symbols[i]!) === assetClass ? 1 : 0)),
      min: min === 0 ? -Infinity : min,
      max,
    })),
  };
  const flat = Float64Array.from(covariance.flat());
  const volatilityOf = (w: Float64Array): number =>
    Math.sqrt(
      w.reduce((sum, left, i) => sum + left * w.reduce((part, right, j) => part + right * covariance[i]![j]!, 0), 0),
    );
  const solve = (hunger: number): Float64Array =>
    solveByQuadprog(
      flat,
      returns.map((value) => value * hunger),
      limits,
    )!;
  // More appetite, more volatility: the appetite at which the limit is met is found by halving.
  let low = 0;
  let high = 50;
  let best = solve(high);
  if (volatilityOf(best) > policy.annualVolatilityMax) {
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      best = solve(middle);
      if (volatilityOf(best) > policy.annualVolatilityMax) high = middle;
      else low = middle;
    }
    best = solve(low);
  }
  const weights = new Map(risky.map((i, at) => [symbols[i]!, best[at]!]));
  for (const i of cash) weights.set(symbols[i]!, policy.cashWeight / cash.length);
  return {
    weights,
    expectedReturn: returns.reduce((sum, value, i) => sum + value * best[i]!, 0) + policy.cashWeight * cashReturn,
    volatility: volatilityOf(best),
  };
}

/** Value at the end of a monthly rebalanced backtest with costs: decided on a month's first row, traded on the next. */
export function independentBacktest(
  table: Table,
  facts: ReadonlyMap<string, Facts>,
  from: string,
  targetOn: (past: Table) => Map<string, number>,
): number {
  const { dates, rows, symbols } = table;
  const start = dates.findIndex((date) => date >= from);
  const costRate = symbols.map((symbol) => (facts.get(symbol)!.halfSpreadBasisPoints + 1) / 10_000);
  let holdings = symbols.map(() => 0);
  let cash = 1;
  let target: Map<string, number> | undefined;
  const bills = symbols.map((_, i) => i).filter((i) => facts.get(symbols[i]!)!.assetClass === 'cash');
  for (let t = start; t < dates.length; t++) {
    const prices = rows[t]!;
    // Money that waits for its first trade earns what the cash fund earns.
    if (t > start) cash *= 1 + average(bills.map((i) => prices[i]! / rows[t - 1]![i]! - 1));
    if (target !== undefined) {
      const wanted = symbols.map((symbol) => target!.get(symbol)!);
      const before = cash + holdings.reduce((sum, units, i) => sum + units * prices[i]!, 0);
      // Costs come out of the value that the weights are taken of; a few rounds settle the two.
      let value = before;
      for (let round = 0; round < 20; round++) {
        const paid = wanted.reduce(
          (sum, w, i) => sum + Math.abs(w * value - holdings[i]! * prices[i]!) * costRate[i]!,
          0,
        );
        value = before - paid;
      }
      holdings = wanted.map((w, i) => (w * value) / prices[i]!);
      cash = value * (1 - wanted.reduce((sum, w) => sum + w, 0));
      target = undefined;
    }
    if (t === start || dates[t]!.slice(0, 7) !== dates[t - 1]!.slice(0, 7)) {
      target = targetOn({ symbols, dates: dates.slice(0, t + 1), rows: rows.slice(0, t + 1) });
    }
  }
  return cash + holdings.reduce((sum, units, i) => sum + units * rows.at(-1)![i]!, 0);
}
