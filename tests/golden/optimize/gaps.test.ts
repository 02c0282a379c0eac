import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '@/lib/base/outcome';
import { GAP_METHODS } from '@/lib/quant/risk/gap-methods';
import type { GappedEstimate, GappedSample } from '@/lib/quant/risk/gaps/gap-method';
import { centredReturns, crossProducts } from '@/lib/quant/risk/returns-sample';
import type { CovarianceEstimate, ReturnsSample } from '@/lib/quant/risk/risk-model';
import { sampleCovariance } from '@/lib/quant/risk/sample';
import { expectClose, TOLERANCE } from '../../support/close';

/** Oracles: pandas, and expectation-maximisation in numpy, by scripts/estimators.py. */
interface Fixture {
  readonly gaps: {
    readonly late: readonly (number | null)[];
    readonly holes: readonly (number | null)[];
    readonly maximum_likelihood: readonly number[];
    readonly together: readonly (number | null)[];
    readonly maximum_likelihood_together: readonly number[];
    readonly pandas_pairwise: readonly number[];
  };
}

const { gaps } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/estimators.json'), 'utf8'),
) as Fixture;

const SIZE = 4;

const gapped = (values: readonly (number | null)[]): GappedSample => ({
  returns: Float64Array.from(values, (value) => value ?? Number.NaN),
  observations: values.length / SIZE,
  instruments: SIZE,
  symbols: ['A', 'B', 'C', 'D'],
});

function found(outcome: Outcome<GappedEstimate>): GappedEstimate {
  if (outcome.status !== 'done') throw new Error(outcome.message);
  return outcome.value;
}

function expectMatrix(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  const scale = Math.max(...expected.map(Math.abs));
  expected.forEach((entry, at) => expectClose(actual[at]! / scale, entry / scale, tolerance));
}

/** The maximum likelihood divides by the number of rows. */
const dividedByRows = (sample: ReturnsSample): CovarianceEstimate => ({
  ...sampleCovariance.estimate(sample),
  covariance: crossProducts(centredReturns(sample), sample.instruments, sample.observations),
});

describe('covariance of returns with gaps', () => {
  test('since-listing: expectation-maximisation of normal returns', () => {
    const { covariance, gaps: record } = found(
      GAP_METHODS['since-listing'].estimate({
        sample: gapped(gaps.late),
        estimate: dividedByRows,
        isRepairWanted: false,
      }),
    );
    expectMatrix(covariance, gaps.maximum_likelihood, TOLERANCE.longSum);
    expect(record).toEqual({
      method: 'since-listing',
      rowsUsed: Int32Array.of(120, 120, 80, 50),
      knownUnused: new Int32Array(4),
      rowsSharedMin: 50,
    });
  });

  test('since-listing, two on the same day: expectation-maximisation of normal returns', () => {
    const sample = gapped(gaps.together);
    const { covariance } = found(
      GAP_METHODS['since-listing'].estimate({ sample, estimate: dividedByRows, isRepairWanted: false }),
    );
    expectMatrix(covariance, gaps.maximum_likelihood_together, TOLERANCE.longSum);
  });

  test('pairwise: pandas corr and std', () => {
    const { covariance, gaps: record } = found(
      GAP_METHODS.pairwise.estimate({ sample: gapped(gaps.holes), estimate: dividedByRows, isRepairWanted: false }),
    );
    expectMatrix(covariance, gaps.pandas_pairwise, TOLERANCE.longSum);
    expect(record.rowsUsed).toEqual(Int32Array.of(102, 109, 80, 50));
  });
});
