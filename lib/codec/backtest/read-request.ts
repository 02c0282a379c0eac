import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import { marketSymbol } from '@/lib/quant/advice/evidence';
import { holdSymbol } from '@/lib/quant/backtest/benchmarks';
import { fixedWeights } from '@/lib/quant/backtest/fixed-weights';
import type { BacktestRequest } from '@/lib/quant/backtest/types';
import { indexOfDay, type PricePanel, selectInstruments, sliceDays } from '@/lib/quant/market/panel';
import { selectUniverse } from '@/lib/quant/market/universe';
import { policyFor } from '@/lib/quant/policy/policy';
import type { Policy } from '@/lib/quant/policy/types';
import { STRATEGIES, type StrategyId } from '@/lib/quant/strategy/strategies';
import type { Strategy } from '@/lib/quant/strategy/types';
import type { BacktestDoorRequest, BacktestStrategyInput } from '@/lib/shared/contracts/backtest-door';
import { isDailyThroughout } from '../prices/row-spacing';
import { symbolProblem } from '../recommend/read-request';
import { costPolicyOf, rebalanceOf, untradedSymbol, withHalfSpreads } from '../trading-rules';
import { taxedMoneyProblem } from './money-bound';
import { detailProblem, factorDaysProblem } from './detail-problem';
import { benchmarkStartOf, type FilledStart, filledStart } from './first-day';

/** One row of the answer before it is run. */
export interface PlannedRun {
  readonly id: string;
  readonly panel: PricePanel;
  readonly strategy: Strategy;
  readonly policy: Policy;
  readonly rebalance: BacktestRequest['rebalance'];
}

export interface BacktestPlan {
  readonly runs: readonly PlannedRun[];
  readonly benchmarks: readonly PlannedRun[];
  /** The row of the benchmark among the benchmarks; absent where the assets hold nothing to compare with. */
  readonly benchmarkId?: string;
  /** All days of the assets and the benchmark; the panels of the runs have the same. */
  readonly days: Int32Array;
  /** Whole days since 1970-01-01; absent: as early as all can decide. */
  readonly fromDay?: number;
  /** Where to begin when no day is named. */
  readonly filled?: FilledStart;
  /** The first price of the benchmark, where it comes after that and no day is named. */
  readonly benchmarkStart?: number;
  readonly toDay: number;
}

/** Where the test begins unless a row's look-back moves it. */
export const plannedStart = ({ fromDay, filled, benchmarkStart, days, toDay }: BacktestPlan): number =>
  fromDay ?? Math.max(filled?.day ?? days[0] ?? toDay, benchmarkStart ?? Number.NEGATIVE_INFINITY);

const LEVEL_DEFAULT = 'balanced';

/** The row of what is held now. */
const HELD_NOW = 'held-now';

/** What only the prices can tell: whether everything named is there and may be held, and on which days. */
export function backtestPlan(request: BacktestDoorRequest, prices: PricePanel): Outcome<BacktestPlan> {
  const problem = symbolsProblem(request, prices) ?? detailProblem(request);
  if (problem !== undefined) return problem;
  const whole = wholePanel(request, prices);
  const { days } = whole;
  const toDay = request.to === undefined ? days.at(-1) : dayNumber(isoDay(request.to));
  const fromDay = request.from === undefined ? undefined : dayNumber(isoDay(request.from));
  const last = toDay === undefined ? undefined : indexOfDay({ days }, toDay);
  const first = fromDay === undefined ? 0 : days.findIndex((day) => day >= fromDay);
  if (toDay === undefined || last === undefined || first === -1 || last - first < 1) {
    const field = request.from === undefined ? (request.to === undefined ? 'prices' : 'to') : 'from';
    return refused('bad-input', 'There are fewer than two days of prices between these days.', field);
  }
  const panel = sliceDays(whole, 0, last + 1);
  if (!isDailyThroughout(panel.days)) {
    const message = 'The prices are not daily throughout, and weeks or months taken for days would give false risks.';
    return refused('bad-input', message, 'prices');
  }
  const wild = wildPrice(panel);
  if (wild !== undefined) {
    return refused('bad-input', `${wild} has prices too far apart to be followed by any amount.`, 'prices');
  }
  const { benchmarks, benchmarkId } = plannedBenchmarks(request, panel);
  const runs = plannedRuns(request, panel, benchmarks);
  if (runs.status === 'refused') return runs;
  const filled = filledStart(panel, request.assets, runs.value);
  const benchmarkStart = fromDay === undefined ? benchmarkStartOf(panel, request.benchmark, filled) : undefined;
  const planned: BacktestPlan = {
    runs: runs.value,
    benchmarks,
    ...(benchmarkId === undefined ? {} : { benchmarkId }),
    days: panel.days,
    ...(fromDay === undefined ? {} : { fromDay }),
    ...(filled === undefined ? {} : { filled }),
    ...(benchmarkStart === undefined ? {} : { benchmarkStart }),
    toDay,
  };
  const test = { days: panel.days, fromDay: plannedStart(planned), toDay };
  return taxedMoneyProblem(request, test) ?? factorDaysProblem(request, test) ?? done(planned);
}

interface Named {
  readonly symbol: string;
  readonly field: string;
  /** A weight can only be of an asset; what is bought and held may be anything. */
  readonly isWeight?: true;
}

function namedSymbols({ assets, strategies, currentWeights, benchmark }: BacktestDoorRequest): Named[] {
  const inStrategies = strategies.flatMap((strategy, at): Named[] => {
    if (typeof strategy === 'string' || 'id' in strategy) return [];
    const field = `strategies.${at}`;
    if ('hold' in strategy) return [{ symbol: strategy.hold, field: `${field}.hold` }];
    return weighted(strategy.weights, `${field}.weights`);
  });
  return [
    ...assets.map((symbol, at) => ({ symbol, field: `assets.${at}` })),
    ...inStrategies,
    ...weighted(currentWeights ?? {}, 'currentWeights'),
    ...(benchmark === undefined ? [] : [{ symbol: benchmark, field: 'benchmark' }]),
  ];
}

const weighted = (weights: Readonly<Record<string, number>>, field: string): Named[] =>
  Object.keys(weights).map((symbol) => ({ symbol, field: `${field}.${symbol}`, isWeight: true }));

function symbolsProblem(request: BacktestDoorRequest, prices: PricePanel): Refusal | undefined {
  for (const { symbol, field, isWeight } of namedSymbols(request)) {
    const problem = symbolProblem(prices, symbol, field);
    if (problem !== undefined) return problem;
    if (isWeight === true && !request.assets.includes(symbol)) {
      return refused('bad-input', `${symbol} has a weight but is not among the assets.`, field);
    }
  }
  const untraded = untradedSymbol(
    request,
    namedSymbols(request).map(({ symbol }) => symbol),
  );
  if (untraded !== undefined) {
    return refused('bad-input', `${untraded.symbol} is neither among the assets nor held.`, untraded.field);
  }
  const twice = request.assets.findIndex((symbol, at) => request.assets.indexOf(symbol) !== at);
  if (twice === -1) return undefined;
  return refused('bad-input', `${request.assets[twice] ?? ''} is named twice.`, `assets.${twice}`);
}

/** A coin that grew a million times stays below; what is beyond is an error of a file, and would leave the doubles. */
const PRICE_RANGE_MAX = 1e9;
const PRICE_MIN = 1e-6;

function wildPrice({ instruments, layers }: PricePanel): string | undefined {
  const n = instruments.length;
  return instruments.find((_, column) => {
    let [low, high] = [Number.POSITIVE_INFINITY, 0];
    for (let at = column; at < layers.totalReturnIndex.length; at += n) {
      const price = layers.totalReturnIndex[at] ?? Number.NaN;
      if (price < low) low = price;
      if (price > high) high = price;
    }
    return low < PRICE_MIN || high > PRICE_RANGE_MAX * Math.min(low, 1);
  })?.symbol;
}

/** The assets first, then what is only held or compared with, on the days they have in common. */
const wholePanel = (request: BacktestDoorRequest, prices: PricePanel): PricePanel => {
  const symbols = [...new Set(namedSymbols(request).map(({ symbol }) => symbol))];
  return withHalfSpreads(selectUniverse(prices, symbols).panel, request.costs);
};

function policyOf({ level = LEVEL_DEFAULT, limits = {}, costs }: BacktestDoorRequest): Policy {
  const policy = policyFor(level);
  return { ...policy, ...limits, costs: costPolicyOf(costs, policy.costs) };
}

function plannedRuns(
  request: BacktestDoorRequest,
  whole: PricePanel,
  benchmarks: readonly PlannedRun[],
): Outcome<readonly PlannedRun[]> {
  const panel = selectInstruments(whole, request.assets);
  const runs = request.strategies.map((strategy) => plannedRun(request, { whole, panel, strategy }));
  // A benchmark that is asked for as a run is one row; another strategy cannot take its name.
  const isTaken = ({ id, strategy }: PlannedRun, at: number): boolean =>
    runs.findIndex((run) => run.id === id) !== at ||
    benchmarks.some((benchmark) => benchmark.id === id && benchmark.strategy.id !== strategy.id) ||
    id === HELD_NOW;
  const twice = runs.findIndex(isTaken);
  if (twice === -1) return done(runs);
  const message = `Two rows would be called ${runs[twice]?.id ?? ''}; give one of them a name of its own.`;
  return refused('bad-input', message, `strategies.${twice}`);
}

function plannedRun(
  request: BacktestDoorRequest,
  { whole, panel, strategy }: { whole: PricePanel; panel: PricePanel; strategy: BacktestStrategyInput },
): PlannedRun {
  const rebalance = rebalanceOf(request.rebalance);
  const policy = policyOf(request);
  if (typeof strategy === 'string') return registered(strategy, { panel, policy, rebalance });
  if ('hold' in strategy) {
    const run = held(request, { symbol: strategy.hold, whole, policy });
    return { ...run, id: strategy.name ?? run.id };
  }
  if ('weights' in strategy) {
    const id = strategy.name ?? 'fixed-weights';
    return { id, panel, policy, rebalance, strategy: fixedWeights(strategy.weights) };
  }
  const lookbackDays = strategy.parameters?.lookbackDays ?? policy.lookbackDays;
  const run = registered(strategy.id, { panel, policy: { ...policy, lookbackDays }, rebalance });
  return { ...run, id: strategy.name ?? run.id };
}

function registered(
  id: StrategyId,
  parts: { readonly panel: PricePanel; readonly policy: Policy; readonly rebalance: PlannedRun['rebalance'] },
): PlannedRun {
  const strategy: Strategy = STRATEGIES[id];
  return { id, strategy, ...parts };
}

/** Beside the assets, so that its idle cash earns what that of the others does. */
function held(
  { assets }: BacktestDoorRequest,
  { symbol, whole, policy }: { symbol: string; whole: PricePanel; policy: Policy },
): PlannedRun {
  const strategy = holdSymbol(symbol);
  const panel = selectInstruments(whole, [...new Set([...assets, symbol])]);
  return { id: strategy.id, panel, policy, rebalance: 'never', strategy };
}

/** The bars to beat, at the same rule, money and costs. */
function plannedBenchmarks(
  request: BacktestDoorRequest,
  whole: PricePanel,
): { benchmarks: readonly PlannedRun[]; benchmarkId?: string } {
  const { currentWeights, benchmark } = request;
  const rebalance = rebalanceOf(request.rebalance);
  const policy = policyOf(request);
  const panel = selectInstruments(whole, request.assets);
  const symbol = benchmark ?? marketSymbol(panel.instruments);
  const market = symbol === undefined ? undefined : held(request, { symbol, whole, policy });
  const now =
    currentWeights === undefined
      ? []
      : [{ id: HELD_NOW, panel, policy, rebalance, strategy: fixedWeights(currentWeights) }];
  const benchmarks = [
    registered('equal-weight', { panel, policy, rebalance }),
    registered('sixty-forty', { panel, policy, rebalance }),
    ...(market === undefined ? [] : [market]),
    ...now,
  ];
  return market === undefined ? { benchmarks } : { benchmarks, benchmarkId: market.id };
}
