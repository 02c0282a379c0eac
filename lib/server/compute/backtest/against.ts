import { attributeToFactors } from '@/lib/quant/backtest/analysis/factor-attribution';
import { classReturns } from '@/lib/quant/backtest/analysis/class-returns';
import { attributeToRun } from '@/lib/quant/backtest/analysis/run-attribution';
import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import type { AssetClass } from '@/lib/quant/market/instrument';
import type { PricePanel } from '@/lib/quant/market/panel';
import { randomStream } from '@/lib/quant/math/rng';
import { metricSeries } from '@/lib/quant/risk/metric';
import { metricIntervals } from '@/lib/quant/risk/metric-intervals';
import { METRICS } from '@/lib/quant/risk/metrics';
import { rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import {
  AGAINST_FIGURE_IDS,
  type AgainstAttribution,
  type AgainstFigures,
  type BacktestAgainst,
} from '@/lib/shared/contracts/backtest-against';
import { regimesOfRun } from './regimes';
import { monthReturnsOf, riskFreeRateOf, spansYear } from './run-figures';

interface NamedRun {
  readonly name: string;
  readonly run: BacktestFinished;
}

/** A line, those it is measured against, and the prices that all of them were made from. */
export interface ComparedRun {
  readonly run: BacktestFinished;
  readonly panel: PricePanel;
  readonly rivals: readonly NamedRun[];
  /** The rival that stands beside the line in each regime. */
  readonly yardstick: NamedRun | undefined;
}

/** The line beside its rivals, what moved it, and how it went in each kind of market. */
export function runAgainst({ run, panel, rivals, yardstick }: ComparedRun): BacktestAgainst {
  const classes = classReturns(panel, run.days);
  return {
    lines: rivals.map((rival) => ({
      name: rival.name,
      figures: monthlyFigures(run, rival.run),
      attribution: attributionOf(run, rival.run, panel),
    })),
    factors: spansYear(run.days) ? factorsOf(run, classes) : null,
    regimes: regimesOfRun({ run, panel, yardstick, stocks: classes.get('equity') }),
  };
}

/** As many draws as the other figures of a test have. */
const SAMPLES = 400;
const CONFIDENCE = 0.95;
const MONTHS_PER_YEAR = 12;

/** Of both lines on the same months; the first and the last may be cut by the window, and the plan is bought in the first. */
function monthlyFigures(run: BacktestFinished, rival: BacktestFinished): AgainstFigures | null {
  const fullMonths = (line: BacktestFinished): Float64Array => Float64Array.from(monthReturnsOf(line).slice(1, -1));
  const series = metricSeries({
    returns: fullMonths(run),
    benchmark: fullMonths(rival),
    riskFreeRate: riskFreeRateOf(run),
    periodsPerYear: MONTHS_PER_YEAR,
  });
  const months = series.returns.length;
  if (months < MONTHS_PER_YEAR) return null;
  const { intervals } = metricIntervals(series, {
    samples: SAMPLES,
    confidence: CONFIDENCE,
    // The same run always gets the same intervals.
    rng: randomStream('backtest-against'),
    only: AGAINST_FIGURE_IDS,
    withDifferences: false,
  });
  return {
    months,
    samples: SAMPLES,
    confidence: CONFIDENCE,
    values: AGAINST_FIGURE_IDS.map((id) => ({ id, value: METRICS[id].compute(series), interval: intervals[id] })),
  };
}

function attributionOf(run: BacktestFinished, rival: BacktestFinished, panel: PricePanel): AgainstAttribution {
  const isYearly = spansYear(run.days);
  const { classes, ...rest } = attributeToRun(
    run,
    rival,
    panel.instruments.map(({ assetClass }) => assetClass),
    isYearly ? (run.days.length - 1) / rowsPerYear(run.days) : 1,
  );
  // A class that neither line held says nothing.
  const held = classes.filter(({ ownShare, benchmarkShare }) => ownShare !== 0 || benchmarkShare !== 0);
  return { isYearly, ...rest, classes: held.map((part) => ({ ...part })) };
}

/** Above cash on both sides; cash itself moves nothing. */
function factorsOf(
  run: BacktestFinished,
  classes: ReadonlyMap<AssetClass, Float64Array>,
): NonNullable<BacktestAgainst['factors']> {
  const cashReturns = run.cashReturns.subarray(1);
  const aboveCash = (returns: Float64Array): Float64Array =>
    returns.map((value, t) => value - (cashReturns[t] ?? Number.NaN));
  const factors = [...classes]
    .filter(([assetClass]) => assetClass !== 'cash')
    .map(([name, returns]) => ({ name, returns: aboveCash(returns) }));
  const outcome = attributeToFactors(aboveCash(runReturns(run)), factors, rowsPerYear(run.days));
  return outcome.status === 'fitted' ? { ...outcome, factors: outcome.factors.map((part) => ({ ...part })) } : outcome;
}
