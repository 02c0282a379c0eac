import { isoDayFromNumber } from '@/lib/base/iso-day';
import {
  type HoldoutLine,
  judgeSearch,
  type JudgeRequest,
  type SearchEvidence,
} from '@/lib/quant/backtest/search/judge-search';
import { choiceAt, combinationCount } from '@/lib/quant/backtest/search/search-space';
import { EMBARGO_ROWS } from '@/lib/quant/backtest/search/search-windows';
import type { DayWindow, TrialFigures } from '@/lib/quant/backtest/search/trial-run';
import { SearchDimensionName, type SearchFigures, type SearchResult } from '@/lib/shared/contracts/search';
import { usd } from '../backtest/run-figures';
import { thinnedRows } from '../backtest/thinned-rows';
import type { Task } from '../task';

/** Everything of the stored result but where the prices came from, which the caller knows. */
type JudgedSearch = Omit<SearchResult, 'source'>;

export type JudgeTaskOutput =
  | { readonly status: 'judged'; readonly result: JudgedSearch }
  /** One sentence for the investor. */
  | { readonly status: 'not-possible'; readonly message: string };

/** More figures than a reader can use, and stored numbers stay short. */
const FIGURES_KEPT = 1e6;
const kept = (value: number): number => Math.round(value * FIGURES_KEPT) / FIGURES_KEPT;
const keptAll = (values: Float64Array): number[] => Array.from(values, kept);

const figures = (of: TrialFigures): SearchFigures => ({
  sharpe: kept(of.sharpe),
  annualReturn: kept(of.annualReturn),
  annualVolatility: kept(of.annualVolatility),
  maxDrawdown: kept(of.maxDrawdown),
  turnoverAnnual: kept(of.turnoverAnnual),
  cost: kept(of.cost),
});

/** Chooses the best of the trials and says how far it can be believed. */
export const searchJudgeTask: Task<JudgeRequest, JudgeTaskOutput> = (request, control) => {
  const verdict = judgeSearch(request, control);
  switch (verdict.status) {
    case 'cancelled':
      return { status: 'stopped' };
    case 'nothing-to-judge': {
      const message =
        'No combination could be traded in this window: the limits of the plan could not hold, or there was too little history. Vary something else or choose a later start.';
      return { status: 'finished', value: { status: 'not-possible', message } };
    }
    case 'judged':
      return { status: 'finished', value: { status: 'judged', result: resultOf(request, verdict) } };
  }
};

const windowOf = ({ fromDay, toDay }: DayWindow, dayCount: number) => ({
  firstDay: isoDayFromNumber(fromDay),
  lastDay: isoDayFromNumber(toDay),
  dayCount,
});

function resultOf({ market, space, windows, tried }: JudgeRequest, verdict: SearchEvidence): JudgedSearch {
  return {
    schemaVersion: 1,
    startAmount: usd(market.startMoney),
    train: windowOf(windows.train, windows.trainRows),
    gapDays: EMBARGO_ROWS,
    holdout: { ...windowOf(windows.holdout, windows.holdoutRows), ...holdoutOf(verdict.holdout) },
    dimensions: space.map(({ id, values }) => ({ id: SearchDimensionName.parse(id), values: [...values] })),
    combinationCount: combinationCount(space),
    trials: tried.indices.map((index, at) => {
      const of = tried.figures[at];
      return { choice: choiceAt(space, index), figures: of === null || of === undefined ? null : figures(of) };
    }),
    best: verdict.best,
    evidence: evidenceOf(verdict),
  };
}

function evidenceOf(verdict: SearchEvidence): SearchResult['evidence'] {
  const { overfitting, deflated, superior } = verdict;
  const { degradation } = overfitting;
  return {
    overfitting: {
      probability: kept(overfitting.probability),
      probabilityOfLoss: kept(overfitting.probabilityOfLoss),
      blocks: overfitting.blocks,
      degradation:
        degradation === undefined ? null : { slope: kept(degradation.slope), intercept: kept(degradation.intercept) },
      inSample: keptAll(overfitting.inSample),
      outOfSample: keptAll(overfitting.outOfSample),
    },
    deflated: {
      probability: kept(deflated.probability),
      luckSharpe: kept(deflated.luckSharpe),
      effectiveTrials: kept(deflated.effectiveTrials),
    },
    probabilisticSharpe: kept(verdict.probabilisticSharpe),
    trackRecordYears: verdict.trackRecordYears === null ? null : kept(verdict.trackRecordYears),
    superior: { ...superior, meanBlockLength: kept(superior.meanBlockLength) },
    walkForwardSharpe: kept(verdict.walkForwardSharpe),
    pathSharpes: keptAll(verdict.pathSharpes),
  };
}

function holdoutOf(lines: readonly HoldoutLine[]): Pick<SearchResult['holdout'], 'dates' | 'lines'> {
  const days = lines[0]?.run.days ?? new Int32Array();
  const rows = thinnedRows(days);
  return {
    dates: rows.map((row) => isoDayFromNumber(days[row] ?? 0)),
    lines: lines.map(({ id, figures: of, run }) => ({
      id,
      figures: figures(of),
      values: rows.map((row) => Math.round((run.value[row] ?? 0) * 100) / 100),
    })),
  };
}
