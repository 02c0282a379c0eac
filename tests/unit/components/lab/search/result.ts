import type { SearchFigures, SearchResult } from '@/lib/shared/contracts/search';

const figures = (sharpe: number): SearchFigures => ({
  sharpe,
  annualReturn: 0.05,
  annualVolatility: 0.1,
  maxDrawdown: -0.2,
  turnoverAnnual: 0.4,
  cost: 0.01,
});

/** A search of four combinations with what its tests found: chances of overfitting and of skill, ratios on later days. */
export function resultOf(probability: number, deflated: number, chosen: number, plan: number): SearchResult {
  const window = { firstDay: '2015-01-01', lastDay: '2020-01-01', dayCount: 1_000 };
  return {
    schemaVersion: 1,
    source: {
      basis: 'total-return',
      kind: 'simulated',
      label: 'x',
      firstDay: '2010-01-01',
      lastDay: '2024-01-01',
      isSimulated: true,
    },
    startAmount: { amount: '1000.00', currency: 'USD' },
    train: window,
    gapDays: 5,
    holdout: {
      ...window,
      dates: [],
      lines: [
        { id: 'chosen', figures: figures(chosen), values: [] },
        { id: 'plan', figures: figures(plan), values: [] },
      ],
    },
    dimensions: [
      { id: 'lookbackDays', values: [126, 252] },
      { id: 'driftBand', values: [0, 0.05] },
    ],
    combinationCount: 4,
    trials: [
      { choice: [0, 0], figures: figures(0.4) },
      { choice: [0, 1], figures: null },
      { choice: [1, 0], figures: figures(1.2) },
      { choice: [1, 1], figures: figures(0.8) },
    ],
    best: 2,
    evidence: {
      overfitting: {
        probability,
        probabilityOfLoss: 0.1,
        blocks: 10,
        degradation: null,
        inSample: Array.from({ length: 252 }, () => 1),
        outOfSample: Array.from({ length: 252 }, () => 0.5),
      },
      deflated: { probability: deflated, luckSharpe: 0.5, effectiveTrials: 2 },
      probabilisticSharpe: 0.99,
      trackRecordYears: 3,
      superior: { realityCheck: 0.1, lower: 0.1, consistent: 0.1, upper: 0.1, resamples: 500, meanBlockLength: 2 },
      walkForwardSharpe: 0.6,
      pathSharpes: [0.5, 0.7],
    },
  };
}
