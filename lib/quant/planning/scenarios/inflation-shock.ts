import { shockScenario } from '../shock';

/** Stocks and bonds fall together while prices rise, as in 1973 or 2022. All three are fixed: a covariance from calm years would let stocks rise with commodities. */
export const inflationShock = shockScenario(
  'inflation-shock',
  'Inflation shock: rates +1.5 points, commodities +25 %, stocks -15 %',
  [
    { kind: 'factor', factor: 'yield-level', move: 0.015 },
    { kind: 'class', assetClass: 'commodity', move: 0.25 },
    { kind: 'class', assetClass: 'equity', move: -0.15 },
  ],
);
