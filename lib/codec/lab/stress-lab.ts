import { invariant } from '@/lib/base/invariant';
import { done, type Outcome } from '@/lib/base/outcome';
import { completePriceReturns } from '@/lib/quant/market/complete-returns';
import { KNOWN, type PricePanel, selectInstruments } from '@/lib/quant/market/panel';
import { scenariosFor } from '@/lib/quant/planning/scenarios';
import type { RiskLevelId } from '@/lib/quant/policy/types';
import type { HeldNow } from '@/lib/shared/contracts/backtest';
import type { WeightMap } from '@/lib/shared/contracts/common';
import type { RecommendRequest } from '@/lib/shared/contracts/recommend';
import type { SavedScenario, StressLab, StressMarket, StressMix } from '@/lib/shared/contracts/stress-lab';
import { planUniverse } from '../recommend/plan-universe';
import { ownScenario } from '../stress/own-scenario';
import { stressedRiskAnswer } from '../stress/stressed-risk';
import type { StressedMix } from '../stress/stressed-mix';
import { tailsAnswer } from '../stress/tails';
import { labMarketOf } from './frontier-market';
import { ELSEWHERE_MAX, equalWeights, sixtyFortyWeights } from './known-mixes';
import { stressStudy } from './stress-study';

export interface StressLabRequest {
  /** As it is kept with the plan. */
  readonly request: RecommendRequest;
  readonly level: RiskLevelId;
  readonly money: number;
  /** The weights of each level that has a plan. */
  readonly levels: readonly { readonly level: RiskLevelId; readonly weights: WeightMap }[];
  /** Null where nothing is held. */
  readonly held: HeldNow | null;
  readonly saved: readonly SavedScenario[];
}

type Instruments = StressMarket['instruments'];

/** What is held by weight; null where too much of it is not among the instruments. */
function heldWeights(held: HeldNow | null, instruments: Instruments): readonly number[] | null {
  if (held === null) return null;
  const symbols = new Set(instruments.map(({ symbol }) => symbol));
  const elsewhere = Object.entries(held.weights).reduce(
    (sum, [symbol, weight]) => (symbols.has(symbol) ? sum : sum + weight),
    held.elsewhere,
  );
  return elsewhere > ELSEWHERE_MAX ? null : instruments.map(({ symbol }) => held.weights[symbol] ?? NOT_HELD);
}

/** The plan first, then the other levels, what is held, and the two mixes everybody knows. */
function mixesOf({ level, levels, held }: StressLabRequest, instruments: Instruments): readonly StressMix[] {
  const inOrder = (map: WeightMap): readonly number[] => instruments.map(({ symbol }) => map[symbol] ?? NOT_HELD);
  const own = levels.find((plan) => plan.level === level);
  const mixes: readonly (readonly [StressMix['id'], readonly number[] | null])[] = [
    ['plan', own === undefined ? null : inOrder(own.weights)],
    ...levels
      .filter((plan) => plan !== own)
      .map((plan): readonly [StressMix['id'], readonly number[]] => [plan.level, inOrder(plan.weights)]),
    ['holdings', heldWeights(held, instruments)],
    ['equal-weight', equalWeights(instruments)],
    ['sixty-forty', sixtyFortyWeights(instruments)],
  ];
  return mixes.flatMap(([id, weights]) => (weights === null ? [] : [{ id, weights }]));
}

const NOT_HELD = 0;

/** The last known price of each column. */
function lastPrices({ instruments, known, layers, dayCount }: PricePanel): readonly number[] {
  const n = instruments.length;
  return instruments.map((_, column) => {
    for (let row = dayCount - 1; row >= 0; row--) {
      const at = row * n + column;
      if (known[at] !== KNOWN.absent) return layers.close[at] ?? Number.NaN;
    }
    invariant(false, 'an instrument with an estimate has a price');
  });
}

/** The plan's returns on the days that all it holds have in common. */
function heldMix(market: StressMarket, universe: PricePanel): StressedMix {
  const weights = Float64Array.from(market.mixes[0]?.weights ?? []);
  const held = universe.instruments.flatMap((_, column) => (weights[column] === 0 ? [] : [column]));
  const n = universe.instruments.length;
  const covariance = Float64Array.from(market.covariance);
  const { rows, returns } = completePriceReturns(universe, Int32Array.from(held));
  return {
    instruments: held.flatMap((column) => universe.instruments[column] ?? []),
    weights: Float64Array.from(held, (column) => weights[column] ?? Number.NaN),
    covariance: Float64Array.from(
      held.flatMap((row) => held.map((column) => covariance[row * n + column] ?? Number.NaN)),
    ),
    money: market.money,
    sample: { returns, observations: Math.max(0, rows.length - 1), instruments: held.length },
  };
}

/** Everything the stress page shows of a plan: bad times of all kinds, what is done next, how others fare, and the tails. */
export function stressLab(asked: StressLabRequest, panel: PricePanel): Outcome<StressLab> {
  const plan = planUniverse(asked.request, panel);
  if (plan.status === 'refused') return plan;
  const estimated = labMarketOf(plan.value, asked.level);
  if (estimated.status === 'refused') return estimated;
  const { instruments, moments, asOf, level } = estimated.value;
  const symbols = instruments.map(({ symbol }) => symbol);
  const universe = selectInstruments(plan.value.universe, symbols);
  const market: StressMarket = {
    asOf,
    level,
    instruments,
    covariance: moments.covariance,
    prices: lastPrices(universe),
    mixes: mixesOf(asked, instruments),
    money: asked.money,
  };
  const scenarios = scenariosFor(universe).map((scenario) => stressStudy(market, universe, scenario));
  const own = asked.saved.map((saved) => stressStudy(market, universe, ownScenario(saved.id, saved), true));
  const mix = heldMix(market, universe);
  const tails = tailsAnswer(mix);
  return done({
    market,
    studies: [...scenarios, ...own],
    tails: tails.status === 'done' ? tails.value : null,
    stressedRisk: stressedRiskAnswer(
      mix,
      {
        assets: mix.instruments.map(({ symbol }) => symbol),
        periodsPerYear: moments.observations / moments.years,
      },
      universe,
    ),
  });
}
