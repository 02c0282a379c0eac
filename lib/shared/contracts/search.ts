import { z } from 'zod';
import { StrategyName } from './comparison';
import { StartBacktestInput } from './backtest';
import { IsoDayText, isUnique, MoneyText, PriceSourceInfo } from './common';
import { runView } from './run-view';

/** Services: search/start-search, search/get-search, search/list-searches. */

export const SEARCH_METHODS = ['grid', 'random', 'bayesian'] as const;
export const SearchMethod = z.enum(SEARCH_METHODS);
export type SearchMethod = z.infer<typeof SearchMethod>;

/** What can be varied, in the order of the combinations; the last turns fastest. */
export const SEARCH_DIMENSION_IDS = [
  'lookbackDays',
  'riskModel',
  'strategy',
  'riskShare',
  'rebalance',
  'driftBand',
] as const;
export const SearchDimensionName = z.enum(SEARCH_DIMENSION_IDS);
export type SearchDimensionName = z.infer<typeof SearchDimensionName>;

/** Ways to a covariance that are worth varying: from no shrinkage to much, and one that forgets. */
export const SEARCH_RISK_MODELS = ['sample', 'ledoit-wolf', 'ledoit-wolf-constant-correlation', 'oas', 'ewma'] as const;

/** More trials take minutes and tell nothing new. */
export const SEARCH_TRIALS_MAX = 2_000;

/** A model of the trials costs the cube of their number. */
export const BAYESIAN_TRIALS_MAX = 200;

/** More combinations than this no search sees a fair part of. */
const COMBINATIONS_MAX = 50_000;
const VALUES_MAX = 16;

const varied = <Value extends z.ZodType>(value: Value) =>
  z.exactOptional(z.array(value).min(1).max(VALUES_MAX).refine(isUnique, 'names a value twice'));

export const SearchVaried = z
  .strictObject({
    /** Trading days behind the estimates. */
    lookbackDays: varied(z.int().min(63).max(1_512)),
    riskModel: varied(z.enum(SEARCH_RISK_MODELS)),
    strategy: varied(StrategyName),
    /** The share of the plan's volatility limit that is used. */
    riskShare: varied(z.number().min(0.3).max(1)),
    rebalance: varied(z.enum(['monthly', 'quarterly', 'annual'])),
    /** Points of weight a holding may be off before it is traded; 0 trades at every date. */
    driftBand: varied(z.number().min(0).max(0.25)),
  })
  .refine((ways) => combinationsOf(ways) >= 2, 'must leave at least two combinations')
  .refine((ways) => combinationsOf(ways) <= COMBINATIONS_MAX, `must leave at most ${COMBINATIONS_MAX} combinations`);
export type SearchVaried = z.infer<typeof SearchVaried>;

export const combinationsOf = (ways: { readonly [Name in SearchDimensionName]?: readonly unknown[] }): number =>
  SEARCH_DIMENSION_IDS.reduce((count, id) => count * Math.max(ways[id]?.length ?? 0, 1), 1);

/** Every trial trades whole orders at the close, without taxes, at a commission: other rules are refused, not left out. */
const SearchedRun = StartBacktestInput.omit({ rebalance: true, costs: true, execution: true, taxes: true });

export const StartSearchInput = SearchedRun.extend({
  varied: SearchVaried,
  method: SearchMethod.default('grid'),
  trialsMax: z.int().min(2).max(SEARCH_TRIALS_MAX).default(1_000),
  /** Of the window; the rest stays untouched until the end. */
  trainShare: z.number().min(0.5).max(0.85).default(0.7),
}).refine(({ method, trialsMax }) => method !== 'bayesian' || trialsMax <= BAYESIAN_TRIALS_MAX, {
  path: ['trialsMax'],
  message: `must be at most ${BAYESIAN_TRIALS_MAX} when each trial learns from those before it`,
});
export type StartSearchInput = z.infer<typeof StartSearchInput>;

/** What is kept of a request. */
export const SearchSettings = SearchedRun.omit({ key: true }).extend({
  varied: SearchVaried,
  method: SearchMethod,
  trialsMax: z.int(),
  trainShare: z.number(),
});
export type SearchSettings = z.infer<typeof SearchSettings>;

export const StartedSearch = z.strictObject({ searchId: z.uuid(), jobId: z.uuid(), isNew: z.boolean() });
export type StartedSearch = z.infer<typeof StartedSearch>;

/** Annual decimals; the Sharpe ratio is in excess of cash, from weekly returns. */
const SearchFigures = z.strictObject({
  sharpe: z.number(),
  annualReturn: z.number(),
  annualVolatility: z.number(),
  maxDrawdown: z.number(),
  turnoverAnnual: z.number(),
  /** Over the whole window, as a share of the start money. */
  cost: z.number(),
});
export type SearchFigures = z.infer<typeof SearchFigures>;

export const SearchTrial = z.strictObject({
  /** Which value of each dimension. */
  choice: z.array(z.int()),
  /** Null where nothing could be decided or traded; the trial counts all the same. */
  figures: SearchFigures.nullable(),
});
export type SearchTrial = z.infer<typeof SearchTrial>;

const Window = z.strictObject({ firstDay: IsoDayText, lastDay: IsoDayText, dayCount: z.int() });

/** Chances are between 0 and 1; Sharpe ratios are annual. */
export const SearchEvidence = z.strictObject({
  overfitting: z.strictObject({
    probability: z.number(),
    probabilityOfLoss: z.number(),
    blocks: z.int(),
    /** The line out = intercept + slope * in; null where all splits have one value. */
    degradation: z.strictObject({ slope: z.number(), intercept: z.number() }).nullable(),
    /** One a split: what the winner showed where it was chosen, and where it was not. */
    inSample: z.array(z.number()),
    outOfSample: z.array(z.number()),
  }),
  deflated: z.strictObject({ probability: z.number(), luckSharpe: z.number(), effectiveTrials: z.number() }),
  probabilisticSharpe: z.number(),
  trackRecordYears: z.number().nullable(),
  superior: z.strictObject({
    realityCheck: z.number(),
    lower: z.number(),
    consistent: z.number(),
    upper: z.number(),
    resamples: z.int(),
    /** In weeks. */
    meanBlockLength: z.number(),
  }),
  walkForwardSharpe: z.number(),
  pathSharpes: z.array(z.number()),
});
export type SearchEvidence = z.infer<typeof SearchEvidence>;

export const SearchHoldoutLine = z.strictObject({
  id: z.enum(['chosen', 'plan', 'equal-weight']),
  figures: SearchFigures,
  /** In account currency, one for each of `dates`. */
  values: z.array(z.number()),
});
export type SearchHoldoutLine = z.infer<typeof SearchHoldoutLine>;

export const SearchResult = z.strictObject({
  schemaVersion: z.literal(1),
  source: PriceSourceInfo,
  startAmount: MoneyText,
  train: Window,
  /** Days kept out between the two, so that no week lies in both. */
  gapDays: z.int(),
  holdout: Window.extend({ dates: z.array(IsoDayText), lines: z.array(SearchHoldoutLine) }),
  dimensions: z.array(z.strictObject({ id: SearchDimensionName, values: z.array(z.union([z.string(), z.number()])) })),
  combinationCount: z.int(),
  trials: z.array(SearchTrial),
  /** Position among the trials. */
  best: z.int(),
  evidence: SearchEvidence,
});
export type SearchResult = z.infer<typeof SearchResult>;

export const SearchView = runView(SearchSettings, SearchResult);
export type SearchView = z.infer<typeof SearchView>;

export const GetSearchInput = z.strictObject({ searchId: z.uuid() });
export const ListSearchesInput = z.strictObject({});

export const SearchListItem = SearchView.omit({ result: true });
export type SearchListItem = z.infer<typeof SearchListItem>;
