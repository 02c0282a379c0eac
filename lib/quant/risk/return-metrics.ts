import { mean } from '../math/statistics';
import type { Metric } from './metric';
import {
  annualDownsideRisk,
  annualisedRatio,
  compoundedAnnualReturn,
  deviationOrNull,
  finiteOrNull,
  growthOf,
  shareAboveZero,
  worstDrawdown,
} from './metric-parts';

/** Compounded over the whole sample, not a year. */
export const totalReturn: Metric = {
  id: 'totalReturn',
  unit: 'decimal',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: ({ returns }) => (returns.length === 0 ? null : finiteOrNull(growthOf(returns) - 1)),
};

export const annualReturn: Metric = {
  id: 'annualReturn',
  unit: 'decimal',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: ({ returns, periodsPerYear }) => compoundedAnnualReturn(returns, periodsPerYear),
};

export const annualVolatility: Metric = {
  id: 'annualVolatility',
  unit: 'decimal',
  higherIsBetter: false,
  needsBenchmark: false,
  compute: ({ returns, periodsPerYear }) => {
    const deviation = deviationOrNull(returns);
    return deviation === null ? null : deviation * Math.sqrt(periodsPerYear);
  },
};

/** Mean excess return over its deviation, annualised by the square root of time. */
export const sharpe: Metric = {
  id: 'sharpe',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: ({ returns, riskFreeRate, periodsPerYear }) => {
    const riskFreePerPeriod = riskFreeRate / periodsPerYear;
    return annualisedRatio(
      returns.map((value) => value - riskFreePerPeriod),
      periodsPerYear,
    );
  },
};

/** Mean return above the required one, a year, over the annual downside risk. */
export const sortino: Metric = {
  id: 'sortino',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: (series) => {
    const risk = annualDownsideRisk(series);
    if (risk === null || risk === 0 || series.returns.length < 2) return null;
    return finiteOrNull(((mean(series.returns) - series.requiredReturn) * series.periodsPerYear) / risk);
  },
};

/** Annual return over the size of the worst drawdown. */
export const calmar: Metric = {
  id: 'calmar',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: (series) => {
    const { maxDrawdown: worst } = worstDrawdown(series);
    const annual = compoundedAnnualReturn(series.returns, series.periodsPerYear);
    return annual === null || worst === 0 ? null : finiteOrNull(annual / -worst);
  },
};

/** Sum of what exceeds the required return over the sum of what falls short of it. */
export const omega: Metric = {
  id: 'omega',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: ({ returns, requiredReturn }) => {
    let above = 0;
    let below = 0;
    for (const value of returns) {
      if (value > requiredReturn) above += value - requiredReturn;
      else below += requiredReturn - value;
    }
    return below > 0 ? finiteOrNull(above / below) : null;
  },
};

/** Worst loss from an earlier peak, as a return: at most 0. */
export const maxDrawdown: Metric = {
  id: 'maxDrawdown',
  unit: 'decimal',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: (series) => (series.returns.length === 0 ? null : worstDrawdown(series).maxDrawdown),
};

export const downsideRisk: Metric = {
  id: 'downsideRisk',
  unit: 'decimal',
  higherIsBetter: false,
  needsBenchmark: false,
  compute: annualDownsideRisk,
};

/** Share of the periods that gained something. */
export const hitRate: Metric = {
  id: 'hitRate',
  unit: 'decimal',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: ({ returns }) => shareAboveZero(returns),
};
