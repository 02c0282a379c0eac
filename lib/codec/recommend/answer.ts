import { isoDayFromNumber } from '@/lib/base/iso-day';
import { done, type Outcome } from '@/lib/base/outcome';
import { ENGINE_VERSION } from '@/lib/quant/advice/engine-version';
import { recommend, type RecommendInput, type RecommendOutcome } from '@/lib/quant/advice/recommend';
import type { AlignmentReport } from '@/lib/quant/market/align';
import { KNOWN, type PricePanel, PRICE_SOURCE_KINDS, sliceDays, view } from '@/lib/quant/market/panel';
import type { Instrument } from '@/lib/quant/market/instrument';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { logReturns } from '@/lib/quant/market/returns';
import { selectUniverse } from '@/lib/quant/market/universe';
import { policyFor } from '@/lib/quant/policy/policy';
import { mixCovers, policyMixWeights } from '@/lib/quant/policy/policy-mix';
import { pairwiseCorrelations } from '@/lib/quant/risk/pairwise-correlation';
import type { Control } from '@/lib/quant/trading/types';
import { RECOMMEND_ASSETS_MAX, type RecommendAnswer, type RecommendRequest } from '@/lib/shared/contracts/recommend';
import { formatNumber } from '@/lib/shared/format/number';
import { solvedPlan, weightMap } from './plan-info';
import { refusedPlan } from './refused-plan';
import { recommendInputOf } from './read-request';

type FinishedRecommendation = Extract<RecommendOutcome, { status: 'finished' }>;

/** Levels differ in limits; look-back and mix are the same for all. */
const HOUSE_POLICY = policyFor('balanced');

function hasPrice({ instruments, known, dayCount }: PricePanel, symbol: string): boolean {
  const column = instruments.findIndex((instrument) => instrument.symbol === symbol);
  for (let t = 0; t < dayCount; t++) if (known[t * instruments.length + column] !== KNOWN.absent) return true;
  return false;
}

/**
 * How everything loaded moved together over the look-back, indices included; of a large file what was considered and the
 * indices. What has no price yet is not shown: that it will have one is no knowledge of this day.
 */
function correlationsOf(panel: PricePanel, considered: readonly string[]): RecommendAnswer['correlations'] {
  const isSmall = panel.instruments.length <= RECOMMEND_ASSETS_MAX;
  const symbols = panel.instruments
    .filter(({ symbol, isInvestable }) => isSmall || considered.includes(symbol) || !isInvestable)
    .filter(({ symbol }) => hasPrice(panel, symbol))
    .map(({ symbol }) => symbol);
  const { panel: aligned } = selectUniverse(panel, symbols);
  const rows = sliceDays(aligned, Math.max(0, aligned.dayCount - HOUSE_POLICY.lookbackDays - 1), aligned.dayCount);
  const values = pairwiseCorrelations(logReturns(rows).values, symbols.length);
  const matrix = symbols.map((_, row) =>
    symbols.map((__, column) => {
      const value = values[row * symbols.length + column];
      return value === undefined || Number.isNaN(value) ? null : value;
    }),
  );
  return { symbols, matrix };
}

/** In the order of the symbols, which is that of all vectors. */
const instrumentsOf = ({ instruments }: PricePanel, symbols: readonly string[]): Instrument[] =>
  symbols.flatMap((symbol) => instruments.find((instrument) => instrument.symbol === symbol) ?? []);

/** What an instrument is taken for when nobody has described it. */
function unknownOf(instruments: readonly Instrument[]): string[] {
  const unknown = instruments.filter(({ symbol }) => !describeInstrument(symbol).isKnown).map(({ symbol }) => symbol);
  return unknown.length === 0 ? [] : [`Not known by name, so taken for stock funds: ${unknown.join(', ')}.`];
}

/** What was done to bring instruments with other calendars onto common days. */
function alignmentSentences({ rowsDropped, carried }: AlignmentReport): string[] {
  const sentences: string[] = [];
  if (rowsDropped.length > 0) {
    const count = formatNumber(rowsDropped.length, { decimals: 0 });
    sentences.push(
      `${count} days on which the New York Stock Exchange was closed are left out; what moved on them counts on the next day.`,
    );
  }
  if (carried.length > 0) {
    const symbols = [...new Set(carried.map(({ symbol }) => symbol))].join(', ');
    const count = formatNumber(carried.length, { decimals: 0 });
    sentences.push(`${count} missing prices stand at the last known one: ${symbols}.`);
  }
  return sentences;
}

function assumptionsOf(input: RecommendInput, outcome: FinishedRecommendation): RecommendAnswer['assumptions'] {
  const { mix, lookbackDays } = HOUSE_POLICY;
  const solved = outcome.plans.find((plan) => plan.status === 'solved');
  const leftOut = solved?.decision.leftOut ?? [];
  const instruments = instrumentsOf(
    input.panel,
    input.symbols.filter((symbol) => !input.exclude.includes(symbol) && !leftOut.includes(symbol)),
  );
  const hasCash = instruments.some(({ assetClass }) => assetClass === 'cash');
  const policyMix = mixCovers(instruments, mix) ? weightMap(instruments, policyMixWeights(instruments, mix)) : {};
  const sharpe = mix.sharpeAssumed.toFixed(2);
  return {
    policyMix,
    sharpeAssumed: mix.sharpeAssumed,
    cashReturn: solved?.inputs.cashReturn ?? 0,
    lookbackDays,
    sentences: [
      ...unknownOf(instruments),
      `Expected returns are those that make a stated world-market mix the best one, if it earns a Sharpe ratio of ${sharpe}; no past mean is used.`,
      `Risk is the Ledoit-Wolf covariance of daily returns${hasCash ? ' above cash' : ''} over ${lookbackDays} trading days.`,
      ...alignmentSentences(outcome.alignment),
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
  const lastDay = outcome.asOfDay ?? seen.days[seen.dayCount - 1] ?? firstDay;
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
    instruments: instrumentsOf(panel, input.symbols).map(({ symbol, name, assetClass }) => ({
      symbol,
      name,
      assetClass,
    })),
    correlations: correlationsOf(seen, input.symbols),
    assumptions: assumptionsOf(input, outcome),
    profiles: outcome.plans.map((plan) => (plan.status === 'solved' ? solvedPlan(plan) : refusedPlan(plan))),
  });
}
