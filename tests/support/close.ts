import { expect } from 'vitest';

/** Why each tolerance is what it is; tests name a reason, not a number. */
export const TOLERANCE = {
  /** Same formula in double precision, a handful of roundings. */
  closedForm: 1e-12,
  /** Sums over a few thousand doubles. */
  longSum: 1e-10,
  /** Two different solvers, both stopped at about 1e-9 on strictly convex problems. */
  independentSolver: 1e-6,
} as const;

export function expectClose(actual: number, expected: number, tolerance: number): void {
  const scale = Math.max(1, Math.abs(expected));
  expect(Math.abs(actual - expected) / scale, `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}
