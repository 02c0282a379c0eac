import { randomStream } from '../../math/rng';
import { optimalBlockLength } from '../../math/stationary-bootstrap';
import { rowsPerYear } from '../../strategy/rows-per-year';
import type { Control } from '../../trading/types';
import type { BacktestFinished } from '../types';
import { deflate } from './deflated-sharpe';
import { combinatorialSharpes, walkForwardChoice } from './judge-choices';
import { type Overfitting, overfittingProbability } from './overfitting-probability';
import { minimumTrackRecord, probabilisticSharpe } from './probabilistic-sharpe';
import { settingOf, type TrialSetting } from './search-parameters';
import { choiceAt, type SearchSpace } from './search-space';
import type { SearchWindows } from './search-windows';
import { combinatorialSplits, walkForwardSplits } from './splits';
import { type SuperiorAbility, superiorAbility } from './superior-ability';
import {
  excessReturns,
  figuresOf,
  periodsOf,
  ROWS_PER_PERIOD,
  runSetting,
  type SearchMarket,
  type TrialFigures,
  type TriedTrials,
} from './trial-run';
import { indexOfBest, trialRow, trialSharpes } from './trial-returns';

/** 252 splits; blocks shorter than this say little about a ratio. */
const BLOCKS = 10;

/** Six groups by two: fifteen splits and five whole histories. */
const GROUPS = 6;
const TEST_GROUPS = 2;

/** One period before and after each test group, which positions carry over. */
const PURGE = 1;

/** The walk starts after half of the training window and is repeated this often. */
const WALK_STEPS = 5;

const RESAMPLES = 500;
const CONFIDENCE = 0.95;

/** Everything annual is in years; ratios are annualised by the square root of time. */
export interface SearchEvidence {
  readonly status: 'judged';
  /** Position among the trials of the one with the highest ratio. */
  readonly best: number;
  readonly overfitting: Omit<Overfitting, 'logits'> & { readonly blocks: number };
  readonly deflated: {
    readonly effectiveTrials: number;
    /** What the best of so many shows by luck. */
    readonly luckSharpe: number;
    readonly probability: number;
  };
  /** The chance that its true ratio is above nought, as if it had been the only trial. */
  readonly probabilisticSharpe: number;
  /** Years after which a ratio of this size stands above nought at 95 %; null when it is not above it. */
  readonly trackRecordYears: number | null;
  readonly superior: SuperiorAbility & { readonly meanBlockLength: number; readonly resamples: number };
  /** The same search repeated as time went by. */
  readonly walkForwardSharpe: number;
  /** One a whole history of combinatorial cross-validation. */
  readonly pathSharpes: Float64Array;
  /** In the untouched window; the plan as it is beside the one chosen. */
  readonly holdout: readonly HoldoutLine[];
}

export interface HoldoutLine {
  readonly id: 'chosen' | 'plan' | 'equal-weight';
  readonly figures: TrialFigures;
  readonly run: BacktestFinished;
}

export type JudgeOutcome =
  | SearchEvidence
  /** No trial moved at all, or the chosen one could not be replayed in the untouched window. */
  | { readonly status: 'nothing-to-judge' }
  | { readonly status: 'cancelled' };

export interface JudgeRequest {
  readonly market: SearchMarket;
  readonly space: SearchSpace;
  readonly windows: SearchWindows;
  /** At least two. */
  readonly tried: TriedTrials;
  readonly seed: string;
}

/** Chooses the best trial and says how far it can be believed; every trial counts. */
export function judgeSearch(request: JudgeRequest, control: Control): JudgeOutcome {
  const { tried, market, windows } = request;
  const { returns } = tried;
  const sharpes = trialSharpes(returns);
  const best = indexOfBest(sharpes);
  if (sharpes[best] === 0) return { status: 'nothing-to-judge' };
  const periodsPerYear = rowsPerYear(market.panel.days) / ROWS_PER_PERIOD;
  const annual = Math.sqrt(periodsPerYear);
  const overfitting = overfittingProbability(returns, BLOCKS);
  const deflation = deflate(returns, best);
  const needed = minimumTrackRecord(deflation.sample, 0, CONFIDENCE);
  control.report(0.3);
  if (control.shouldStop()) return { status: 'cancelled' };
  const meanBlockLength = optimalBlockLength(trialRow(returns, best));
  const rng = randomStream(request.seed).split('superior-ability');
  const superior = superiorAbility(returns, { resamples: RESAMPLES, meanBlockLength, rng });
  control.report(0.7);
  if (control.shouldStop()) return { status: 'cancelled' };
  const holdout = holdoutLines(request, choiceAt(request.space, tried.indices[best]!), windows, control);
  if (holdout === undefined) return { status: control.shouldStop() ? 'cancelled' : 'nothing-to-judge' };
  return {
    status: 'judged',
    best,
    overfitting: {
      blocks: BLOCKS,
      probability: overfitting.probability,
      probabilityOfLoss: overfitting.probabilityOfLoss,
      inSample: overfitting.inSample.map((sharpe) => sharpe * annual),
      outOfSample: overfitting.outOfSample.map((sharpe) => sharpe * annual),
      ...(overfitting.degradation === undefined
        ? {}
        : {
            degradation: {
              slope: overfitting.degradation.slope,
              intercept: overfitting.degradation.intercept * annual,
            },
          }),
    },
    deflated: {
      effectiveTrials: deflation.effectiveTrials,
      luckSharpe: deflation.luckSharpe * annual,
      probability: deflation.probability,
    },
    probabilisticSharpe: probabilisticSharpe(deflation.sample, 0),
    trackRecordYears: Number.isFinite(needed) ? needed / periodsPerYear : null,
    superior: { ...superior, meanBlockLength, resamples: RESAMPLES },
    walkForwardSharpe: repeatedSearch(tried) * annual,
    pathSharpes: crossValidated(tried).map((sharpe) => sharpe * annual),
    holdout,
  };
}

function repeatedSearch({ returns }: TriedTrials): number {
  const trainLength = Math.floor(returns.periods / 2);
  const splits = walkForwardSplits({
    observations: returns.periods,
    trainLength,
    testLength: Math.ceil((returns.periods - trainLength) / WALK_STEPS),
    window: 'expanding',
    purge: PURGE,
    embargo: 0,
  });
  return walkForwardChoice(returns, splits).sharpe;
}

const crossValidated = ({ returns }: TriedTrials): Float64Array =>
  combinatorialSharpes(
    returns,
    combinatorialSplits({
      observations: returns.periods,
      groups: GROUPS,
      testGroups: TEST_GROUPS,
      purge: PURGE,
      embargo: PURGE,
    }),
  );

/** The chosen setting first; undefined when it cannot be replayed there, lines beside it are left out instead. */
function holdoutLines(
  { market, space }: JudgeRequest,
  choice: readonly number[],
  { holdout, holdoutRows }: SearchWindows,
  control: Control,
): HoldoutLine[] | undefined {
  const settings: { id: HoldoutLine['id']; setting: TrialSetting }[] = [
    { id: 'chosen', setting: settingOf(market.plan, space, choice) },
    { id: 'plan', setting: market.plan },
    { id: 'equal-weight', setting: { ...market.plan, strategyId: 'equal-weight' } },
  ];
  const quiet: Control = { report: () => undefined, shouldStop: control.shouldStop };
  const lines = settings.flatMap(({ id, setting }): HoldoutLine[] => {
    const run = runSetting(market, setting, holdout, { control: quiet });
    if (run.status !== 'finished') return [];
    const excess = new Float64Array(periodsOf(holdoutRows));
    excessReturns(run, excess);
    return [{ id, figures: figuresOf(run, excess), run }];
  });
  return lines[0]?.id === 'chosen' ? lines : undefined;
}
