import { invariant } from '../../../base/invariant';
import { randomStream } from '../../math/rng';
import { Draws } from './draws';
import { ENGINES, type EngineId } from './engines';
import { INDEFINITE, correlate, covarianceRoot } from './engines/shared';
import { fillPriceLevels } from './inflation';
import type { EngineParameters, Inflation, MixPlan, MoneyPlan, PathSource, SimulationMarket } from './types';

/** Paths that share one stream of random numbers: results do not depend on how blocks are dealt out. */
export const BLOCK_PATHS = 256;

const MONTHS_PER_YEAR = 12;

/** Everything that makes the paths; what happens to the money on them is another matter. */
export interface PathRequest {
  readonly engine: EngineId;
  readonly parameters: EngineParameters;
  readonly market: SimulationMarket;
  readonly plan: MixPlan;
  readonly inflation: Inflation;
  /** Years of record behind the means; each path then draws its own means around them. Absent = means taken as known. */
  readonly meanYears?: number;
  readonly paths: number;
  readonly seed: string;
}

export interface SimulationInput extends PathRequest {
  readonly money: MoneyPlan;
  /** Whether the amounts of the summary are in today's money, whatever the plan's are. Absent = as the plan's. */
  readonly isShownReal?: boolean;
}

export interface PathWriter {
  /** Goes to the first path of a block. */
  readonly startBlock: (block: number) => void;
  /** The next path: monthly simple returns of the plan, and price levels of length months + 1. */
  readonly next: (returns: Float64Array, levels: Float64Array) => void;
  /** Months so far in which a loss of more than everything was taken as the loss of everything. */
  readonly flooredMonths: () => number;
  readonly assumptions: Readonly<Record<string, number>>;
}

type WriterOutcome =
  | { readonly status: 'ready'; readonly writer: PathWriter }
  | { readonly status: 'not-possible'; readonly message: string };

/** The paths of a request, block by block, one after the other. */
export function pathWriter(request: PathRequest): WriterOutcome {
  const { market, plan, inflation, meanYears } = request;
  const n = market.means.length;
  const months = plan.mixOfMonth.length;
  invariant(plan.weights.length % n === 0 && market.covariance.length === n * n, `a market of ${n} does not fit`);
  const prepared = ENGINES[request.engine].prepare(market, plan, request.parameters);
  if (prepared.status !== 'ready') return prepared;
  const root = meanYears === undefined ? undefined : covarianceRoot(market.covariance, n);
  if (meanYears !== undefined && root === undefined) return { status: 'not-possible', message: INDEFINITE };
  // The mean of a record of T months has the covariance of one month over T.
  const meanScale = meanYears === undefined ? 0 : 1 / Math.sqrt(meanYears * MONTHS_PER_YEAR);
  const stream = randomStream(request.seed);
  let draws = drawsOfBlock(stream, 0);
  let floored = 0;
  const normals = new Float64Array(n);
  const shifts = new Float64Array(n);
  const noMeans = new Float64Array(n);
  const spread = returnsOf(prepared.source, plan, n);

  return {
    status: 'ready',
    writer: {
      assumptions: prepared.assumptions,
      startBlock: (block) => {
        draws = drawsOfBlock(stream, block);
      },
      next: (returns, levels) => {
        fillPriceLevels(inflation, draws.prices, levels);
        if (root !== undefined) {
          draws.means.fillNormals(normals, n);
          shifts.set(normals);
          correlate(root, noMeans, normals, 0, meanScale, shifts);
        }
        floored += spread(draws.returns, shifts, returns);
        for (let month = 0; month < months; month++) {
          if (returns[month]! < -1) {
            returns[month] = -1;
            floored += 1;
          }
        }
      },
      flooredMonths: () => floored,
    },
  };
}

/** Streams of their own, so that a change of inflation or of the means leaves the returns' random numbers alone. */
function drawsOfBlock(stream: ReturnType<typeof randomStream>, block: number) {
  const own = stream.split(block);
  return {
    returns: new Draws(own.split('returns')),
    prices: new Draws(own.split('prices')),
    means: new Draws(own.split('means')),
  };
}

/** @returns months in which a holding of its own lost more than everything, taken as the loss of everything */
type Spread = (draws: Draws, shifts: Float64Array, returns: Float64Array) => number;

/** How the plan's returns come from the instruments'. `shifts` are added to the monthly means. */
function returnsOf(source: PathSource, plan: MixPlan, n: number): Spread {
  const months = plan.mixOfMonth.length;
  if (plan.rebalanceEveryMonths === 1) {
    return (draws, shifts, returns) => {
      source.fillMix(draws, returns);
      addShifts(plan, shifts, returns);
      return 0;
    };
  }
  const instruments = new Float64Array(months * n);
  const values = new Float64Array(n);
  return (draws, shifts, returns) => {
    source.fillInstruments(draws, instruments);
    for (let month = 0, at = 0; month < months; month++) {
      for (let i = 0; i < n; i++, at++) instruments[at]! += shifts[i]!;
    }
    return driftedReturns(plan, instruments, values, returns);
  };
}

function addShifts({ weights, mixOfMonth }: MixPlan, shifts: Float64Array, returns: Float64Array): void {
  const n = shifts.length;
  let mixBefore = -1;
  let shift = 0;
  for (let month = 0; month < returns.length; month++) {
    const mix = mixOfMonth[month]!;
    if (mix !== mixBefore) {
      shift = 0;
      for (let i = 0; i < n; i++) shift += weights[mix * n + i]! * shifts[i]!;
      mixBefore = mix;
    }
    returns[month]! += shift;
  }
}

/**
 * Returns of holdings that drift between rebalances. Money put in and taken out is spread as the holdings are, so that
 * the return of the whole does not depend on it.
 *
 * @returns months in which some holding lost more than everything
 */
function driftedReturns(plan: MixPlan, instruments: Float64Array, values: Float64Array, returns: Float64Array): number {
  const { weights, mixOfMonth, rebalanceEveryMonths: every } = plan;
  const n = values.length;
  let mixBefore = -1;
  let floored = 0;
  for (let month = 0, at = 0; month < returns.length; month++) {
    const mix = mixOfMonth[month]!;
    if (mix !== mixBefore || (every > 0 && month % every === 0)) {
      for (let i = 0; i < n; i++) values[i] = weights[mix * n + i]!;
      mixBefore = mix;
    }
    let before = 0;
    let after = 0;
    let isFloored = false;
    for (let i = 0; i < n; i++, at++) {
      const value = values[i]!;
      before += value;
      const growth = 1 + instruments[at]!;
      if (growth < 0 && value > 0) isFloored = true;
      const grown = value * Math.max(0, growth);
      after += grown;
      values[i] = grown;
    }
    if (isFloored) floored += 1;
    returns[month] = before > 0 ? after / before - 1 : -1;
  }
  return floored;
}
