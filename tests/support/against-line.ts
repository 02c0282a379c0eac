import type { AgainstLine } from '@/lib/shared/contracts/backtest-against';

/** Ten years beside 60/40, by hand: the parts of the difference sum to it. */
export const AGAINST_LINE: AgainstLine = {
  name: '60/40',
  figures: {
    months: 120,
    samples: 400,
    confidence: 0.95,
    values: [
      { id: 'benchmarkHitRate', value: 0.55, interval: { low: 0.48, high: 0.61 } },
      { id: 'upCapture', value: 0.79, interval: null },
      { id: 'downCapture', value: 0.801, interval: null },
    ],
  },
  attribution: {
    isYearly: true,
    ownReturn: 0.0885,
    benchmarkReturn: 0.101,
    classes: [
      { assetClass: 'equity', ownShare: 0.5, benchmarkShare: 0.6, allocation: -0.01, selection: 0.001, interaction: 0 },
      { assetClass: 'bond', ownShare: 0.5, benchmarkShare: 0.4, allocation: -0.004, selection: 0, interaction: 0.001 },
    ],
    other: -0.0005,
  },
};
