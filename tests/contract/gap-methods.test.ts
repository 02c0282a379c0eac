import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../lib/base/outcome';
import { randomStream } from '../../lib/quant/math/rng';
import { symmetricEigenvalues } from '../../lib/quant/math/symmetric-eigen';
import { GAP_METHODS } from '../../lib/quant/risk/gap-methods';
import type { GapMethod, GappedEstimate, GappedSample } from '../../lib/quant/risk/gaps/gap-method';
import { ledoitWolf } from '../../lib/quant/risk/ledoit-wolf';
import { sampleCovariance } from '../../lib/quant/risk/sample';
import { expectClose, TOLERANCE } from '../support/close';
import { fatTailedSample, picked } from './risk-model-worlds';

const SIZE = 5;
const ROWS = 150;
const symbols = ['A', 'B', 'C', 'D', 'E'];

const complete: GappedSample = { ...fatTailedSample(ROWS, SIZE), symbols };

/** The last two listed after 30 and 60 rows; a tenth of the rest unknown. */
const gapped: GappedSample = {
  ...complete,
  returns: complete.returns.map((value, at) => {
    const [row, column] = [Math.floor(at / SIZE), at % SIZE];
    const isListed = row >= (column < 3 ? 0 : 30 * (column - 2));
    return isListed && randomStream('hole').split(at).nextUniform() > 0.1 ? value : Number.NaN;
  }),
};

function found(outcome: Outcome<GappedEstimate>): GappedEstimate {
  if (outcome.status !== 'done') throw new Error(outcome.message);
  return outcome.value;
}

describe.each(Object.entries<GapMethod>(GAP_METHODS))('gap method %s', (id, method) => {
  const estimateOf = (sample: GappedSample, model = sampleCovariance): GappedEstimate =>
    found(method.estimate({ sample, estimate: model.estimate, isRepairWanted: false }));

  test('goes by the name it is registered under', () => {
    expect(method.id).toBe(id);
    expect(estimateOf(gapped).gaps.method).toBe(id);
  });

  test('without a gap it is the risk model itself', () => {
    const { covariance, gaps } = estimateOf(complete);
    sampleCovariance
      .estimate(complete)
      .covariance.forEach((entry, at) => expectClose(covariance[at]! / entry, 1, TOLERANCE.longSum));
    expect(gaps).toMatchObject({
      rowsUsed: new Int32Array(SIZE).fill(ROWS),
      knownUnused: new Int32Array(SIZE),
      rowsSharedMin: ROWS,
    });
    const shrunk = estimateOf(complete, ledoitWolf).shrinkage;
    expect(shrunk === 0).toBe(method.isModelIgnored);
  });

  test('every known return is used or counted as unused; no variance or correlation is out of bounds', () => {
    const { covariance, gaps, warnings } = estimateOf(gapped);
    const known = symbols.map(
      (_, column) => gapped.returns.filter((value, at) => at % SIZE === column && !Number.isNaN(value)).length,
    );
    expect(known.map((count, column) => count - gaps.rowsUsed[column]!)).toEqual([...gaps.knownUnused]);
    expect(Math.min(...gaps.knownUnused)).toBeGreaterThanOrEqual(0);
    const least = symmetricEigenvalues(covariance, SIZE)[SIZE - 1]!;
    expect(least < 0).toBe(warnings.includes('indefinite'));
    covariance.forEach((entry, at) => expect(covariance[(at % SIZE) * SIZE + Math.floor(at / SIZE)]).toBe(entry));
  });

  test('returns times c give c squared; the order of instruments does not matter; the sample is left alone', () => {
    const copy = Float64Array.from(gapped.returns);
    const { covariance } = estimateOf(gapped);
    const scaled = estimateOf({ ...gapped, returns: gapped.returns.map((value) => 3 * value) }).covariance;
    scaled.forEach((entry, at) => expectClose(entry / covariance[at]!, 9, TOLERANCE.longSum));
    const order = [3, 0, 4, 2, 1];
    const moved = estimateOf({ ...picked(gapped, order), symbols: order.map((column) => symbols[column]!) }).covariance;
    moved.forEach((entry, at) => {
      const original = covariance[order[Math.floor(at / SIZE)]! * SIZE + order[at % SIZE]!]!;
      expectClose(entry / original, 1, TOLERANCE.longSum);
    });
    expect(gapped.returns).toEqual(copy);
  });

  test('too little that is known is refused with a sentence', () => {
    const blank = gapped.returns.map((value, at) => (at % SIZE === 3 ? Number.NaN : value));
    const outcome = method.estimate({
      sample: { ...gapped, returns: blank },
      estimate: sampleCovariance.estimate,
      isRepairWanted: false,
    });
    expect(outcome).toMatchObject({ status: 'refused', code: 'bad-input' });
    expect(outcome.status === 'refused' ? outcome.message : '').toMatch(
      /^(D has|There are 0 rows|D has no known) .*\.$/,
    );
    expect(() =>
      method.estimate({
        sample: { ...gapped, symbols: [] },
        estimate: sampleCovariance.estimate,
        isRepairWanted: false,
      }),
    ).toThrow('0 symbols for 5');
  });
});

describe('pairs that cannot all be', () => {
  // A goes with B, B with C, and A against C, thirty rows each: correlations 1, 1, -1, of which the nearest possible are
  // 1/2, 1/2, -1/2 by symmetry, where the determinant 1 + 2 r^2 (-r) - 3 r^2 is zero.
  const stream = randomStream('pairs');
  const rows = Array.from({ length: 90 }, (_, row) => {
    const value = stream.nextNormal();
    if (row < 30) return [value, value, Number.NaN];
    return row < 60 ? [Number.NaN, value, value] : [value, Number.NaN, -value];
  });
  const sample: GappedSample = {
    returns: Float64Array.from(rows.flat()),
    observations: 90,
    instruments: 3,
    symbols: ['A', 'B', 'C'],
  };
  const estimate = (isRepairWanted: boolean): GappedEstimate =>
    found(GAP_METHODS.pairwise.estimate({ sample, estimate: sampleCovariance.estimate, isRepairWanted }));

  test('are stated, and left alone unless a repair is asked for', () => {
    const { warnings, repair, conditionNumber } = estimate(false);
    expect(warnings).toContain('indefinite');
    expect([repair, conditionNumber]).toEqual([undefined, null]);
  });

  test('are repaired on request, and the repair is on record', () => {
    const { covariance, repair, warnings } = estimate(true);
    const deviation = (at: number): number => Math.sqrt(covariance[4 * at]!);
    expect(warnings).toEqual(['singular']);
    expectClose(covariance[1]! / deviation(0) / deviation(1), 0.5, 1e-8);
    expectClose(covariance[2]! / deviation(0) / deviation(2), -0.5, 1e-8);
    expectClose(repair?.largestChange ?? Number.NaN, 0.5, 1e-8);
    expect(repair?.iterations).toBeGreaterThan(1);
    expectClose(covariance[0]!, estimate(false).covariance[0]!, TOLERANCE.closedForm);
  });

  test('two that share fewer than twenty rows are refused by name', () => {
    const apart = sample.returns.map((value, at) => (at >= 3 * 70 && at % 3 === 2 ? Number.NaN : value));
    const outcome = GAP_METHODS.pairwise.estimate({
      sample: { ...sample, returns: apart },
      estimate: sampleCovariance.estimate,
      isRepairWanted: true,
    });
    expect(outcome).toMatchObject({
      message: 'A and C share 10 returns, which says nothing about how they move together.',
    });
  });
});
