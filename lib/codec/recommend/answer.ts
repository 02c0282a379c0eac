import { isoDayFromNumber } from '@/lib/base/iso-day';
import { done, type Outcome } from '@/lib/base/outcome';
import { ENGINE_VERSION } from '@/lib/quant/advice/engine-version';
import { recommend, type RecommendInput } from '@/lib/quant/advice/recommend';
import { type PricePanel, PRICE_SOURCE_KINDS, sliceDays, view } from '@/lib/quant/market/panel';
import type { Instrument } from '@/lib/quant/market/instrument';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { logReturns } from '@/lib/quant/market/returns';
import { policyFor } from '@/lib/quant/policy/policy';
import { mixCovers, policyMixWeights } from '@/lib/quant/policy/policy-mix';
import { pairwiseCorrelations } from '@/lib/quant/risk/pairwise-correlation';
import type { Control } from '@/lib/quant/trading/types';
import type { RecommendAnswer, RecommendRequest } from '@/lib/shared/contracts/recommend';
import { refusedPlan, solvedPlan, weightMap } from './plan-info';
import { recommendInputOf } from './read-request';

/** How everything loaded moved together over the look-back, indices included. */
function correlationsOf(panel: PricePanel, lookbackDays: number): RecommendAnswer['correlations'] {
  const rows = sliceDays(panel, Math.max(0, panel.dayCount - lookbackDays - 1), panel.dayCount);
  const symbols = panel.instruments.map(({ symbol }) => symbol);
  const values = pairwiseCorrelations(logReturns(rows).values, symbols.length);
  const matrix = symbols.map((_, row) =>
    symbols.map((__, column) => {
      const value = values[row * symbols.length + column];
      return value === undefined || Number.isNaN(value) ? null : value;
    }),
  );
  return { symbols, matrix };
}

/** What an instrument is taken for when nobody has described it. */
function unknownOf(instruments: readonly Instrument[]): string[] {
  const unknown = instruments.filter(({ symbol }) => !describeInstrument(symbol).isKnown).map(({ symbol }) => symbol);
  return unknown.length === 0 ? [] : [`Not known by name, so taken for stock funds: ${unknown.join(', ')}.`];
}

function assumptionsOf(input: RecommendInput, cashReturn: number): RecommendAnswer['assumptions'] {
  const policy = policyFor(input.levels[0] ?? 'balanced');
  const { mix, lookbackDays } = policy;
  const instruments = input.panel.instruments.filter(
    ({ symbol }) => input.symbols.includes(symbol) && !input.exclude.includes(symbol),
  );
  const policyMix = mixCovers(instruments, mix) ? weightMap(instruments, policyMixWeights(instruments, mix)) : {};
  const sharpe = mix.sharpeAssumed.toFixed(2);
  return {
    policyMix,
    sharpeAssumed: mix.sharpeAssumed,
    cashReturn,
    lookbackDays,
    sentences: [
      ...unknownOf(instruments),
      `Expected returns are those that make a stated world-market mix the best one, if it earns a Sharpe ratio of ${sharpe}; no past mean is used.`,
      `Risk is the Ledoit-Wolf covariance of daily returns above cash over ${lookbackDays} trading days.`,
      'Cash is set by policy; the optimiser shares out the rest.',
    ],
  };
}

export type RecommendRun = Outcome<RecommendAnswer> | { readonly status: 'cancelled' };

/**
 * The `recommend` door: the same request on the same prices gives the same answer, number by number, wherever it runs.
 * Keys stand in contract order and maps in universe order, so equal answers are equal texts.
 */
export function recommendAnswer(request: RecommendRequest, panel: PricePanel, control: Control): RecommendRun {
  const read = recommendInputOf(request, panel);
  if (read.status === 'refused') return read;
  const input = read.value;
  const outcome = recommend(input, control);
  if (outcome.status === 'cancelled') return outcome;
  const seen = view(panel, input.asOfIndex + 1);
  const [firstDay = 0] = seen.days;
  const lastDay = seen.days[seen.dayCount - 1] ?? firstDay;
  const solved = outcome.plans.find((plan) => plan.status === 'solved');
  const { kind, label } = panel.source;
  return done({
    schemaVersion: 1,
    engineVersion: ENGINE_VERSION,
    asOf: isoDayFromNumber(lastDay),
    source: {
      kind,
      label,
      isSimulated: PRICE_SOURCE_KINDS[kind].isSimulated,
      basis: panel.basis,
      firstDay: isoDayFromNumber(firstDay),
      lastDay: isoDayFromNumber(lastDay),
    },
    money: input.money,
    instruments: panel.instruments
      .filter(({ symbol }) => input.symbols.includes(symbol))
      .map(({ symbol, name, assetClass }) => ({ symbol, name, assetClass })),
    correlations: correlationsOf(seen, solved?.policy.lookbackDays ?? seen.dayCount),
    assumptions: assumptionsOf(input, solved?.inputs.cashReturn ?? 0),
    profiles: outcome.plans.map((plan) => (plan.status === 'solved' ? solvedPlan(plan) : refusedPlan(plan))),
  });
}
