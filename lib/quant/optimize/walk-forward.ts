import { invariant } from '../../base/invariant';
import type { ReturnsSample } from '../risk/risk-model';
import { rollingCovariance } from '../risk/rolling-covariance';
import { optimize } from './optimize';
import type { OptimizeLimits, OptimizeOutcome } from './types';

interface WalkForwardRequest {
  /** Simple returns, oldest first. */
  readonly sample: ReturnsSample;
  readonly symbols: readonly string[];
  readonly limits: OptimizeLimits;
  /** Rows before each decision that it may look at. */
  readonly trainRows: number;
  /** Rows after it that it is judged by; the next decision falls behind them. */
  readonly testRows: number;
}

interface WalkForwardStep {
  /** First row that the decision has not seen. */
  readonly firstTestRow: number;
  readonly outcome: OptimizeOutcome;
}

/**
 * The least-variance weights of one training window after another, each certified. A last stretch shorter than the test
 * is left out.
 *
 * @returns oldest first; empty where the sample holds no training window with a whole test behind it
 */
export function walkForwardLeastVariance(request: WalkForwardRequest): readonly WalkForwardStep[] {
  const { sample, symbols, limits, trainRows, testRows } = request;
  invariant(trainRows >= 2 && testRows >= 1, `${trainRows} rows to learn from and ${testRows} to be judged by`);
  const covarianceOf = rollingCovariance(sample);
  const expectedReturns = new Float64Array(symbols.length);
  const steps: WalkForwardStep[] = [];
  for (let row = trainRows; row + testRows <= sample.observations; row += testRows) {
    const outcome = optimize({
      symbols,
      expectedReturns,
      covariance: covarianceOf(row - trainRows, row),
      objective: { kind: 'min-risk', measure: 'variance' },
      limits,
    });
    steps.push({ firstTestRow: row, outcome });
  }
  return steps;
}
