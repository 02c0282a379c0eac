import { createRequire } from 'node:module';
import type { Policy } from '../../../../lib/quant/policy/types';
import type { Instrument } from '../../../../lib/quant/market/instrument';

/** The published interface of quadprog, which carries no types: min 1/2 x'Dx - d'x with A'x >= b, indices from one. */
interface Quadprog {
  solveQP: (...problem: [D: number[][], d: number[], A: number[][], b: number[], equalities: number]) => {
    solution: number[];
    message: string;
  };
}

const { solveQP } = createRequire(import.meta.url)('quadprog') as Quadprog;

const fromOne = <T>(values: readonly T[], first: T): T[] => [first, ...values];

/**
 * The lowest volatility that a policy's own limits allow, by an independent solver.
 * @returns undefined when the limits conflict
 */
export function leastVolatility(
  policy: Policy,
  instruments: readonly Instrument[],
  covariance: readonly (readonly number[])[],
): number | undefined {
  const n = instruments.length;
  const rows: { coefficients: number[]; atLeast: number }[] = [
    { coefficients: instruments.map(() => 1), atLeast: 1 - policy.cashWeight },
  ];
  for (let i = 0; i < n; i++) {
    const unit = instruments.map((_, j) => (i === j ? 1 : 0));
    rows.push({ coefficients: unit, atLeast: 0 });
    rows.push({ coefficients: unit.map((value) => -value), atLeast: -policy.weightMax });
  }
  for (const { assetClass, min, max } of policy.classLimits) {
    const members = instruments.map((instrument) => (instrument.assetClass === assetClass ? 1 : 0));
    rows.push({ coefficients: members, atLeast: min });
    rows.push({ coefficients: members.map((value) => -value), atLeast: -max });
  }
  const D = fromOne(
    covariance.map((row) => fromOne(row, 0)),
    [],
  );
  const A = fromOne(
    instruments.map((_, i) =>
      fromOne(
        rows.map(({ coefficients }) => coefficients[i]!),
        0,
      ),
    ),
    [],
  );
  const b = fromOne(
    rows.map(({ atLeast }) => atLeast),
    0,
  );
  const { solution, message } = solveQP(
    D,
    fromOne(
      instruments.map(() => 0),
      0,
    ),
    A,
    b,
    1,
  );
  if (message !== '') return undefined;
  const weights = solution.slice(1);
  return Math.sqrt(
    weights.reduce((sum, wi, i) => sum + wi * weights.reduce((inner, wj, j) => inner + wj * covariance[i]![j]!, 0), 0),
  );
}
