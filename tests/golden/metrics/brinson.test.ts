import { describe, expect, test } from 'vitest';
import { brinsonFachler, BrinsonLinker, type BrinsonPeriod } from '@/lib/quant/backtest/analysis/brinson';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../support/close';

/** Weight and return in percent: the portfolio's, then the benchmark's. */
type Row = readonly [weight: number, own: number, benchmarkWeight: number, theirs: number];

const periodOf = (rows: readonly Row[]): BrinsonPeriod => ({
  weights: Float64Array.from(rows, ([weight]) => weight / 100),
  contributions: Float64Array.from(rows, ([weight, own]) => (weight * own) / 10_000),
  benchmarkWeights: Float64Array.from(rows, ([, , weight]) => weight / 100),
  benchmarkReturns: Float64Array.from(rows, ([, , , theirs]) => theirs / 100),
});

function expectEffects(
  rows: readonly Row[],
  printed: readonly (readonly number[])[],
  unit: number,
  half: number,
): void {
  brinsonFachler(periodOf(rows)).forEach(({ allocation, selection, interaction }, at) => {
    [allocation, selection, interaction].forEach((effect, kind) =>
      expect(Math.abs(effect / unit - printed[at]![kind]!), `row ${at}, effect ${kind}`).toBeLessThanOrEqual(half),
    );
  });
}

// Oracle: Bacon (2008), "Practical Portfolio Performance Measurement and Attribution", 2nd ed., chapter 5: UK, Japanese
// and US equities, portfolio 8.3 %, benchmark 6.4 %; percent, as printed to one or two decimals.
test("Bacon's three markets", () => {
  expectEffects(
    [
      [40, 20, 40, 10],
      [30, -5, 20, -4],
      [30, 6, 40, 8],
    ],
    [
      [0, 4, 0],
      [-1.04, -0.2, -0.1],
      [-0.16, -0.8, 0.2],
    ],
    0.01,
    1e-9,
  );
});

// Oracle: the worked example at finfacts.io/calculations/brinson-fachler-asi, basis points to one decimal; its credit
// benchmark and others give 2.56 % as printed.
test('five bond segments', () => {
  expectEffects(
    [
      [35, 2.1, 40, 1.8],
      [30, 4.5, 25, 3.8],
      [15, 3.2, 20, 3],
      [10, 6.5, 5, 5],
      [10, 0.5, 10, 0.4],
    ],
    [
      [3.8, 12, -1.5],
      [6.2, 17.5, 3.5],
      [-2.2, 4, -1],
      [12.2, 7.5, 7.5],
      [0, 1, 0],
    ],
    1e-4,
    0.05 + 1e-9,
  );
});

describe('linked over periods', () => {
  const stream = randomStream('attribution');
  const shares = (): number[] => {
    const raw = [stream.nextUniform(), stream.nextUniform(), stream.nextUniform()];
    const sum = raw.reduce((total, value) => total + value, 0);
    return raw.map((value) => (100 * value) / sum);
  };
  const periods = Array.from({ length: 60 }, () => {
    const [own, theirs] = [shares(), shares()];
    const row = (at: number): Row => [own[at]!, 3 * stream.nextNormal(), theirs[at]!, 3 * stream.nextNormal()];
    return periodOf([row(0), row(1), row(2)]);
  });
  const linker = new BrinsonLinker(3);
  for (const period of periods) linker.add(period, -0.0001);
  const { portfolioReturn, benchmarkReturn, effects, other } = linker.linked();

  // Oracle: compounding by hand.
  test('the two returns are those of compounding', () => {
    const growth = periods.reduce(
      (g, { contributions }) => g * (1 - 0.0001 + contributions.reduce((s, c) => s + c, 0)),
      1,
    );
    expectClose(portfolioReturn, growth - 1, TOLERANCE.closedForm);
  });

  test('effects and what belongs to no class sum to the excess return, exactly', () => {
    const sum = effects.reduce(
      (total, { allocation, selection, interaction }) => total + allocation + selection + interaction,
      other,
    );
    expectClose(sum, portfolioReturn - benchmarkReturn, TOLERANCE.closedForm);
    expect(other).toBeLessThan(0);
  });

  test('a class outside the benchmark is allocation alone', () => {
    const [inside, outside] = brinsonFachler(
      periodOf([
        [80, 5, 100, 5],
        [20, 10, 0, 0],
      ]),
    );
    expectClose(inside!.selection + inside!.interaction + inside!.allocation, 0, TOLERANCE.closedForm);
    expect([outside!.selection, outside!.interaction]).toEqual([0, 0]);
    expectClose(outside!.allocation, 0.2 * (0.1 - 0.05), TOLERANCE.closedForm);
  });

  test('equal returns link without dividing by nothing', () => {
    const same = new BrinsonLinker(1);
    const period = periodOf([[100, 4, 100, 4]]);
    same.add(period, 0);
    same.add(period, 0);
    const linked = same.linked();
    expectClose(linked.portfolioReturn, 1.04 ** 2 - 1, TOLERANCE.closedForm);
    expect(linked.effects[0]).toEqual({ allocation: 0, selection: 0, interaction: 0 });
  });
});
